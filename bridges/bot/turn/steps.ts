import type { ModelAnswer, ToolCall, Turn } from '../contract.ts';

/** What is to be done next in a turn, as its finished steps tell. */
export type Next =
  | { readonly do: 'ask'; readonly withTools: boolean }
  | { readonly do: 'tools'; readonly calls: readonly PendingCall[] }
  | { readonly do: 'say'; readonly answer: ModelAnswer };

export interface PendingCall {
  readonly call: ToolCall;
  /** An earlier process began it, and nobody knows what became of it. */
  readonly wasBegun: boolean;
  /** The turn has had all the calls that it may have. */
  readonly isTooMany: boolean;
}

/**
 * Looks at the steps that a turn has on disk, so that a process that takes it over does what the one before would have
 * done: an answer is not asked for twice, and a call is not made twice.
 * @param most calls of tools in one turn; then the model has to answer with what it has
 */
export function nextOf({ steps }: Turn, most: number): Next {
  const index = steps.findLastIndex(({ kind }) => kind === 'model');
  const last = steps[index];
  const made = (list: Turn['steps']): number => list.filter(({ kind }) => kind === 'tool').length;
  const withTools = made(steps) < most;
  if (last?.kind !== 'model' || last.purpose !== 'answer') return { do: 'ask', withTools };
  const { answer } = last;
  const before = made(steps.slice(0, index));
  if (answer.toolCalls.length === 0 || before >= most) return { do: 'say', answer };
  const since = steps.slice(index + 1).flatMap((step) => (step.kind === 'tool' ? [step] : []));
  const calls = answer.toolCalls.flatMap((call, position) => {
    const step = since[position];
    if (step?.result) return [];
    return [{ call, wasBegun: step !== undefined, isTooMany: before + position >= most }];
  });
  return calls.length > 0 ? { do: 'tools', calls } : { do: 'ask', withTools };
}

/** Whether anything was done in a turn that must not be done again. */
export function hasActed({ steps }: Turn): boolean {
  return steps.some(({ kind }) => kind === 'tool');
}

/** What a turn has used, in tokens, in its steps from a number on. */
export function tokensOf({ steps }: Turn, from: number): { input: number; output: number } {
  const used = steps.slice(from).flatMap((step) => (step.kind === 'model' ? [step.answer.usage] : []));
  return {
    input: used.reduce((sum, { input }) => sum + input, 0),
    output: used.reduce((sum, { output }) => sum + output, 0),
  };
}
