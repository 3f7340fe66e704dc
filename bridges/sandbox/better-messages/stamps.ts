import type { SteppedClock } from '../kit/index.ts';

/** What another site's clock did while it answered one request; 1/10000 s. */
export interface PlannedTimes {
  /** Where the clock stands. */
  readonly at: number;
  /** The stamps of what is written, in their order. */
  readonly writes: readonly number[];
  /** What the answer says is the present. */
  readonly reading?: number;
}

/** A clock that shows so much less than before was set back; a smaller lead is that of many stamps in one moment. */
const SET_BACK = 10_000;

/**
 * Time as the plugin counts it: 1/10000 of a second since 1970. Every stamp is greater than any stamp or reading before
 * it, so that a reader who goes on from a reading misses nothing, until the clock is set back.
 */
export class Stamps {
  readonly #clock: SteppedClock;
  #last = 0;
  #planned: PlannedTimes | undefined;
  #writes: number[] = [];

  constructor(clock: SteppedClock) {
    this.#clock = clock;
  }

  /** For a message that is written or changed. */
  next(): number {
    const planned = this.#writes.shift();
    if (planned === undefined) return this.mark();
    this.#last = Math.max(this.#last, planned);
    return planned;
  }

  /** For a row that changed. */
  mark(): number {
    this.#last = this.#notBefore(this.#last + 1);
    return this.#last;
  }

  /** The present, for an answer. */
  reading(): number {
    if (this.#planned?.reading !== undefined) return this.#planned.reading;
    this.#last = this.#notBefore(this.#last);
    return this.#last;
  }

  /** Unix seconds. */
  seconds(): number {
    return Math.floor(this.#now() / 10_000);
  }

  /** Repeats another site's clock until the next plan; undefined goes back to the own one. */
  plan(times: PlannedTimes | undefined): void {
    this.#planned = times;
    this.#writes = [...(times?.writes ?? [])];
    if (times) this.#last = times.at - 1;
  }

  #notBefore(stamp: number): number {
    const now = this.#now();
    return now < stamp - SET_BACK ? now : Math.max(now, stamp);
  }

  #now(): number {
    return this.#planned?.at ?? Math.floor(this.#clock.now() * 10);
  }
}

/** `2026-11-20 22:31:30`, UTC */
export function mysqlTime(stamp: number): string {
  return new Date(Math.floor(stamp / 10)).toISOString().slice(0, 19).replace('T', ' ');
}
