import { createProgram } from '../../bridges/cli/program.ts';
import { CommanderError } from 'commander';
import { EXIT_OK, EXIT_USAGE, reportFailure } from '../../bridges/cli/exit.ts';
import type { Terminal } from '../../bridges/cli/terminal.ts';

/** What a command wrote and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line within this process, the way `main.ts` does. */
export async function parley(
  args: readonly string[],
  env: Record<string, string> = {},
  columns?: number,
): Promise<Outcome> {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    env,
    ...(columns === undefined ? {} : { columns }),
  };
  const exit = { value: EXIT_OK };
  try {
    await createProgram(terminal, exit).parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) exit.value = error.exitCode === 0 ? EXIT_OK : EXIT_USAGE;
    else exit.value = reportFailure(error, terminal);
  }
  return { code: exit.value, out: out.join('\n'), err: err.join('\n') };
}
