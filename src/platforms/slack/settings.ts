import { z } from 'zod';

/** What an account of Slack needs. A feed needs one of `appToken` (socket) and `signingSecret` (webhook). */
export const settingsSchema = z
  .object({
    botToken: z.string().min(4).describe('Bot token of the app (OAuth & Permissions); begins with xoxb-'),
    appToken: z
      .string()
      .min(4)
      .optional()
      .describe('App-level token with connections:write, for Socket Mode; begins with xapp-'),
    signingSecret: z
      .string()
      .min(4)
      .optional()
      .describe('Signing secret of the app (Basic Information), for events over HTTP'),
    apiUrl: z
      .string()
      .url()
      .default('https://slack.com/api/')
      .transform((url) => (url.endsWith('/') ? url : `${url}/`))
      .describe('Address of the Web API, when it is not https://slack.com/api/'),
  })
  .strict();

export type SlackSettings = z.output<typeof settingsSchema>;
