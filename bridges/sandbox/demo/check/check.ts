import { askBot } from './ask-bot.ts';
import type { CheckOptions, CheckResult, Pair } from './contract.ts';
import { converse } from './converse.ts';
import { breakSends } from './talk.ts';

/** For all messages to arrive: iMessage takes half a second for each, and retries after the troubles about 2 s. */
const ARRIVE_WITHIN_MS = 25_000;
/** For the answer of the bot and its copies, after all that. */
const ANSWER_WITHIN_MS = 10_000;
/** The same where a pair is broken on purpose and will not arrive however long one waits. */
const BROKEN_WITHIN_MS = 6_000;

/** Every pair of services, in both directions. */
export function pairsOf(accounts: readonly string[]): Pair[] {
  return accounts.flatMap((from) => accounts.filter((to) => to !== from).map((to) => ({ from, to })));
}

/**
 * Lets people of every service talk at once, with every service making trouble, and looks whether each copy arrived
 * once and in order. Meanwhile somebody asks the bot. The source of a pair that is to be broken talks alone and last,
 * so that all others are judged whole.
 */
export async function runCheck(options: CheckOptions): Promise<CheckResult> {
  const begun = Date.now();
  const { emulators, broken, progress } = options;
  const accounts = Object.keys(emulators);
  const asked = await askBot(options);
  const results = await converse(
    accounts.filter((account) => account !== broken?.from),
    { ...options, withinMs: ARRIVE_WITHIN_MS, trouble: true },
  );
  progress('the bot answers');
  const bot = await asked?.answered(ANSWER_WITHIN_MS);
  if (broken) {
    const target = emulators[broken.to];
    if (target) breakSends(broken.to, target);
    progress(`${broken.to} refuses every send from now on`);
    results.push(
      ...(await converse([broken.from], { ...options, withinMs: BROKEN_WITHIN_MS, trouble: false })),
    );
  }
  const order = pairsOf(accounts);
  const at = (pair: Pair) => order.findIndex(({ from, to }) => from === pair.from && to === pair.to);
  const pairs = results.sort((a, b) => at(a) - at(b));
  const seconds = Math.round((Date.now() - begun) / 100) / 10;
  const ok = pairs.every((pair) => pair.ok) && bot?.ok !== false;
  return { ok, pairs, ...(bot ? { bot } : {}), seconds };
}
