import type { EmulatedMessage } from '../../kit/emulator.ts';
import type { BotView, Column, DaemonState, DeliveryView, DemoState } from '../contract.ts';

interface At {
  readonly account: string;
  readonly conversation: string;
}

/** A message wherever it stands, as one string. */
function nameOf({ account, conversation }: At, id: string): string {
  return `${account} ${conversation} ${id}`;
}

/** What the page knows, and which message is a copy of which. */
export class Model {
  #columns: Column[] = [];
  #rooms: DemoState['rooms'] = [];
  readonly #deliveries = new Map<number, DeliveryView>();
  /** By message that something happened to. */
  readonly #bySource = new Map<string, Set<number>>();
  /** Name of the original, by name of the copy. */
  readonly #origins = new Map<string, string>();
  daemon: DaemonState = 'down';
  bot: BotView | undefined;

  load(state: DemoState): void {
    this.#rooms = state.rooms;
    this.#columns = state.rooms.flatMap(({ columns }) => columns);
    this.#deliveries.clear();
    this.#bySource.clear();
    this.#origins.clear();
    this.daemon = state.daemon;
    this.bot = state.bot;
    for (const delivery of state.deliveries) this.deliver(delivery);
  }

  get rooms(): DemoState['rooms'] {
    return this.#rooms;
  }

  column(at: At): Column | undefined {
    return this.#columns.find((it) => it.account === at.account && it.conversation === at.conversation);
  }

  setMessages(at: At, messages: readonly EmulatedMessage[]): void {
    const fresh = (column: Column): Column =>
      column.account === at.account && column.conversation === at.conversation
        ? { ...column, messages }
        : column;
    this.#rooms = this.#rooms.map((room) => ({ ...room, columns: room.columns.map(fresh) }));
    this.#columns = this.#rooms.flatMap(({ columns }) => columns);
  }

  deliver(delivery: DeliveryView): void {
    const source = nameOf(delivery.from, delivery.messageId);
    this.#deliveries.set(delivery.id, delivery);
    const ids = this.#bySource.get(source) ?? new Set();
    this.#bySource.set(source, ids.add(delivery.id));
    for (const copy of delivery.copies) this.#origins.set(nameOf(delivery.to, copy), source);
  }

  /** The same for a message and all its copies. */
  group(at: At, message: EmulatedMessage): string {
    const name = nameOf(at, message.id);
    return this.#origins.get(name) ?? name;
  }

  /** The column a copy comes from; undefined for an original, also for what the bot says in its own column. */
  cameFrom(at: At, message: EmulatedMessage): Column | undefined {
    const origin = this.#origins.get(nameOf(at, message.id));
    const [account = '', conversation = ''] = origin?.split(' ') ?? [];
    if (account === at.account && conversation === at.conversation) return undefined;
    return origin === undefined ? undefined : this.column({ account, conversation });
  }

  /** Whether the bot said it, here or where it is a copy of. */
  isOfBot(at: At, message: EmulatedMessage): boolean {
    // Words of a bot have ids of the daemon, which no service gives: `bot:12`.
    return this.#origins.get(nameOf(at, message.id))?.split(' ')[2]?.startsWith('bot:') ?? false;
  }

  /** The newest delivery of an original to each of the other conversations of its room; none for a copy. */
  deliveriesOf(at: At, message: EmulatedMessage): readonly DeliveryView[] {
    if (message.own && (!this.isOfBot(at, message) || this.cameFrom(at, message))) return [];
    const newest = new Map<string, DeliveryView>();
    for (const id of this.#bySource.get(this.group(at, message)) ?? []) {
      const delivery = this.#deliveries.get(id);
      const isElsewhere = delivery?.to.account !== at.account || delivery.to.conversation !== at.conversation;
      if (delivery && isElsewhere) newest.set(nameOf(delivery.to, ''), delivery);
    }
    return [...newest.values()];
  }

  counts(): { done: number; waiting: number; failed: number; medianMs: number | undefined } {
    const all = [...this.#deliveries.values()];
    const took = all.flatMap(({ tookMs }) => tookMs ?? []).sort((a, b) => a - b);
    const number = (state: DeliveryView['state']) =>
      all.filter((delivery) => delivery.state === state).length;
    return {
      done: number('done'),
      waiting: number('waiting'),
      failed: number('failed'),
      medianMs: took[Math.floor(took.length / 2)],
    };
  }
}
