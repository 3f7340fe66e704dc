import { clean } from '../../../src/text/clean.ts';
import { graphemeStart } from '../../../src/text/graphemes.ts';

/** The brackets that only marks of ours have, and those that look like them. */
const BRACKETS: Readonly<Record<string, string>> = Object.fromEntries([
  ...[...'⟦〚⦋⦍⦏【〖⁅﹝〔⟬❲［'].map((sign) => [sign, '[']),
  ...[...'⟧〛⦌⦎⦐】〗⁆﹞〕⟭❳］'].map((sign) => [sign, ']']),
]);
const ANY_BRACKET = new RegExp(`[${Object.keys(BRACKETS).join('')}]`, 'gu');

/**
 * What nobody sees: controls, signs that turn or hide the text around them, fillers, and the tags and variation
 * selectors that can carry a text of their own. The joiners and the two selectors that scripts and emoji are written
 * with stay.
 */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|[\u007f-\u009f\u2028\u2029\ufff9-\ufffb]/gu;
const NEEDED = new Set(['\u200c', '\u200d', '\ufe0e', '\ufe0f']);

/** Signs by which models are told who speaks. Some servers obey them wherever they stand in a text. */
const CONTROL_TOKENS =
  /<(\|[^<>|\n]{1,40}\||｜[^<>｜\n]{1,40}｜|\/?(?:s|bos|eos|start_of_turn|end_of_turn|think|tool_call|tool_response|function_calls))>|\[(\/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_RESULTS|TOOL_CALLS))\]|<<(\/?SYS)>>/gi;

/** The text without what nobody sees. */
export function withoutUnseen(text: string): string {
  return clean(text).replace(INVISIBLE, (sign) => (NEEDED.has(sign) ? sign : ''));
}

/**
 * A text that somebody wrote, as it may stand between marks: none of it can be taken for a mark of ours, for a sign
 * that tells a model who speaks, or be there without being seen.
 */
export function escapeText(text: string): string {
  return withoutUnseen(text)
    .replace(ANY_BRACKET, (sign) => BRACKETS[sign] ?? '')
    .replace(
      CONTROL_TOKENS,
      (_, angle?: string, square?: string, double?: string) => `‹${angle ?? square ?? double ?? ''}›`,
    );
}

/** A name, title or excerpt, as it may stand inside a mark: one line, without quotation marks, of limited length. */
export function escapeName(name: string, maxLength = 60): string {
  const line = escapeText(name.replaceAll(/[\t-\r\u0085\u2028\u2029]/g, ' '))
    .replaceAll(/[\p{Zs}\s]+/gu, ' ')
    .replaceAll(/["“”„‟«»＂]/g, "'")
    .trim();
  return line.length <= maxLength ? line : `${line.slice(0, graphemeStart(line, maxLength - 1)).trimEnd()}…`;
}
