import { z } from 'zod';
import { whereSchema } from './rule-schema.ts';
import { duration } from './units.ts';

/** People by their name in `people`, as `account:id`, or by id alone. */
export const peopleListSchema = z
  .union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))])
  .describe('Names of people (as in "people"), account:id, or ids of the platform.');

const CLOCK = '(?:[01]?\\d|2[0-3]):[0-5]\\d';
const CLOCK_HELP = 'a time of the day such as 22:00';
const HOURS_HELP = 'must be written like "22:00-07:00 Europe/Berlin", as {from, to, ...}, or be off';

const clockSchema = z
  .string({ invalid_type_error: `must be ${CLOCK_HELP}, in quotes` })
  .regex(new RegExp(`^(?:${CLOCK}|24:00)$`), `must be ${CLOCK_HELP}`);

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const daySchema = z.enum(DAYS);

/** 0 for `sun`, up to 6. */
export function dayNumber(day: z.infer<typeof daySchema>): number {
  return DAYS.indexOf(day);
}

const quietHoursSchema = z
  .union([
    z
      .string({ invalid_type_error: HOURS_HELP })
      .regex(new RegExp(`^(?:off|${CLOCK} *- *(?:${CLOCK}|24:00)(?: +\\S+)?)$`), HOURS_HELP),
    z
      .object({
        from: clockSchema.describe('When they begin.'),
        to: clockSchema.describe('When they end; before "from": on the next day.'),
        timeZone: z.string().default('UTC').describe('IANA name such as Europe/Berlin. Default: UTC'),
        days: z
          .array(daySchema)
          .min(1)
          .optional()
          .describe('Days on which they begin: mon, tue, wed, thu, fri, sat, sun. Default: every day'),
        say: z
          .string()
          .min(1)
          .max(1000)
          .optional()
          .describe('Said once in a conversation, when somebody asks during them.'),
      })
      .strict(),
  ])
  .describe('When it keeps silent: "22:00-07:00 Europe/Berlin", or off. Default: off');

const botTalkSchema = z
  .object({
    perMinute: z
      .number()
      .int()
      .min(0)
      .max(60)
      .optional()
      .describe('Answers a minute to each other bot; 0: none at all. Default: 0'),
    coolDown: duration({ atLeast: '1s', atMost: '24h' })
      .optional()
      .describe('Silence towards a bot that asked more. Default: 10m'),
  })
  .strict();

/** Every one may be left out: a place has those of the bot, the bot has the defaults. */
export const mannersShape = {
  mode: z
    .enum(['mention', 'direct', 'always'])
    .optional()
    .describe(
      'What it answers. mention: what is addressed to it, and everything between two; direct: conversations of two only; always: everything. Default: mention',
    ),
  allow: peopleListSchema.optional().describe('Whom it answers; empty for everybody. Default: everybody'),
  deny: peopleListSchema.optional().describe('Whom it never answers; shown names count too. Default: nobody'),
  quietHours: quietHoursSchema.optional(),
  burst: duration({ atLeast: '0s', atMost: '5m' })
    .optional()
    .describe(
      'Messages of one person with less time between them are answered together; 0s: each at once. Default: 2s',
    ),
  meanwhile: z
    .enum(['join', 'next', 'interrupt'])
    .optional()
    .describe(
      'Messages that arrive while it thinks. join: answered as well; next: afterwards; interrupt: it begins anew. Default: join',
    ),
  answerWithin: duration({ atLeast: '1s', atMost: '168h' })
    .optional()
    .describe(
      'Messages that are older when they are found (after a downtime) are not answered. Default: 10m',
    ),
  bots: botTalkSchema.optional().describe('Talk with other bots.'),
};

/** Entries of `in`. */
export const botPlaceSchema = z
  .union([
    z.string({
      invalid_type_error:
        'must be an account, account:conversation (no space after the colon), or {place: ..., mode: ...}',
    }),
    z
      .object({
        place: whereSchema.describe('An account, or account:conversation.'),
        ...mannersShape,
      })
      .strict(),
  ])
  .describe('An account, account:conversation, or {place: ..., mode: ...}.');

export const mannersSchema = z.object(mannersShape).strict();

export type MannersInFile = z.infer<typeof mannersSchema>;
export type QuietHoursInFile = z.infer<typeof quietHoursSchema>;
export type BotPlaceInFile = z.infer<typeof botPlaceSchema>;
export type PeopleListInFile = z.infer<typeof peopleListSchema>;
