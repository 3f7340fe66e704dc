import { existsSync } from 'node:fs';
import type { Host } from '../../src/host/index.ts';
import type { Connection, Platform } from '../../src/platforms/index.ts';
import { briefMemory } from '../../src/platforms/index.ts';
import type { LoadedConfig, RouteConfig } from '../config/index.ts';
import { loadConfig } from '../config/index.ts';
import { didYouMean } from '../config/suggest.ts';
import { createLog } from '../host/log.ts';
import { createNodeHost } from '../host/node-host.ts';
import type { Intake, Journal, Place } from '../journal/index.ts';
import { openJournal } from '../journal/index.ts';
import { platforms as builtIn } from '../platforms.ts';
import { createRouting } from '../relay/routing.ts';
import type { Source } from './backfill/hand-over.ts';
import { handOver } from './backfill/hand-over.ts';
import type { History } from './backfill/merge.ts';
import { readHistory } from './backfill/read-history.ts';
import type { Found, Progress } from './backfill/report.ts';
import { createProgress, formatReport } from './backfill/report.ts';
import { parseSince } from './backfill/since.ts';
import { EXIT_FAILED, EXIT_OK, UsageError } from './exit.ts';
import { listenForStop } from './signals.ts';
import type { Terminal } from './terminal.ts';

export interface BackfillOptions {
  readonly config: string;
  readonly since: string;
  /** `account:conversation`, one of the route's sources. */
  readonly from?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/**
 * Puts what was said in a route's conversations since a moment in line to be delivered, oldest first; a running daemon
 * notices by itself. What is mirrored or waiting already is left out, so that an interrupted run is simply repeated.
 */
export async function backfill(
  routeName: string,
  options: BackfillOptions,
  terminal: Terminal,
  platforms: Readonly<Record<string, Platform>> = builtIn,
): Promise<number> {
  const since = parseSince(options.since, Date.now());
  const config = loadConfig(options.config, terminal.env, platforms);
  const route = findRoute(config, routeName);
  const sources = sourcesOf(route, options.from);
  const dryRun = options.dryRun === true;
  const host = createNodeHost(createLog({ ...config.log, level: 'silent' }, () => config.secrets));
  // Looking must not make a journal where there is none.
  const journal =
    dryRun && !existsSync(config.journal.path) ? undefined : await openJournal(config.journal.path);
  const signals = listenForStop();
  const stopping = new AbortController();
  void signals.first.then(() => {
    stopping.abort();
  });
  const work = { host, journal, dryRun, since, signal: stopping.signal, progress: createProgress(terminal) };
  try {
    const routing = createRouting([route]);
    const histories: History<Source>[] = [];
    for (const place of sources) {
      const connection = await connect(place.account, config, platforms, work);
      const to = routing.destinations(place.account, place.conversation);
      histories.push(await readPlace(place, connection, to, work));
    }
    await handOver(histories, work);
    const conversations = histories.map(({ source }) => source.found);
    const sum = (count: (found: Found) => number): number =>
      conversations.reduce((total, found) => total + count(found), 0);
    const report = {
      route: route.name,
      since: new Date(since).toISOString(),
      dryRun,
      conversations,
      deliveries: sum(({ deliveries }) => deliveries),
      new: sum((found) => found.new),
    };
    work.progress.end();
    if (options.json) terminal.out(JSON.stringify(report, undefined, 2));
    else for (const line of formatReport(report, terminal.columns)) terminal.out(line);
    return EXIT_OK;
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
    work.progress.say('Stopped. What was handed over is kept; run the command again for the rest.');
    return EXIT_FAILED;
  } finally {
    work.progress.end();
    signals.dispose();
    await journal?.close();
    await host.close();
  }
}

interface Work {
  readonly host: Host;
  /** Absent where there is none yet, and none is to be made. */
  readonly journal: Journal | undefined;
  readonly dryRun: boolean;
  readonly since: number;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

function findRoute(config: LoadedConfig, name: string): RouteConfig {
  const route = config.routes.find((one) => one.name === name);
  if (route) return route;
  const names = config.routes.map((one) => one.name);
  throw new UsageError(`${config.file} has no route "${name}". ${didYouMean(name, names)}`.trim());
}

function sourcesOf(route: RouteConfig, wanted: string | undefined): readonly Place[] {
  if (wanted === undefined) return route.from;
  const found = route.from.filter((place) => show(place) === wanted);
  if (found.length > 0) return found;
  throw new UsageError(
    `The route "${route.name}" brings nothing from "${wanted}". ${didYouMean(wanted, route.from.map(show))}`,
  );
}

async function connect(
  name: string,
  config: LoadedConfig,
  platforms: Readonly<Record<string, Platform>>,
  { host, journal }: Work,
): Promise<Connection> {
  const account = config.accounts.find((one) => one.name === name);
  const platform = account && platforms[account.platform];
  if (!platform) throw new Error(`There is no account "${name}" in this build.`);
  // The daemon may be running: what the account remembers is its business.
  const memory = briefMemory(await journal?.memories(name));
  const connection = platform.connect(account.settings, { account: name, host, memory });
  await connection.whoAmI();
  return connection;
}

async function readPlace(
  place: Place,
  connection: Connection,
  to: Intake['to'],
  { since, host, signal, progress }: Work,
): Promise<History<Source>> {
  let read = 0;
  progress.say(`Reading ${show(place)} back to ${new Date(since).toISOString()}`);
  const events = await readHistory(connection, place.conversation, {
    since,
    host,
    signal,
    onPage(messages, oldest) {
      read += messages;
      progress.count(`Reading ${show(place)}`, read, `back to ${oldest.slice(0, 10)}`);
    },
    onWait(waitMs, reason) {
      const seconds = Math.max(1, Math.round(waitMs / 1000));
      progress.say(
        `${show(place)} has to be waited for: ${reason}. Reading goes on in ${String(seconds)} s.`,
      );
    },
  });
  const [first, last] = [events[0]?.at, events.at(-1)?.at];
  const found: Found = {
    ...place,
    messages: events.length,
    ...(first === undefined || last === undefined ? {} : { first, last }),
    deliveries: events.length * to.length,
    new: 0,
  };
  return { source: { to, found }, events };
}

function show({ account, conversation }: Place): string {
  return `${account}:${conversation}`;
}
