import { createHash } from 'node:crypto';
import type { SteppedClock } from '../../kit/index.ts';

/** How often a route may be called: so many at once, refilled after so many milliseconds. */
export interface Rate {
  readonly limit: number;
  readonly perMs: number;
}

/** Calls a second of one bot, whatever the routes. */
const GLOBAL: Rate = { limit: 50, perMs: 1000 };
const NO_LIMIT: Rate = { limit: 1000, perMs: 1000 };

export interface Verdict {
  readonly headers: Record<string, string>;
  /** Present when the call came too soon: how long to wait, milliseconds. */
  readonly waitMs?: number;
  readonly scope?: 'user' | 'global' | 'shared';
}

interface Window {
  used: number;
  endsAt: number;
}

/** A 429 that a test asked for. */
export interface Throttle {
  readonly scope: 'user' | 'global' | 'shared';
  readonly retryAfterMs: number;
  /** Part of the path. */
  readonly path?: string;
  /** How often. @default 1 */
  readonly times?: number;
}

/**
 * Rate limits on the service's clock, with Discord's headers. A bucket is a route and the channel, server or webhook
 * it is about.
 */
export class Limits {
  readonly #clock: SteppedClock;
  readonly #on: boolean;
  readonly #windows = new Map<string, Window>();
  #throttles: { throttle: Throttle; left: number }[] = [];

  constructor(clock: SteppedClock, on: boolean) {
    this.#clock = clock;
    this.#on = on;
  }

  throttle(throttle: Throttle): void {
    this.#throttles.push({ throttle, left: throttle.times ?? 1 });
  }

  /** @param caller the bot's id, or undefined for calls with a webhook's token, which no global limit counts */
  take(path: string, route: string, major: string, rate: Rate, caller: string | undefined): Verdict {
    const asked = this.#asked(path);
    if (asked) return { headers: {}, waitMs: asked.retryAfterMs, scope: asked.scope };
    if (!this.#on) return { headers: this.#headers(route, NO_LIMIT, NO_LIMIT.limit - 1, NO_LIMIT.perMs) };
    const now = this.#clock.now();
    if (caller !== undefined) {
      const all = this.#window(`global ${caller}`, GLOBAL, now);
      if (all.used >= GLOBAL.limit) return { headers: {}, waitMs: all.endsAt - now, scope: 'global' };
      all.used += 1;
    }
    const window = this.#window(`${route} ${major}`, rate, now);
    const isLate = window.used >= rate.limit;
    if (!isLate) window.used += 1;
    const headers = this.#headers(route, rate, rate.limit - window.used, window.endsAt - now);
    return isLate ? { headers, waitMs: window.endsAt - now, scope: 'user' } : { headers };
  }

  #asked(path: string): Throttle | undefined {
    const entry = this.#throttles.find(({ throttle }) => path.includes(throttle.path ?? ''));
    if (!entry) return undefined;
    entry.left -= 1;
    this.#throttles = this.#throttles.filter(({ left }) => left > 0);
    return entry.throttle;
  }

  #window(key: string, rate: Rate, now: number): Window {
    const known = this.#windows.get(key);
    if (known && known.endsAt > now) return known;
    const window = { used: 0, endsAt: now + rate.perMs };
    this.#windows.set(key, window);
    return window;
  }

  #headers(route: string, rate: Rate, remaining: number, resetAfterMs: number): Record<string, string> {
    return {
      'x-ratelimit-limit': String(rate.limit),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': ((this.#clock.now() + resetAfterMs) / 1000).toFixed(3),
      'x-ratelimit-reset-after': (resetAfterMs / 1000).toFixed(3),
      'x-ratelimit-bucket': createHash('md5').update(route).digest('hex'),
    };
  }
}
