import { Agent, request } from 'undici';
import type { Fault, FaultBox } from '../kit/index.ts';
import type { Instance } from './instance.ts';

export type HookKind = 'messages' | 'ack' | 'chatUpdate' | 'status';

const ATTEMPTS_GUARANTEED = 20;
/** A delivery that was held back goes out after the next one, or when none follows in this time, milliseconds. */
const HELD_MS = 300;
const PARALLEL = 16;
const TIMEOUT_MS = 10_000;

interface Waiting {
  readonly kind: HookKind;
  readonly body: string;
  /** Called once it arrived or was given up. */
  readonly onEnd: ((hasArrived: boolean) => void) | undefined;
}

/**
 * Posts what happens to the one webhook address: JSON, unsigned, one kind each. Only an answer of 200 counts; with
 * `guaranteedHooks` there are 20 attempts, else one. In order, one after the other, unless `parallelHooks` is on.
 */
export class Hooks {
  readonly #instance: Instance;
  readonly #faults: FaultBox;
  readonly #gapMs: number;
  readonly #agent = new Agent({ connections: PARALLEL, keepAliveTimeout: 30_000 });
  readonly #stopping = new AbortController();
  #waiting: Waiting[] = [];
  #held: Waiting | undefined;
  #heldTimer: NodeJS.Timeout | undefined;
  #running = 0;

  constructor(instance: Instance, faults: FaultBox, gapMs: number) {
    this.#instance = instance;
    this.#faults = faults;
    this.#gapMs = gapMs;
  }

  push(
    kind: HookKind,
    payload: Readonly<Record<string, unknown>>,
    onEnd?: (hasArrived: boolean) => void,
  ): void {
    if (this.#instance.settings['webhookUrl'] !== '') this.pushRaw(kind, JSON.stringify(payload), onEnd);
  }

  /** Delivers a body as it is, well-formed or not. */
  pushRaw(kind: HookKind, body: string, onEnd?: (hasArrived: boolean) => void): void {
    const delivery = { kind, body, onEnd };
    const fault = this.#faults.takeForDelivery(kind);
    if (fault?.kind === 'drop-delivery') return;
    if (fault?.kind === 'deliver-out-of-order') this.#hold(delivery);
    else this.#enqueue(delivery, fault);
  }

  close(): void {
    this.#stopping.abort();
    clearTimeout(this.#heldTimer);
    this.#waiting = [];
    void this.#agent.destroy();
  }

  #enqueue(delivery: Waiting, fault?: Fault): void {
    this.#waiting.push(delivery);
    if (fault?.kind === 'deliver-twice') this.#waiting.push(delivery);
    this.#release();
    const workers = this.#instance.isOn('parallelHooks') ? PARALLEL : 1;
    if (this.#running < workers) void this.#work();
  }

  /** One can be held at a time; a second one lets the first go. */
  #hold(delivery: Waiting): void {
    this.#release();
    this.#held = delivery;
    this.#heldTimer = setTimeout(() => {
      this.#release();
      if (this.#running === 0) void this.#work();
    }, HELD_MS);
  }

  #release(): void {
    clearTimeout(this.#heldTimer);
    if (this.#held) this.#waiting.push(this.#held);
    this.#held = undefined;
  }

  async #work(): Promise<void> {
    this.#running += 1;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      const hasArrived = await this.#deliver(next.body);
      next.onEnd?.(hasArrived);
    }
    this.#running -= 1;
  }

  async #deliver(body: string): Promise<boolean> {
    const attempts = this.#instance.isOn('guaranteedHooks') ? ATTEMPTS_GUARANTEED : 1;
    for (let attempt = 1; attempt <= attempts && !this.#stopping.signal.aborted; attempt += 1) {
      if (attempt > 1) await this.#pause();
      if (await this.#post(body)) return true;
    }
    return false;
  }

  async #post(body: string): Promise<boolean> {
    const url = this.#instance.settings['webhookUrl'];
    if (typeof url !== 'string' || url === '') return true;
    try {
      const answer = await request(url, {
        dispatcher: this.#agent,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        headersTimeout: TIMEOUT_MS,
        signal: this.#stopping.signal,
      });
      await answer.body.dump();
      return answer.statusCode === 200;
    } catch {
      return false;
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#stopping.signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, this.#gapMs);
      this.#stopping.signal.addEventListener('abort', done);
    });
  }
}
