import { stringify } from 'yaml';
import type { Place } from '../../journal/contract.ts';
import type { EmulatedPerson, Emulator } from '../kit/index.ts';
import type { DemoBot } from './bot.ts';
import { botsConfig } from './bot.ts';
import { serviceOf } from './services.ts';

/** Conversations that are mirrored into each other, one of each service. */
export interface MirroredRoom {
  readonly name: string;
  readonly places: readonly Place[];
}

/** More would not be looked at. */
const MAX_ROOMS = 2;

/** The first conversations of all services make the first room, the second ones the second, and so on. */
export function roomsOf(emulators: Readonly<Record<string, Emulator>>): MirroredRoom[] {
  const services = Object.entries(emulators).map(([account, emulator]) => ({
    account,
    conversations: emulator.conversations(),
  }));
  const count = Math.min(MAX_ROOMS, ...services.map(({ conversations }) => conversations.length));
  return Array.from({ length: count }, (_, index) => ({
    name: services.at(-1)?.conversations[index]?.name.replace(/^#/, '') ?? String(index + 1),
    places: services.flatMap(({ account, conversations }) => {
      const conversation = conversations[index]?.id;
      return conversation === undefined ? [] : [{ account, conversation }];
    }),
  }));
}

/** The people who may write in a conversation. */
export function peopleIn(emulator: Emulator, conversation: string): readonly EmulatedPerson[] {
  const { people } = emulator.conversations().find(({ id }) => id === conversation) ?? {};
  return emulator.people().filter(({ id }) => people === undefined || people.includes(id));
}

export interface DemoConfigOptions {
  readonly emulators: Readonly<Record<string, Emulator>>;
  readonly rooms: readonly MirroredRoom[];
  readonly bot?: DemoBot | undefined;
  /** Port of the daemon; fixed, because webhooks are registered for it. */
  readonly port: number;
  readonly log: 'error' | 'silent';
}

/** The `parley.yaml` of the demo: what a person would write to mirror these conversations. */
export function demoConfig({ emulators, rooms, bot, port, log }: DemoConfigOptions): string {
  const accounts = Object.entries(emulators).map(([name, emulator]) => [
    name,
    { platform: emulator.platform, ...emulator.accountSettings(), ...serviceOf(name).account },
  ]);
  const routes = rooms.map((room, index) => [`room-${String(index + 1)}`, { between: room.places }]);
  return stringify({
    accounts: Object.fromEntries(accounts) as unknown,
    routes: Object.fromEntries(routes) as unknown,
    ...(bot ? { bots: botsConfig(bot) } : {}),
    journal: { path: 'parley.db' },
    web: { host: '127.0.0.1', port, publicUrl: `http://127.0.0.1:${String(port)}` },
    log: { level: log },
  });
}
