import type { Command } from 'commander';
import { Option } from 'commander';
import type { DeliveryQuery, DeliveryState } from '../journal/index.ts';
import type { TurnsOptions, UsageOptions } from './journal-bots.ts';
import type { JournalOptions } from './journal.ts';
import type { ExitCode } from './options.ts';
import { configOption, wholeNumber } from './options.ts';
import type { Terminal } from './terminal.ts';

const USAGE_BY = ['bot', 'person', 'conversation', 'day', 'month'] as const satisfies UsageOptions['by'][];
const STATES: readonly DeliveryState[] = ['waiting', 'done', 'failed', 'skipped'];

type ListOptions = JournalOptions & Pick<DeliveryQuery, 'state' | 'account' | 'conversation' | 'limit'>;

/** `parley journal ...`: what happened, what waits, what failed, send it again, what bots did. Works while the daemon runs. */
export function addJournalCommands(program: Command, terminal: Terminal, exit: ExitCode): void {
  const journal = program
    .command('journal')
    .description('what happened to a message; what is waiting; what failed; send it again; what bots did')
    .addHelpText(
      'after',
      '\nIt works on the journal that parley.yaml names, also while the daemon runs.\n\nExamples:' +
        '\n  parley journal failed\n  parley journal retry 41 42\n  parley journal show 1760000000.000100' +
        '\n  parley journal list --account team --limit 20 --json' +
        '\n  parley journal usage --by person --since 7d',
    );
  const add = (name: string, description: string): Command =>
    journal
      .command(name)
      .description(description)
      .addOption(configOption())
      .option('--journal <file>', 'journal file, in place of the one that the configuration names')
      .option('--json', 'print JSON');
  const addList = (name: string, description: string): Command =>
    add(name, description)
      .option('--account <name>', 'only deliveries from or to this account')
      .option('--conversation <id>', 'only deliveries from or to this conversation')
      .option('--limit <number>', 'at most so many, the newest', wholeNumber(1, 100_000), 50);

  addList('list', 'list deliveries, newest first')
    .addOption(new Option('--state <state>', 'only deliveries in this state').choices(STATES))
    .action(async (options: ListOptions) => {
      exit.value = await list(options, options.state, terminal);
    });
  for (const state of ['failed', 'waiting'] as const) {
    addList(
      state,
      `list the deliveries that are ${state === 'failed' ? 'given up' : 'waiting'}, with the reason`,
    ).action(async (options: ListOptions) => {
      exit.value = await list(options, state, terminal);
    });
  }
  add('show', 'everything about one message, by its own id or the id of a copy')
    .argument('<message>', 'id of the message')
    .action(async (message: string, options: JournalOptions) => {
      const { journalShow } = await import('./journal.ts');
      exit.value = await journalShow(message, options, terminal);
    });
  add('retry', 'put failed deliveries back in line')
    .argument('[deliveries...]', 'ids of deliveries')
    .option('--all', 'every failed delivery')
    .action(async (ids: string[], options: JournalOptions & { all?: true }) => {
      const { journalRetry } = await import('./journal.ts');
      exit.value = await journalRetry(ids, options, terminal);
    });
  const addForBots = (name: string, description: string): Command =>
    add(name, description)
      .option('--bot <name>', 'only of this bot')
      .option('--account <name>', 'only in conversations of this account')
      .option('--conversation <id>', 'only in this conversation');
  addForBots('turns', 'what bots answered, and why not, newest first')
    .option('--limit <number>', 'at most so many, the newest', wholeNumber(1, 100_000), 50)
    .action(async (options: TurnsOptions) => {
      const { journalTurns } = await import('./journal-bots.ts');
      exit.value = await journalTurns(options, terminal);
    });
  addForBots('usage', 'what bots used: calls of models, tokens and money')
    .addOption(new Option('--by <what>', 'one row for each').choices(USAGE_BY).default('bot'))
    .option('--person <id>', 'only for this person, by the id on the platform')
    .option('--since <when>', 'a date, or how long ago: 90m, 12h, 30d, 8w', '30d')
    .option('--time-zone <name>', 'where days and months begin at midnight', 'UTC')
    .action(async (options: UsageOptions) => {
      const { journalUsage } = await import('./journal-bots.ts');
      exit.value = await journalUsage(options, terminal);
    });
  add('counts', 'how many deliveries there are in each state').action(async (options: JournalOptions) => {
    const { journalCounts } = await import('./journal.ts');
    exit.value = await journalCounts(options, terminal);
  });
}

async function list(
  options: ListOptions,
  state: DeliveryState | undefined,
  terminal: Terminal,
): Promise<number> {
  const { journalList } = await import('./journal.ts');
  const { account, conversation, limit } = options;
  const query: DeliveryQuery = {
    ...(state === undefined ? {} : { state }),
    ...(account === undefined ? {} : { account }),
    ...(conversation === undefined ? {} : { conversation }),
    ...(limit === undefined ? {} : { limit }),
  };
  return journalList(query, options, terminal);
}
