import type { ChatMessage, ToolResult, Turn } from '../contract.ts';
import type { Marks } from './marks.ts';

const UNKNOWN_OUTCOME =
  'this call was begun and interrupted; nobody knows whether it was carried out; do not repeat it if that could do harm';
const NOT_CARRIED_OUT = 'this call was not carried out';

/**
 * The calls of a turn so far and what came of them. Every call has exactly one result, since services refuse a request
 * in which one is missing. Results belong to calls by their order: some services use the same ids again and again.
 */
export function stepMessages({ steps }: Turn, marks: Marks): ChatMessage[] {
  return steps.flatMap((step, index): ChatMessage[] => {
    if (step.kind !== 'model' || step.purpose === 'summary' || step.answer.toolCalls.length === 0) return [];
    const { text, toolCalls } = step.answer;
    const rest = steps.slice(index + 1);
    const end = rest.findIndex(({ kind }) => kind === 'model');
    const made = rest.slice(0, end === -1 ? rest.length : end).filter((one) => one.kind === 'tool');
    return [
      { role: 'assistant', text, toolCalls },
      ...toolCalls.map(({ id, name }, position): ChatMessage => {
        const tool = made[position];
        const said = tool ? outcome(name, tool.result, marks) : marks.note(NOT_CARRIED_OUT);
        return { role: 'tool', callId: id, text: said };
      }),
    ];
  });
}

function outcome(tool: string, result: ToolResult | undefined, marks: Marks): string {
  if (!result) return marks.note(UNKNOWN_OUTCOME);
  return marks.block('result', { tool, failed: result.failed && 'yes' }, result.text);
}
