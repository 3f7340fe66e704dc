import { z } from 'zod';
import { duration } from './units.ts';

const money = (what: string) => z.number().min(0).max(1_000_000).describe(what);

const priceSchema = z
  .object({
    input: money('Money for a million tokens of input.'),
    output: money('Money for a million tokens of output.'),
    cached: money(
      'Money for a million tokens of input that the service had in its cache. Default: as input',
    ).optional(),
  })
  .strict();

export const modelSchema = z
  .object({
    url: z
      .string()
      .default('https://api.openai.com/v1')
      .describe('Base URL of an OpenAI-compatible service. Default: https://api.openai.com/v1'),
    key: z
      .string()
      .min(1)
      .optional()
      .describe('API key, as a reference. None for services that ask for none.'),
    api: z
      .enum(['chat', 'responses'])
      .default('chat')
      .describe('chat: Chat Completions; responses: the Responses API. Default: chat'),
    name: z.string().trim().min(1).describe('Name of the model, as the service calls it'),
    fallback: z
      .union([z.string().trim().min(1), z.array(z.string().trim().min(1))])
      .default([])
      .describe('Models that are asked when the one before does not answer, in order. Default: none'),
    timeout: duration({ atLeast: '1s', atMost: '30m' })
      .default('60s')
      .describe('How long one call may take. Default: 60s'),
    attempts: z
      .number()
      .int()
      .min(1)
      .max(10)
      .default(3)
      .describe('Tries for one model, where another one may help. Default: 3'),
    maxOutputTokens: z
      .number()
      .int()
      .min(16)
      .max(200_000)
      .default(1500)
      .describe('Tokens of one answer at most. Default: 1500'),
    temperature: z
      .number()
      .min(0)
      .max(2)
      .optional()
      .describe("How freely it writes. Default: the service's own"),
    prices: z
      .record(priceSchema)
      .default({})
      .describe(
        'Price of each model for a million tokens, "*" for all others. Default: none, money is not counted',
      ),
  })
  .strict();

/** `off`, or what is limited. */
const limitSchema = z.union([
  z.enum(['off'], {
    errorMap: () => ({ message: 'must be {tokens: ..., money: ...} with one of them or both, or off' }),
  }),
  z
    .object({
      tokens: z.number().int().min(1).max(1e12).optional().describe('Tokens, input and output together.'),
      money: money('Money, by the prices of the models.').optional(),
    })
    .strict(),
]);

export const budgetSchema = z
  .object({
    person: z
      .object({
        day: limitSchema.default({ tokens: 200_000 }).describe('A day of one person. Default: 200000 tokens'),
      })
      .strict()
      .default({}),
    conversation: z
      .object({
        day: limitSchema
          .default({ tokens: 500_000 })
          .describe('A day of one conversation. Default: 500000 tokens'),
      })
      .strict()
      .default({}),
    day: limitSchema.default({ tokens: 2_000_000 }).describe('A day of the bot. Default: 2000000 tokens'),
    month: limitSchema
      .default({ tokens: 20_000_000 })
      .describe('A month of the bot. Default: 20000000 tokens'),
    warnAt: z
      .number()
      .min(0.1)
      .max(1)
      .default(0.8)
      .describe('Share of a limit at which a warning is logged. Default: 0.8'),
    say: z
      .string()
      .min(1)
      .max(1000)
      .default('I have said as much as I may for now. Please ask again later.')
      .describe('Said once to those who meet a limit.'),
    timeZone: z
      .string()
      .default('UTC')
      .describe('IANA name of the time zone at whose midnight days and months begin. Default: UTC'),
  })
  .strict();

export type ModelInFile = z.infer<typeof modelSchema>;
export type BudgetInFile = z.infer<typeof budgetSchema>;
export type LimitInFile = z.infer<typeof limitSchema>;
