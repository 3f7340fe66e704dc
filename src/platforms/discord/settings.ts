import { z } from 'zod';

const address = z
  .string()
  .url()
  .transform((url) => url.replace(/\/+$/, ''));

/** What an account of Discord needs: a bot. */
export const settingsSchema = z
  .object({
    botToken: z.string().min(4).describe('Token of the bot (Developer Portal, Bot)'),
    webhooks: z
      .enum(['auto', 'off'])
      .default('auto')
      .describe(
        'How copies are posted. auto: by webhook with the name and picture of their authors, where the bot may ' +
          'manage webhooks; off: always by the bot, with the name before the text',
      ),
    apiUrl: address
      .default('https://discord.com/api')
      .describe('Address of the API, when it is not https://discord.com/api'),
    cdnUrl: address
      .default('https://cdn.discordapp.com')
      .describe('Address of pictures and files, when it is not https://cdn.discordapp.com'),
  })
  .strict();

export type DiscordSettings = z.output<typeof settingsSchema>;
