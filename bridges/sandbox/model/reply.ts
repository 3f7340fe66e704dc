import type { Asked, ScriptedAnswer } from './script.ts';
import { countTokens, cutToTokens } from './tokens.ts';

/** A scripted answer as it goes out, cut at the limit of the request and counted. */
export interface Reply {
  readonly text: string;
  readonly refusal: string | undefined;
  readonly toolCalls: readonly { readonly id: string; readonly name: string; readonly arguments: string }[];
  /** In the words of Chat Completions. */
  readonly finish: string;
  readonly usage: { readonly input: number; readonly output: number } | undefined;
}

export function toReply(
  answer: ScriptedAnswer,
  asked: { readonly inputTokens: number; readonly maxTokens: number | undefined },
  newId: (prefix: string) => string,
): Reply {
  const whole = answer.text ?? '';
  const text = asked.maxTokens === undefined ? whole : cutToTokens(whole, asked.maxTokens);
  const toolCalls = (answer.toolCalls ?? []).map((call) => ({ id: newId('call_'), ...call }));
  const fitting = text.length < whole.length ? 'length' : toolCalls.length > 0 ? 'tool_calls' : 'stop';
  const output = [text, answer.refusal ?? '', ...toolCalls.map((call) => call.name + call.arguments)];
  return {
    text,
    refusal: answer.refusal,
    toolCalls,
    finish: answer.finish ?? fitting,
    usage: answer.withoutUsage
      ? undefined
      : { input: asked.inputTokens, output: output.reduce((sum, part) => sum + countTokens(part), 0) },
  };
}

/** Pieces in which a text is streamed: words with the space before them. */
export function pieces(text: string): string[] {
  return text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];
}

/** Pieces in which arguments are streamed. */
export function fragments(args: string): string[] {
  return args.match(/[\s\S]{1,8}/g) ?? [];
}

/** Of a request in either form, what rules look at. */
export interface Question {
  readonly asked: Asked;
  readonly inputTokens: number;
  readonly maxTokens: number | undefined;
  readonly stream: boolean;
}
