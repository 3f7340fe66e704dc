import { setTimeout as sleep } from 'node:timers/promises';

/** An answer that is whole by then is said at once, milliseconds. */
const FIRST_MS = 1000;

export interface StreamOptions {
  /** Least time between two edits, milliseconds. */
  readonly everyMs: number;
  /**
   * Says the text so far; resolves when it is shown, with false when it never will be. Once aborted, it waits for
   * nothing but the journal.
   */
  show(text: string, signal: AbortSignal): Promise<boolean>;
}

/** Shows an answer while it is being written, no faster than the service takes it. */
export interface Stream {
  /** The whole text so far. */
  write(text: string): void;
  /** Shows nothing more; resolves when nothing is on its way into the journal any more. Rejects when that did. */
  close(): Promise<void>;
}

export function createStream({ everyMs, show }: StreamOptions): Stream {
  const closing = new AbortController();
  let latest = '';
  let shown = '';
  let running: Promise<void> | undefined;

  const wait = async (ms: number): Promise<void> => {
    await sleep(ms, undefined, { signal: closing.signal }).catch(() => undefined);
  };

  const run = async (): Promise<void> => {
    if (shown === '') await wait(Math.min(FIRST_MS, everyMs));
    while (!closing.signal.aborted && latest !== shown) {
      shown = latest;
      if (!(await show(shown, closing.signal))) closing.abort();
      await wait(everyMs);
    }
  };

  return {
    write(text) {
      // An attempt that begins anew says nothing at first: what is shown stays until there is something better.
      if (closing.signal.aborted || text.trim() === '') return;
      latest = text;
      running ??= run().finally(() => {
        running = undefined;
      });
      // The end of the stream tells of it.
      running.catch(() => undefined);
    },
    async close() {
      closing.abort();
      await running;
    },
  };
}
