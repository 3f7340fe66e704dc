import { createHmac } from 'node:crypto';
import type { SteppedClock } from '../kit/index.ts';
import type { EventDelivery, Redelivery, RetryReason, Transport } from './redelivery.ts';
import { Timers } from './redelivery.ts';
import { SIGNING_SECRET } from './seed.ts';

/** The Events API over HTTP: signed requests to the request URL of the app. */
export class HttpTransport implements Transport {
  readonly #clock: SteppedClock;
  readonly #redelivery: Redelivery;
  readonly #timers = new Timers();
  readonly #closed = new AbortController();
  /** Undefined while the app has no request URL. */
  url: string | undefined;

  constructor(clock: SteppedClock, redelivery: Redelivery) {
    this.#clock = clock;
    this.#redelivery = redelivery;
  }

  send(delivery: EventDelivery, retry: number, reason?: RetryReason): void {
    void this.#attempt(delivery, retry, reason);
  }

  /**
   * Sets the request URL after it has answered a challenge, as the app's settings page does.
   * @throws {Error} when it does not
   */
  async verify(url: string): Promise<void> {
    const challenge = `challenge-${String(this.#clock.now())}`;
    const response = await this.#post(url, { type: 'url_verification', token: 'sandbox', challenge }, {});
    const body = await response.text();
    if (!response.ok || !body.includes(challenge)) {
      throw new Error(`${url} answered the challenge with HTTP ${String(response.status)}.`);
    }
    this.url = url;
  }

  close(): void {
    this.#timers.clear();
    this.#closed.abort();
  }

  async #attempt(delivery: EventDelivery, retry: number, reason: RetryReason | undefined): Promise<void> {
    if (this.url === undefined) return;
    delivery.attempts += 1;
    const headers: Record<string, string> = {};
    if (retry > 0) {
      headers['x-slack-retry-num'] = String(retry);
      headers['x-slack-retry-reason'] = reason ?? 'unknown_error';
    }
    const failure = await this.#try(delivery, this.url, headers);
    if (failure === undefined || this.#closed.signal.aborted) return;
    const delay = this.#redelivery.delaysMs[retry];
    if (delay === undefined) return;
    this.#timers.after(delay, () => {
      this.send(delivery, retry + 1, failure);
    });
  }

  async #try(
    delivery: EventDelivery,
    url: string,
    headers: Record<string, string>,
  ): Promise<RetryReason | undefined> {
    try {
      const response = await this.#post(url, delivery.body, headers);
      await response.arrayBuffer();
      if (response.ok) delivery.acknowledged = true;
      if (response.ok || response.headers.get('x-slack-no-retry') === '1') return undefined;
      return 'http_error';
    } catch (error) {
      return error instanceof Error && error.name === 'TimeoutError' ? 'http_timeout' : 'connection_failed';
    }
  }

  #post(url: string, payload: object, headers: Record<string, string>): Promise<Response> {
    const body = JSON.stringify(payload);
    const timestamp = String(Math.floor(this.#clock.now() / 1000));
    return fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...sign(timestamp, body), ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([this.#closed.signal, AbortSignal.timeout(this.#redelivery.waitMs)]),
    });
  }
}

/** The headers by which Slack proves that a request is its own. */
export function sign(timestamp: string, body: string, secret = SIGNING_SECRET): Record<string, string> {
  const mac = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${mac}` };
}
