import { z } from 'zod';

/** What an account of Chat API, or of a service that speaks like it, needs. */
export const settingsSchema = z
  .object({
    url: z
      .string()
      .url('must be an address such as https://api.chat-api.com/instance12345')
      .refine((url) => /^https?:\/\//i.test(url), 'must begin with https:// or http://')
      .refine((url) => !/[?#]/.test(url), 'must end with the instance path; the token has a field of its own')
      .transform((url) => url.replace(/\/+$/, ''))
      .describe('Base address with the instance path: https://api.chat-api.com/instance12345'),
    token: z
      .string()
      .min(4, 'must have at least 4 characters')
      .describe('Token of the instance; it goes into every address and is never shown'),
    dialect: z
      .enum(['chat-api', '1msg'])
      .default('chat-api')
      .describe('Which service speaks: chat-api (and its clones) or 1msg (1msg.io)'),
    instanceId: z
      .string()
      .min(1, 'must not be empty')
      .optional()
      .describe('Number of the instance; webhooks that name another one are refused'),
    verbs: z
      .enum(['seed', 'openapi'])
      .default('seed')
      .describe(
        'HTTP method of logout, reboot and the like: GET (seed, the first years) or POST (openapi, later)',
      ),
  })
  .strict();

export type ChatApiSettings = z.output<typeof settingsSchema>;
