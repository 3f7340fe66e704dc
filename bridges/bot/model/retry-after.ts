/**
 * How long a service wants to be left alone: `retry-after-ms`, or `retry-after` as seconds or as a date. Milliseconds;
 * undefined when it does not say.
 */
export function retryAfterOf(headers: Headers, nowMs: number): number | undefined {
  const exact = number(headers.get('retry-after-ms'));
  if (exact !== undefined) return exact;
  const plain = headers.get('retry-after');
  const seconds = number(plain);
  if (seconds !== undefined) return seconds * 1000;
  const date = Date.parse(plain ?? '');
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}

function number(text: string | null): number | undefined {
  const value = text === null || text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}
