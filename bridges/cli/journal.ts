import { existsSync } from 'node:fs';
import { loadJournalPath } from '../config/index.ts';
import { openJournal } from '../journal/index.ts';
import type { DeliveryQuery, DeliveryReport, Journal, Place } from '../journal/index.ts';
import { EXIT_FAILED, EXIT_OK, UsageError } from './exit.ts';
import type { Terminal } from './terminal.ts';
import { oneLine, table } from './terminal.ts';

export interface JournalOptions {
  readonly config: string;
  /** Path of the journal itself, in place of the one that the configuration names. */
  readonly journal?: string;
  readonly json?: boolean;
}

/** Prints deliveries as a table, newest first. */
export async function journalList(
  query: DeliveryQuery,
  options: JournalOptions,
  terminal: Terminal,
): Promise<number> {
  const deliveries = await withJournal(options, terminal, (journal) => journal.deliveries(query));
  if (options.json) terminal.out(JSON.stringify(deliveries, undefined, 2));
  else if (deliveries.length === 0) terminal.out('No deliveries.');
  else for (const line of listing(deliveries, terminal.columns)) terminal.out(line);
  return EXIT_OK;
}

/** Prints everything that is known of one message: each delivery with its copies. */
export async function journalShow(
  messageId: string,
  options: JournalOptions,
  terminal: Terminal,
): Promise<number> {
  const deliveries = await withJournal(options, terminal, (journal) => journal.deliveries({ messageId }));
  if (options.json) terminal.out(JSON.stringify(deliveries, undefined, 2));
  else if (deliveries.length === 0)
    terminal.err(`The journal knows no message "${messageId}", neither as original nor as copy.`);
  else
    for (const delivery of deliveries.toReversed()) for (const line of details(delivery)) terminal.out(line);
  return deliveries.length === 0 ? EXIT_FAILED : EXIT_OK;
}

/** Prints how many deliveries there are in each state. */
export async function journalCounts(options: JournalOptions, terminal: Terminal): Promise<number> {
  const counts = await withJournal(options, terminal, (journal) => journal.counts());
  if (options.json) terminal.out(JSON.stringify(counts, undefined, 2));
  else
    for (const line of table(
      ['STATE', 'DELIVERIES'],
      Object.entries(counts).map(([state, count]) => [state, String(count)]),
    ))
      terminal.out(line);
  return EXIT_OK;
}

/** Puts failed deliveries back in line; a running daemon notices by itself. */
export async function journalRetry(
  ids: readonly string[],
  options: JournalOptions & { readonly all?: boolean },
  terminal: Terminal,
): Promise<number> {
  if (options.all === true ? ids.length > 0 : ids.length === 0) {
    throw new UsageError(
      'Name the ids of failed deliveries (parley journal failed lists them), or --all for every one.',
    );
  }
  const numbers = ids.map(Number);
  const wrong = ids.find((_, index) => !Number.isSafeInteger(numbers[index]) || Number(numbers[index]) < 1);
  if (wrong !== undefined)
    throw new UsageError(
      `"${wrong}" is no id of a delivery. They are numbers; parley journal failed lists them.`,
    );
  const retried = await withJournal(options, terminal, (journal) =>
    journal.retry(options.all === true ? 'all' : numbers),
  );
  if (options.json) terminal.out(JSON.stringify({ retried }));
  else terminal.out(`${String(retried)} ${retried === 1 ? 'delivery is' : 'deliveries are'} waiting again.`);
  return options.all === true || retried === new Set(numbers).size ? EXIT_OK : EXIT_FAILED;
}

/**
 * Opens the journal that the options name, for as long as it is used.
 * @throws {UsageError} when there is none
 */
export async function withJournal<T>(
  options: JournalOptions,
  terminal: Terminal,
  use: (journal: Journal) => Promise<T>,
): Promise<T> {
  const path = options.journal ?? loadJournalPath(options.config, terminal.env);
  if (!existsSync(path)) {
    throw new UsageError(
      `There is no journal ${path} yet. "parley run" makes it; name another file with --journal.`,
    );
  }
  const journal = await openJournal(path);
  try {
    return await use(journal);
  } finally {
    await journal.close();
  }
}

const TITLES = [
  'ID',
  'STATE',
  'RECEIVED',
  'ROUTE',
  'FROM',
  'MESSAGE',
  'TO',
  'WHAT',
  'TRIES',
  'TEXT OR REASON',
];

function listing(deliveries: readonly DeliveryReport[], columns: number | undefined): string[] {
  const rows = deliveries.map((delivery) => [
    String(delivery.id),
    delivery.state,
    delivery.receivedAt.replace(/\.\d+Z$/, 'Z'),
    delivery.route,
    show(delivery.from),
    delivery.messageId,
    show(delivery.to),
    delivery.type,
    String(delivery.attempts),
    delivery.reason ?? delivery.excerpt,
  ]);
  return table(TITLES, rows, columns);
}

function details(delivery: DeliveryReport): string[] {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['route', delivery.route],
    ['from', `${show(delivery.from)}, message ${delivery.messageId}`],
    ['to', show(delivery.to)],
    ['copies', delivery.copies.length > 0 ? delivery.copies.join(', ') : 'none'],
    ['text', delivery.excerpt],
    ['received', delivery.receivedAt],
    ['settled', delivery.settledAt],
    ['tries', String(delivery.attempts)],
    ['reason', delivery.reason],
  ];
  return [
    `Delivery ${String(delivery.id)}: ${delivery.type}, ${delivery.state}`,
    ...facts.flatMap(([name, value]) =>
      value === undefined ? [] : [`  ${name.padEnd(9)} ${oneLine(value)}`],
    ),
  ];
}

function show({ account, conversation }: Place): string {
  return `${account}:${conversation}`;
}
