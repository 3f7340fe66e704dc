/** When an event that was not acknowledged is sent again. */
export interface Redelivery {
  /** How long an answer may take, milliseconds. */
  readonly waitMs: number;
  /** Time before each further try, milliseconds. */
  readonly delaysMs: readonly number[];
}

/** Slack's own: 3 s for an answer, then at once, after a minute and after five. */
export const REAL_REDELIVERY: Redelivery = { waitMs: 3000, delaysMs: [0, 60_000, 300_000] };

/** One event on its way to Parley's app. */
export interface EventDelivery {
  readonly eventId: string;
  /** `message`, `message_changed`, `reaction_added` ... */
  readonly kind: string;
  /** The `event_callback` body. */
  readonly body: Record<string, unknown>;
  /** How often it was sent. */
  attempts: number;
  acknowledged: boolean;
}

/** What brings deliveries to Parley's app. */
export interface Transport {
  /** Sends an event, and again until it is acknowledged. `retry` is the number of tries before this one. */
  send(delivery: EventDelivery, retry: number, reason?: RetryReason): void;
  close(): void;
}

export type RetryReason = 'http_timeout' | 'http_error' | 'connection_failed' | 'timeout';

/** Timers that end with their owner. */
export class Timers {
  readonly #running = new Set<NodeJS.Timeout>();

  after(ms: number, run: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#running.delete(timer);
      run();
    }, ms);
    this.#running.add(timer);
    return timer;
  }

  cancel(timer: NodeJS.Timeout): void {
    clearTimeout(timer);
    this.#running.delete(timer);
  }

  clear(): void {
    for (const timer of this.#running) clearTimeout(timer);
    this.#running.clear();
  }
}
