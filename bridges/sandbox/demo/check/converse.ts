import type { ExpectedChange } from './changes.ts';
import { change } from './changes.ts';
import type { CheckOptions, Expected, Pair, PairResult } from './contract.ts';
import { addTrouble, CALM, talk, TROUBLED } from './talk.ts';
import { verdictOn } from './verdict.ts';
import { arrivalOf, until } from './watch.ts';

/** So many messages of a conversation, the first ones, are answered, edited or deleted. */
const CHANGED = 3;

export interface ConverseOptions extends CheckOptions {
  /** Waits so long for everything to arrive. */
  readonly withinMs: number;
  /** Whether every service makes trouble halfway through. */
  readonly trouble: boolean;
}

/**
 * People of these services talk, then answer, edit, delete and react to what they said, and attach files.
 * @returns how that came through, for every pair that they are the source of
 */
export async function converse(speakers: readonly string[], options: ConverseOptions): Promise<PairResult[]> {
  const { emulators, progress, trouble, withinMs } = options;
  const sent: Expected[] = [];
  const took = new Map<Expected, number>();
  /** Where something did not arrive in time; waiting there again would help nobody. */
  const hopeless = new Set<string>();
  const isHopeless = (pair: Pair | undefined) => pair !== undefined && hopeless.has(nameOf(pair));
  const everybody = async (sayings: readonly string[]) => {
    progress(`people of ${speakers.join(', ')} talk`);
    for (const messages of await Promise.all(speakers.map((account) => talk(account, sayings, options)))) {
      sent.push(...messages);
    }
    await until(emulators, withinMs, async () => {
      const arrived = await arrivals();
      progress(
        `${String(arrived.reduce((sum, it) => sum + it.arrived, 0))} of ${String(sent.length)} copies are there`,
      );
      return arrived.every((it) => it.arrived === it.sent || isHopeless(it.pair));
    });
    for (const { pair, ...it } of await arrivals()) if (it.arrived < it.sent) hopeless.add(nameOf(pair));
  };
  const pairs = speakers.flatMap((from) =>
    Object.keys(emulators)
      .filter((to) => to !== from)
      .map((to) => ({ from, to })),
  );
  const arrivals = () =>
    Promise.all(
      pairs.map(async (pair) => {
        const own = sent.filter(isOf(pair));
        const arrival = await arrivalOf(own, emulators, (message) => {
          if (!took.has(message)) took.set(message, Date.now() - message.sentAt);
        });
        return { ...arrival, pair, sent: own.length };
      }),
    );

  await everybody(CALM);
  if (trouble) for (const [account, emulator] of Object.entries(emulators)) addTrouble(account, emulator);
  await everybody(TROUBLED);
  const firstSeen = await arrivals();

  progress('people answer, edit, delete, react and attach files');
  const changes = (
    await Promise.all(speakers.map((account) => change(account, sent.filter(isFrom(account)), options)))
  ).flat();
  const held = () => Promise.all(changes.map((it) => it.holds()));
  await until(emulators, withinMs, async () =>
    (await held()).every((came, index) => came || isHopeless(changes[index])),
  );
  const kept = await held();
  const untouched = sent.filter(isUntouched(sent));
  return Promise.all(
    pairs.map(async (pair, index) => {
      const first = firstSeen[index] ?? NOTHING;
      // Once more at the end: a copy that came a second time while people went on talking is one too many.
      const late = await arrivalOf(untouched.filter(isOf(pair)), emulators);
      const times = sent.filter(isOf(pair)).flatMap((message) => took.get(message) ?? []);
      const seen = {
        ...first,
        once: first.once && late.once,
        changes: isHopeless(pair) ? {} : changesOf(pair, changes, kept),
        times,
      };
      return verdictOn(pair, seen, await options.troubles(pair.from, pair.to));
    }),
  );
}

const NOTHING = { sent: 0, arrived: 0, once: true, inOrder: true, sameText: true };

function nameOf({ from, to }: Pair): string {
  return `${from}:${to}`;
}

function isOf({ from, to }: Pair): (message: Expected) => boolean {
  return ({ source, target }) => source.account === from && target.account === to;
}

function isFrom(account: string): (message: Expected) => boolean {
  return ({ source }) => source.account === account;
}

function changesOf({ from, to }: Pair, changes: readonly ExpectedChange[], kept: readonly boolean[]) {
  const own = changes.flatMap((it, index) =>
    it.from === from && it.to === to ? [[it.kind, kept[index] ?? false]] : [],
  );
  return Object.fromEntries(own) as PairResult['changes'];
}

/** Notices of answers, edits and deletions may tell of the first messages again; the others stand once for good. */
function isUntouched(sent: readonly Expected[]): (message: Expected) => boolean {
  const ids = new Map<string, string[]>();
  const keyOf = ({ source }: Expected) => `${source.account} ${source.conversation}`;
  for (const message of sent) {
    const known = ids.get(keyOf(message)) ?? [];
    if (!known.includes(message.messageId)) ids.set(keyOf(message), [...known, message.messageId]);
  }
  return (message) => (ids.get(keyOf(message)) ?? []).indexOf(message.messageId) >= CHANGED;
}
