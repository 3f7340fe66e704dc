import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const PROGRAM = 'bridges/dist/parley.js';
const READY_WITHIN_MS = 20_000;
/** An attempt that is under way may last as long as a request may take. */
const END_WITHIN_MS = 35_000;
const LOOK_AGAIN_MS = 20;

const lineSchema = z
  .object({
    level: z.union([z.string(), z.number()]),
    msg: z.string(),
    to: z.string(),
    recognised: z.string(),
  })
  .partial()
  .passthrough();
/** One JSON line of the daemon's log. */
export type LogLine = z.infer<typeof lineSchema>;

export interface DaemonOptions {
  readonly configPath: string;
  readonly folder: string;
  readonly port: number;
  onLine(line: LogLine): void;
}

/** The real daemon as a process of its own, to be killed and started again. */
export class DaemonProcess {
  readonly #options: DaemonOptions;
  #child: ChildProcess | undefined;
  /** Why a daemon ended that nobody killed or stopped. */
  readonly unexpected: string[] = [];

  constructor(options: DaemonOptions) {
    this.#options = options;
  }

  start(): void {
    const child = spawn(process.execPath, [PROGRAM, 'run', '--config', this.#options.configPath], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], HOME: this.#options.folder },
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (text) => {
        this.#options.onLine(parseLine(text));
      });
    }
    child.once('exit', (code, signal) => {
      if (this.#child === child) this.unexpected.push(`ended by itself (${String(code ?? signal)})`);
    });
  }

  /** Resolves when every feed runs. @throws when that takes too long */
  async ready(): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    let last = 'no answer';
    while (Date.now() < deadline) {
      const answer = await fetch(`http://127.0.0.1:${String(this.#options.port)}/readyz`).catch(
        () => undefined,
      );
      if (answer?.ok) return;
      last = (await answer?.text()) ?? last;
      await sleep(LOOK_AGAIN_MS);
    }
    throw new Error(`The daemon was not ready within ${String(READY_WITHIN_MS / 1_000)} s: ${last}`);
  }

  /** The way of a power cut: nothing is finished, nothing is said. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks it to finish what is in flight. @returns its exit code */
  async stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    child.kill(signal);
    const tooLong = setTimeout(() => {
      this.unexpected.push(`did not end within ${String(END_WITHIN_MS / 1_000)} s of ${signal}`);
      child.kill('SIGKILL');
    }, END_WITHIN_MS);
    await ended;
    clearTimeout(tooLong);
    return child.exitCode;
  }
}

function parseLine(text: string): LogLine {
  try {
    const parsed = lineSchema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
  } catch {
    // Not from the log: an error of Node itself, before or after it.
  }
  return { level: 'error', msg: text };
}
