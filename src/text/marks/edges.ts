import { guard } from './grammar.ts';

// Formatting begins and ends at the edge of a word only: letters and digits of any script.
const wordBefore = /[\p{L}\p{N}]$/u;
const wordAfter = /^[\p{L}\p{N}]/u;

/** Whether a mark at `at` can begin formatting: no word before it, something other than a space after it. */
export function canOpen(source: string, at: number): boolean {
  const next = source[at + 1];
  return !wordBefore.test(source.slice(Math.max(0, at - 2), at)) && !isSpace(next) && next !== guard;
}

/** Whether a mark at `at` can end formatting: something other than a space before it, no word after it. */
export function canClose(source: string, at: number): boolean {
  const before = source[at - 1];
  return !isSpace(before) && before !== guard && !wordAfter.test(source.slice(at + 1, at + 3));
}

function isSpace(char: string | undefined): boolean {
  return char === undefined || /\s/.test(char);
}
