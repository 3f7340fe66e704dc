import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Host, Log } from '../../src/host/index.ts';
import { ServiceError, redact } from '../../src/host/index.ts';
import type { Connection, Finding, Platform } from '../../src/platforms/index.ts';
import { loadConfig } from '../config/index.ts';
import type { AccountConfig, LoadedConfig } from '../config/index.ts';
import { createLog } from '../host/log.ts';
import { createNodeHost } from '../host/node-host.ts';
import { openJournal } from '../journal/index.ts';
import { briefMemory } from '../../src/platforms/index.ts';
import { platforms as builtIn } from '../platforms.ts';
import type { AccountReport, BotReport, CheckReport } from './check-report.ts';
import { formatReport } from './check-report.ts';
import { checkWebhook } from './check-webhook.ts';
import { EXIT_FAILED, EXIT_OK } from './exit.ts';
import type { Terminal } from './terminal.ts';
import { webhookPath } from './webhook-path.ts';

/** A service that takes longer to answer everything is reported as not answering. */
const TIME_LIMIT_MS = 20_000;

/** Reads the configuration, calls every service and says what is wrong and how to mend it. Changes nothing anywhere. */
export async function check(
  options: { config: string; json?: boolean },
  terminal: Terminal,
  platforms: Readonly<Record<string, Platform>> = builtIn,
): Promise<number> {
  const config = loadConfig(options.config, terminal.env, platforms);
  const log = createLog({ ...config.log, level: 'silent' }, () => config.secrets);
  const host = createNodeHost(log);
  try {
    const report = await checkAll(config, platforms, host, log);
    if (options.json) terminal.out(JSON.stringify(report, undefined, 2));
    else for (const line of formatReport(report)) terminal.out(line);
    return report.ok ? EXIT_OK : EXIT_FAILED;
  } finally {
    await host.close();
  }
}

async function checkAll(
  config: LoadedConfig,
  platforms: Readonly<Record<string, Platform>>,
  host: Host,
  log: Log,
): Promise<CheckReport> {
  const [accounts, bots] = await Promise.all([
    Promise.all(
      config.accounts.flatMap((account) => {
        const platform = platforms[account.platform];
        return platform ? [checkAccount(account, platform, config, host)] : [];
      }),
    ),
    checkBots(config, log),
  ]);
  const ok = [...accounts, ...bots].every(({ findings }) =>
    findings.every(({ level }) => level !== 'problem'),
  );
  return { ok, file: config.file, warnings: config.warnings, accounts, bots };
}

/** What this takes is loaded only where there are bots. */
async function checkBots({ bots, secrets }: LoadedConfig, log: Log): Promise<BotReport[]> {
  if (bots.length === 0) return [];
  const { checkBot } = await import('./check-bot/check-bot.ts');
  return Promise.all(bots.map((bot) => checkBot(bot, { secrets, log })));
}

async function checkAccount(
  account: AccountConfig,
  platform: Platform,
  config: LoadedConfig,
  host: Host,
): Promise<AccountReport> {
  const connection = platform.connect(account.settings, {
    account: account.name,
    host,
    memory: briefMemory(),
  });
  const conversations = conversationsOf(config, account.name);
  const hidden = [...config.secrets, ...connection.secrets];
  const report = {
    account: account.name,
    platform: account.platform,
    title: connection.capabilities.title,
    feed: account.feed,
    conversations,
  };
  const timeUp = new AbortController();
  try {
    const found = await Promise.race([
      ask(account, connection, conversations, config),
      sleep(TIME_LIMIT_MS, undefined, { signal: timeUp.signal }).then(() => ({ findings: [tooSlow] })),
    ]);
    const findings = found.findings.map(({ level, message, advice }) => ({
      level,
      message: redact(message, hidden),
      advice: redact(advice, hidden),
    }));
    return { ...report, ...found, findings };
  } finally {
    timeUp.abort();
  }
}

const tooSlow: Finding = {
  level: 'problem',
  message: `The service did not answer everything within ${String(TIME_LIMIT_MS / 1000)} seconds.`,
  advice: 'Check the address, the network between here and there, and whether the service is up.',
};

type Found = Pick<AccountReport, 'identity' | 'findings' | 'webhookUrl'>;

async function ask(
  account: AccountConfig,
  connection: Connection,
  conversations: readonly string[],
  config: LoadedConfig,
): Promise<Found> {
  const identity = await connection.whoAmI().catch((error: unknown) => findingOf(error));
  const findings = await connection.check(conversations);
  if ('level' in identity) {
    // What the check itself found says the same with more detail.
    return {
      findings: findings.some(({ level }) => level === 'problem') ? findings : [identity, ...findings],
    };
  }
  const ours = await webhookUrlOf(account, connection, config);
  const webhook = await checkWebhook(account, connection, ours).catch((error: unknown) => ({
    findings: [findingOf(error)],
  }));
  const { id, name } = identity;
  return { identity: { id, name }, ...webhook, findings: [...findings, ...webhook.findings] };
}

function findingOf(error: unknown): Finding {
  if (!(error instanceof ServiceError)) throw error;
  return { level: 'problem', message: `Could not ${error.tried}: ${error.cameBack}.`, advice: error.advice };
}

/** The address holds a secret of the journal; one that is not there yet is made for those who have to enter it. */
async function webhookUrlOf(
  account: AccountConfig,
  { webhook }: Connection,
  { web, journal: { path } }: LoadedConfig,
): Promise<string | undefined> {
  if (account.feed !== 'webhook' || web.publicUrl === undefined) return undefined;
  if (webhook?.registered && !existsSync(path)) return `${web.publicUrl}/`;
  const journal = await openJournal(path);
  try {
    return `${web.publicUrl}${await webhookPath(journal, account.name)}`;
  } finally {
    await journal.close();
  }
}

function conversationsOf({ routes, bots }: LoadedConfig, account: string): string[] {
  const places = [
    ...routes.flatMap(({ from, to }) => [...from, ...to]),
    ...bots.flatMap((bot) => [...bot.in, ...(bot.handover.to ? [bot.handover.to] : [])]),
  ];
  const there = places.filter((place) => place.account === account);
  return [...new Set(there.flatMap(({ conversation }) => conversation ?? []))];
}
