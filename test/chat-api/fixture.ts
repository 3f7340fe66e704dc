import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { createNodeHost } from '../../bridges/host/node-host.ts';
import type { ChatApiEmulator, ChatApiOptions } from '../../bridges/sandbox/chat-api/index.ts';
import { startChatApi } from '../../bridges/sandbox/chat-api/index.ts';
import { briefMemory } from '../../src/platforms/index.ts';
import type { Host, HttpRequest, HttpResponse, Log } from '../../src/host/index.ts';
import { ServiceError } from '../../src/host/index.ts';
import type { ChatApiConnection } from '../../src/platforms/chat-api/index.ts';
import { chatApi, connect } from '../../src/platforms/chat-api/index.ts';
import type { Part, PollResult, Webhook, WebhookRequest } from '../../src/platforms/index.ts';
import { textTree } from '../../src/text/index.ts';

export interface Scene {
  readonly emulator: ChatApiEmulator;
  readonly connection: ChatApiConnection;
  /** The first group of the demo. */
  readonly group: string;
  /** The private chat of the demo. */
  readonly direct: string;
  /** A person who is in both. */
  readonly person: string;
  readonly webhook: Required<Omit<Webhook, 'prepare'>>;
  /** Everything logged, as JSON. */
  readonly logged: string[];
  /** Requests that went out, in order. */
  readonly requests: HttpRequest[];
  connect(changes?: Record<string, unknown>): ChatApiConnection;
}

/** An emulator and an account on it, both gone when the test ends. */
export async function scene(options: ChatApiOptions = {}): Promise<Scene> {
  const emulator = await startChatApi(options);
  const logged: string[] = [];
  const record = (fields: object, message: string): void => {
    logged.push(JSON.stringify({ fields, message }));
  };
  const log: Log = { debug: record, info: record, warn: record, error: record };
  const node = createNodeHost(log);
  const requests: HttpRequest[] = [];
  const host: Host = {
    ...node,
    // Waiting is shortened, not skipped: the service needs its turn.
    sleep: () => node.sleep(1),
    request: (request): Promise<HttpResponse> => {
      requests.push(request);
      return node.request(request);
    },
  };
  onTestFinished(async () => {
    await node.close();
    await emulator.close();
  });
  const connectWith = (changes: Record<string, unknown> = {}): ChatApiConnection => {
    const settings = chatApi.settings.parse({ ...emulator.accountSettings(), ...changes });
    return connect(settings, { account: 'here', host, memory: briefMemory() });
  };
  const connection = connectWith();
  const ids = emulator.conversations().map(({ id }) => id);
  const { webhook } = connection;
  if (!webhook?.register || !webhook.registered || !webhook.unregister)
    throw new Error('the webhook is not whole');
  const { register, registered, unregister, receive } = webhook;
  return {
    emulator,
    connection,
    group: ids.find((id) => id.endsWith('@g.us')) ?? '',
    direct: ids.find((id) => id.endsWith('@c.us')) ?? '',
    person: emulator.people()[0]?.id ?? '',
    webhook: { register, registered, unregister, receive },
    logged,
    requests,
    connect: connectWith,
  };
}

/** A draft of plain text as its only part. */
export function partOf(connection: ChatApiConnection, text: string, more: { replyTo?: string } = {}): Part {
  const [part] = connection.compose({ text: textTree(text), key: 'k', ...more });
  if (!part) throw new Error('compose gave no part');
  return part;
}

/** The `ServiceError` that a call must end in. */
export async function failure(call: Promise<unknown>): Promise<ServiceError> {
  const outcome = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof ServiceError) return outcome;
  throw new Error(`expected a ServiceError, got ${String(outcome)}`);
}

export const poll = (connection: ChatApiConnection, cursor?: string): Promise<PollResult> =>
  connection.poll(cursor, { conversations: [] });

/** A webhook request with this body. */
export function asRequest(body: unknown): WebhookRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { headers: {}, body: new TextEncoder().encode(text) };
}

/** Resolves when `look` gives something, looking again after every change of the emulator. */
export function eventually<T>(emulator: ChatApiEmulator, look: () => Promise<T | undefined>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = emulator.onChange(() => {
      again();
    });
    const again = (): void => {
      look().then((found) => {
        if (found === undefined) return;
        stop();
        resolve(found);
      }, reject);
    };
    again();
  });
}

export interface Inbox {
  readonly url: string;
  /** Bodies that came, in order. */
  readonly bodies: readonly string[];
  /** Resolves once so many have come. */
  received(count: number): Promise<readonly string[]>;
}

/** A webhook address. @param statuses answered in turn, the last one for good */
export async function inbox(...statuses: number[]): Promise<Inbox> {
  const bodies: string[] = [];
  const waiting: { count: number; resolve: (bodies: readonly string[]) => void }[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      bodies.push(body.toString('utf8'));
      response.statusCode = statuses[Math.min(bodies.length, statuses.length) - 1] ?? 200;
      response.end();
      for (const one of waiting) if (bodies.length >= one.count) one.resolve([...bodies]);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/hook`,
    bodies,
    received: (count) =>
      bodies.length >= count
        ? Promise.resolve([...bodies])
        : new Promise((resolve) => {
            waiting.push({ count, resolve });
          }),
  };
}
