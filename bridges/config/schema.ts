import { z } from 'zod';
import { botSchema } from './bot-schema.ts';
import { ruleSchema } from './rule-schema.ts';
import { template } from './template.ts';
import { duration, size } from './units.ts';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** Keys of an account that every platform has; all others belong to the platform's own settings. */
export const accountSchema = z
  .object({
    platform: z.string().describe('Kind of messaging system.'),
    feed: z
      .enum(['webhook', 'poll', 'socket'])
      .optional()
      .describe('How events come in. Default: the best one that the settings allow.'),
    pollEvery: duration({ atLeast: '100ms', atMost: '1h' })
      .optional()
      .describe(
        'Time between two polls; with feed "webhook", between two safety polls. Default: the platform\'s own.',
      ),
    rate: z
      .object({
        concurrency: z.number().int().min(1).max(100).optional().describe('Calls under way at once.'),
        perSecond: z
          .number()
          .min(0.01)
          .max(1000)
          .optional()
          .describe('Messages sent a second by the account; 1000 lifts the limit.'),
        perConversationPerSecond: z
          .number()
          .min(0.01)
          .max(1000)
          .optional()
          .describe('Messages sent a second into one conversation.'),
      })
      .strict()
      .default({})
      .describe("Overrides of the platform's own limits on sending."),
  })
  .passthrough();

const placeSchema = z
  .union(
    [
      z.string(),
      z
        .object({
          account: z.string().describe('Name of an account.'),
          conversation: z
            .union([z.string(), z.number()])
            .describe("The platform's own id of the conversation."),
        })
        .strict(),
    ],
    {
      errorMap: () => ({
        message:
          'must be written as account:conversation (no space after the colon), or as {account, conversation}',
      }),
    },
  )
  .describe('account:conversation');

const placesSchema = z.union([placeSchema, z.array(placeSchema)]);

const routeSchema = z
  .object({
    between: z
      .array(placeSchema)
      .optional()
      .describe('Two or more conversations, each mirrored into all the others.'),
    from: placesSchema.optional().describe('Conversations that are mirrored, one way.'),
    to: placesSchema.optional().describe('Conversations that the copies go to.'),
    nickname: template(['name', 'platform', 'account', 'conversation'], 200)
      .refine((text) => text.trim() !== '', 'is empty')
      .optional()
      .describe(
        'How authors are named on copies, with {name}, {platform}, {account}, {conversation}. Default: {name}',
      ),
    prefix: template(['nickname'], 200)
      .optional()
      .describe(
        'What stands before the text where a platform shows no author, with {nickname}; "" for nothing. Default: {nickname}:',
      ),
    reactions: z
      .enum(['tell', 'native', 'off'])
      .optional()
      .describe(
        'Reactions that the other side cannot show. tell: in words; native: not at all; off: no reactions of any kind. Default: tell',
      ),
    typing: z.boolean().optional().describe('Whether it is shown that somebody is writing. Default: false'),
    readState: z
      .boolean()
      .optional()
      .describe('Whether what was read on one side is marked as read on the other. Default: false'),
    rules: z
      .array(ruleSchema)
      .optional()
      .describe('What is left out or changed, tried in order on every message.'),
  })
  .strict();

/** Names as people write them; an @ stands before one in a text, never in it. */
const PERSON = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} ._'-]{0,78}[\p{L}\p{M}\p{N}.])?$/u;

const peopleSchema = z.record(
  z.string().regex(PERSON, "may hold letters, digits, spaces, dots, dashes, underscores and ' only"),
  z.record(z.union([z.string(), z.number()])),
);

const journalSchema = z
  .object({
    path: z
      .string()
      .min(1)
      .default('parley.db')
      .describe('SQLite file of the journal, relative to this file. Default: parley.db'),
    keepDays: z
      .number()
      .int()
      .min(1)
      .max(3650)
      .default(30)
      .describe('Settled deliveries are forgotten after so many days; links stay. Default: 30'),
  })
  .strict();

const webSchema = z
  .object({
    host: z.string().min(1).default('127.0.0.1').describe('Address to listen on. Default: 127.0.0.1'),
    port: z
      .number()
      .int()
      .min(0)
      .max(65_535)
      .default(8787)
      .describe('Port to listen on; 0 takes a free one. Default: 8787'),
    token: z
      .string()
      .min(16, 'must have 16 characters or more')
      .optional()
      .describe('Asked for by pages and API. Needed when host is not a loopback address.'),
    publicUrl: z
      .string()
      .optional()
      .describe('Address under which the services reach this daemon; needed to register webhooks.'),
    maxBodySize: size({ atLeast: '1KB', atMost: '64MB' })
      .default('1MB')
      .describe('Largest webhook body. Default: 1MB'),
  })
  .strict();

const logSchema = z
  .object({
    level: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('Default: info'),
    format: z
      .enum(['auto', 'json', 'pretty'])
      .default('auto')
      .describe('auto: pretty on a terminal, JSON lines elsewhere. Default: auto'),
  })
  .strict();

/** The sections of the file, each checked on its own so that a fault in one hides none in another. */
export const sections = {
  account: accountSchema,
  route: routeSchema,
  people: peopleSchema,
  bot: botSchema,
  journal: journalSchema,
  web: webSchema,
  log: logSchema,
};

const named = <T extends z.ZodTypeAny>(schema: T) =>
  z.record(z.string().regex(NAME, 'may hold letters, digits, dots, dashes and underscores only'), schema);

const accountsHelp = 'Accounts by name: one set of credentials on one platform each.';
/** Also says what is missing where there is no route. */
export const routesHelp = 'Standing orders by name: what is mirrored where.';

const peopleHelp = 'People by name, with their id on each account, so that mentions reach them there.';

const botsHelp = 'Bots by name: programs that answer people with the words of a language model.';

/** The outline of the file: which sections there are. */
export const outlineSchema = z
  .object({
    accounts: named(z.unknown()).describe(accountsHelp),
    routes: named(z.unknown()).optional().describe(routesHelp),
    people: z.unknown(),
    bots: named(z.unknown()).optional().describe(botsHelp),
    journal: z.unknown(),
    web: z.unknown(),
    log: z.unknown(),
  })
  .strict();

/** The whole file, for editors. */
export const fileSchema = z
  .object({
    accounts: named(accountSchema).describe(accountsHelp),
    routes: named(routeSchema).optional().describe(routesHelp),
    people: peopleSchema.default({}).describe(peopleHelp),
    bots: named(botSchema).optional().describe(botsHelp),
    journal: journalSchema.default({}).describe('The durable store.'),
    web: webSchema.default({}).describe('Status page, HTTP API and webhooks.'),
    log: logSchema.default({}).describe('Log on standard error.'),
  })
  .strict();

export type AccountInFile = z.infer<typeof accountSchema>;
export type PeopleInFile = z.infer<typeof peopleSchema>;
export type RouteInFile = z.infer<typeof routeSchema>;
export type PlaceInFile = z.infer<typeof placeSchema>;
export type WebInFile = z.infer<typeof webSchema>;
