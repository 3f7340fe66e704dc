const UNITS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const ONE =
  /(\d{1,6}(?:[.,]\d{1,3})?) *(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w)(?![\p{L}])[ ,]*/iuy;

/** The longest time that is taken for one: whoever wants more wants it until told otherwise. */
const LONGEST_MS = 366 * 86_400_000;

/** Reads a time as people write it: `30m`, `2 h`, `1h 30m`, `2 days`. Milliseconds; undefined when it is none. */
export function readDuration(text: string): number | undefined {
  const source = text.trim();
  let total = 0;
  ONE.lastIndex = 0;
  while (ONE.lastIndex < source.length) {
    const [, amount, unit = ''] = ONE.exec(source) ?? [];
    if (amount === undefined) return undefined;
    total += Number(amount.replace(',', '.')) * (UNITS[unit.charAt(0).toLowerCase()] ?? 0);
  }
  return total > 0 && total <= LONGEST_MS ? Math.round(total) : undefined;
}

const NAMES: readonly (readonly [number, string])[] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
];

/** A time in words, the two biggest units of it: `2 hours`, `1 day 3 hours`. */
export function spokenDuration(ms: number): string {
  let left = Math.max(1000, Math.round(ms / 1000) * 1000);
  const words = NAMES.flatMap(([size, name]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count === 0 ? [] : [`${String(count)} ${name}${count === 1 ? '' : 's'}`];
  });
  return words.slice(0, 2).join(' ');
}
