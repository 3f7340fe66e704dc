import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { platforms } from '../../platforms.ts';
import { startSandbox } from '../index.ts';
import type { Emulator } from '../kit/index.ts';
import type { ModelEmulator } from '../model/index.ts';
import type { DemoBot, Environment } from './bot.ts';
import { demoBot } from './bot.ts';
import type { Abilities } from './contract.ts';
import { reportSchema } from './follow.ts';
import { launchDaemon } from './launch.ts';
import type { MirroredRoom } from './rooms.ts';
import { demoConfig, roomsOf } from './rooms.ts';

const READY_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 50;

/** A sandbox with a daemon that mirrors its conversations and has a bot in one of them, and nothing left of either after `close`. */
export interface Stage {
  readonly emulators: Readonly<Record<string, Emulator>>;
  readonly rooms: readonly MirroredRoom[];
  readonly bot?: DemoBot;
  /** The sandbox's own, whether or not the bot asks it. */
  readonly model?: ModelEmulator;
  readonly daemonUrl: string;
  /** Kills the daemon without warning; it comes back. Absent where it runs in this process. */
  readonly killDaemon?: () => Promise<void>;
  close(): Promise<void>;
}

export interface StageOptions {
  /** Whether the daemon runs as a process of its own. */
  readonly ownProcess: boolean;
  readonly log: 'error' | 'silent';
  /** Where a real model for the bot may be named. @default nowhere: it answers by the script */
  readonly env?: Environment;
}

/** @throws {Error} when something does not start; what was started is stopped */
export async function setStage({ ownProcess, log, env = {} }: StageOptions): Promise<Stage> {
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const step of closing.reverse()) await step();
  };
  try {
    // Without the services' own limits: with them, one message a second would be the pace of everything.
    const sandbox = await startSandbox({ limits: 'off' });
    closing.push(sandbox.close);
    const directory = await mkdtemp(path.join(tmpdir(), 'parley-demo-'));
    closing.push(() => rm(directory, { recursive: true, force: true }));
    const { emulators, model } = sandbox;
    const rooms = roomsOf(emulators);
    const bot = model && demoBot(rooms, model, env);
    const port = await freePort();
    const configFile = path.join(directory, 'parley.yaml');
    await writeFile(configFile, demoConfig({ emulators, rooms, bot, port, log }));
    const daemon = await launchDaemon(configFile, { ownProcess, env });
    closing.push(() => daemon.stop());
    const daemonUrl = `http://127.0.0.1:${String(port)}`;
    await isReady(daemonUrl);
    return {
      ...{ emulators, rooms, daemonUrl, close },
      ...(bot ? { bot } : {}),
      ...(model ? { model } : {}),
      ...(daemon.kill ? { killDaemon: daemon.kill } : {}),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What the account that Parley uses can do on a platform. */
export function abilitiesOn(platform: string): Abilities {
  const capabilities = platforms[platform]?.capabilities;
  return {
    reply: capabilities !== undefined && capabilities.replies !== 'none',
    edit: capabilities?.edit ?? false,
    delete: capabilities?.delete ?? false,
    attach: capabilities?.files.send ?? false,
    react: capabilities !== undefined && capabilities.reactions !== 'none',
  };
}

/** What the daemon says about deliveries between two accounts that are not done. */
export async function troublesBetween(daemonUrl: string, from: string, to: string): Promise<string[]> {
  const response = await fetch(`${daemonUrl}/api/deliveries?account=${encodeURIComponent(to)}&limit=1000`);
  const reports = z.array(reportSchema).parse(await response.json());
  return reports
    .filter(
      (it) =>
        it.from.account === from && it.to.account === to && it.state !== 'done' && it.state !== 'skipped',
    )
    .flatMap(({ reason }) => reason ?? []);
}

async function isReady(daemonUrl: string): Promise<void> {
  const end = Date.now() + READY_WITHIN_MS;
  let said = 'it does not answer';
  while (Date.now() < end) {
    const response = await fetch(`${daemonUrl}/readyz`).catch(() => undefined);
    if (response?.ok) return;
    said = (await response?.text()) ?? said;
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error(
    `The daemon of the demo did not come up within ${String(READY_WITHIN_MS / 1000)} s: ${said}`,
  );
}

/** Known before the daemon starts, because its address stands in its own configuration. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || !address)
    throw new Error('This machine gave no free port on 127.0.0.1.');
  return address.port;
}
