import type { Readable } from 'node:stream';
import { redact } from '../../../../src/host/index.ts';
import { quoted } from '../text.ts';

/** Shown of a line, and read of it. */
const SHOWN = 500;
const READ = 10_000;
const LAST_LINES = 5;

/** What a program says on its standard error. */
export interface Stderr {
  /** Its last lines, for the sentence about its end. */
  last(): string;
}

/** Reads it line by line, however long the lines are, without secrets. */
export function readStderr(
  stream: Readable,
  secrets: readonly string[],
  onLine: (line: string) => void,
): Stderr {
  const last: string[] = [];
  let rest = '';
  const take = (line: string): void => {
    const shown = quoted(redact(line, secrets), SHOWN);
    if (shown === '') return;
    last.push(shown);
    if (last.length > LAST_LINES) last.shift();
    onLine(shown);
  };
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    // What is beyond the limit would not be shown anyway.
    rest = (lines.pop() ?? '').slice(0, READ);
    lines.forEach(take);
  });
  stream.on('end', () => {
    take(rest);
  });
  return { last: () => last.join(' | ') };
}
