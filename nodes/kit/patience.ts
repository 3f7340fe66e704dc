import type { HttpRequest, HttpResponse } from '../../src/index.ts';

/** A service that wants less, but refuses again and again, would be asked without a break, milliseconds. */
const LEAST_WAIT_MS = 100;
/** The first wait when the service does not say how long, milliseconds; each next one is twice as long. */
const FIRST_WAIT_MS = 1000;

export interface Patience {
  /** How long all waits of one request may take together, milliseconds. */
  readonly patienceMs: number;
  sleep(ms: number): Promise<void>;
  now(): number;
}

/**
 * Sends a request, and sends it again for as long as the service answers 429 "Too Many Requests": that is its word that
 * it did nothing. It waits as long as `Retry-After` says; at least a little longer each time. A wait that the patience does not cover is not begun: the
 * refusal is the answer then.
 */
export async function patientRequest(
  request: HttpRequest,
  send: (request: HttpRequest) => Promise<HttpResponse>,
  { patienceMs, sleep, now }: Patience,
): Promise<HttpResponse> {
  let left = patienceMs;
  for (let next = FIRST_WAIT_MS, least = LEAST_WAIT_MS; ; next *= 2, least *= 2) {
    const answer = await send(request);
    if (answer.status !== 429) return answer;
    const told = retryAfterMs(answer.headers['retry-after'], now());
    const wait = told === undefined ? next : Math.max(told, least);
    if (wait > left) return answer;
    left -= wait;
    await sleep(wait);
  }
}

/** `Retry-After` in seconds or as a date; undefined where the service says nothing. */
function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (!Number.isNaN(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
