import type { SteppedClock } from '../kit/index.ts';
import type { Ids } from './ids.ts';

/** An indicator that nobody takes back goes out by itself. */
const TYPING_LAPSES_MS = 60_000;

export interface Indicator {
  readonly id: string;
  readonly chatId: string;
  readonly handle: string;
  /** As of `updatedAt`; it may have lapsed since. */
  readonly isTyping: boolean;
  readonly updatedAt: number;
}

export interface Receipt {
  readonly id: string;
  readonly chatId: string;
  readonly handle: string;
  readonly lastReadAt: number;
}

/** Who is writing, and up to when who has read: one row for each person and chat, the line itself among them. */
export class Presence {
  readonly #clock: SteppedClock;
  readonly #ids: Ids;
  readonly #indicators = new Map<string, Indicator>();
  readonly #receipts = new Map<string, Receipt>();

  constructor(clock: SteppedClock, ids: Ids) {
    this.#clock = clock;
    this.#ids = ids;
  }

  type(chatId: string, handle: string, isTyping: boolean): void {
    const key = `${chatId} ${handle}`;
    const known = this.#indicators.get(key);
    // Somebody who never wrote has nothing to stop.
    if (!known && !isTyping) return;
    const id = known?.id ?? this.#ids.next('ind');
    this.#indicators.set(key, { id, chatId, handle, isTyping, updatedAt: this.#clock.now() });
  }

  isTyping({ isTyping, updatedAt }: Indicator): boolean {
    return isTyping && this.#clock.now() - updatedAt < TYPING_LAPSES_MS;
  }

  read(chatId: string, handle: string): void {
    const key = `${chatId} ${handle}`;
    const id = this.#receipts.get(key)?.id ?? this.#ids.next('rcp');
    this.#receipts.set(key, { id, chatId, handle, lastReadAt: this.#clock.now() });
  }

  indicators(): readonly Indicator[] {
    return [...this.#indicators.values()];
  }

  receipts(): readonly Receipt[] {
    return [...this.#receipts.values()];
  }
}
