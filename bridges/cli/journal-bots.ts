import type { TurnReport, UsageRow } from '../bot/contract.ts';
import { parseSince } from './backfill/since.ts';
import { EXIT_OK, UsageError } from './exit.ts';
import type { JournalOptions } from './journal.ts';
import { withJournal } from './journal.ts';
import type { Terminal } from './terminal.ts';
import { table } from './terminal.ts';

interface BotOptions extends JournalOptions {
  readonly bot?: string;
  readonly account?: string;
  readonly conversation?: string;
}

export interface UsageOptions extends BotOptions {
  readonly by: 'bot' | 'person' | 'conversation' | 'day' | 'month';
  readonly person?: string;
  /** A date, or how long ago. */
  readonly since: string;
  /** IANA name. */
  readonly timeZone: string;
}

export interface TurnsOptions extends BotOptions {
  readonly limit: number;
}

/** Prints what bots used, as a table. */
export async function journalUsage(options: UsageOptions, terminal: Terminal): Promise<number> {
  const { by, person, timeZone } = options;
  if (!isTimeZone(timeZone)) {
    throw new UsageError(`There is no time zone "${timeZone}". Name one as Europe/Berlin, or UTC.`);
  }
  const since = parseSince(options.since, Date.now());
  const query = { ...placeOf(options), ...(person === undefined ? {} : { person }), since, timeZone };
  const rows = await withJournal(options, terminal, (journal) => journal.turns.usageTable(query, by));
  if (options.json) terminal.out(JSON.stringify(rows, undefined, 2));
  else if (rows.length === 0) terminal.out(`No bot asked a model since ${new Date(since).toISOString()}.`);
  else for (const line of usageTable(by, rows, terminal.columns)) terminal.out(line);
  return EXIT_OK;
}

/** Prints turns of bots as a table, newest first. */
export async function journalTurns(options: TurnsOptions, terminal: Terminal): Promise<number> {
  const query = { ...placeOf(options), limit: options.limit };
  const turns = await withJournal(options, terminal, (journal) => journal.turns.turns(query));
  if (options.json) terminal.out(JSON.stringify(turns, undefined, 2));
  else if (turns.length === 0) terminal.out('No turns.');
  else for (const line of turnsTable(turns, terminal.columns)) terminal.out(line);
  return EXIT_OK;
}

function placeOf({ bot, account, conversation }: BotOptions) {
  return {
    ...(bot === undefined ? {} : { bot }),
    ...(account === undefined ? {} : { account }),
    ...(conversation === undefined ? {} : { conversation }),
  };
}

function usageTable(
  by: string,
  rows: readonly (UsageRow & { readonly name: string })[],
  columns: number | undefined,
): string[] {
  const titles = [by.toUpperCase(), 'TURNS', 'CALLS', 'INPUT', 'CACHED', 'OUTPUT', 'MONEY'];
  const cells = rows.map(({ name, turns, calls, input, cached, output, money }) => [
    name,
    ...[turns, calls, input, cached, output].map((count) => count.toLocaleString('en-US')),
    amount(money),
  ]);
  return table(titles, cells, columns);
}

function turnsTable(turns: readonly TurnReport[], columns: number | undefined): string[] {
  const titles = [
    'ID',
    'STATE',
    'STARTED',
    'BOT',
    'CONVERSATION',
    'PEOPLE',
    'CALLS',
    'TOOLS',
    'TOKENS',
    'MONEY',
    'QUESTION AND ANSWER',
  ];
  const cells = turns.map((turn) => [
    String(turn.id),
    turn.state,
    turn.startedAt.replace(/\.\d+Z$/, 'Z'),
    turn.bot,
    `${turn.place.account}:${turn.place.conversation}`,
    turn.people.join(', '),
    String(turn.calls),
    [...new Set(turn.tools)].join(', '),
    (turn.usage.input + turn.usage.output).toLocaleString('en-US'),
    amount(turn.money),
    // The reason first: it is what one looks for where the answer is missing or an apology.
    [turn.reason === undefined ? '' : `[${turn.reason}]`, turn.question, turn.answer && `→ ${turn.answer}`]
      .filter((part) => part !== '')
      .join(' '),
  ]);
  return table(titles, cells, columns);
}

/** Prices are of millionths: an answer may cost less than a thousandth. */
function amount(money: number): string {
  return money.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 6 });
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
