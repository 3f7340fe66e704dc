import { ConfigError, ConfigMissing } from '../config/index.ts';
import type { Terminal } from './terminal.ts';

/** All went well. */
export const EXIT_OK = 0;
/** A problem was found, or something failed while running. */
export const EXIT_FAILED = 1;
/** Wrong use of the command line, or a configuration that cannot be used. */
export const EXIT_USAGE = 2;

/** The command was asked for something that cannot be. The message says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Says what went wrong, for a person. @returns the exit code */
export function reportFailure(error: unknown, terminal: Terminal): number {
  if (error instanceof ConfigError) {
    const { length } = error.problems;
    terminal.err(error.message);
    terminal.err(`${String(length)} problem${length === 1 ? '' : 's'}. Nothing was started.`);
    return EXIT_USAGE;
  }
  if (error instanceof ConfigMissing) {
    terminal.err(
      `${error.message} To look around first, run "parley demo": it needs no configuration. To set up your own, copy ` +
        'one of the examples/ to parley.yaml, or name a file with --config.',
    );
    return EXIT_USAGE;
  }
  if (error instanceof UsageError) {
    terminal.err(error.message);
    return EXIT_USAGE;
  }
  terminal.err(sentenceOf(error));
  return EXIT_FAILED;
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  const address =
    'address' in error && 'port' in error ? `${String(error.address)}:${String(error.port)}` : 'the address';
  switch (code) {
    case 'EADDRINUSE':
      return `Could not listen on ${address}: another program does. Stop it, or choose another port (web.port).`;
    case 'EACCES':
      return 'port' in error
        ? `Could not listen on ${address}: not allowed. Choose a port above 1023 (web.port).`
        : error.message;
    case 'EADDRNOTAVAIL':
      return `Could not listen on ${address}: this machine has no such address. Correct web.host.`;
    default:
      return error.message;
  }
}
