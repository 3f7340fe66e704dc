import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startBetterMessages } from '../../bridges/sandbox/better-messages/index.ts';
import { startChatApi } from '../../bridges/sandbox/chat-api/index.ts';
import type { Emulator } from '../../bridges/sandbox/kit/index.ts';
import { startSandbox } from '../../bridges/sandbox/index.ts';
import { pack } from '../support/packed.ts';
import { Driver } from './driver.ts';
import type { Package } from './package.ts';
import { PACKAGE, readPackage } from './package.ts';
import { N8n } from './process.ts';

const run = promisify(execFile);

const EVERYTHING_ON = {
  allowUsersBlock: true,
  enableForwardMessages: true,
  pinnedMessages: true,
  enableSystemMessages: true,
  allowGroupLeave: true,
  privateThreadInvite: true,
  gifs: true,
  stickers: true,
  badWordsList: ['drat'],
};

/** Everything that a part works with. */
export interface Stage {
  /** Folder with n8n in its `node_modules`. */
  readonly app: string;
  /** Folder of this run, gone after it. */
  readonly folder: string;
  readonly n8n: N8n;
  readonly driver: Driver;
  /**
   * The services, by name: those of the sandbox, `1msg`, a Chat API that speaks like its descendant, and
   * `better-messages-open`, on which everything is switched on.
   */
  readonly services: Readonly<Record<string, Emulator>>;
  /** The package as it is installed there. */
  readonly package: Package;
  close(): Promise<void>;
}

/** Builds and packs the package, installs it in a new n8n, and starts that and the services. */
export async function setStage(app: string, tell: (line: string) => void): Promise<Stage> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'parley-n8n-'));
  const closing: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    tell('Building and packing the package');
    await run('npm', ['run', '--silent', 'build:core']);
    await run('npm', ['run', '--silent', 'build:nodes']);
    const packed = await pack(path.join(folder, 'packed'));
    const sandbox = await startSandbox({ limits: 'off' });
    closing.push(() => sandbox.close());
    const oneMsg = await startChatApi({ dialect: '1msg' });
    closing.push(() => oneMsg.close());
    const open = await startBetterMessages({ settings: EVERYTHING_ON });
    closing.push(() => open.close());
    const services = { ...sandbox.emulators, '1msg': oneMsg, 'better-messages-open': open };
    const slack = sandbox.emulators['slack']?.origin ?? '';
    const redirect = { 'slack.com': slack };
    const n8n = await N8n.prepare({ app, folder: path.join(folder, 'user'), redirect });
    await installPackage(packed.folder, n8n.folder);
    closing.push(() => n8n.kill());
    const readyMs = await n8n.start();
    tell(`n8n is ready after ${(readyMs / 1_000).toFixed(1)} s`);
    const driver = new Driver(n8n.origin);
    await driver.api.setUp();
    return { app, folder, n8n, driver, services, package: readPackage(packed.folder), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @throws {Error} for a service that the sandbox does not have */
export function serviceOf({ services }: Stage, name: string): Emulator {
  const emulator = services[name];
  if (!emulator) throw new Error(`There is no service "${name}".`);
  return emulator;
}

/** Puts the unpacked package where n8n itself installs community packages. */
export async function installPackage(packed: string, user: string): Promise<void> {
  await cp(packed, path.join(user, '.n8n', 'nodes', 'node_modules', PACKAGE), { recursive: true });
}
