import { Failure } from './failure.ts';

/** A stream may go on for as many times the time that one piece may take. */
const WHOLE_STREAM = 10;

export interface Deadline {
  /** Aborted by the caller, or when the time is over. */
  readonly signal: AbortSignal;
  /** Something came: the time begins anew. */
  extend(): void;
}

/**
 * Runs one attempt under a watch: the time until the answer is there, or between two pieces of a streamed one.
 * @throws the reason of `signal`, at once, when that is aborted
 * @throws {Failure} `timeout`
 */
export async function underDeadline<T>(
  timeoutMs: number,
  signal: AbortSignal,
  work: (deadline: Deadline) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const own = new AbortController();
  const ring = (): void => {
    own.abort(new Failure({ kind: 'timeout', cameBack: `no answer within ${String(timeoutMs / 1000)} s` }));
  };
  const passOn = (): void => {
    own.abort(signal.reason);
  };
  signal.addEventListener('abort', passOn, { once: true });
  let timer = setTimeout(ring, timeoutMs);
  const whole = setTimeout(ring, timeoutMs * WHOLE_STREAM);
  const aborted = new Promise<never>((_, reject) => {
    own.signal.addEventListener(
      'abort',
      () => {
        reject(own.signal.reason as Error);
      },
      { once: true },
    );
  });
  const extend = (): void => {
    clearTimeout(timer);
    timer = setTimeout(ring, timeoutMs);
  };
  try {
    // Whoever stops an answer is not kept waiting by a connection that is slow to close.
    return await Promise.race([work({ signal: own.signal, extend }), aborted]);
  } finally {
    clearTimeout(timer);
    clearTimeout(whole);
    signal.removeEventListener('abort', passOn);
  }
}
