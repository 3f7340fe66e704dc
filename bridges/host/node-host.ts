import { createHmac, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Host, Log } from '../../src/host/index.ts';
import { createHttp } from './http.ts';

/** The core's host on Node: kept-alive connections, real time, Node's crypto. */
export function createNodeHost(log: Log): Host & { close(): Promise<void> } {
  const http = createHttp();
  return {
    log,
    now: () => Date.now(),
    sleep: async (ms, signal) => {
      await sleep(ms, undefined, signal ? { signal } : {});
    },
    request: (request) => http.send(request),
    crypto: {
      hmacSha256: (key, data) => createHmac('sha256', key).update(data).digest('hex'),
      equal: (a, b) => {
        const left = Buffer.from(a);
        const right = Buffer.from(b);
        return left.length === right.length && timingSafeEqual(left, right);
      },
    },
    close: () => {
      http.close();
      return Promise.resolve();
    },
  };
}
