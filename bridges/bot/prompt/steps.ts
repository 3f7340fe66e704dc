import type { ChatMessage, ToolCall, Turn, TurnStep } from '../contract.ts';
import type { Marks } from './marks.ts';

const UNKNOWN_OUTCOME =
  'This call was begun and interrupted. Nobody knows whether it was carried out. Do not repeat it if that could do harm.';
const NOT_CARRIED_OUT = 'This call was not carried out.';

/**
 * The calls of a turn so far and what came of them. Every call has exactly one result, since services refuse a request
 * in which one is missing.
 */
export function stepMessages(turn: Turn, marks: Marks): ChatMessage[] {
  const results = new Map<string, Extract<TurnStep, { kind: 'tool' }>>();
  for (const step of turn.steps) {
    if (step.kind === 'tool' && (step.result || !results.has(step.call.id))) results.set(step.call.id, step);
  }
  return turn.steps.flatMap((step): ChatMessage[] => {
    if (step.kind !== 'model' || step.purpose === 'summary' || step.answer.toolCalls.length === 0) return [];
    const { text, toolCalls } = step.answer;
    return [
      { role: 'assistant', text, toolCalls: toolCalls.map(wellFormed) },
      ...toolCalls.map(({ id, name }): ChatMessage => ({
        role: 'tool',
        callId: id,
        text: resultText(name, results.get(id), marks),
      })),
    ];
  });
}

function resultText(
  name: string,
  step: Extract<TurnStep, { kind: 'tool' }> | undefined,
  marks: Marks,
): string {
  if (!step) return marks.note(NOT_CARRIED_OUT);
  if (!step.result) return marks.note(UNKNOWN_OUTCOME);
  const { text, failed } = step.result;
  return marks.block('result', { tool: name, failed: failed && 'yes' }, text);
}

/** Some services refuse a request that repeats to them the malformed arguments that they wrote. */
function wellFormed(call: ToolCall): ToolCall {
  try {
    const value: unknown = JSON.parse(call.arguments);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return call;
  } catch {
    // The result says what was wrong with them.
  }
  return { ...call, arguments: '{}' };
}
