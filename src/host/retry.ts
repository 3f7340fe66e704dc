import type { ErrorKind } from './errors.ts';

/** First delay after an attempt that failed, milliseconds. */
export const RETRY_BASE_MS = 500;
/** No delay is longer, milliseconds. */
export const RETRY_CAP_MS = 300_000;
/** A service that says "at once" is not called in a tight loop, and none puts us off for longer than a day. */
const RETRY_AFTER_LEAST_MS = 100;
const RETRY_AFTER_MOST_MS = 86_400_000;
/** After so many attempts a delivery is kept as failed (about 40 minutes of an unreachable service). */
export const RETRY_ATTEMPTS = 16;

/**
 * How long to wait after attempt number `attempt` (from 1) failed: `500 ms × 2^(attempt − 1)`, at most 5 minutes,
 * plus up to a fifth at random so that many waiting deliveries do not come back at once.
 * A service that said how long to wait (`Retry-After`) is believed instead, from a tenth of a second to a day.
 * @param random between 0 and 1
 */
export function retryDelayMs(attempt: number, random: number, retryAfterMs?: number): number {
  if (retryAfterMs !== undefined)
    return Math.min(Math.max(retryAfterMs, RETRY_AFTER_LEAST_MS), RETRY_AFTER_MOST_MS);
  const delay = Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** (attempt - 1));
  return Math.round(delay * (1 + random / 5));
}

/**
 * What the delivery loop does with an error: `retry` counts towards the last attempt, `wait` does not (the service
 * or its operator has to act first), `fail` keeps the delivery as failed at once.
 */
export function retryDecision(kind: ErrorKind): 'retry' | 'wait' | 'fail' {
  switch (kind) {
    case 'rate-limited':
    case 'auth':
      return 'wait';
    case 'unavailable':
    case 'protocol':
      return 'retry';
    default:
      return 'fail';
  }
}
