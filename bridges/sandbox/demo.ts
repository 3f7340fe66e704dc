import { EXIT_FAILED, EXIT_OK, UsageError } from '../cli/exit.ts';
import { listenForStop } from '../cli/signals.ts';
import type { Pair } from './demo/check/contract.ts';
import { pairsOf, runCheck } from './demo/check/check.ts';
import { tableOf } from './demo/check/report.ts';
import { openPage } from './demo/open-page.ts';
import { serviceOf } from './demo/services.ts';
import type { Stage } from './demo/stage.ts';
import { abilitiesOn, setStage, troublesBetween } from './demo/stage.ts';
import { serviceNames } from './sandbox.ts';

export interface DemoOptions {
  /** Post through every pair, verify each copy, print a table and end. @default false */
  readonly check?: boolean;
  /** With `check`: the table as JSON. @default false */
  readonly json?: boolean;
  /** Port of the page. @default 8787, or a free one when that is taken */
  readonly port?: number;
  /** With `check`: lets a fault break this pair, written `from:to`. */
  readonly break?: string;
}

/**
 * `parley demo`: every service of the sandbox, a daemon that mirrors their conversations, and a page to watch it on,
 * until a signal comes. With `check` no page, but a table of what arrived.
 * @returns the exit code
 * @throws {UsageError} for a pair that the demo does not have
 */
export async function runDemo(options: DemoOptions = {}): Promise<number> {
  return options.check ? check(options) : show(options);
}

async function show({ port }: DemoOptions): Promise<number> {
  const signals = listenForStop();
  const stage = await setStage({ ownProcess: true, log: 'error', env: process.env });
  try {
    const page = await openPage(stage, port);
    process.stdout.write(`Parley demo: ${page.origin}/\n${botLine(stage)}Ctrl+C ends it.\n`);
    await signals.first;
    await page.close();
    return EXIT_OK;
  } finally {
    await stage.close();
    signals.dispose();
  }
}

async function check({ json = false, break: wanted }: DemoOptions): Promise<number> {
  const broken = wanted === undefined ? undefined : pairNamed(wanted);
  const progress = progressLine();
  progress('starting every service and the daemon');
  // Whatever the environment names: the script costs nothing, needs no network, and says the same every time.
  const stage = await setStage({ ownProcess: false, log: 'silent' });
  try {
    const result = await runCheck({
      ...stage,
      can: abilitiesOn,
      troubles: (from, to) => troublesBetween(stage.daemonUrl, from, to),
      progress,
      ...(broken ? { broken } : {}),
    });
    progress('');
    process.stdout.write(`${json ? JSON.stringify(result, undefined, 2) : tableOf(result)}\n`);
    return result.ok ? EXIT_OK : EXIT_FAILED;
  } finally {
    progress('');
    await stage.close();
  }
}

function botLine({ bot }: Stage): string {
  if (!bot) return '';
  const { title, place, answersBy } = bot;
  return `${title}, a bot, answers on ${serviceOf(place.account).title} when called: ${answersBy}.\n`;
}

function pairNamed(name: string): Pair {
  const pairs = pairsOf(serviceNames);
  const found = pairs.find(({ from, to }) => name === `${from}:${to}` || name === `${from}-${to}`);
  if (found) return found;
  const names = pairs.map(({ from, to }) => `${from}:${to}`).join(', ');
  throw new UsageError(`The demo has no pair "${name}". It has: ${names}.`);
}

/** One line on a terminal that is written over; nothing where nobody reads along. An empty sentence takes it away. */
function progressLine(): (sentence: string) => void {
  if (!process.stderr.isTTY) return () => undefined;
  return (sentence) => {
    process.stderr.write(sentence === '' ? '\r\u001b[2K' : `\r\u001b[2K${sentence} ...`);
  };
}
