import { parseArgs } from 'node:util';

export interface CrashOptions {
  /** How many messages people write. */
  readonly messages: number;
  /** How often the daemon is killed. */
  readonly kills: number;
  /** Decides everything that is random. */
  readonly seed: string;
  /** Print one JSON object instead of a table. */
  readonly json: boolean;
}

const DEFAULT_MESSAGES = 1_000;
const DEFAULT_KILLS = 7;
const HELP = 'Usage: npm run --silent crash -- [--messages 1000] [--kills 7] [--seed TEXT] [--json]';

/** @throws {Error} with a sentence for the person at the keyboard */
export function readOptions(args: readonly string[]): CrashOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      messages: { type: 'string', default: String(DEFAULT_MESSAGES) },
      kills: { type: 'string', default: String(DEFAULT_KILLS) },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      json: { type: 'boolean', default: false },
    },
  });
  return {
    messages: wholeNumber('--messages', values.messages, 1),
    kills: wholeNumber('--kills', values.kills, 0),
    seed: values.seed,
    json: values.json,
  };
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= 100_000) return value;
  throw new Error(`${name} must be a whole number of ${String(least)} or more, not "${text}".\n${HELP}`);
}
