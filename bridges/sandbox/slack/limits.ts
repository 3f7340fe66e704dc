import type { SteppedClock } from '../kit/index.ts';
import { SlackFailure } from './model.ts';

/** Calls a minute that a method allows (its published tier), per app. Methods that are not named are in tier 4. */
const PER_MINUTE: Readonly<Record<string, number>> = {
  'conversations.list': 20,
  'users.list': 20,
  'conversations.history': 50,
  'conversations.replies': 50,
  'conversations.info': 50,
  'conversations.join': 50,
  'conversations.open': 50,
  'chat.update': 50,
  'chat.delete': 50,
  'reactions.add': 50,
  'reactions.remove': 20,
  'files.getUploadURLExternal': 100,
  'files.completeUploadExternal': 100,
};
const TIER_4 = 100;
/** Posts into one channel: one a second, a few at once. */
const POST_BURST = 3;

interface Bucket {
  left: number;
  at: number;
}

/** Slack's rate limits as token buckets on the service's clock. */
export class Limits {
  readonly #clock: SteppedClock;
  readonly #on: boolean;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: SteppedClock, on: boolean) {
    this.#clock = clock;
    this.#on = on;
  }

  /** @throws {SlackFailure} `ratelimited`, with `retry_after` seconds */
  take(app: string, method: string, channel: string): void {
    if (!this.#on) return;
    if (method === 'chat.postMessage') this.#take(`${app} ${method} ${channel}`, POST_BURST, 1);
    else {
      const perMinute = PER_MINUTE[method] ?? TIER_4;
      this.#take(`${app} ${method}`, perMinute, perMinute / 60);
    }
  }

  #take(key: string, size: number, perSecond: number): void {
    const now = this.#clock.now();
    const bucket = this.#buckets.get(key) ?? { left: size, at: now };
    bucket.left = Math.min(size, bucket.left + (Math.max(0, now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    this.#buckets.set(key, bucket);
    if (bucket.left < 1) {
      throw new SlackFailure('ratelimited', {
        retry_after: Math.max(1, Math.ceil((1 - bucket.left) / perSecond)),
      });
    }
    bucket.left -= 1;
  }
}
