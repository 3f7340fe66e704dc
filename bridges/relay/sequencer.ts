import type { ParleyEvent } from '../../src/model/index.ts';

export interface SequencerOptions {
  /** How long an event is held for others that may belong before it, milliseconds. */
  readonly settleMs: number;
  /** Stores events of one conversation, sorted by position; resolves when they are on disk. */
  deliver(conversation: string, events: readonly ParleyEvent[]): Promise<void>;
}

/** Puts events that come in a wrong order into the right one. */
export interface Sequencer {
  /** Hands events in. Resolves when they are stored, rejects when they could not be; nothing is acknowledged before. */
  add(events: readonly ParleyEvent[]): Promise<void>;
  /** Hands over at once what is held; resolves when it is stored. */
  idle(): Promise<void>;
}

interface Batch {
  events: ParleyEvent[];
  timer: NodeJS.Timeout;
  done: Promise<void>;
  finish(): void;
}

/**
 * Holds the events of a conversation from the first one on for `settleMs`, then hands them over sorted by position.
 * Batches of one conversation are handed over one after the other.
 */
export function createSequencer({ settleMs, deliver }: SequencerOptions): Sequencer {
  const open = new Map<string, Batch>();
  const storing = new Map<string, Promise<void>>();

  const begin = (conversation: string): Batch => {
    let release: () => void = () => undefined;
    const settled = new Promise<void>((resolve) => {
      release = resolve;
    });
    const batch: Batch = {
      events: [],
      timer: setTimeout(() => {
        batch.finish();
      }, settleMs),
      finish() {
        clearTimeout(batch.timer);
        if (open.get(conversation) === batch) open.delete(conversation);
        release();
      },
      done: settled.then(() => store(conversation, batch.events)),
    };
    open.set(conversation, batch);
    return batch;
  };

  const store = async (conversation: string, events: ParleyEvent[]): Promise<void> => {
    const sorted = [...events].sort((a, b) =>
      a.position < b.position ? -1 : a.position > b.position ? 1 : 0,
    );
    const before = storing.get(conversation) ?? Promise.resolve();
    const own = before.then(() => deliver(conversation, sorted));
    // The next batch waits for this one whether or not it could be stored.
    const ended = own.catch(() => undefined);
    storing.set(conversation, ended);
    try {
      await own;
    } finally {
      if (storing.get(conversation) === ended) storing.delete(conversation);
    }
  };

  return {
    async add(events) {
      const touched = new Set<Batch>();
      for (const event of events) {
        const batch = open.get(event.conversation) ?? begin(event.conversation);
        batch.events.push(event);
        touched.add(batch);
      }
      await Promise.all([...touched].map((batch) => batch.done));
    },
    async idle() {
      const held = [...open.values()];
      for (const batch of held) batch.finish();
      await Promise.allSettled([...held.map((batch) => batch.done), ...storing.values()]);
    },
  };
}
