import { openThread, write } from './actions/write.ts';
import { person } from './people.ts';
import { createRoom, roomThread } from './rooms.ts';
import { addGuest } from './routes/guests.ts';
import { addToRoom } from './routes/rooms.ts';
import type { Site } from './site.ts';
import { typedText } from './text.ts';

/** The people that the site starts with. */
export const FIRST_PEOPLE = [
  person(1, 'admin', 'admin', true),
  person(2, 'alice', 'Alice Example'),
  person(3, 'bob', 'Bob Example'),
  person(4, 'carol', 'Carol Example'),
  person(5, 'botuser', 'Bridge Bot'),
] as const;

/** The account that Parley uses in the sandbox. */
export const PARLEY = { id: 6, login: 'parley', name: 'Parley' } as const;
const VISITOR = 'Visitor Vera';
const [, ALICE, BOB, CAROL] = FIRST_PEOPLE;

export interface SeededThread {
  readonly id: string;
  readonly name: string;
  /** Ids of the people in it, beside Parley. */
  readonly people: readonly string[];
}

/** Conversations that the site starts with, Parley's account in all of them: a group, a chat between two, a chat room. */
export function seedThreads(site: Site): SeededThread[] {
  site.people.set(PARLEY.id, person(PARLEY.id, PARLEY.login, PARLEY.name));
  const visitor = addGuest(site, VISITOR);
  const group = openThread(site, ALICE.id, [BOB.id, PARLEY.id], { subject: 'Support desk' });
  write(site, group, {
    sender: ALICE.id,
    text: typedText('Welcome to the support desk!', []),
    files: [],
  });
  group.moderators.add(ALICE.id);
  const pair = openThread(site, CAROL.id, [PARLEY.id], { subject: 'Order 4711' });
  write(site, pair, { sender: CAROL.id, text: typedText('Where is my parcel?', []), files: [] });
  const room = createRoom(site, 'Lobby', {
    can_join: ['subscriber', 'bm-guest'],
    can_reply: ['subscriber', 'bm-guest'],
  });
  for (const user of [BOB.id, -visitor.id, PARLEY.id]) addToRoom(site, room, user);
  return [group, pair, roomThread(site, room)].map((thread) => ({
    id: String(thread.id),
    name: thread.subject,
    people: thread.rows.map(({ user }) => String(user)).filter((user) => user !== String(PARLEY.id)),
  }));
}
