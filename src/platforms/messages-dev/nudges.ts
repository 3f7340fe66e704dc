import type { Host } from '../../host/index.ts';
import type { Known } from './known.ts';

/**
 * Wakes those who wait for the outbox when a webhook tells that the line has just done something in their
 * conversation: it may be theirs. Without webhooks they wait their time.
 */
export interface Nudges {
  /** Begins to listen to a conversation; `stop` ends it. */
  listen(conversation: string): Listener;
  /** The line did something in this chat. */
  wake(chatId: string): void;
}

export interface Listener {
  /** Waits for so long, milliseconds, or until woken. @returns whether it was woken, now or since the last pause */
  pause(ms: number): Promise<boolean>;
  stop(): void;
}

interface Waiting {
  readonly conversation: string;
  woken: AbortController;
}

export function createNudges(host: Host, known: Known): Nudges {
  const all = new Set<Waiting>();
  return {
    listen(conversation) {
      const waiting: Waiting = { conversation, woken: new AbortController() };
      all.add(waiting);
      return {
        async pause(ms) {
          const { signal } = waiting.woken;
          try {
            await host.sleep(ms, signal);
          } catch (error) {
            if (!signal.aborted) throw error;
          }
          if (signal.aborted) waiting.woken = new AbortController();
          return signal.aborted;
        },
        stop() {
          all.delete(waiting);
        },
      };
    },
    wake(chatId) {
      for (const { conversation, woken } of all) {
        if (conversation === chatId || known.chatOf(conversation)?.id === chatId) woken.abort();
      }
    },
  };
}

/** Listens from before the call, whose doing may be told before its answer comes. */
export async function listening<T>(
  nudges: Nudges,
  conversation: string,
  work: (listener: Listener) => Promise<T>,
): Promise<T> {
  const listener = nudges.listen(conversation);
  try {
    return await work(listener);
  } finally {
    listener.stop();
  }
}
