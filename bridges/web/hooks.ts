import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../../src/host/index.ts';
import { WebhookRefused } from '../../src/host/index.ts';
import type { HookAnswer, HookHandler } from './contract.ts';
import type { Metrics } from './metrics.ts';
import { sameSecret } from './secrets.ts';

/** How long what is left of an oversized body is still swallowed, so that its sender gets to read the answer. */
const LINGER_MS = 1_000;

export interface HookOptions {
  /** By path: `/hooks/<account>/<secret>`. */
  readonly hooks: Readonly<Record<string, HookHandler>>;
  readonly maxBodyBytes: number;
  readonly log: Log;
  readonly metrics: Metrics;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Answers webhook requests. Plain Node, because this is the path every event of a busy service takes: no framework,
 * no copies but the body's.
 * @throws {Error} when a path is not of the form `/hooks/<account>/<secret>`
 */
export function hookListener({ hooks, maxBodyBytes, log, metrics }: HookOptions): Listener {
  const byAccount = new Map<string, { secret: string; handler: HookHandler }>();
  for (const [path, handler] of Object.entries(hooks)) {
    const { account, secret } = takeApart(path);
    if (!account || !secret)
      throw new Error(`A webhook path must read /hooks/<account>/<secret>, not ${path}`);
    byAccount.set(account, { secret, handler });
  }

  function refuse(response: ServerResponse, status: number, reason: string, sentence: string): void {
    metrics.hookRefused(reason);
    answer(response, { status, body: sentence });
  }

  return (request, response) => {
    const { account, secret } = takeApart(request.url ?? '');
    const hook = byAccount.get(account);
    if (!sameSecret(hook?.secret ?? '', secret) || !hook) {
      refuse(response, 404, 'path', 'There is no webhook at this address.');
      return;
    }
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      refuse(response, 405, 'method', 'A webhook takes POST requests only.');
      return;
    }
    readBody(request, maxBodyBytes, (body) => {
      if (body === 'too-large') {
        metrics.hookRefused('too-large');
        refuseBody(request, response, `The body is larger than the ${String(maxBodyBytes)} bytes allowed.`);
        return;
      }
      hook.handler({ headers: flat(request), body }).then(
        (result) => {
          answer(response, result);
        },
        (error: unknown) => {
          if (error instanceof WebhookRefused) {
            log.warn({ account, reason: error.reason }, error.message);
            refuse(response, error.status, error.reason, error.message);
            return;
          }
          const message = error instanceof Error ? error.message : String(error);
          log.error({ account, error: message }, 'A webhook request could not be taken in');
          refuse(response, 500, 'failed', 'The request could not be stored. Send it again.');
        },
      );
    });
  };
}

function takeApart(path: string): { account: string; secret: string } {
  const query = path.indexOf('?');
  const [, hooks, account = '', secret = '', ...rest] = (query < 0 ? path : path.slice(0, query)).split('/');
  if (hooks !== 'hooks' || rest.length > 0) return { account: '', secret: '' };
  return { account, secret };
}

function readBody(
  request: IncomingMessage,
  limit: number,
  done: (body: Uint8Array | 'too-large') => void,
): void {
  if (Number(request.headers['content-length'] ?? 0) > limit) {
    done('too-large');
    return;
  }
  let chunks: Buffer[] = [];
  let length = 0;
  let over = false;
  request.on('data', (chunk: Buffer) => {
    if (over) return;
    length += chunk.length;
    if (length > limit) {
      over = true;
      chunks = [];
      done('too-large');
    } else chunks.push(chunk);
  });
  request.on('end', () => {
    const [only] = chunks;
    if (!over) done(chunks.length === 1 && only ? only : Buffer.concat(chunks));
  });
  // Cut while sending: nobody is there to be answered, and nothing was taken in.
  request.on('error', () => undefined);
}

/**
 * Answers 413 before the whole body has come and closes the connection. Closing it at once would make the operating
 * system throw the answer away together with the unread body.
 */
function refuseBody(request: IncomingMessage, response: ServerResponse, sentence: string): void {
  const bytes = Buffer.from(sentence);
  response.writeHead(413, { ...TEXT, 'content-length': bytes.length, connection: 'close' });
  response.write(bytes);
  const timer = setTimeout(() => response.end(), LINGER_MS);
  const finish = () => {
    clearTimeout(timer);
    response.end();
  };
  request.once('end', finish).once('close', finish).resume();
}

const TEXT = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };

function answer(response: ServerResponse, { status, body = '', headers }: HookAnswer): void {
  response.writeHead(status, { ...TEXT, 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
}

function flat(request: IncomingMessage): Record<string, string | undefined> {
  const result: Record<string, string | undefined> = {};
  for (const name in request.headers) {
    const value = request.headers[name];
    result[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return result;
}
