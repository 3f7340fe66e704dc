import { z } from 'zod';
import { botPlaceSchema, mannersSchema, peopleListSchema } from './bot-manners-schema.ts';
import { budgetSchema, modelSchema } from './bot-model-schema.ts';
import { toolsSchema } from './bot-tools-schema.ts';
import { whereSchema } from './rule-schema.ts';
import { duration } from './units.ts';

/** Signs that no service takes for markup, a mention or a list, so that a command arrives as it was typed. */
const PREFIX = /^[\p{L}\p{N}]{0,9}[!?.,;:+=%&/$^]{1,3}$/u;

const may = (what: string) =>
  peopleListSchema.optional().describe(`Who may use it: ${what}. Default: everyone`);

const commandsSchema = z
  .object({
    prefix: z
      .string()
      .regex(PREFIX, 'must be a sign or two such as ! or ?, which may stand behind letters ("bot!")')
      .default('!')
      .describe('What a command begins with. Default: !'),
    allow: z
      .object({
        help: may('shows the commands'),
        stop: may('ends the answer that is under way and keeps silent until it is called again'),
        mute: may('silence, for a time or until unmute'),
        unmute: may('ends mute and stop'),
        reset: may('forgets what was said here'),
        handover: may('calls a person'),
        takeback: may('lets the bot answer again after a handover'),
        usage: may('shows what was used'),
        join: may('takes part in everything that is said here'),
        leave: may('takes no part here until join'),
      })
      .strict()
      .default({})
      .describe('Who may use which command: everyone, or names and ids of people.'),
  })
  .strict();

const words = (text: string, what: string) =>
  z.string().min(1).max(1000).default(text).describe(`${what} Default: ${text}`);

const handoverSchema = z
  .object({
    to: whereSchema
      .optional()
      .describe('Place where people are told, as account:conversation. Default: none'),
    returnAfter: duration({ atLeast: '1m', atMost: '720h' })
      .optional()
      .describe('It answers again after so long. Default: only on command'),
    say: words('A person will take over here. I keep silent until then.', 'Said in the conversation.'),
    sayBack: words('I am back and answer again.', 'Said there when it returns.'),
    byModel: z.boolean().default(true).describe('Whether the model may hand over. Default: true'),
  })
  .strict();

const whole = (atLeast: number, atMost: number, value: number, what: string) =>
  z
    .number()
    .int()
    .min(atLeast)
    .max(atMost)
    .default(value)
    .describe(`${what} Default: ${String(value)}`);

const memorySchema = z
  .object({
    messages: whole(1, 500, 40, 'Last messages that are shown to the model, at most.'),
    tokens: whole(100, 1_000_000, 4000, 'Tokens that they may take.'),
    summaryTokens: whole(0, 20_000, 400, 'Tokens of the summary of what is older; 0: none.'),
    knowledge: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Folder of Markdown and text files to look things up in, relative to this file. Default: none',
      ),
  })
  .strict();

const safetySchema = z
  .object({
    moderation: z
      .string()
      .min(1)
      .optional()
      .describe('Model of the moderation call, before and after each answer. Default: none'),
    maxLinks: whole(0, 100, 5, 'Links of one answer.'),
    maxLength: whole(100, 100_000, 8000, 'Characters of one answer, before it is split.'),
  })
  .strict();

const shapeSchema = z
  .object({
    typing: z.boolean().default(true).describe('Whether it is shown that it writes. Default: true'),
    stream: z
      .boolean()
      .default(false)
      .describe('Whether an answer is shown while it is being written, by edits. Default: false'),
    streamEvery: duration({ atLeast: '500ms', atMost: '1m' })
      .default('2s')
      .describe('Least time between two such edits. Default: 2s'),
    files: z
      .boolean()
      .default(true)
      .describe('Whether pictures and text files of people are shown to the model. Default: true'),
    transcription: z.string().min(1).optional().describe('Model that writes down voice notes. Default: none'),
  })
  .strict();

/** One bot, for a file and for editors. */
export const botSchema = z
  .object({
    title: z
      .string()
      .trim()
      .min(1)
      .max(80)
      .optional()
      .describe('How people call it. Default: its key in this file'),
    instructions: z
      .string()
      .min(1)
      .max(100_000)
      .optional()
      .describe('What it is for and how it talks, for the model.'),
    instructionsFile: z
      .string()
      .min(1)
      .optional()
      .describe('File with the instructions, relative to this file.'),
    model: modelSchema.describe('The model and where it is: at least {name, key}'),
    in: z
      .union([botPlaceSchema, z.array(botPlaceSchema)])
      .describe('Where it listens: accounts, or conversations (account:conversation)'),
    manners: mannersSchema.default({}).describe('When it speaks, wherever "in" says nothing else.'),
    commands: commandsSchema.default({}).describe('What people can tell it to do.'),
    handover: handoverSchema.default({}).describe('Handing over to a person.'),
    memory: memorySchema.default({}).describe('What it remembers and looks up.'),
    budget: budgetSchema.default({}).describe('Limits that stop it before the bill does.'),
    safety: safetySchema.default({}).describe('Limits of an answer.'),
    tools: toolsSchema.default({}).describe('What it may do.'),
    shape: shapeSchema.default({}).describe('How an answer appears.'),
  })
  .strict();

export type BotInFile = z.infer<typeof botSchema>;
