import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { onTestFinished } from 'vitest';

const PROGRAM = 'bridges/dist/parley.js';

/** The program as it is shipped; built before the tests, or now when only these run. */
export function ensureBuilt(): void {
  if (!existsSync(PROGRAM)) execFileSync(process.execPath, ['scripts/build.mjs', 'bridge']);
}

/** A real process of the program. */
export interface Program {
  /** Everything it has written so far, both streams. */
  written(): string;
  /** Resolves when what it has written matches. @throws when it ends before */
  until(pattern: RegExp): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
}

export function start(args: readonly string[]): Program {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let text = '';
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      for (const look of watchers) look();
    });
  }
  const ended = once(child, 'close').then(() => child.exitCode);
  return {
    written: () => text,
    ended,
    signal: (signal) => child.kill(signal),
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!pattern.test(text)) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        void ended.then(() => {
          reject(new Error(`It ended before writing ${String(pattern)}:\n${text}`));
        });
        look();
      }),
  };
}
