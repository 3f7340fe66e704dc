interface Waiting {
  readonly work: () => unknown;
  readonly inOrder: boolean;
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

/**
 * Runs pieces of work that were asked for in the same moment in one transaction, so that one `fsync` serves them
 * all. A promise resolves only when its work is on disk.
 *
 * Writing blocks the thread. After a transaction the next one waits as long as that one took, so that under load at
 * least half of the time is left for taking in more; an idle journal writes at once.
 */
export class GroupCommit {
  readonly #execute: (sql: string) => void;
  readonly #undone: () => void;
  #waiting: Waiting[] = [];
  #scheduled = false;
  /** `performance.now()` before which no transaction begins. */
  #restUntil = 0;
  /** Why a piece that is to be in order failed. */
  #gap: { readonly reason: unknown } | undefined;

  /** @param undone told whenever what pieces of work did was taken back */
  constructor(execute: (sql: string) => void, undone: () => void = () => undefined) {
    this.#execute = execute;
    this.#undone = undone;
  }

  /**
   * @param inOrder whether the work must not be written without what was asked for before it: once a piece in order
   * has failed, every later one fails too
   * @throws what `work` throws, or the database's error when nothing could be written.
   */
  run<T>(work: () => T, inOrder = false): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, inOrder, resolve: resolve as (value: unknown) => void, reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      this.#schedule();
    });
  }

  /** Writes what is waiting, now. */
  flush(): void {
    const batch = this.#waiting;
    if (batch.length === 0) return;
    this.#waiting = [];
    const startedAt = performance.now();
    this.#write(batch);
    const endedAt = performance.now();
    this.#restUntil = endedAt + (endedAt - startedAt);
  }

  /** After the I/O of this turn of the event loop, or of more turns while the last transaction is recent. */
  #schedule(): void {
    setImmediate(() => {
      if (performance.now() < this.#restUntil) {
        this.#schedule();
        return;
      }
      this.#scheduled = false;
      this.flush();
    });
  }

  #write(batch: readonly Waiting[]): void {
    try {
      const results = this.#transact(batch);
      batch.forEach((entry, index) => {
        entry.resolve(results[index]);
      });
    } catch (error) {
      if (batch.length === 1) {
        for (const entry of batch) this.#fail(entry, error);
        return;
      }
      // One bad piece must not fail its neighbours: each gets a transaction of its own.
      for (const entry of batch) {
        try {
          entry.resolve(this.#transact([entry])[0]);
        } catch (own) {
          this.#fail(entry, own);
        }
      }
    }
  }

  #fail(entry: Waiting, reason: unknown): void {
    if (entry.inOrder) this.#gap ??= { reason };
    entry.reject(reason);
  }

  #transact(batch: readonly Waiting[]): unknown[] {
    this.#execute('BEGIN IMMEDIATE');
    try {
      const results = batch.map((entry) => {
        if (entry.inOrder && this.#gap) throw this.#gap.reason;
        return entry.work();
      });
      this.#execute('COMMIT');
      return results;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  #rollBack(): void {
    try {
      this.#execute('ROLLBACK');
    } catch {
      // SQLite has rolled back by itself, as it does when the disk is full. The first error is the one to tell.
    }
    this.#undone();
  }
}
