import { z } from 'zod';

/** One or several of something. */
const some = <T extends z.ZodTypeAny>(one: T) => z.union([one, z.array(one).min(1)]);

export const whereSchema = z.union([
  z.string(),
  z.object({ account: z.string(), conversation: z.union([z.string(), z.number()]).optional() }).strict(),
]);

const idSchema = z.union([z.string(), z.number()]);

const conditionShape = {
  from: some(whereSchema)
    .optional()
    .describe('From these accounts, or conversations (account:conversation).'),
  to: some(whereSchema).optional().describe('To these accounts, or conversations (account:conversation).'),
  author: some(z.string())
    .optional()
    .describe("The author's whole name, where * stands for anything, or /regex/flags."),
  authorId: some(idSchema).optional().describe("The author's id on the platform."),
  authorKind: some(z.enum(['person', 'guest', 'bot']))
    .optional()
    .describe('What the author is.'),
  text: some(z.string()).optional().describe('The text has this in it, or fits /regex/flags.'),
  kind: some(z.enum(['text', 'image', 'audio', 'voice', 'video', 'document', 'contact', 'location']))
    .optional()
    .describe('text: there is no attachment; otherwise: there is one of this kind.'),
};

const conditionSchema = z.object(conditionShape).strict();

const whenShape = {
  ...conditionShape,
  not: conditionSchema.optional().describe('Conditions that must not hold together.'),
};

/** One rule of a route: exactly one of these keys, which `readRules` sees to. */
export const ruleSchema = z
  .object({
    drop: z
      .object(whenShape)
      .strict()
      .optional()
      .describe('Messages that are not mirrored; all of them without a condition.'),
    keep: z
      .object(whenShape)
      .strict()
      .optional()
      .describe('Messages that are mirrored as they are by now: later rules are not tried.'),
    replace: z
      .object({
        find: z.string().describe('Text in capitals or not, or /regex/flags.'),
        with: z.string().max(1000).describe('What stands there instead; $1 is the first group of a regex.'),
        ...whenShape,
      })
      .strict()
      .optional()
      .describe('Replaces every place that fits.'),
    prefix: z
      .object({ with: z.string().min(1).max(1000).describe('What stands before the text.'), ...whenShape })
      .strict()
      .optional()
      .describe('Puts something before the text.'),
  })
  .strict();

export type RuleInFile = z.infer<typeof ruleSchema>;
export type ConditionInFile = z.infer<typeof conditionSchema>;
export type WhereInFile = z.infer<typeof whereSchema>;
