import { createHmac, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent } from 'undici';
import type { Host, Log } from '../../src/host/index.ts';
import { sendRequest } from './http.ts';

/** The core's host on Node: undici with kept-alive connections, real time, Node's crypto. */
export function createNodeHost(log: Log): Host & { close(): Promise<void> } {
  const agent = new Agent({ connections: 64, pipelining: 1, keepAliveTimeout: 30_000 });
  return {
    log,
    now: () => Date.now(),
    sleep: async (ms, signal) => {
      await sleep(ms, undefined, signal ? { signal } : {});
    },
    request: (request) => sendRequest(agent, request),
    crypto: {
      hmacSha256: (key, data) => createHmac('sha256', key).update(data).digest('hex'),
      equal: (a, b) => {
        const left = Buffer.from(a);
        const right = Buffer.from(b);
        return left.length === right.length && timingSafeEqual(left, right);
      },
    },
    close: () => agent.close(),
  };
}
