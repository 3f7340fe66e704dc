import type { HttpResponse } from './host.ts';

/** Clocks that differ by less are taken for the same, milliseconds: `Date` has whole seconds, and the answer took its way. */
const SAME_CLOCK_MS = 5000;

/** `undefined` for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How far the service's clock is ahead of ours by its `Date` header, milliseconds; undefined without one. */
export function clockOffset(response: HttpResponse, nowMs: number): number | undefined {
  const date = Date.parse(response.headers['date'] ?? '');
  if (Number.isNaN(date)) return undefined;
  const offset = date - nowMs;
  return Math.abs(offset) < SAME_CLOCK_MS ? 0 : offset;
}

/** What an answer says; of a proxy's page only the words, without its markup. */
export function withoutTags(text: string): string {
  return /^\s*</.test(text) ? text.replaceAll(/<[^>]*>/g, ' ') : text;
}
