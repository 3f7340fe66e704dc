import type { Host, HttpResponse } from '../../host/index.ts';

/** A wait up to this is taken before the call; a longer one is the caller's to plan, milliseconds. */
const SHORT_MS = 3_000;
const MOST_ROUTES = 2_000;

interface Bucket {
  remaining: number;
  limit: number;
  /** Unix milliseconds. */
  resetAt: number;
}

/** Keeps to the limits that Discord announces with every answer, before it has to refuse anything. */
export interface Limits {
  /**
   * Resolves when a call may go out; short waits are waited for.
   * @returns 0, or how long the caller would have to wait, milliseconds
   */
  pass(route: string): Promise<number>;
  /** Learns from an answer. */
  note(route: string, answer: HttpResponse): void;
  /** Nothing goes out before this time has passed, milliseconds; for one route, or for the whole bot. */
  hold(route: string | undefined, ms: number): void;
}

export function createLimits(host: Host): Limits {
  const buckets = new Map<string, Bucket>();
  /** Several routes may share a bucket; Discord tells which only with the answer. */
  const bucketOf = new Map<string, string>();
  let heldUntil = 0;

  const find = (route: string): Bucket | undefined => buckets.get(bucketOf.get(route) ?? route);
  const trim = (map: Map<string, unknown>): void => {
    if (map.size > MOST_ROUTES) map.delete(map.keys().next().value ?? '');
  };

  return {
    async pass(route) {
      const bucket = find(route);
      const now = host.now();
      const spentMs = bucket && bucket.remaining <= 0 ? bucket.resetAt - now : 0;
      const waitMs = Math.max(heldUntil - now, spentMs);
      if (waitMs > SHORT_MS) return waitMs;
      if (waitMs > 0) await host.sleep(waitMs);
      if (bucket) {
        if (bucket.remaining <= 0) bucket.remaining = bucket.limit;
        bucket.remaining -= 1;
      }
      return 0;
    },

    note(route, { headers }) {
      const remaining = Number(headers['x-ratelimit-remaining'] ?? Number.NaN);
      const limit = Number(headers['x-ratelimit-limit'] ?? Number.NaN);
      const resetAfter = Number(headers['x-ratelimit-reset-after'] ?? Number.NaN);
      if (Number.isNaN(remaining) || Number.isNaN(limit) || Number.isNaN(resetAfter)) return;
      const major = /\/(?:channels|guilds|webhooks)\/\d+/.exec(route)?.[0] ?? '';
      const hash = headers['x-ratelimit-bucket'];
      const name = hash === undefined ? route : `${hash} ${major}`;
      bucketOf.set(route, name);
      buckets.set(name, { remaining, limit, resetAt: host.now() + resetAfter * 1000 });
      trim(bucketOf);
      trim(buckets);
    },

    hold(route, ms) {
      const until = host.now() + ms;
      if (route === undefined) heldUntil = until;
      else {
        const name = bucketOf.get(route) ?? route;
        buckets.set(name, { remaining: 0, limit: buckets.get(name)?.limit ?? 1, resetAt: until });
      }
    },
  };
}

/** What a call is counted under: its method and path, with every id but the first left out. */
export function routeOf(method: string, path: string): string {
  const [, kind = '', first = '', ...rest] = path.split('/');
  const others = rest.map((step) =>
    /^\d+$/.test(step) || (kind === 'webhooks' && step.length > 40) ? ':id' : step,
  );
  return `${method} /${[kind, first, ...others].join('/')}`.replace(/\/reactions\/.*/, '/reactions');
}
