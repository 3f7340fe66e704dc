import type { Chat, Person } from './model.ts';

export const INSTANCE_ID = '12345';
export const TOKEN = 'sandbox-chat-token';
/** Parley's own number. */
export const SELF: Person = { id: '17680561234@c.us', name: 'Parley' };

export const PEOPLE: readonly Person[] = [
  { id: '17472822486@c.us', name: 'Ilya Petrov' },
  { id: '34600112233@c.us', name: 'Lucía Moreno' },
  { id: '447700900123@c.us', name: 'Amara Diallo' },
  { id: '4915112345678@c.us', name: 'Jonas Weber' },
];

/** Two groups with everybody in them, and a private chat; the official API has private chats only. */
export function seedChats(dialect: 'chat-api' | '1msg', seconds: number): Chat[] {
  const everybody = [...PEOPLE.map(({ id }) => id), SELF.id];
  const group = (id: string, name: string): Chat => ({
    id,
    name,
    image: '',
    lastTime: seconds,
    lastInbound: seconds,
    participants: new Set(everybody),
    admins: new Set([SELF.id]),
  });
  const direct = ({ id, name }: Person): Chat => ({
    id,
    name,
    image: '',
    lastTime: seconds,
    lastInbound: seconds,
    participants: new Set(),
    admins: new Set(),
  });
  if (dialect === '1msg') return PEOPLE.map(direct);
  return [
    group('17680561234-1479621234@g.us', 'Neighbourhood'),
    group('17680561234-1504208593@g.us', 'Repair café'),
    ...PEOPLE.slice(0, 1).map(direct),
  ];
}
