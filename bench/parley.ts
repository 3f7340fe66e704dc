import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Relay } from './load.ts';
import { CHATS, chatName } from './load.ts';
import type { Program } from './process.ts';
import { startProgram } from './process.ts';
import type { LeanService } from './service.ts';
import { SOURCE, TARGET } from './service.ts';
import { freePort } from '../test/support/free-port.ts';

const READY_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 2;

/** The daemon, as a process of its own, that mirrors every chat of the source into the same chat of the target. */
export interface Parley extends Relay {
  readonly program: Program;
  /** From the spawn of the process to the first good answer of `/readyz`, milliseconds. */
  readonly readyAfterMs: number;
}

/** A folder with configuration and journal, which starts of the daemon share. */
export interface Home {
  start(): Promise<Parley>;
  remove(): Promise<void>;
}

/** @param accounts further accounts, by name, as they stand in `parley.yaml`; each in a route of its own */
export function createHome(
  service: LeanService,
  accounts: Readonly<Record<string, { settings: object; conversation: string }>> = {},
): Promise<Home> {
  return homeOf(service, (port) => configOf(service, port, accounts));
}

/** A folder whose daemon answers, in every chat of the source, with a bot that asks the model there. */
export function createBotHome(service: LeanService, modelUrl: string): Promise<Home> {
  return homeOf(service, (port) => botConfigOf(service, port, modelUrl));
}

async function homeOf(service: LeanService, settings: (port: number) => object): Promise<Home> {
  service.forgetHook();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'parley-bench-'));
  const port = await freePort();
  const config = path.join(folder, 'parley.yaml');
  await writeFile(config, JSON.stringify(settings(port)));
  return {
    remove: () => rm(folder, { recursive: true, force: true }),
    start: async () => {
      const startedAt = performance.now();
      const program = startProgram(
        path.resolve('bridges/dist/parley.js'),
        ['run', '--config', config],
        folder,
      );
      await until(() => isReady(port));
      const readyAfterMs = performance.now() - startedAt;
      await until(() => Promise.resolve(service.hookUrl() !== undefined));
      const hookUrl = service.hookUrl() ?? '';
      return { program, hookUrl, readyAfterMs };
    },
  };
}

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${String(port)}/readyz`).catch(() => undefined);
  await answer?.arrayBuffer();
  return answer?.ok ?? false;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline)
      throw new Error(`The daemon was not up within ${String(READY_WITHIN_MS)} ms.`);
    await sleep(LOOK_EVERY_MS);
  }
}

function instanceOf({ origin }: LeanService, number: number): object {
  return {
    platform: 'chat-api',
    url: `${origin}/instance${String(number)}`,
    token: 'bench-token',
    rate: { concurrency: CHATS, perSecond: 1_000 },
    pollEvery: '1h',
  };
}

/** What every configuration of the bench has. */
function commonOf(port: number): object {
  return {
    journal: { path: 'journal.db' },
    web: { port, publicUrl: `http://127.0.0.1:${String(port)}` },
    log: { level: 'error', format: 'json' },
  };
}

function botConfigOf(service: LeanService, port: number, url: string): object {
  return {
    accounts: { source: { ...instanceOf(service, SOURCE), feed: 'webhook' } },
    bots: {
      helper: {
        title: 'Helper',
        model: { url, name: 'bench' },
        in: 'source',
        manners: { mode: 'always', burst: '0s' },
      },
    },
    ...commonOf(port),
  };
}

function configOf(
  service: LeanService,
  port: number,
  more: Readonly<Record<string, { settings: object; conversation: string }>>,
): object {
  const chats = Array.from({ length: CHATS }, (_, index) => chatName(index));
  const mirrored = chats.map((chat, index) => [
    `chat-${String(index)}`,
    { from: `source:${chat}`, to: `target:${chat}` },
  ]);
  const others = Object.entries(more).map(([name, { conversation }], index) => [
    name,
    { from: { account: name, conversation }, to: `target:${chatName(CHATS + index)}` },
  ]);
  return {
    accounts: {
      source: { ...instanceOf(service, SOURCE), feed: 'webhook' },
      target: { ...instanceOf(service, TARGET), feed: 'poll' },
      ...Object.fromEntries(Object.entries(more).map(([name, { settings }]) => [name, settings])),
    },
    routes: Object.fromEntries([...mirrored, ...others]),
    ...commonOf(port),
  };
}
