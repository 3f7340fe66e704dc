import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startSandbox } from '../../bridges/sandbox/index.ts';
import type { Emulator } from '../../bridges/sandbox/kit/index.ts';
import { crashService } from './services.ts';
import { freePort } from '../support/free-port.ts';

/** A conversation of the run, with the people who speak there and the index of the one it is mirrored with. */
export interface Place {
  readonly account: string;
  readonly emulator: Emulator;
  readonly conversation: string;
  readonly people: readonly string[];
  readonly partner: number;
}

/** Every service of the sandbox, conversations in pairs, and a configuration that mirrors each pair both ways. */
export interface World {
  readonly emulators: Readonly<Record<string, Emulator>>;
  readonly places: readonly Place[];
  readonly folder: string;
  readonly configPath: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Fast enough that a run is bound by the daemon, not by the manners of the real services. */
const RATE = { concurrency: 8, perSecond: 1_000, perConversationPerSecond: 1_000 };

/** Starts everything; nothing of it is left after `close`. */
export async function createWorld(): Promise<World> {
  const sandbox = await startSandbox({ limits: 'off' });
  const { emulators } = sandbox;
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
    close: async () => {
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Mirrors the first conversation of every service with the second one of the next service, so that each of them is
 * mirrored with two others.
 */
async function pairUp(emulators: Readonly<Record<string, Emulator>>): Promise<Place[]> {
  const accounts = Object.keys(emulators);
  const places: Place[] = [];
  for (const [index, account] of accounts.entries()) {
    const next = accounts[(index + 1) % accounts.length] ?? account;
    const one = await placeOf(emulators, account, 0);
    const other = await placeOf(emulators, next, 1);
    places.push({ ...one, partner: places.length + 1 }, { ...other, partner: places.length });
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
  return {
    accounts: Object.fromEntries(accounts),
    routes: Object.fromEntries(routes),
    journal: { path: 'journal.db' },
    web: { port, publicUrl: `http://127.0.0.1:${String(port)}` },
    log: { level: 'info', format: 'json' },
  };
}
