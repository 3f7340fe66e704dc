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

/** What is said while all is well, and what once every service makes trouble. */
export const CALM = SAYINGS.slice(0, 3);
export const TROUBLED = SAYINGS.slice(3);

/**
 * People of a service say the same things in every room, one after the other.
 * @returns what has to arrive, once for every other service
 */
export async function talk(
  account: string,
  sayings: readonly string[],
  { emulators, rooms }: CheckOptions,
): Promise<Expected[]> {
  const emulator = emulators[account];
  if (!emulator) return [];
  const expected: Expected[] = [];
  const run = randomBytes(4).toString('hex');
  for (const [index, saying] of sayings.entries()) {
    for (const [number, room] of rooms.entries()) {
      const source = room.places.find((place) => place.account === account);
      const people = source ? peopleIn(emulator, source.conversation) : [];
      const author = people[index % people.length]?.id;
      if (!source || author === undefined) continue;
      const tag = `${run}-${String(number)}-${String(index)}`;
      const { conversation } = source;
      const { id } = await emulator.say({ conversation, as: author, text: `${tag} ${saying}` });
      const sentAt = Date.now();
      // What the service makes of it is what has to be seen elsewhere: *this* is bold in one, and as typed in another.
      const text = (await emulator.read(conversation)).find((message) => message.id === id)?.shown ?? saying;
      for (const target of room.places) {
        if (target.account !== account)
          expected.push({ source, target, messageId: id, author, tag, text, sentAt });
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
