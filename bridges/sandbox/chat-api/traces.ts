import type { SteppedClock } from '../kit/index.ts';
import type { Instance, InstanceState } from './instance.ts';

/** Entries of each trace that are kept; the oldest go first. */
const KEPT = 1000;

export interface StatusChange {
  /** ISO 8601. */
  readonly date: string;
  readonly status: InstanceState;
}

export interface HookTrace {
  readonly msgId: string;
  /** Unix seconds. */
  readonly time: number;
  readonly status: 'queued' | 'sent' | 'not sent';
}

/** What the instance writes down about itself, each trace only while its setting is on. */
export class Traces {
  readonly #instance: Instance;
  readonly #clock: SteppedClock;
  readonly #statuses: StatusChange[] = [];
  readonly #hooks = new Map<string, HookTrace>();

  constructor(instance: Instance, clock: SteppedClock) {
    this.#instance = instance;
    this.#clock = clock;
  }

  statusChanged(status: InstanceState): void {
    if (!this.#instance.isOn('instanceStatuses')) return;
    this.#statuses.push({ date: new Date(this.#clock.now()).toISOString(), status });
    if (this.#statuses.length > KEPT) this.#statuses.shift();
  }

  /** @param minTime Unix seconds, as is `maxTime`; both ends belong to the range */
  statuses(minTime: number, maxTime: number): readonly StatusChange[] {
    return this.#statuses.filter(({ date }) => {
      const seconds = Date.parse(date) / 1000;
      return seconds >= minTime && seconds <= maxTime;
    });
  }

  hookIs(msgId: string, status: HookTrace['status']): void {
    if (!this.#instance.isOn('webhookStatuses') || this.#instance.settings['webhookUrl'] === '') return;
    this.#hooks.set(msgId, { msgId, time: Math.floor(this.#clock.now() / 1000), status });
    const [oldest] = this.#hooks.keys();
    if (this.#hooks.size > KEPT && oldest !== undefined) this.#hooks.delete(oldest);
  }

  hook(msgId: string): HookTrace | undefined {
    return this.#hooks.get(msgId);
  }
}
