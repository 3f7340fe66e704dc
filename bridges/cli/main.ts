#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { CommanderError } from 'commander';
import { EXIT_OK, EXIT_USAGE, reportFailure } from './exit.ts';
import type { ExitCode } from './options.ts';
import { createProgram } from './program.ts';
import { processTerminal } from './terminal.ts';

// Under load V8 lets the space for new objects grow to a hundred megabytes and never gives them back. Messages are
// small and soon forgotten, so a few megabytes that are swept more often do as well.
setFlagsFromString('--semi-space-growth-factor=1');
// Compiled once, a command starts in half the time. Where the folder may not be written, it starts as before; from the
// sources, whose folder is no place for it, too.
if (!import.meta.filename.endsWith('.ts'))
  enableCompileCache(path.join(import.meta.dirname, 'compile-cache'));

const terminal = processTerminal();
const exit: ExitCode = { value: EXIT_OK };
try {
  await createProgram(terminal, exit).parseAsync();
} catch (error) {
  // Commander has already written its help or complaint.
  if (error instanceof CommanderError) exit.value = error.exitCode === 0 ? EXIT_OK : EXIT_USAGE;
  else exit.value = reportFailure(error, terminal);
}
process.exitCode = exit.value;
