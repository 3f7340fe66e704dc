import { createHmac, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request as undiciRequest } from 'undici';
import type { Host, HttpRequest, HttpResponse, Log } from '../../src/host/index.ts';
import { TransportError, redact } from '../../src/host/index.ts';

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;
/** Node's codes for "never reached the service". */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** The core's host on Node: undici with kept-alive connections, real time, Node's crypto. */
export function createNodeHost(log: Log): Host & { close(): Promise<void> } {
  const agent = new Agent({ connections: 64, pipelining: 1, keepAliveTimeout: 30_000 });
  return {
    log,
    now: () => Date.now(),
    sleep: async (ms, signal) => {
      await sleep(ms, undefined, signal ? { signal } : {});
    },
    request: (request) => send(agent, request),
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

async function send(agent: Agent, request: HttpRequest): Promise<HttpResponse> {
  const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const maxBytes = request.maxBytes ?? DEFAULT_MAX_BYTES;
  try {
    const answer = await undiciRequest(request.url, {
      dispatcher: agent,
      method: request.method,
      ...(request.headers ? { headers: { ...request.headers } } : {}),
      ...(request.body === undefined ? {} : { body: request.body }),
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > maxBytes)
        throw new TransportError(`the answer is longer than ${String(maxBytes)} bytes`, 'unknown');
      chunks.push(chunk);
    }
    const body = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
    return {
      status: answer.statusCode,
      headers: flat(answer.headers),
      body,
      text: () => Buffer.from(body).toString('utf8'),
    };
  } catch (error) {
    if (error instanceof TransportError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const message = redact(error instanceof Error ? error.message : String(error));
    throw new TransportError(message || code, NOT_SENT.has(code) ? 'not-done' : 'unknown', error);
  }
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) result[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return result;
}
