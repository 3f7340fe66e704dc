import { z } from 'zod';

const DURATION = /^(\d+(?:\.\d+)?) *(ms|s|m|h)$/;
const DURATION_UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const SIZE = /^(\d+(?:\.\d+)?) *(KB|MB|B)$/;
const SIZE_UNITS: Readonly<Record<string, number>> = { B: 1, KB: 1024, MB: 1024 * 1024 };

interface Bounds {
  readonly atLeast: string;
  readonly atMost: string;
}

/** A time such as `500ms`, `5s`, `2m`, `1h`; read as milliseconds. */
export function duration(bounds: Bounds) {
  return quantity(DURATION, DURATION_UNITS, 'a time such as 500ms, 5s, 2m or 1h', bounds);
}

/** A size such as `64KB` or `1MB` (1 KB is 1024 bytes); read as bytes. */
export function size(bounds: Bounds) {
  return quantity(SIZE, SIZE_UNITS, 'a size such as 64KB or 1MB', bounds);
}

function quantity(pattern: RegExp, units: Readonly<Record<string, number>>, what: string, bounds: Bounds) {
  const read = (text: string): number => {
    const [, amount, unit] = pattern.exec(text) ?? [];
    return Math.round(Number(amount) * (units[unit ?? ''] ?? Number.NaN));
  };
  const mustBe = `must be ${what}`;
  return z
    .string({ invalid_type_error: mustBe })
    .regex(pattern, mustBe)
    .transform(read)
    .refine(
      (value) => Number.isNaN(value) || (value >= read(bounds.atLeast) && value <= read(bounds.atMost)),
      {
        message: `must be between ${bounds.atLeast} and ${bounds.atMost}`,
      },
    );
}
