import type { FeedKind, Finding } from '../../src/platforms/index.ts';
import { oneLine } from './terminal.ts';

/** What `parley check` found out about one account. */
export interface AccountReport {
  readonly account: string;
  readonly platform: string;
  /** Name of the platform as people write it. */
  readonly title: string;
  /** Who the credentials belong to; absent when the service did not say. */
  readonly identity?: { readonly id: string; readonly name: string };
  readonly feed: FeedKind;
  /** Conversations of the routes that were looked at. */
  readonly conversations: readonly string[];
  /** Address that a person has to enter in the service's own pages. */
  readonly webhookUrl?: string;
  readonly findings: readonly Finding[];
}

/** What `parley check` found out about one bot. */
export interface BotReport {
  readonly bot: string;
  /** How people call it. */
  readonly title: string;
  /** In the order in which they are asked. */
  readonly models: readonly string[];
  /** Base URL of the service that has them. */
  readonly url: string;
  /** Where it listens: accounts, or `account:conversation`. */
  readonly places: readonly string[];
  /** Its tool servers with what they offer; nothing where one could not be asked. */
  readonly servers: readonly { readonly name: string; readonly tools: readonly string[] }[];
  readonly findings: readonly Finding[];
}

/** All that `parley check` has to say; printed as it is by `--json`. */
export interface CheckReport {
  /** Whether there is no finding of level `problem`. */
  readonly ok: boolean;
  readonly file: string;
  readonly warnings: readonly string[];
  readonly accounts: readonly AccountReport[];
  readonly bots: readonly BotReport[];
}

/** The report as lines for people. */
export function formatReport(report: CheckReport): string[] {
  const lines = report.warnings.map((warning) => `warning  ${warning}`);
  for (const account of report.accounts) {
    const isWell = account.findings.every(({ level }) => level !== 'problem');
    const who = account.identity
      ? `signed in as ${oneLine(account.identity.name)} (${account.identity.id})`
      : 'not signed in';
    const count = account.conversations.length;
    lines.push(
      `${isWell ? 'ok      ' : 'problem '} ${account.account} (${account.title}): ${who}, feed ${account.feed}, ` +
        `${String(count)} conversation${count === 1 ? '' : 's'}`,
    );
    if (account.webhookUrl !== undefined)
      lines.push(`         Enter as request URL there: ${account.webhookUrl}`);
    lines.push(...linesOf(account.findings));
  }
  for (const bot of report.bots) lines.push(...botLines(bot));
  const problems = [...report.accounts, ...report.bots].flatMap(({ findings }) =>
    findings.filter(({ level }) => level === 'problem'),
  );
  lines.push(
    report.ok
      ? 'All is well: "parley run" can start.'
      : `${String(problems.length)} problem${problems.length === 1 ? '' : 's'} to solve.`,
  );
  return lines;
}

function botLines({ bot, models, url, places, servers, findings }: BotReport): string[] {
  const isWell = findings.every(({ level }) => level !== 'problem');
  const where = `${String(places.length)} place${places.length === 1 ? '' : 's'}`;
  return [
    `${isWell ? 'ok      ' : 'problem '} ${bot} (bot): ${models.join(', ')} at ${url}, ${where}`,
    ...servers.map(
      ({ name, tools }) =>
        `         Tools of ${name}: ${tools.length === 0 ? 'none' : oneLine(tools.join(', '))}`,
    ),
    ...linesOf(findings),
  ];
}

function linesOf(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ level, message, advice }) => [
    `         ${level}: ${oneLine(message)}`,
    `           ${oneLine(advice)}`,
  ]);
}
