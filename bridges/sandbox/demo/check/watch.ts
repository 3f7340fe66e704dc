import { setTimeout as sleep } from 'node:timers/promises';
import type { EmulatedMessage, Emulator } from '../../kit/index.ts';
import type { Place } from '../../../journal/contract.ts';
import type { Expected } from './contract.ts';

/** Changes within this time are looked at together. */
const GATHER_MS = 10;

type Emulators = Readonly<Record<string, Emulator>>;

/** What Parley's account has written in a place, oldest first. */
export async function copiesIn(emulators: Emulators, place: Place): Promise<readonly EmulatedMessage[]> {
  const messages = (await emulators[place.account]?.read(place.conversation)) ?? [];
  return messages.filter(({ own }) => own);
}

/**
 * Looks after every change of any conversation whether all is as it should be.
 * @returns whether it came to be so before the deadline
 */
export async function until(
  emulators: Emulators,
  deadlineMs: number,
  look: () => Promise<boolean>,
): Promise<boolean> {
  const end = Date.now() + deadlineMs;
  let changed: () => void = () => undefined;
  const stops = Object.values(emulators).map((emulator) =>
    emulator.onChange(() => {
      changed();
    }),
  );
  try {
    for (;;) {
      const waiting = new AbortController();
      const change = new Promise<void>((resolve) => {
        changed = resolve;
      });
      if (await look()) return true;
      const left = end - Date.now();
      if (left <= 0) return false;
      const timeout = sleep(left, undefined, { signal: waiting.signal }).catch(() => undefined);
      await Promise.race([change, timeout]);
      waiting.abort();
      await sleep(GATHER_MS);
    }
  } finally {
    for (const stop of stops) stop();
  }
}

/** How the messages of a pair have arrived so far. */
export interface Arrival {
  readonly arrived: number;
  readonly once: boolean;
  readonly inOrder: boolean;
  readonly sameText: boolean;
}

/** Compares what was sent with what stands in the places it was to arrive at. */
export async function arrivalOf(
  expected: readonly Expected[],
  emulators: Emulators,
  onArrived: (message: Expected) => void = () => undefined,
): Promise<Arrival> {
  let [arrived, once, inOrder, sameText] = [0, true, true, true];
  const byPlace = new Map<string, Expected[]>();
  for (const message of expected) {
    const list = byPlace.get(message.target.conversation) ?? [];
    byPlace.set(message.target.conversation, list);
    list.push(message);
  }
  for (const messages of byPlace.values()) {
    const [first] = messages;
    if (!first) continue;
    const copies = await copiesIn(emulators, first.target);
    let last = -1;
    for (const message of messages) {
      const found = copies.flatMap((copy, index) => (copy.shown.includes(message.tag) ? index : []));
      const [position] = found;
      if (position === undefined) continue;
      arrived += 1;
      onArrived(message);
      once &&= found.length === 1;
      inOrder &&= position > last;
      last = position;
      // Where a platform shows no author of a copy, the name stands before the text.
      sameText &&= copies[position]?.shown.endsWith(message.text) ?? false;
    }
  }
  return { arrived, once, inOrder, sameText };
}
