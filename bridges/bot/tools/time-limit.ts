/** The time for something was over. */
export class TimeOver extends Error {
  override readonly name = 'TimeOver';
}

/**
 * Runs work under a limit of time, milliseconds, and waits until it has minded its signal, which stays silent once the
 * work is done.
 * @throws what the work throws; its signal has {@link TimeOver} for a reason, or that of `signal`
 */
export async function underLimit<T>(
  limitMs: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const own = new AbortController();
  const passOn = (): void => {
    own.abort(signal.reason);
  };
  signal.addEventListener('abort', passOn, { once: true });
  const timer = setTimeout(() => {
    own.abort(new TimeOver(`no answer within ${String(limitMs / 1000)} s`));
  }, limitMs);
  try {
    return await work(own.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', passOn);
  }
}

/**
 * The same, but nobody is kept waiting by work that does not mind its signal.
 * @throws {TimeOver}
 * @throws the reason of `signal`, at once, when that is aborted
 */
export function within<T>(
  limitMs: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return underLimit(limitMs, signal, (own) => {
    const aborted = new Promise<never>((_, reject) => {
      own.addEventListener('abort', () => {
        reject(own.reason as Error);
      });
    });
    return Promise.race([aborted, work(own)]);
  });
}
