import type { Emulator } from '../kit/index.ts';
import { DeliveryBoard } from './board.ts';
import type { DemoBot } from './bot.ts';
import { SAMPLE_QUESTION } from './bot.ts';
import type { BotView, Column, DaemonState, DemoEvent, DemoState } from './contract.ts';
import { followDaemon } from './follow.ts';
import type { MirroredRoom } from './rooms.ts';
import { peopleIn } from './rooms.ts';
import { serviceOf } from './services.ts';

/** Changes of a conversation within this time are shown together. */
const GATHER_MS = 15;
/** Messages of a conversation that the page shows, the newest. */
const SHOWN = 80;

export interface HallOptions {
  readonly emulators: Readonly<Record<string, Emulator>>;
  readonly rooms: readonly MirroredRoom[];
  readonly bot?: DemoBot;
  readonly daemonUrl: string;
}

/** Everything that the page shows, gathered from the emulators and the daemon, with whoever is looking told of changes. */
export class Hall {
  readonly #options: HallOptions;
  readonly #board = new DeliveryBoard();
  readonly #listeners = new Set<(event: DemoEvent) => void>();
  readonly #gathering = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #stops: (() => void)[];
  #daemon: DaemonState = 'down';

  constructor(options: HallOptions) {
    this.#options = options;
    const changes = Object.entries(options.emulators).map(([account, emulator]) =>
      emulator.onChange((conversation) => {
        this.#gather(account, emulator, conversation);
      }),
    );
    const unfollow = followDaemon(options.daemonUrl, {
      onReports: (reports) => {
        for (const report of reports)
          this.#tell({ type: 'delivery', delivery: this.#board.takeReport(report) });
        this.#setDaemon('running');
      },
      onHappening: (happening) => {
        const delivery = this.#board.takeHappening(happening);
        if (delivery) this.#tell({ type: 'delivery', delivery });
      },
      onLost: () => {
        this.#setDaemon('down');
      },
    });
    this.#stops = [...changes, unfollow];
  }

  async state(): Promise<DemoState> {
    const rooms = this.#options.rooms.map(async ({ name, places }) => ({
      name,
      columns: await Promise.all(
        places.map(({ account, conversation }) => this.#column(account, conversation)),
      ),
    }));
    const bot = viewOf(this.#options.bot);
    return {
      rooms: await Promise.all(rooms),
      deliveries: this.#board.all(),
      daemon: this.#daemon,
      ...(bot ? { bot } : {}),
    };
  }

  on(listener: (event: DemoEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** @throws {Error} when the sandbox has no such service */
  emulator(account: string): Emulator {
    const emulator = this.#options.emulators[account];
    if (!emulator) throw new Error(`The sandbox has no service named "${account}".`);
    return emulator;
  }

  close(): void {
    for (const stop of this.#stops) stop();
    for (const timer of this.#gathering.values()) clearTimeout(timer);
  }

  async #column(account: string, conversation: string): Promise<Column> {
    const emulator = this.emulator(account);
    return {
      account,
      conversation,
      platform: emulator.platform,
      service: serviceOf(account).title,
      name: emulator.conversations().find(({ id }) => id === conversation)?.name ?? conversation,
      people: peopleIn(emulator, conversation),
      can: serviceOf(account).peopleCan,
      messages: (await emulator.read(conversation)).slice(-SHOWN),
    };
  }

  #gather(account: string, emulator: Emulator, conversation: string): void {
    const key = `${account} ${conversation}`;
    if (this.#gathering.has(key) || this.#listeners.size === 0) return;
    const timer = setTimeout(() => {
      this.#gathering.delete(key);
      void emulator.read(conversation).then((messages) => {
        this.#tell({ type: 'messages', account, conversation, messages: messages.slice(-SHOWN) });
      });
    }, GATHER_MS);
    this.#gathering.set(key, timer);
  }

  #setDaemon(state: DaemonState): void {
    if (this.#daemon === state) return;
    this.#daemon = state;
    this.#tell({ type: 'daemon', state });
  }

  #tell(event: DemoEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

function viewOf(bot: DemoBot | undefined): BotView | undefined {
  return bot && { ...bot.place, title: bot.title, answersBy: bot.answersBy, sample: SAMPLE_QUESTION };
}
