import { createServer } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startBuddyPress } from '../../bridges/sandbox/buddypress/index.ts';
import { startChatApi } from '../../bridges/sandbox/chat-api/index.ts';
import type { Emulator } from '../../bridges/sandbox/kit/index.ts';
import { startSlack } from '../../bridges/sandbox/slack/index.ts';
import { createRandom } from './random.ts';

/** A conversation of the run, with the people who speak there and the index of the one it is mirrored with. */
export interface Place {
  readonly account: string;
  readonly emulator: Emulator;
  readonly conversation: string;
  readonly people: readonly string[];
  readonly partner: number;
}

/** Three services, their conversations in pairs, and a configuration that mirrors each pair both ways. */
export interface World {
  readonly emulators: Readonly<Record<string, Emulator>>;
  readonly places: readonly Place[];
  readonly folder: string;
  readonly configPath: string;
  readonly port: number;
  close(): Promise<void>;
}

/** The three pairs of the three platforms. */
const PAIRS = [
  ['buddypress', 'slack'],
  ['chat-api', 'buddypress'],
  ['slack', 'chat-api'],
] as const;
/** Fast enough that a run is bound by the daemon, not by the manners of the real services. */
const RATE = { concurrency: 8, perSecond: 1_000, perConversationPerSecond: 1_000 };
const POLL_EVERY = '200ms';
/** What a webhook lost for good is found by. */
const SAFETY_POLL_EVERY = '1s';

/** The seed decides which of its two APIs BuddyPress speaks. */
export async function createWorld(seed: string): Promise<World> {
  const version = createRandom(`${seed} version`).pick(['v1', 'v2'] as const);
  const emulators = {
    buddypress: await startBuddyPress({ version }),
    'chat-api': await startChatApi({}),
    slack: await startSlack({ limits: 'off' }),
  };
  const places = pairUp(emulators);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'parley-crash-'));
  const configPath = path.join(folder, 'parley.yaml');
  const port = await freePort();
  await writeFile(configPath, JSON.stringify(configOf(emulators, places, port), undefined, 2));
  return {
    emulators,
    places,
    folder,
    configPath,
    port,
    close: async () => {
      await Promise.all(Object.values(emulators).map((emulator) => emulator.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Every platform gives half of its conversations to each of its two pairs. */
function pairUp(emulators: Readonly<Record<string, Emulator>>): Place[] {
  const left = new Map(Object.entries(emulators).map(([name, one]) => [name, [...one.conversations()]]));
  const share = Math.min(...[...left.values()].map((all) => Math.floor(all.length / 2)));
  if (share < 1) throw new Error('Every service has to have two conversations.');
  const places: Place[] = [];
  for (const pair of PAIRS) {
    for (let index = 0; index < share; index += 1) {
      for (const [side, account] of pair.entries()) {
        const emulator = emulators[account];
        const conversation = left.get(account)?.shift()?.id;
        if (!emulator || conversation === undefined) throw new Error(`There is no "${account}".`);
        const people = emulator.people().map(({ id }) => id);
        places.push({
          account,
          emulator,
          conversation,
          people,
          partner: places.length + (side === 0 ? 1 : -1),
        });
      }
    }
  }
  return places;
}

function configOf(
  emulators: Readonly<Record<string, Emulator>>,
  places: readonly Place[],
  port: number,
): object {
  const feeds: Readonly<Record<string, object>> = {
    buddypress: { pollEvery: POLL_EVERY },
    'chat-api': { feed: 'webhook', pollEvery: SAFETY_POLL_EVERY },
    slack: { feed: 'socket' },
  };
  const accounts = Object.entries(emulators).map(([name, emulator]) => [
    name,
    { platform: emulator.platform, ...emulator.accountSettings(), ...feeds[name], rate: RATE },
  ]);
  const routes = places.flatMap((place, index) => {
    const partner = places[place.partner];
    if (!partner || place.partner < index) return [];
    const between = [place, partner].map(({ account, conversation }) => ({ account, conversation }));
    return [[`pair-${String(index)}`, { between }]];
  });
  return {
    accounts: Object.fromEntries(accounts),
    routes: Object.fromEntries(routes),
    journal: { path: 'journal.db' },
    web: { port, publicUrl: `http://127.0.0.1:${String(port)}` },
    log: { level: 'info', format: 'json' },
  };
}

/** A port that is free now and will hardly be taken by another program, because it was given out at random. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}
