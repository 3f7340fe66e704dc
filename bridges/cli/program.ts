import { Command } from 'commander';
import pkg from '../package.json' with { type: 'json' };
import type { ExitCode } from './options.ts';
import { commaSeparated, configOption, wholeNumber } from './options.ts';
import { addBackfill } from './program-backfill.ts';
import { addJournalCommands } from './program-journal.ts';
import type { SandboxCommandOptions } from './sandbox.ts';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  parley demo                        a sandbox and a page to try it on; nothing to set up
  parley check                       call every service of parley.yaml and say what is wrong
  parley run -c /etc/parley.yaml     mirror until stopped
  parley journal failed              what did not arrive, and why
  parley backfill support --since 30d    mirror the past too

Exit codes: 0 all went well; 1 a problem was found or something failed; 2 wrong use or configuration.`;

/** The command line of Parley. Commands load what they need when they are called. */
export function createProgram(terminal: Terminal, exit: ExitCode): Command {
  const program = new Command('parley')
    .description('Mirrors conversations between BuddyPress, Chat API and Slack: nothing lost, nothing twice.')
    .version(pkg.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('("parley --help" lists all commands)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        terminal.out(text.trimEnd());
      },
      writeErr: (text) => {
        terminal.err(text.trimEnd());
      },
    });
  addDemo(program, exit);
  addRun(program, terminal, exit);
  addCheck(program, terminal, exit);
  addSandbox(program, terminal, exit);
  addJournalCommands(program, terminal, exit);
  addBackfill(program, terminal, exit);
  program
    .command('schema')
    .description('print the JSON Schema of parley.yaml, for completion and help in editors')
    .addHelpText('after', '\nExample:\n  parley schema > parley.schema.json')
    .action(async () => {
      const { schema } = await import('./schema.ts');
      exit.value = schema(terminal);
    });
  return program;
}

function addDemo(program: Command, exit: ExitCode): void {
  program
    .command('demo')
    .description('emulated services, the daemon and a page with every conversation side by side')
    .option('--check', 'post through every pair, verify that each copy arrived once and in order, and end')
    .option('--json', 'with --check: print the table as JSON')
    .option('--port <number>', 'port of the page (default: 8787, or a free one)', wholeNumber(0, 65_535))
    .option('--break <pair>', 'with --check: let a fault break one pair, to see that the check notices')
    .addHelpText(
      'after',
      '\nExamples:\n  parley demo\n  parley demo --check --json\n  parley demo --check --break buddypress:slack',
    )
    .action(async (options: { check?: true; json?: true; port?: number; break?: string }) => {
      const { runDemo } = await import('../sandbox/demo.ts');
      exit.value = await runDemo(options);
    });
}

function addRun(program: Command, terminal: Terminal, exit: ExitCode): void {
  program
    .command('run')
    .description('mirror, as parley.yaml says, until stopped')
    .addOption(configOption())
    .addHelpText(
      'after',
      '\nSIGTERM, SIGINT (Ctrl+C) and SIGHUP finish what is in flight and end with 0; a second one ends at once.' +
        '\nThe configuration is read at start only.\n\nExamples:\n  parley run\n  parley run -c /etc/parley.yaml',
    )
    .action(async (options: { config: string }) => {
      const { run } = await import('./run.ts');
      exit.value = await run(options, terminal);
    });
}

function addCheck(program: Command, terminal: Terminal, exit: ExitCode): void {
  program
    .command('check')
    .description('read the configuration, call every service, and say what is wrong and how to mend it')
    .addOption(configOption())
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      '\nIt changes nothing at the services.\n\nExamples:\n  parley check\n  parley check --json | jq .accounts',
    )
    .action(async (options: { config: string; json?: true }) => {
      const { check } = await import('./check.ts');
      exit.value = await check(options, terminal);
    });
}

function addSandbox(program: Command, terminal: Terminal, exit: ExitCode): void {
  program
    .command('sandbox')
    .description('only the emulated services and the model API, on ports of this machine')
    .option('--only <services>', 'some of them, with commas between', commaSeparated)
    .option(
      '--port-base <number>',
      'first port; the services take it and the next ones, or free ones for 0',
      wholeNumber(0, 65_000),
      4600,
    )
    .option('--json', 'print addresses, tokens and configuration as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  parley sandbox\n  parley sandbox --only slack,buddypress,model --port-base 5000',
    )
    .action(async (options: SandboxCommandOptions) => {
      const { sandbox } = await import('./sandbox.ts');
      exit.value = await sandbox(options, terminal);
    });
}
