import { change } from './changes.ts';
import type { ChangeKind, CheckOptions, CheckResult, Expected, Pair, PairResult } from './contract.ts';
import { addTrouble, breakSends, talk } from './talk.ts';
import type { Arrival } from './watch.ts';
import { arrivalOf, until } from './watch.ts';

/** For all messages of a round to arrive. Retries after the set troubles take about 2 s. */
const ARRIVE_WITHIN_MS = 20_000;
/** For a pair that is broken on purpose, which cannot arrive however long one waits. */
const BROKEN_WITHIN_MS = 6_000;

/** Every pair of services, in both directions. */
export function pairsOf(accounts: readonly string[]): Pair[] {
  return accounts.flatMap((from) => accounts.filter((to) => to !== from).map((to) => ({ from, to })));
}

/**
 * Lets people of every service talk at once, with every service making trouble, and looks whether each copy arrived
 * once and in order. A pair to be broken gets a round of its own at the end, so that all others are judged whole.
 */
export async function runCheck(options: CheckOptions): Promise<CheckResult> {
  const begun = Date.now();
  const { emulators, broken, progress } = options;
  const accounts = Object.keys(emulators);
  const together = accounts.filter((account) => account !== broken?.from);
  for (const [account, emulator] of Object.entries(emulators)) addTrouble(account, emulator);
  progress('people of every service talk at once');
  const results = await round(together, ARRIVE_WITHIN_MS, options);
  if (broken) {
    const target = emulators[broken.to];
    if (target) breakSends(broken.to, target);
    progress(`people of ${broken.from} talk while ${broken.to} refuses every send`);
    results.push(...(await round([broken.from], BROKEN_WITHIN_MS, options)));
  }
  const order = pairsOf(accounts);
  const at = (pair: Pair) => order.findIndex(({ from, to }) => from === pair.from && to === pair.to);
  const pairs = results.sort((a, b) => at(a) - at(b));
  return { ok: pairs.every(({ ok }) => ok), pairs, seconds: Math.round((Date.now() - begun) / 100) / 10 };
}

async function round(
  speakers: readonly string[],
  deadlineMs: number,
  options: CheckOptions,
): Promise<PairResult[]> {
  const { emulators, progress } = options;
  const sent = (await Promise.all(speakers.map((account) => talk(account, options)))).flat();
  const pairs = pairsOf(Object.keys(emulators))
    .filter(({ from }) => speakers.includes(from))
    .map((pair) => ({
      ...pair,
      expected: sent.filter((it) => isOf(pair, it)),
      took: new Map<string, number>(),
    }));
  const look = () =>
    Promise.all(
      pairs.map(async ({ expected, took }) => ({
        count: expected.length,
        ...(await arrivalOf(expected, emulators, ({ messageId, sentAt }) => {
          if (!took.has(messageId)) took.set(messageId, Date.now() - sentAt);
        })),
      })),
    );
  const everything = await until(emulators, deadlineMs, async () => {
    const arrivals = await look();
    const arrived = arrivals.reduce((sum, it) => sum + it.arrived, 0);
    progress(`${String(arrived)} of ${String(sent.length)} copies have arrived`);
    return arrivals.every((it) => it.arrived === it.count);
  });

  progress('people answer, edit and delete');
  const changes = (
    await Promise.all(
      speakers.map((account) =>
        change(
          account,
          sent.filter((it) => it.source.account === account),
          options,
        ),
      ),
    )
  ).flat();
  const arrivals = await look();
  const seen = async () => Promise.all(changes.map((it) => it.holds()));
  await until(emulators, everything ? deadlineMs : BROKEN_WITHIN_MS, async () =>
    (await seen()).every(Boolean),
  );
  const held = await seen();
  const untouched = sent.filter(isUntouched(sent));

  return Promise.all(
    pairs.map(async (pair, index) => {
      const own = changes.flatMap((it, at) =>
        it.from === pair.from && it.to === pair.to ? [[it.kind, held[at] ?? false] as const] : [],
      );
      const first = arrivals[index] ?? { arrived: 0, once: true, inOrder: true, sameText: true };
      // Once more at the end: a copy that came a second time while people went on talking is one too many.
      const late = await arrivalOf(
        untouched.filter((it) => isOf(pair, it)),
        emulators,
      );
      const arrival = { ...first, once: first.once && late.once };
      return verdict(
        pair,
        pair.expected.length,
        arrival,
        Object.fromEntries(own),
        [...pair.took.values()],
        options,
      );
    }),
  );
}

function isOf(pair: Pair, { source, target }: Expected): boolean {
  return source.account === pair.from && target.account === pair.to;
}

/** The first three messages of a conversation are answered, edited or deleted, and notices may tell of them again. */
function isUntouched(sent: readonly Expected[]): (message: Expected) => boolean {
  const seen = new Map<string, Set<string>>();
  for (const { source, messageId } of sent) {
    const key = `${source.account} ${source.conversation}`;
    seen.set(key, (seen.get(key) ?? new Set()).add(messageId));
  }
  return ({ source, messageId }) =>
    [...(seen.get(`${source.account} ${source.conversation}`) ?? [])].indexOf(messageId) >= 3;
}

async function verdict(
  pair: Pair,
  sent: number,
  arrival: Arrival,
  changes: Partial<Record<ChangeKind, boolean>>,
  took: readonly number[],
  options: CheckOptions,
): Promise<PairResult> {
  const { from, to } = pair;
  const { arrived, once, inOrder, sameText } = arrival;
  const complete = sent > 0 && arrived === sent;
  const ok = complete && once && inOrder && sameText && Object.values(changes).every(Boolean);
  const medianMs = [...took].sort((a, b) => a - b)[Math.floor(took.length / 2)];
  const base = {
    from,
    to,
    sent,
    arrived,
    once,
    inOrder,
    sameText,
    changes,
    ...(medianMs === undefined ? {} : { medianMs }),
    ok,
  };
  if (ok) return base;
  const [trouble] = await options.troubles(from, to);
  return { ...base, reason: trouble ?? whatIsWrong({ ...base, complete }) };
}

function whatIsWrong(
  result: Arrival & { complete: boolean; changes: Partial<Record<ChangeKind, boolean>> },
): string {
  const missed = Object.entries(result.changes).flatMap(([kind, came]) => (came ? [] : kind));
  return [
    result.complete ? '' : 'Not everything arrived in time.',
    result.once ? '' : 'A message arrived twice.',
    result.inOrder ? '' : 'Messages arrived in another order.',
    result.sameText ? '' : 'A copy says something else than its original.',
    missed.length === 0 ? '' : `Did not come through: ${missed.join(', ')}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
