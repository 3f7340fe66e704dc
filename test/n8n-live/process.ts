import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { freePort } from '../support/free-port.ts';
import { until } from './wait.ts';

const READY_WITHIN_MS = 120_000;
const STOPPED_WITHIN_MS = 30_000;

export interface N8nOptions {
  /** Folder with n8n in its `node_modules`. */
  readonly app: string;
  /** n8n keeps its database, its packages and, here, its log in it. */
  readonly folder: string;
  /** Origins on this machine that stand in for hosts of the outside world, for n8n's own nodes. @default none */
  readonly redirect?: Readonly<Record<string, string>>;
}

/** A real n8n without a face, in a process group of its own; to be stopped, killed and started again. */
export class N8n {
  readonly folder: string;
  readonly origin: string;
  readonly #app: string;
  readonly #env: Readonly<Record<string, string>>;
  #child: ChildProcess | undefined;
  #lines: string[] = [];

  private constructor({ app, folder, redirect = {} }: N8nOptions, port: number, brokerPort: number) {
    this.folder = folder;
    this.origin = `http://127.0.0.1:${String(port)}`;
    this.#app = app;
    this.#env = {
      ...environment(folder, port, brokerPort),
      NODE_OPTIONS: `--import ${pathToFileURL('test/n8n-live/redirect.mjs').href}`,
      PARLEY_REDIRECT: JSON.stringify(redirect),
      N8N_RESTRICT_FILE_ACCESS_TO: this.files,
    };
  }

  /** Not started yet. */
  static async prepare(options: N8nOptions): Promise<N8n> {
    const n8n = new N8n(options, await freePort(), await freePort());
    await mkdir(n8n.files, { recursive: true });
    return n8n;
  }

  /** The one folder that workflows may write to. */
  get files(): string {
    return path.join(this.folder, 'files');
  }

  get logFile(): string {
    return path.join(this.folder, 'n8n.log');
  }

  /** Of the process that runs now. */
  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error('n8n does not run.');
    return pid;
  }

  /**
   * Resolves when n8n is ready for requests, and its workflows are active again.
   * @returns how long that took, in milliseconds
   */
  async start(): Promise<number> {
    const begin = performance.now();
    const child = spawn(process.execPath, [path.join(this.#app, 'node_modules/n8n/bin/n8n'), 'start'], {
      cwd: this.folder,
      env: { ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    this.#child = child;
    const log = createWriteStream(this.logFile, { flags: 'a' });
    const began = this.#lines.length;
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        log.write(`${line}\n`);
        this.#lines.push(line);
      });
    }
    await until('n8n to be ready', READY_WITHIN_MS, async () => {
      if (child.exitCode !== null) throw new Error(`n8n ended with ${String(child.exitCode)}`);
      const answer = await fetch(`${this.origin}/healthz/readiness`);
      return answer.ok || undefined;
    });
    const took = performance.now() - begin;
    await until(
      'n8n to activate its workflows',
      READY_WITHIN_MS,
      () => this.#lines.slice(began).some((line) => line.includes('Editor is now accessible')) || undefined,
    );
    return took;
  }

  /** Lets it finish what it does. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** The way of a power cut: n8n and all that it has started are gone at once. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** How many lines it has logged so far; for {@link logSince}. */
  get logged(): number {
    return this.#lines.length;
  }

  /** Lines of the log after the first `logged`, the last `atMost` of them. */
  logSince(logged: number, atMost = 25): readonly string[] {
    return this.#lines.slice(Math.max(logged, this.#lines.length - atMost));
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const group = -child.pid;
    const ended = once(child, 'exit');
    process.kill(signal === 'SIGKILL' ? group : child.pid, signal);
    const tooLong = setTimeout(() => {
      process.kill(group, 'SIGKILL');
    }, STOPPED_WITHIN_MS);
    await ended;
    clearTimeout(tooLong);
  }
}

function environment(folder: string, port: number, brokerPort: number): Record<string, string> {
  return {
    // n8n starts its runner of JavaScript with the `node` of the path.
    PATH: [path.dirname(process.execPath), process.env['PATH']].join(path.delimiter),
    HOME: folder,
    N8N_USER_FOLDER: folder,
    N8N_PORT: String(port),
    N8N_LISTEN_ADDRESS: '127.0.0.1',
    N8N_HOST: '127.0.0.1',
    N8N_WEBHOOK_URL: `http://127.0.0.1:${String(port)}/`,
    N8N_RUNNERS_BROKER_PORT: String(brokerPort),
    N8N_ENCRYPTION_KEY: 'only-for-tests',
    N8N_SECURE_COOKIE: 'false',
    GENERIC_TIMEZONE: 'UTC',
    DB_TYPE: 'sqlite',
    N8N_DIAGNOSTICS_ENABLED: 'false',
    N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
    N8N_TEMPLATES_ENABLED: 'false',
    N8N_PERSONALIZATION_ENABLED: 'false',
    N8N_HIRING_BANNER_ENABLED: 'false',
    N8N_VERIFIED_PACKAGES_ENABLED: 'false',
    N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
    N8N_LOG_LEVEL: 'info',
  };
}
