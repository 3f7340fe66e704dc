import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { FaultBox, SteppedClock } from '../kit/index.ts';
import type { Ids } from './ids.ts';
import { sign } from './signature.ts';
import type { Webhook, WebhookEvent } from './webhooks.ts';

const TIMEOUT_MS = 10_000;
/** Requests under way at once to one address. */
const PARALLEL = 16;
/** A delivery that was held back goes out after the next one, or when none follows in this time, milliseconds. */
const HELD_MS = 300;
/** Deliveries that are remembered. */
const KEPT = 1_000;

/** One event on its way to one webhook. */
export interface Delivery {
  readonly id: string;
  readonly webhookId: string;
  readonly event: WebhookEvent;
  readonly body: string;
  /** What each attempt was answered with; 0 where no answer came. */
  readonly answers: number[];
}

interface Held {
  go(): void;
}

/**
 * Posts events to webhooks, each on its own and signed: a slow address holds back nothing, and what has to be tried
 * again may come after what happened later. Any 2xx ends it; otherwise there are a few more attempts, all of them with
 * the same id, time and signature.
 */
export class Deliveries {
  readonly #clock: SteppedClock;
  readonly #ids: Ids;
  readonly #faults: FaultBox;
  readonly #retryAfterMs: readonly number[];
  readonly #agent = new Agent({ connections: PARALLEL, keepAliveTimeout: 30_000 });
  readonly #stopping = new AbortController();
  readonly #log: Delivery[] = [];
  #held: Held | undefined;
  #heldTimer: NodeJS.Timeout | undefined;

  /** @param retryAfterMs time before each further attempt */
  constructor(clock: SteppedClock, ids: Ids, faults: FaultBox, retryAfterMs: readonly number[]) {
    this.#clock = clock;
    this.#ids = ids;
    this.#faults = faults;
    this.#retryAfterMs = retryAfterMs;
  }

  /** The last deliveries, oldest first. */
  get log(): readonly Delivery[] {
    return this.#log;
  }

  push(webhook: Webhook, event: WebhookEvent, data: Readonly<Record<string, unknown>>): void {
    const timestamp = this.#clock.now();
    const id = this.#ids.next('dlv');
    const body = JSON.stringify({ event, data, timestamp, delivery_id: id });
    const delivery: Delivery = { id, webhookId: webhook.id, event, body, answers: [] };
    this.#log.push(delivery);
    if (this.#log.length > KEPT) this.#log.shift();
    const headers = {
      'content-type': 'application/json',
      'x-webhook-signature': sign(webhook.secret, timestamp, body),
      'x-webhook-timestamp': String(timestamp),
      'x-webhook-delivery-id': id,
    };
    const fault = this.#faults.takeForDelivery(event)?.kind;
    if (fault === 'drop-delivery') return;
    const go = (): void => void this.#deliver(webhook.url, headers, delivery);
    if (fault === 'deliver-out-of-order') {
      this.#hold(go);
      return;
    }
    go();
    if (fault === 'deliver-twice') go();
    this.#release();
  }

  close(): void {
    this.#stopping.abort();
    clearTimeout(this.#heldTimer);
    void this.#agent.destroy();
  }

  /** One can be held at a time; a second one lets the first go. */
  #hold(go: () => void): void {
    this.#release();
    this.#held = { go };
    this.#heldTimer = setTimeout(() => {
      this.#release();
    }, HELD_MS);
  }

  #release(): void {
    clearTimeout(this.#heldTimer);
    const held = this.#held;
    this.#held = undefined;
    held?.go();
  }

  async #deliver(url: string, headers: Record<string, string>, delivery: Delivery): Promise<void> {
    const { signal } = this.#stopping;
    for (const waitMs of [0, ...this.#retryAfterMs]) {
      if (waitMs > 0) await sleep(waitMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const status = await this.#post(url, headers, delivery.body);
      delivery.answers.push(status);
      if (status >= 200 && status < 300) return;
    }
  }

  async #post(url: string, headers: Record<string, string>, body: string): Promise<number> {
    try {
      const signal = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(TIMEOUT_MS)]);
      const answer = await request(url, { dispatcher: this.#agent, method: 'POST', headers, body, signal });
      await answer.body.dump();
      return answer.statusCode;
    } catch {
      return 0;
    }
  }
}
