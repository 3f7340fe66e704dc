import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import type { Host } from '../../src/host/index.ts';
import type { Capabilities } from '../../src/platforms/index.ts';
import { briefMemory } from '../../src/platforms/memory.ts';
import { createNodeHost } from '../../bridges/host/node-host.ts';
import { startDaemon } from '../../bridges/cli/daemon.ts';
import { loadConfig } from '../../bridges/config/index.ts';
import { platforms, sockets } from '../../bridges/platforms.ts';
import { peopleIn } from '../../bridges/sandbox/demo/rooms.ts';
import { serviceOf } from '../../bridges/sandbox/demo/services.ts';
import { startSandbox } from '../../bridges/sandbox/index.ts';
import type { EmulatedPerson, Emulator } from '../../bridges/sandbox/kit/index.ts';
import { freePort } from '../support/free-port.ts';
import { silent } from '../support/relay.ts';

/** A plain handle that the configuration gives to one person of every service. */
export const HANDLE = 'captain';

/** A service in the one room in which everything is mirrored to everywhere. */
export interface Seat {
  readonly name: string;
  readonly emulator: Emulator;
  readonly conversation: string;
  readonly capabilities: Capabilities;
  /** Whether our account can take a reaction back; some services only replace one by another. */
  readonly takesBack: boolean;
  /** Who speaks. */
  readonly speaker: EmulatedPerson;
  /** Who is meant by the handle. */
  readonly captain: EmulatedPerson;
}

export interface FidelityStage {
  readonly seats: readonly Seat[];
  close(): Promise<void>;
}

/** Every service of the sandbox and a daemon that mirrors one conversation of each into all the others. */
export async function setFidelityStage(): Promise<FidelityStage> {
  const sandbox = await startSandbox({ limits: 'off' });
  const host = createNodeHost(silent);
  const directory = await mkdtemp(path.join(tmpdir(), 'parley-fidelity-'));
  const seats = Object.entries(sandbox.emulators).map(([name, emulator]) => seatOf(name, emulator, host));
  const port = await freePort();
  const file = path.join(directory, 'parley.yaml');
  await writeFile(file, configOf(seats, port));
  const daemon = await startDaemon(loadConfig(file, {}, platforms), { log: silent, platforms, sockets });
  const close = async (): Promise<void> => {
    await daemon.stop();
    await sandbox.close();
    await host.close();
    await rm(directory, { recursive: true, force: true });
  };
  const end = Date.now() + 20_000;
  while (!daemon.relay.ready().ok) {
    if (Date.now() > end) {
      await close();
      throw new Error(`The daemon is not ready: ${daemon.relay.ready().reasons.join('; ')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { seats, close };
}

function seatOf(name: string, emulator: Emulator, host: Host): Seat {
  const conversation = emulator.conversations()[0]?.id ?? '';
  const [captain, speaker] = peopleIn(emulator, conversation);
  const platform = platforms[emulator.platform];
  if (!captain || !platform) throw new Error(`The service ${name} has no people, or no platform.`);
  // Made only to be looked at: it sends nothing.
  const connection = platform.connect(platform.settings.parse(emulator.accountSettings()), {
    account: name,
    host,
    memory: briefMemory(),
  });
  const { capabilities, unreact } = connection;
  const people = { captain, speaker: speaker ?? captain };
  return { name, emulator, conversation, capabilities, takesBack: unreact !== undefined, ...people };
}

function configOf(seats: readonly Seat[], port: number): string {
  return stringify({
    accounts: Object.fromEntries(
      seats.map(({ name, emulator }) => [
        name,
        { platform: emulator.platform, ...emulator.accountSettings(), ...serviceOf(name).account },
      ]),
    ) as unknown,
    routes: {
      room: {
        between: seats.map(({ name, conversation }) => ({ account: name, conversation })),
        typing: true,
        readState: true,
      },
    },
    people: { [HANDLE]: Object.fromEntries(seats.map(({ name, captain }) => [name, captain.id])) as unknown },
    journal: { path: 'parley.db' },
    web: { host: '127.0.0.1', port, publicUrl: `http://127.0.0.1:${String(port)}` },
  });
}
