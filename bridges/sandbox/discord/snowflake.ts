/** First millisecond that a snowflake can tell of, by Discord's documentation. */
const EPOCH_MS = 1_420_070_400_000;
const SEQUENCE_BITS = 22n;

/** Makes ids that hold the time of their making and rise strictly, whatever the clock does. */
export class Snowflakes {
  readonly #now: () => number;
  #last = 0n;

  /** @param now Unix milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  next(): string {
    const floor = BigInt(Math.floor(this.#now()) - EPOCH_MS) << SEQUENCE_BITS;
    this.#last = floor > this.#last ? floor : this.#last + 1n;
    return String(this.#last);
  }
}

/** When an id was made, Unix milliseconds. */
export function timeOf(snowflake: string): number {
  return Number(BigInt(snowflake) >> SEQUENCE_BITS) + EPOCH_MS;
}

/** The smallest id of a moment; before every message of that moment. */
export function snowflakeAt(unixMs: number): string {
  return String(BigInt(Math.floor(unixMs) - EPOCH_MS) << SEQUENCE_BITS);
}

/** Whether an id has the form of one; others are refused before anything is looked up. */
export function isSnowflake(text: string): boolean {
  return /^\d{1,20}$/.test(text);
}

/** Compares two ids by time of making. */
export function byAge(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
