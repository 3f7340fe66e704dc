import { setTimeout as sleep } from 'node:timers/promises';
import { retryDelayMs } from '../../../../src/host/index.ts';

/** The time in which a server that failed is left alone: longer with every failure. */
export class Pause {
  #failures = 0;
  /** By a clock that does not jump. */
  #until = 0;

  /** @returns how long it is left alone, milliseconds */
  failed(): number {
    const delay = retryDelayMs(++this.#failures, Math.random());
    this.#until = performance.now() + delay;
    return delay;
  }

  answered(): void {
    this.#failures = 0;
  }

  leftMs(): number {
    return Math.max(0, this.#until - performance.now());
  }

  /**
   * Waits until it may be tried again.
   * @throws at once when that takes longer than `mostMs`
   * @throws the signal's reason
   */
  async over(mostMs: number, signal: AbortSignal): Promise<void> {
    // Somebody else may have tried meanwhile, and failed.
    for (let left = this.leftMs(); left > 0; left = this.leftMs()) {
      if (left > mostMs)
        throw new Error(`it failed and is left alone for ${String(Math.ceil(left / 1000))} s`);
      await sleep(left, undefined, { signal });
    }
  }
}
