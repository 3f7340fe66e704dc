import type { Command } from 'commander';
import type { BackfillOptions } from './backfill.ts';
import type { ExitCode } from './options.ts';
import { configOption } from './options.ts';
import type { Terminal } from './terminal.ts';

/** `parley backfill ROUTE`: mirrors what was said before. Works while the daemon runs, and while it does not. */
export function addBackfill(program: Command, terminal: Terminal, exit: ExitCode): void {
  program
    .command('backfill')
    .description("mirror what was said in a route's conversations before: in order, and once")
    .argument('<route>', 'name of the route')
    .addOption(configOption())
    .requiredOption(
      '--since <when>',
      'a date (2026-01-31, 2026-01-31T18:30Z), or how long ago (90m, 12h, 30d, 8w)',
    )
    .option('--from <place>', 'only this conversation of the route, as account:conversation')
    .option('--dry-run', 'only say how much there is, and how much of it would be new')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      '\nWhat is mirrored already is left out, so that a run that was stopped is simply repeated.\n\nExamples:' +
        '\n  parley backfill support --since 30d --dry-run\n  parley backfill support --since 2026-01-01' +
        '\n  parley backfill support --since 8w --from site:12',
    )
    .action(async (route: string, options: BackfillOptions) => {
      const { backfill } = await import('./backfill.ts');
      exit.value = await backfill(route, options, terminal);
    });
}
