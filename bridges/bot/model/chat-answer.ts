import { z } from 'zod';
import type { Usage } from '../contract.ts';
import type { Deadline } from './deadline.ts';
import { Failure } from './failure.ts';
import type { Said } from './said.ts';

const usageSchema = z
  .object({
    prompt_tokens: z.number(),
    completion_tokens: z.number(),
    prompt_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
  })
  .nullish()
  .catch(undefined);

const callSchema = z.object({
  index: z.number().nullish(),
  id: z.string().nullish(),
  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
});
/** Mistral's models that think answer in parts, of which only the texts are the answer. */
const partsSchema = z
  .array(z.object({ type: z.string(), text: z.string().nullish() }))
  .transform((parts) => parts.map(({ type, text }) => (type === 'text' ? (text ?? '') : '')).join(''));
const saidSchema = z.object({
  content: z.union([z.string(), partsSchema]).nullish(),
  refusal: z.string().nullish(),
  tool_calls: z.array(callSchema).nullish(),
});
const reasonSchema = z.string().nullish();

const completionSchema = z.object({
  choices: z.array(z.object({ message: saidSchema, finish_reason: reasonSchema })).min(1),
  usage: usageSchema,
});
const chunkSchema = z.object({
  choices: z.array(z.object({ delta: saidSchema.nullish(), finish_reason: reasonSchema })).nullish(),
  usage: usageSchema,
});

/** @throws {z.ZodError} for what is no completion: the page of a proxy, JSON of something else */
export function readCompletion(body: unknown): Said {
  const { choices, usage } = completionSchema.parse(body);
  const assembly = new Assembly();
  for (const { message, finish_reason } of choices.slice(0, 1)) assembly.add(message, finish_reason);
  return assembly.said(usageOf(usage));
}

/**
 * Puts the pieces of a streamed completion together.
 * @throws {Failure} for a stream that ends before the answer does
 */
export async function readCompletionStream(
  chunks: AsyncIterable<unknown>,
  deadline: Deadline,
  onText: (text: string) => void,
): Promise<Said> {
  const assembly = new Assembly();
  let usage: Usage | undefined;
  try {
    for await (const chunk of chunks) {
      deadline.extend();
      const { choices, usage: counted } = chunkSchema.parse(chunk);
      usage = usageOf(counted) ?? usage;
      for (const { delta, finish_reason } of choices?.slice(0, 1) ?? []) {
        if (assembly.add(delta ?? {}, finish_reason) && !deadline.signal.aborted) onText(assembly.text);
      }
    }
  } catch (error) {
    // What comes after the end of the answer is only the count.
    if (!assembly.isComplete) throw error;
  }
  if (!assembly.isComplete)
    throw new Failure({ kind: 'unavailable', cameBack: 'a stream that ended in the middle of the answer' });
  return assembly.said(usage);
}

class Assembly {
  text = '';
  #refusal = '';
  #reason: string | undefined;
  readonly #calls: { key: number | undefined; id: string; name: string; arguments: string }[] = [];

  get isComplete(): boolean {
    return this.#reason !== undefined;
  }

  /** @returns whether the text grew */
  add(piece: z.infer<typeof saidSchema>, reason: string | null | undefined): boolean {
    this.text += piece.content ?? '';
    this.#refusal += piece.refusal ?? '';
    for (const call of piece.tool_calls ?? []) this.#addCall(call);
    if (reason === 'error') throw new Failure({ kind: 'unavailable', cameBack: 'an answer that broke off' });
    // Some services send an empty reason with every piece.
    this.#reason = reason || this.#reason;
    return Boolean(piece.content);
  }

  /** Pieces belong together by index; where a service has none, a name begins the next call. */
  #addCall({ index, id, function: called }: z.infer<typeof callSchema>): void {
    const key = index ?? undefined;
    let call =
      key === undefined
        ? called?.name
          ? undefined
          : this.#calls.at(-1)
        : this.#calls.find((known) => known.key === key);
    if (!call) {
      call = { key, id: '', name: '', arguments: '' };
      this.#calls.push(call);
    }
    call.id ||= id ?? '';
    call.name ||= called?.name ?? '';
    call.arguments += called?.arguments ?? '';
  }

  said(usage: Usage | undefined): Said {
    return {
      text: this.text,
      refusal: this.#refusal,
      toolCalls: this.#calls,
      reason: this.#reason ?? '',
      usage,
    };
  }
}

function usageOf(counted: z.infer<typeof usageSchema>): Usage | undefined {
  if (!counted) return undefined;
  return {
    input: counted.prompt_tokens,
    output: counted.completion_tokens,
    cached: counted.prompt_tokens_details?.cached_tokens ?? 0,
  };
}
