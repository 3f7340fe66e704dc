import type { Host, HttpResponse } from '../../host/index.ts';

/** A wait up to this is taken before the call; a longer one is the caller's to plan, milliseconds. */
const SHORT_MS = 3_000;
const MOST_ROUTES = 2_000;

/** A stretch of time, Unix milliseconds. */
interface Span {
  readonly from: number;
  readonly to: number;
}

interface Bucket {
  remaining: number;
  limit: number;
  until: Span;
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
  let held: Span = { from: 0, to: 0 };

  const spanOf = (ms: number): Span => ({ from: host.now(), to: host.now() + ms });
  /** What is left of it. Nothing when it lies ahead: the clock was set back. */
  const leftOf = ({ from, to }: Span): number => (host.now() < from ? 0 : Math.max(0, to - host.now()));
  const find = (route: string): Bucket | undefined => buckets.get(bucketOf.get(route) ?? route);
  const trim = (map: Map<string, unknown>): void => {
    if (map.size > MOST_ROUTES) map.delete(map.keys().next().value ?? '');
  };

  return {
    async pass(route) {
      const bucket = find(route);
      const spentMs = bucket && bucket.remaining <= 0 ? leftOf(bucket.until) : 0;
      const waitMs = Math.max(leftOf(held), spentMs);
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
      buckets.set(name, { remaining, limit, until: spanOf(resetAfter * 1000) });
      trim(bucketOf);
      trim(buckets);
    },

    hold(route, ms) {
      const until = spanOf(ms);
      if (route === undefined) held = until;
      else {
        const name = bucketOf.get(route) ?? route;
        buckets.set(name, { remaining: 0, limit: buckets.get(name)?.limit ?? 1, until });
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
