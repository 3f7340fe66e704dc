import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startSandbox } from '../../bridges/sandbox/index.ts';
import type { Emulator } from '../../bridges/sandbox/kit/index.ts';
import type { ModelEmulator } from '../../bridges/sandbox/model/index.ts';
import { startModelApi } from '../../bridges/sandbox/model/index.ts';
import { serviceNames } from '../../bridges/sandbox/sandbox.ts';
import type { BotManners } from './bot.ts';
import { botSettings, planManners } from './bot.ts';
import { Oracle } from './oracle.ts';
import { crashService } from './services.ts';
import { freePort } from '../support/free-port.ts';

/** A conversation of the run, with the people who speak there and the index of the one it is mirrored with. */
export interface Place {
  readonly account: string;
  readonly emulator: Emulator;
  readonly conversation: string;
  readonly people: readonly string[];
  readonly partner: number;
  /** Of the bot, where it listens. */
  readonly manners?: BotManners;
}

/**
 * Every service of the sandbox, conversations in pairs, and a configuration that mirrors each pair both ways and has a
 * bot in the first conversation of each service.
 */
export interface World {
  readonly emulators: Readonly<Record<string, Emulator>>;
  readonly model: ModelEmulator;
  readonly oracle: Oracle;
  readonly places: readonly Place[];
  readonly folder: string;
  readonly configPath: string;
  readonly journalPath: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Fast enough that a run is bound by the daemon, not by the manners of the real services. */
const RATE = { concurrency: 8, perSecond: 1_000, perConversationPerSecond: 1_000 };

const JOURNAL = 'journal.db';
/** Between two words of a streamed answer, so that long ones are shown while they are written. */
const WORDS_EVERY_MS = 20;

/** Starts everything; nothing of it is left after `close`. */
export async function createWorld(seed: string): Promise<World> {
  const oracle = new Oracle(seed);
  const model = await startModelApi({ script: oracle.script, everyMs: WORDS_EVERY_MS });
  const sandbox = await startSandbox({ only: serviceNames, limits: 'off' });
  const { emulators } = sandbox;
  const places = await pairUp(emulators, planManners(seed, Object.keys(emulators).length));
  const folder = await mkdtemp(path.join(os.tmpdir(), 'parley-crash-'));
  const configPath = path.join(folder, 'parley.yaml');
  const port = await freePort();
  await writeFile(configPath, JSON.stringify(configOf(emulators, model, places, port), undefined, 2));
  return {
    emulators,
    model,
    oracle,
    places,
    folder,
    configPath,
    journalPath: path.join(folder, JOURNAL),
    port,
    close: async () => {
      await sandbox.close();
      await model.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Mirrors the first conversation of every service with the second one of the next service, so that each of them is
 * mirrored with two others.
 */
async function pairUp(
  emulators: Readonly<Record<string, Emulator>>,
  manners: readonly BotManners[],
): Promise<Place[]> {
  const accounts = Object.keys(emulators);
  const places: Place[] = [];
  for (const [index, account] of accounts.entries()) {
    const next = accounts[(index + 1) % accounts.length] ?? account;
    const one = await placeOf(emulators, account, 0);
    const other = await placeOf(emulators, next, 1);
    const listening = manners[index];
    places.push(
      { ...one, partner: places.length + 1, ...(listening ? { manners: listening } : {}) },
      { ...other, partner: places.length },
    );
  }
  return places;
}

async function placeOf(
  emulators: Readonly<Record<string, Emulator>>,
  account: string,
  index: number,
): Promise<Omit<Place, 'partner'>> {
  const emulator = emulators[account];
  const conversation = emulator?.conversations()[index]?.id;
  if (!emulator || conversation === undefined) throw new Error(`"${account}" has too few conversations.`);
  return { account, emulator, conversation, people: await speakersIn(emulator, conversation) };
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
  model: ModelEmulator,
  places: readonly Place[],
  port: number,
): object {
  const accounts = Object.entries(emulators).map(([name, emulator]) => [
    name,
    { platform: emulator.platform, ...emulator.accountSettings(), ...crashService(name).account, rate: RATE },
  ]);
  const routes = places.flatMap((place, index) => {
    const partner = places[place.partner];
    if (!partner || place.partner < index) return [];
    const between = [place, partner].map(({ account, conversation }) => ({ account, conversation }));
    return [[`pair-${String(index)}`, { between }]];
  });
  const listening = places.flatMap(({ manners, ...place }) => (manners ? [{ ...place, manners }] : []));
  return {
    accounts: Object.fromEntries(accounts),
    routes: Object.fromEntries(routes),
    bots: { helper: botSettings(model, listening) },
    journal: { path: JOURNAL },
    web: { port, publicUrl: `http://127.0.0.1:${String(port)}` },
    log: { level: 'info', format: 'json' },
  };
}
