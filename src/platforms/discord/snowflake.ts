/** First millisecond that an id can tell of, by Discord's documentation. */
const EPOCH_MS = 1_420_070_400_000;
/** Digits of the longest id, so that padded ones compare as strings in order of time. */
const DIGITS = 20;

/** Unix milliseconds at which an id was made. */
export function timeOf(id: string): number {
  return Number(BigInt(id) >> 22n) + EPOCH_MS;
}

/** ISO 8601, UTC. */
export function isoOf(id: string): string {
  return new Date(timeOf(id)).toISOString();
}

/** The least id of a moment. @param ms Unix milliseconds */
export function idAt(ms: number): string {
  return String(BigInt(Math.max(0, Math.floor(ms) - EPOCH_MS)) << 22n);
}

/** An id as a string that compares in order of time. */
export function toPosition(id: string): string {
  return id.padStart(DIGITS, '0');
}

/** Compares two ids by age. */
export function byAge(a: string, b: string): number {
  const [left, right] = [BigInt(a), BigInt(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
