import { z } from 'zod';

/** What an account of messages.dev needs: a key, and the line that it speaks for. */
export const settingsSchema = z
  .object({
    apiKey: z.string().min(4).describe('API key of messages.dev; begins with sk_live_'),
    line: z
      .string()
      .trim()
      .refine(
        (line) => /^\+\d{5,15}$/.test(line) || /^[^\s@]+@[^\s@]+$/.test(line),
        'must be the handle of a line: a number such as +15551234567, or an e-mail address',
      )
      .describe('Handle of the line that sends and receives: +15551234567, or an Apple ID'),
    url: z
      .string()
      .url('must be an address such as https://api.messages.dev/v1')
      .refine((url) => /^https?:\/\//i.test(url), 'must begin with https:// or http://')
      .refine((url) => !/[?#]/.test(url), 'must be the bare base address')
      .default('https://api.messages.dev/v1')
      .transform((url) => url.replace(/\/+$/, ''))
      .describe('Base address of the API, as the dashboard shows it'),
    maxTextLength: z
      .number()
      .int()
      .min(64)
      .default(10_000)
      .describe('Longest text of one message in characters; longer text is split'),
    callsPerHour: z
      .number()
      .int()
      .min(1)
      .default(1000)
      .describe(
        'API calls that the key may make in an hour; what can wait is asked less often when few are left',
      ),
  })
  .strict();

export type MessagesDevSettings = z.output<typeof settingsSchema>;
