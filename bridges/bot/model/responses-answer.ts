import { z } from 'zod';
import type { Usage } from '../contract.ts';
import type { Deadline } from './deadline.ts';
import { Failure } from './failure.ts';
import type { Said } from './said.ts';

const itemSchema = z.object({
  type: z.string(),
  content: z
    .array(z.object({ type: z.string(), text: z.string().optional(), refusal: z.string().optional() }))
    .nullish()
    .catch(undefined),
  call_id: z.string().nullish(),
  name: z.string().nullish(),
  arguments: z.string().nullish(),
});
type Item = z.infer<typeof itemSchema>;

const responseSchema = z.object({
  status: z.string().nullish(),
  output: z.array(itemSchema),
  incomplete_details: z.object({ reason: z.string().nullish() }).nullish(),
  error: z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
  usage: z
    .object({
      input_tokens: z.number(),
      output_tokens: z.number(),
      input_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
    })
    .nullish()
    .catch(undefined),
});

const eventSchema = z.object({
  type: z.string(),
  delta: z.unknown(),
  item: z.unknown(),
  response: z.unknown(),
});

/**
 * @throws {z.ZodError} for what is no response
 * @throws {Failure} for one that failed
 */
export function readResponse(body: unknown, seen: readonly Item[] = []): Said {
  const response = responseSchema.parse(body);
  if (response.status === 'failed' || response.error) throw failed(response.error);
  // Some services leave the output of the last event empty.
  const items = response.output.length > 0 ? response.output : seen;
  const parts = items.filter(({ type }) => type === 'message').flatMap(({ content }) => content ?? []);
  return {
    text: parts.map(({ text }) => text ?? '').join(''),
    refusal: parts.map(({ refusal }) => refusal ?? '').join(''),
    toolCalls: items
      .filter(({ type }) => type === 'function_call')
      .map((item) => ({ id: item.call_id ?? '', name: item.name ?? '', arguments: item.arguments ?? '' })),
    reason: response.incomplete_details?.reason ?? '',
    usage: usageOf(response.usage),
  };
}

/** @throws {Failure} for a stream that ends before the answer does, or says that it failed */
export async function readResponseStream(
  events: AsyncIterable<unknown>,
  deadline: Deadline,
  onText: (text: string) => void,
): Promise<Said> {
  let text = '';
  const items: Item[] = [];
  for await (const sent of events) {
    deadline.extend();
    const event = eventSchema.parse(sent);
    switch (event.type) {
      case 'response.output_text.delta':
        text += z.string().parse(event.delta);
        if (!deadline.signal.aborted) onText(text);
        break;
      case 'response.output_item.done':
        items.push(itemSchema.parse(event.item));
        break;
      case 'response.completed':
      case 'response.incomplete':
      case 'response.failed':
        // Nothing of the answer comes after it.
        return readResponse(event.response, items);
      default:
    }
  }
  throw new Failure({ kind: 'unavailable', cameBack: 'a stream that ended in the middle of the answer' });
}

function failed(error: z.infer<typeof responseSchema>['error']): Failure {
  const code = error?.code ?? '';
  return new Failure({
    kind: code === 'rate_limit_exceeded' ? 'rate-limited' : 'unavailable',
    cameBack: `a response that failed${error?.message ? ` "${error.message.slice(0, 300)}"` : ''}`,
    isRefusal: code === 'invalid_prompt',
    isFinal: code === 'invalid_prompt',
  });
}

function usageOf(counted: z.infer<typeof responseSchema>['usage']): Usage | undefined {
  if (!counted) return undefined;
  return {
    input: counted.input_tokens,
    output: counted.output_tokens,
    cached: counted.input_tokens_details?.cached_tokens ?? 0,
  };
}
