import { randomUUID } from 'node:crypto';
import type { ModelAnswer, ToolCall, Usage } from '../contract.ts';
import { Failure } from './failure.ts';
import { withoutThinking } from './thinking.ts';

/** What a service said, in the words of either API. */
export interface Said {
  readonly text: string;
  readonly refusal: string;
  readonly toolCalls: readonly { readonly id: string; readonly name: string; readonly arguments: string }[];
  /** Why it ended; services make up reasons of their own. */
  readonly reason: string;
  /** Undefined where the service did not count. */
  readonly usage: Usage | undefined;
}

/**
 * One answer out of what was said. Tool calls go before every other reason to end; reasons that nobody knows count as
 * a regular end.
 * @throws {Failure} `protocol` for an answer with nothing in it
 */
export function toAnswer(
  said: Said,
  model: string,
): Omit<ModelAnswer, 'usage'> & { usage: Usage | undefined } {
  const text = withoutThinking(said.text);
  const toolCalls = said.toolCalls.filter(({ name }) => name !== '').map(toCall);
  const rest = { model, usage: said.usage };
  if (said.refusal !== '' || /^(content_filter|refusal|safety)$/i.test(said.reason))
    return {
      ...rest,
      text: [text, said.refusal].filter(Boolean).join('\n\n'),
      toolCalls: [],
      finish: 'refused',
    };
  if (toolCalls.length > 0) return { ...rest, text, toolCalls, finish: 'tools' };
  const isCut = /^(length|max_tokens|max_output_tokens|model_length)$/i.test(said.reason);
  if (text.trim() === '') {
    const usage = said.usage === undefined ? {} : { usage: said.usage };
    throw new Failure(
      isCut
        ? {
            ...usage,
            kind: 'protocol',
            cameBack: 'all tokens of the answer were used up before its first word',
            advice: 'Allow longer answers: models that think first need more tokens.',
            isFinal: true,
          }
        : {
            ...usage,
            kind: 'protocol',
            cameBack: 'an empty answer',
            advice: 'Ask again later, or name another model.',
          },
    );
  }
  return { ...rest, text, toolCalls: [], finish: isCut ? 'length' : 'stop' };
}

/** Some services leave out ids, and the arguments of tools that take none. */
function toCall({ id, name, arguments: args }: ToolCall): ToolCall {
  return { id: id === '' ? `call_${randomUUID()}` : id, name, arguments: args === '' ? '{}' : args };
}
