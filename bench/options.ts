import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly json: boolean;
  /** Shorter runs, for a look; numbers from them jump about. */
  readonly quick: boolean;
}

/** How long each part of the bench runs. */
export interface Durations {
  readonly warmUpMs: number;
  readonly throughputMs: number;
  readonly latencyMs: number;
  readonly blockedMs: number;
  readonly waiting: number;
}

export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
  });
  return values;
}

export function durationsOf({ quick }: BenchOptions): Durations {
  return quick
    ? { warmUpMs: 300, throughputMs: 1_000, latencyMs: 2_000, blockedMs: 3_000, waiting: 1_000 }
    : { warmUpMs: 1_000, throughputMs: 4_000, latencyMs: 10_000, blockedMs: 10_000, waiting: 10_000 };
}
