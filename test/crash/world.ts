import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startBuddyPress } from '../../bridges/sandbox/buddypress/index.ts';
import { startChatApi } from '../../bridges/sandbox/chat-api/index.ts';
import type { Emulator } from '../../bridges/sandbox/kit/index.ts';
import { startSlack } from '../../bridges/sandbox/slack/index.ts';
import { createRandom } from './random.ts';
import { freePort } from '../support/free-port.ts';

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
  /** Connections of the daemon's Slack socket that are open now. */
  openSockets(): number;
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
  const places = await pairUp(emulators);
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
    openSockets: () => emulators.slack.sockets(),
    close: async () => {
      await Promise.all(Object.values(emulators).map((emulator) => emulator.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Gives the pairs of platforms a conversation each, round after round, as long as there are any left. */
async function pairUp(emulators: Readonly<Record<string, Emulator>>): Promise<Place[]> {
  const left = new Map(
    Object.entries(emulators).map(([name, one]) => [name, one.conversations().map(({ id }) => id)]),
  );
  const places: Place[] = [];
  for (let taken = -1; taken < places.length;) {
    taken = places.length;
    for (const pair of PAIRS) {
      if (pair.some((account) => left.get(account)?.length === 0)) continue;
      for (const [side, account] of pair.entries()) {
        const emulator = emulators[account];
        const conversation = left.get(account)?.shift();
        if (!emulator || conversation === undefined) throw new Error(`There is no "${account}".`);
        const people = await speakersIn(emulator, conversation);
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

/** The people whom the service lets speak in a conversation: those who could say a word. */
async function speakersIn(emulator: Emulator, conversation: string): Promise<string[]> {
  const asked = emulator.people().map(async ({ id }) =>
    emulator.say({ conversation, as: id, text: 'Here I am.' }).then(
      () => [id],
      () => [],
    ),
  );
  return (await Promise.all(asked)).flat();
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
