import { z } from 'zod';
import { ApiError, apiError } from './errors.ts';
import type { Question } from './reply.ts';
import { questionIn } from './script.ts';
import { TOKENS_PER_MESSAGE, TOKENS_PER_PICTURE, countTokens } from './tokens.ts';

const textPart = z.object({ type: z.literal('text'), text: z.string() });
const imagePart = z.object({
  type: z.literal('image_url'),
  image_url: z.object({
    url: z.string().regex(/^(https?:|data:image\/[\w.+-]+;base64,)/),
    detail: z.string().optional(),
  }),
});
const toolCall = z.object({
  id: z.string(),
  type: z.literal('function'),
  function: z.object({ name: z.string(), arguments: z.string() }),
});
const message = z.discriminatedUnion('role', [
  z.object({ role: z.literal('system'), content: z.union([z.string(), z.array(textPart)]) }),
  z.object({ role: z.literal('developer'), content: z.union([z.string(), z.array(textPart)]) }),
  z.object({
    role: z.literal('user'),
    content: z.union([z.string(), z.array(z.union([textPart, imagePart]))]),
  }),
  z.object({
    role: z.literal('assistant'),
    content: z.union([z.string(), z.array(textPart)]).nullish(),
    refusal: z.string().nullish(),
    tool_calls: z.array(toolCall).min(1).optional(),
  }),
  z.object({
    role: z.literal('tool'),
    content: z.union([z.string(), z.array(textPart)]),
    tool_call_id: z.string(),
  }),
]);
type Message = z.infer<typeof message>;

/** What of a request is looked at, as strictly as the real service looks. */
const requestSchema = z.object({
  model: z.string(),
  messages: z.array(message).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  max_tokens: z.number().int().min(1).nullish(),
  max_completion_tokens: z.number().int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  user: z.string().optional(),
  tools: z
    .array(
      z.object({
        type: z.literal('function'),
        function: z.object({
          name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
          description: z.string().optional(),
          parameters: z
            .object({ type: z.literal('object') })
            .passthrough()
            .optional(),
        }),
      }),
    )
    .min(1)
    .optional(),
});

export interface ChatQuestion extends Question {
  readonly countsInStream: boolean;
}

/** @throws {ApiError} 400 for what the real service would not take */
export function chatQuestion(body: unknown): ChatQuestion {
  const parsed = requestSchema.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = (issue?.path ?? []).map((step) =>
      typeof step === 'number' ? `[${String(step)}]` : `.${step}`,
    );
    const param = path.join('').replace(/^\./, '');
    throw new ApiError(
      400,
      apiError.invalid(`Invalid value for '${param}': ${issue?.message ?? ''}.`, param),
    );
  }
  const { messages, tools = [], ...request } = parsed.data;
  checkToolTurns(messages);
  if (request.stream_options && !request.stream) {
    const said = "The 'stream_options' parameter is only allowed when 'stream' is enabled.";
    throw new ApiError(400, apiError.invalid(said, 'stream_options'));
  }
  const lastUser = messages.findLastIndex(({ role }) => role === 'user');
  const pictures = messages.map(picturesOf);
  const transcript = messages.map(textOf).join('\n');
  const toolTokens = tools.length === 0 ? 0 : countTokens(JSON.stringify(tools));
  const words = messages
    .slice(lastUser, lastUser + 1)
    .map(textOf)
    .join('');
  return {
    asked: {
      model: request.model,
      system: messages
        .filter(({ role }) => role === 'system' || role === 'developer')
        .map(textOf)
        .join('\n'),
      lastUser: words,
      question: questionIn(words),
      pictures: pictures[lastUser] ?? 0,
      toolResults: messages
        .slice(lastUser + 1)
        .filter(({ role }) => role === 'tool')
        .map(textOf),
      tools: tools.map((tool) => tool.function.name),
      transcript,
    },
    inputTokens:
      countTokens(transcript) +
      toolTokens +
      TOKENS_PER_MESSAGE * messages.length +
      TOKENS_PER_PICTURE * pictures.reduce((sum, count) => sum + count, 0),
    maxTokens: request.max_completion_tokens ?? request.max_tokens ?? undefined,
    stream: request.stream ?? false,
    countsInStream: request.stream_options?.include_usage ?? false,
  };
}

/** Calls and their results have to follow each other. */
function checkToolTurns(messages: readonly Message[]): void {
  let open: string[] = [];
  for (const [index, { role, ...rest }] of messages.entries()) {
    if (role === 'tool') {
      const id = 'tool_call_id' in rest ? rest.tool_call_id : '';
      if (!open.includes(id)) {
        throw new ApiError(
          400,
          apiError.invalid(
            "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
            `messages.[${String(index)}].role`,
          ),
        );
      }
      open = open.filter((known) => known !== id);
    } else {
      refuseOpen(open);
      open = 'tool_calls' in rest ? (rest.tool_calls ?? []).map(({ id }) => id) : [];
    }
  }
  refuseOpen(open);
}

function refuseOpen(open: readonly string[]): void {
  if (open.length === 0) return;
  const said = `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${open.join(', ')}`;
  throw new ApiError(400, apiError.invalid(said, 'messages'));
}

function textOf(message: Message): string {
  const { content } = message;
  const text =
    typeof content === 'string'
      ? content
      : (content ?? []).map((part) => (part.type === 'text' ? part.text : '')).join('\n');
  const calls = message.role === 'assistant' ? (message.tool_calls ?? []) : [];
  return text + calls.map((call) => call.function.name + call.function.arguments).join('');
}

function picturesOf({ role, content }: Message): number {
  if (role !== 'user' || typeof content === 'string') return 0;
  return content.filter(({ type }) => type === 'image_url').length;
}
