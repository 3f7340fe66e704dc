import { redact } from '../../../src/host/index.ts';
import { clean } from '../../../src/text/clean.ts';
import { graphemeStart } from '../../../src/text/graphemes.ts';

/** What nobody sees but a model reads: controls, signs that hide or turn text around them, and tags. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/u;

/** Whether a text that has to stay as it is holds something that nobody sees. */
export function hasUnseen(text: string): boolean {
  return UNSEEN.test(text);
}

/** A result as it may be shown to a model: no secrets, no controls, no longer than the limit. */
export function toResult(text: string, secrets: readonly string[], maxLength: number): string {
  // Secrets first: one that is cut in half would not be found any more.
  const whole = clean(redact(text, secrets)).trim();
  if (whole.length <= maxLength) return whole;
  const shown = whole.slice(0, graphemeStart(whole, maxLength)).trimEnd();
  return `${shown}\n[cut: the first ${String(shown.length)} of ${String(whole.length)} characters]`;
}

/** An outside text inside a sentence of ours: one line of limited length. */
export function quoted(text: string, maxLength: number): string {
  const line = clean(text)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Z}]+/gu, ' ')
    .trim();
  return line.length <= maxLength ? line : `${line.slice(0, graphemeStart(line, maxLength)).trimEnd()}…`;
}

/** What an error says, with what lies behind it ("fetch failed": connection refused). */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause.message : '';
  return cause === '' || error.message.includes(cause) ? error.message : `${error.message}: ${cause}`;
}
