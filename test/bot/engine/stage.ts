import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import type { Log } from '../../../src/host/index.ts';
import type { Daemon } from '../../../bridges/cli/daemon.ts';
import { startDaemon } from '../../../bridges/cli/daemon.ts';
import { loadConfig } from '../../../bridges/config/index.ts';
import type { Journal } from '../../../bridges/journal/index.ts';
import { openJournal } from '../../../bridges/journal/index.ts';
import { platforms, sockets } from '../../../bridges/platforms.ts';
import { serviceOf } from '../../../bridges/sandbox/demo/services.ts';
import { startSandbox } from '../../../bridges/sandbox/index.ts';
import type { EmulatedMessage, Emulator, SayInput } from '../../../bridges/sandbox/kit/index.ts';
import type { ModelApiOptions, ModelEmulator } from '../../../bridges/sandbox/model/index.ts';
import { startModelApi } from '../../../bridges/sandbox/model/index.ts';
import { freePort } from '../../support/free-port.ts';
import { tempDir } from '../../support/temp.ts';

type Settings = Record<string, unknown>;

export interface StageOptions {
  /** Names of services of the sandbox; the bot listens in the first conversation of the first one. */
  readonly services: readonly string[];
  /** Of the bot, as in the file, beside `model` and `in`. `PLACE` stands for the first conversation of an account. */
  readonly bot?: Settings;
  readonly model?: Settings;
  readonly manners?: Settings;
  /** Whether the first conversations of all services are mirrored into each other. @default false */
  readonly mirrored?: boolean;
  /** Where the bot listens, instead of the first conversation. */
  readonly in?: unknown;
  readonly api?: ModelApiOptions;
  /** Of accounts, as in the file, by name; beside what the service needs. */
  readonly accounts?: Readonly<Record<string, Settings>>;
  /** Another daemon's bots, by name. */
  readonly bots?: Record<string, Settings>;
  /** Of the status page, as in the file, beside where it is. */
  readonly web?: Settings;
}

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly fields: Settings;
  readonly message: string;
}

/** Services, a model API and a daemon with a bot between them. */
export class Stage {
  readonly api: ModelEmulator;
  readonly log: LogLine[] = [];
  readonly #emulators: Readonly<Record<string, Emulator>>;
  readonly #folder = tempDir();
  readonly #watchers = new Set<() => void>();
  readonly #options: StageOptions;
  #daemon: Daemon | undefined;

  constructor(options: StageOptions, api: ModelEmulator, emulators: Readonly<Record<string, Emulator>>) {
    this.#options = options;
    this.api = api;
    this.#emulators = emulators;
    for (const emulator of Object.values(emulators))
      emulator.onChange(() => {
        this.#changed();
      });
    api.onRequest(() => {
      this.#changed();
    });
  }

  /** Starts the daemon, and waits until every feed runs. */
  async start(): Promise<void> {
    const file = path.join(this.#folder, 'parley.yaml');
    const written = stringify(await this.#config()).replaceAll(
      /([\w-]+):PLACE/g,
      (_, service: string) => `${service}:${this.conversation(service)}`,
    );
    await writeFile(file, written);
    const config = loadConfig(file, {}, platforms);
    const daemon = await startDaemon(config, { log: this.#logger(), platforms, sockets });
    this.#daemon = daemon;
    await this.until(() => daemon.relay.ready().ok);
  }

  async stop(): Promise<void> {
    await this.#daemon?.stop();
    this.#daemon = undefined;
  }

  /** The file of the journal. */
  get journalFile(): string {
    return path.join(this.#folder, 'parley.db');
  }

  /** The journal, while no daemon runs on it. */
  async journal<T>(use: (journal: Journal) => Promise<T>): Promise<T> {
    const journal = await openJournal(this.journalFile);
    try {
      return await use(journal);
    } finally {
      await journal.close();
    }
  }

  emulator(service = this.first): Emulator {
    const emulator = this.#emulators[service];
    if (!emulator) throw new Error(`There is no service "${service}".`);
    return emulator;
  }

  get first(): string {
    return this.#options.services[0] ?? '';
  }

  conversation(service = this.first): string {
    return this.emulator(service).conversations()[0]?.id ?? '';
  }

  /** Ids of those who may write in the conversation. */
  people(service = this.first): readonly string[] {
    const emulator = this.emulator(service);
    const [place] = emulator.conversations();
    return place?.people ?? emulator.people().map(({ id }) => id);
  }

  /** Somebody says something: the first of the people whom the service lets speak, or the one of that number. */
  async say(
    text: string,
    { service = this.first, by = 0, ...more }: Partial<SayInput> & { service?: string; by?: number } = {},
  ): Promise<string> {
    const emulator = this.emulator(service);
    let refusal: unknown;
    for (const as of this.people(service).slice(by)) {
      try {
        return (await emulator.say({ conversation: this.conversation(service), as, text, ...more })).id;
      } catch (error) {
        refusal = error;
      }
    }
    throw refusal;
  }

  /** What our account has said, once there are so many messages; and what became of them by then. */
  async own(count: number, service = this.first): Promise<readonly EmulatedMessage[]> {
    return this.look(async () => {
      const own = await this.ownNow(service);
      return own.length >= count ? own : undefined;
    });
  }

  async ownNow(service = this.first): Promise<readonly EmulatedMessage[]> {
    return (await this.emulator(service).read(this.conversation(service))).filter(({ own }) => own);
  }

  /** Resolves once the bot has ended so many turns since the stage was set. */
  async ended(turns: number): Promise<void> {
    await this.until(() => this.log.filter(({ message }) => message === 'a turn has ended').length >= turns);
  }

  /** Resolves once so many messages were judged to be answered. */
  async heard(messages: number): Promise<void> {
    const judged = () => this.log.filter(({ message }) => message === 'a message is to be answered').length;
    await this.until(() => judged() >= messages);
  }

  /** Resolves once nothing waits to be delivered. */
  async delivered(): Promise<void> {
    await this.look(async () => {
      const status = await this.#daemon?.relay.status();
      return status && status.counts.waiting === 0 ? true : undefined;
    });
  }

  /** What the daemon tells Prometheus. */
  async metrics(): Promise<string> {
    return (await fetch(`${this.#daemon?.url ?? ''}/metrics`)).text();
  }

  /** Requests that asked for an answer. */
  asked(): number {
    return this.api.requests().filter(({ path: at }) => /completions|responses/.test(at)).length;
  }

  async until(isSo: () => boolean): Promise<void> {
    await this.look(() => Promise.resolve(isSo() ? true : undefined));
  }

  /** Looks after every change, and now and then, until there is something to return. */
  async look<T>(find: () => Promise<T | undefined>): Promise<T> {
    for (;;) {
      let wake: () => void = () => undefined;
      const change = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const timer = setTimeout(wake, 50);
      this.#watchers.add(wake);
      try {
        const found = await find();
        if (found !== undefined) return found;
        await change;
      } finally {
        clearTimeout(timer);
        this.#watchers.delete(wake);
      }
    }
  }

  #changed(): void {
    for (const wake of this.#watchers) wake();
  }

  #logger(): Log {
    const at = (level: LogLine['level']) => (fields: object, message: string) => {
      this.log.push({ level, fields: { ...fields }, message });
      this.#changed();
    };
    return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  }

  async #config(): Promise<Settings> {
    const { services, mirrored = false, bot, manners, model, in: places } = this.#options;
    const port = await freePort();
    const place = (service: string): string => `${service}:${this.conversation(service)}`;
    const accounts = services.map((name) => {
      const emulator = this.emulator(name);
      return [
        name,
        {
          platform: emulator.platform,
          ...emulator.accountSettings(),
          ...serviceOf(name).account,
          ...this.#options.accounts?.[name],
        },
      ];
    });
    return {
      accounts: Object.fromEntries(accounts) as Settings,
      ...(mirrored ? { routes: { room: { between: services.map(place) } } } : {}),
      bots: {
        helper: {
          title: 'Helper',
          in: places ?? [place(this.first)],
          ...bot,
          model: { ...this.api.modelSettings(), ...model },
          manners: { mode: 'always', burst: '0s', ...manners },
        },
        ...this.#options.bots,
      },
      journal: { path: 'parley.db' },
      log: { level: 'debug' },
      web: { port, publicUrl: `http://127.0.0.1:${String(port)}`, ...this.#options.web },
    };
  }
}

/** Sets up everything; closed at the end of the test. The daemon does not run yet. */
export async function prepareStage(options: StageOptions): Promise<Stage> {
  const api = await startModelApi(options.api);
  const sandbox = await startSandbox({ only: options.services, limits: 'off' });
  const stage = new Stage(options, api, sandbox.emulators);
  onTestFinished(async () => {
    await stage.stop();
    await sandbox.close();
    await api.close();
  });
  return stage;
}

export async function setStage(options: StageOptions): Promise<Stage> {
  const stage = await prepareStage(options);
  await stage.start();
  return stage;
}
