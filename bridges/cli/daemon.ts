import type { Log } from '../../src/host/index.ts';
import type { Platform } from '../../src/platforms/index.ts';
import type { Bots, BotsOptions } from '../bot/index.ts';
import { createListening } from '../bot/listening.ts';
import type { LoadedConfig } from '../config/index.ts';
import type { Config } from '../config/model.ts';
import { createNodeHost } from '../host/node-host.ts';
import { openJournal, takeOwnership } from '../journal/index.ts';
import type { Account } from '../relay/index.ts';
import { createRelay } from '../relay/index.ts';
import { createPictures } from '../relay/pictures.ts';
import type { HookHandler, RelayView } from '../web/index.ts';
import { createMetrics, createWebServer } from '../web/index.ts';
import { createPictureSource } from '../web/pictures.ts';
import type { SocketFeedFactory } from './account-runner.ts';
import { AccountRunner } from './account-runner.ts';
import { openMemory } from './account-memory.ts';
import { webhookPath } from './webhook-path.ts';

const DAY_MS = 86_400_000;
const FORGET_EVERY_MS = 3_600_000;

export interface DaemonDeps {
  readonly log: Log;
  /** By name, as in the configuration. */
  readonly platforms: Readonly<Record<string, Platform>>;
  /** For the platforms whose events come by socket. */
  readonly sockets: Readonly<Record<string, SocketFeedFactory>>;
}

/** A configuration, and where it was loaded from a file, what of it must never be shown. */
export type DaemonConfig = Config & Partial<Pick<LoadedConfig, 'secrets'>>;

export interface Daemon {
  /** Address of the status page and API, without a slash at the end. */
  readonly url: string;
  readonly relay: RelayView;
  /** Path of an account's webhook. It holds a secret unless the platform signs its requests. */
  webhookPath(account: string): string | undefined;
  /** Finishes what is in flight, then closes everything. What is left waits in the journal. */
  stop(): Promise<void>;
  /** Resolves with the reason when the daemon cannot go on (the journal cannot be written). */
  readonly fatal: Promise<Error>;
}

/**
 * Starts everything a configuration asks for. Accounts come up in their own time; their troubles show in the log,
 * on the status page and in `/readyz`.
 * @throws when the journal cannot be opened, another daemon runs on it, or the port cannot be had
 */
export async function startDaemon(config: DaemonConfig, deps: DaemonDeps): Promise<Daemon> {
  const { log } = deps;
  const host = createNodeHost(log);
  // Before the journal is opened: opening may bring it to a newer version, under the feet of a daemon that runs on it.
  const ownership = takeOwnership(config.journal.path);
  const journal = await openJournal(config.journal.path).catch((error: unknown) => {
    ownership.release();
    throw error;
  });
  let reportFatal: (error: Error) => void = () => undefined;
  const fatal = new Promise<Error>((resolve) => {
    reportFatal = resolve;
  });

  const accounts: Account[] = [];
  for (const account of config.accounts) {
    const platform = deps.platforms[account.platform];
    if (!platform) throw new Error(`There is no platform "${account.platform}" in this build.`);
    const { name } = account;
    const memory = await openMemory(journal, name);
    const connection = platform.connect(account.settings, { account: name, host, memory });
    accounts.push({ config: account, connection });
  }
  const homes = new Map(
    accounts.flatMap(({ config: { name }, connection: { home } }) =>
      home === undefined ? [] : [[name, new URL(home).origin]],
    ),
  );
  const secret = await journal.secret('pictures');
  const listening = createListening(config.bots);
  const relay = createRelay({
    journal,
    pictures: createPictures({ publicUrl: config.web.publicUrl, secret, homes }),
    accounts,
    routes: config.routes,
    people: config.people,
    listening,
    log,
    onFatal(error) {
      reportFatal(new Error(`The journal ${config.journal.path} cannot be written.`, { cause: error }));
    },
  });

  const hooks: Record<string, HookHandler> = {};
  const hookPaths = new Map<string, string>();
  const runners: AccountRunner[] = [];
  for (const account of accounts) {
    const { name, feed } = account.config;
    if (feed === 'webhook') hookPaths.set(name, await webhookPath(journal, name));
    const path = hookPaths.get(name);
    const runner = new AccountRunner({
      account,
      relay,
      log,
      openSocket: deps.sockets[account.config.platform],
      webhookUrl: path && config.web.publicUrl !== undefined ? `${config.web.publicUrl}${path}` : undefined,
    });
    runners.push(runner);
    if (path) hooks[path] = runner.handle;
  }

  const view: RelayView = {
    async status() {
      return {
        accounts: runners.map((runner, index) => ({
          name: runner.name,
          platform: accounts[index]?.config.platform ?? '',
          ...runner.status(),
        })),
        lanes: relay.lanes(),
        counts: await journal.counts(),
      };
    },
    deliveries: (query) => journal.deliveries(query),
    async retry(ids) {
      const count = await journal.retry(ids);
      await relay.reload();
      return count;
    },
    on: (listener) => relay.on(listener),
    ready() {
      const reasons = runners.flatMap((runner) => {
        const { feed } = runner.status();
        if (feed.state === 'running') return [];
        return [`${runner.name}: ${feed.error ?? `the ${feed.kind} feed is ${feed.state}`}`];
      });
      return { ok: reasons.length === 0, reasons };
    },
  };

  const bots = await openBots(config, { journal, accounts, relay, listening, log });
  const metrics = createMetrics(view);
  const web = await createWebServer({
    config: config.web,
    relay: view,
    hooks,
    log,
    metrics,
    pictures: createPictureSource({ secret, homes: new Set(homes.values()), host }),
  });
  try {
    await relay.start();
    await bots?.start();
  } catch (error) {
    await web.close();
    throw error;
  }
  for (const runner of runners) runner.start();
  const forget = (): void => {
    journal.forget(Date.now() - config.journal.keepDays * DAY_MS).catch((error: unknown) => {
      log.warn({ error }, 'old deliveries could not be forgotten');
    });
  };
  const forgetting = setInterval(forget, FORGET_EVERY_MS);
  const counts = { accounts: accounts.length, routes: config.routes.length, bots: config.bots.length };
  log.info({ url: web.url, ...counts }, 'parley is running');

  return {
    url: web.url,
    relay: view,
    fatal,
    webhookPath: (account) => hookPaths.get(account),
    async stop() {
      clearInterval(forgetting);
      // First nothing comes in any more, then what is in flight is finished, then the store is closed.
      await Promise.all(runners.map((runner) => runner.stop()));
      await web.close();
      metrics.close();
      await bots?.stop();
      await relay.stop();
      await journal.close();
      ownership.release();
      await host.close();
    },
  };
}

/** Loads what bots take only where there are some: without them a daemon does not pay for it. */
async function openBots(
  { bots, people, secrets = [] }: DaemonConfig,
  given: Pick<BotsOptions, 'journal' | 'accounts' | 'relay' | 'listening' | 'log'>,
): Promise<Bots | undefined> {
  if (bots.length === 0) return undefined;
  const { createBots } = await import('../bot/index.ts');
  return createBots({ ...given, bots, people, secrets });
}
