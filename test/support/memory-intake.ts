import type { Intaking } from '../../bridges/relay/contract.ts';
import type { ParleyEvent, Signal } from '../../src/model/index.ts';
import { plainText } from '../../src/text/index.ts';

/** A journal in memory: an event a key, in the order in which they came. */
export class MemoryIntake implements Intaking {
  readonly events: ParleyEvent[] = [];
  /** Calls of `accept` that are to fail from now on. */
  failures = 0;
  /** How often an event came that was there already. */
  repeats = 0;
  #cursor: string | undefined;
  readonly #waiting = new Set<() => void>();

  cursor(): string | undefined {
    return this.#cursor;
  }

  /** Whether signals are wanted. */
  wants = false;
  readonly signals: Signal[] = [];

  wantsSignals(): boolean {
    return this.wants;
  }

  signal(_account: string, signals: readonly Signal[]): void {
    this.signals.push(...signals);
    for (const wake of this.#waiting) wake();
  }

  async accept(_account: string, events: readonly ParleyEvent[], cursor: string | undefined): Promise<void> {
    if (events.length > 0 && this.failures > 0) {
      this.failures -= 1;
      throw new Error('the disk is full');
    }
    for (const event of events) {
      if (this.events.some(({ key }) => key === event.key)) this.repeats += 1;
      else this.events.push(event);
    }
    this.#cursor = cursor;
    for (const wake of this.#waiting) wake();
  }

  /** Resolves with the texts of what people said, once there are so many. */
  async said(count: number): Promise<string[]> {
    await this.until(() => this.texts().length >= count);
    return this.texts();
  }

  async until(isDone: () => boolean): Promise<void> {
    while (!isDone()) {
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
  }

  texts(): string[] {
    return this.events.flatMap((event) =>
      event.type === 'message.created' && event.message.author.kind === 'person'
        ? [plainText(event.message.text)]
        : [],
    );
  }
}

/** Looks every few milliseconds at something that announces no change of its own. */
export async function eventually(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
