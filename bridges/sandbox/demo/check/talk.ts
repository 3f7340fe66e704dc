import { randomBytes } from 'node:crypto';
import type { Emulator } from '../../kit/index.ts';
import { peopleIn } from '../rooms.ts';
import { serviceOf } from '../services.ts';
import type { CheckOptions, Expected } from './contract.ts';

/** One a message, all of them hard in their own way. */
const SAYINGS: readonly string[] = [
  'Hello, is anybody there?',
  'This is *literal*, so is _this_, and 1 < 2 > 0 & so on',
  '<script>alert("no")</script> stays text, and so does @everyone',
  'Grüße 👋🏽 from Zoë, שלום and 你好',
  'one line\nand another\nand a third',
];

/** People of a service say the same things in every room. @returns what has to arrive, once for every other service */
export async function talk(account: string, { emulators, rooms }: CheckOptions): Promise<Expected[]> {
  const emulator = emulators[account];
  if (!emulator) return [];
  const expected: Expected[] = [];
  const run = randomBytes(3).toString('hex');
  for (const [index, text] of SAYINGS.entries()) {
    for (const [number, room] of rooms.entries()) {
      const source = room.places.find((place) => place.account === account);
      if (!source) continue;
      const people = peopleIn(emulator, source.conversation);
      const speaker = people[index % people.length];
      if (!speaker) continue;
      const tag = `${run}-${String(number)}-${String(index)}`;
      const said = `${tag} ${text}`;
      const { id } = await emulator.say({ conversation: source.conversation, as: speaker.id, text: said });
      for (const target of room.places) {
        if (target.account === account) continue;
        expected.push({
          source,
          target,
          messageId: id,
          author: speaker.id,
          tag,
          text: said,
          sentAt: Date.now(),
        });
      }
    }
  }
  return expected;
}

/**
 * Trouble that has to go unnoticed: every service does a send and loses the answer, asks for patience, and delivers
 * an event twice.
 */
export function addTrouble(account: string, emulator: Emulator): void {
  const match = { method: 'POST', path: serviceOf(account).sendPath };
  emulator.faults.add({ kind: 'lost-answer', match });
  emulator.faults.add({ kind: 'status', status: 429, retryAfter: 1, match });
  emulator.faults.add({ kind: 'deliver-twice' });
}

/** Every send to the service fails from now on. */
export function breakSends(account: string, emulator: Emulator): void {
  const match = { method: 'POST', path: serviceOf(account).sendPath };
  emulator.faults.add({ kind: 'status', status: 500, times: Number.MAX_SAFE_INTEGER, match });
}
