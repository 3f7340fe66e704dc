import { z } from 'zod';
import { ApiError, apiError } from './errors.ts';
import type { Question } from './reply.ts';
import { questionIn } from './script.ts';
import { TOKENS_PER_MESSAGE, TOKENS_PER_PICTURE, countTokens } from './tokens.ts';

const part = z.discriminatedUnion('type', [
  z.object({ type: z.literal('input_text'), text: z.string() }),
  z.object({ type: z.literal('output_text'), text: z.string() }),
  z.object({
    type: z.literal('input_image'),
    image_url: z.string().regex(/^(https?:|data:image\/[\w.+-]+;base64,)/),
    detail: z.enum(['low', 'high', 'auto']).optional(),
  }),
]);
const messageItem = z.object({
  type: z.literal('message').optional(),
  role: z.enum(['system', 'developer', 'user', 'assistant']),
  content: z.union([z.string(), z.array(part)]),
});
const callItem = z.object({
  type: z.literal('function_call'),
  call_id: z.string(),
  name: z.string(),
  arguments: z.string(),
});
const outputItem = z.object({
  type: z.literal('function_call_output'),
  call_id: z.string(),
  output: z.string(),
});
const item = z.union([callItem, outputItem, messageItem]);
type Item = z.infer<typeof item>;

/** What of a request is looked at, as strictly as the real service looks. */
const requestSchema = z.object({
  model: z.string(),
  input: z.union([
    z.string().transform((text): Item[] => [{ role: 'user', content: text }]),
    z.array(item).min(1),
  ]),
  instructions: z.string().nullish(),
  stream: z.boolean().nullish(),
  store: z.boolean().nullish(),
  max_output_tokens: z.number().int().min(16).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  user: z.string().optional(),
  tools: z
    .array(
      z.object({
        type: z.literal('function'),
        name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
        description: z.string().nullish(),
        parameters: z
          .object({ type: z.literal('object') })
          .passthrough()
          .nullish(),
        strict: z.boolean().nullish(),
      }),
    )
    .optional(),
});

/** @throws {ApiError} 400 for what the real service would not take */
export function responsesQuestion(body: unknown): Question {
  const parsed = requestSchema.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const param = (issue?.path ?? []).join('.');
    throw new ApiError(
      400,
      apiError.invalid(`Invalid value for '${param}': ${issue?.message ?? ''}.`, param),
    );
  }
  const { input, tools = [], ...request } = parsed.data;
  checkCalls(input);
  const lastUser = input.findLastIndex((one) => 'role' in one && one.role === 'user');
  const pictures = input.map(picturesOf);
  const transcript = [request.instructions ?? '', ...input.map(textOf)].join('\n');
  const toolTokens = tools.length === 0 ? 0 : countTokens(JSON.stringify(tools));
  const isSystem = (one: Item) => 'role' in one && (one.role === 'system' || one.role === 'developer');
  const words = input
    .slice(lastUser, lastUser + 1)
    .map(textOf)
    .join('');
  return {
    asked: {
      model: request.model,
      system: [request.instructions ?? '', ...input.filter(isSystem).map(textOf)].filter(Boolean).join('\n'),
      lastUser: words,
      question: questionIn(words),
      pictures: pictures[lastUser] ?? 0,
      toolResults: input.slice(lastUser + 1).flatMap((one) => ('output' in one ? [one.output] : [])),
      tools: tools.map(({ name }) => name),
      transcript,
    },
    inputTokens:
      countTokens(transcript) +
      toolTokens +
      TOKENS_PER_MESSAGE * input.length +
      TOKENS_PER_PICTURE * pictures.reduce((sum, count) => sum + count, 0),
    maxTokens: request.max_output_tokens ?? undefined,
    stream: request.stream ?? false,
  };
}

/** Every call has a result and every result a call. */
function checkCalls(input: readonly Item[]): void {
  const calls = input.flatMap((one) => ('arguments' in one ? [one.call_id] : []));
  const results = input.flatMap((one) => ('output' in one ? [one.call_id] : []));
  const unasked = results.find((id) => !calls.includes(id));
  if (unasked !== undefined)
    throw new ApiError(
      400,
      apiError.invalid(`No tool call found for function call output with call_id ${unasked}.`, 'input'),
    );
  const open = calls.find((id) => !results.includes(id));
  if (open !== undefined)
    throw new ApiError(400, apiError.invalid(`No tool output found for function call ${open}.`, 'input'));
}

function textOf(one: Item): string {
  if ('output' in one) return one.output;
  if ('arguments' in one) return one.name + one.arguments;
  if (typeof one.content === 'string') return one.content;
  return one.content.map((piece) => (piece.type === 'input_image' ? '' : piece.text)).join('\n');
}

function picturesOf(one: Item): number {
  if (!('content' in one) || typeof one.content === 'string') return 0;
  return one.content.filter(({ type }) => type === 'input_image').length;
}
