import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { MessagesDevEmulator, MessagesDevOptions } from '../../bridges/sandbox/messages-dev/index.ts';
import { startMessagesDev } from '../../bridges/sandbox/messages-dev/index.ts';

const wireSchema = z.record(z.unknown());
const listSchema = z.object({
  data: z.array(wireSchema),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
});
const settingsSchema = z.object({ url: z.string(), apiKey: z.string(), line: z.string() });

export type Wire = z.infer<typeof wireSchema>;

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** Empty where the answer was no JSON. */
  readonly json: Wire;
}

export interface RawCall {
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** @default Parley's key */
  readonly key?: string;
}

/** An emulator without a client of ours in front of it, gone when the test ends. */
export interface Scene {
  readonly emulator: MessagesDevEmulator;
  readonly line: string;
  /** A group with everybody in it. */
  readonly group: string;
  /** A private chat with `nora`. */
  readonly direct: string;
  readonly nora: string;
  /** A person with whom the line has no private chat. */
  readonly stranger: string;
  call(method: string, path: string, raw?: RawCall): Promise<Answered>;
  get(path: string, query?: Readonly<Record<string, string>>): Promise<Answered>;
  post(path: string, body: object): Promise<Answered>;
  list(path: string, query: Readonly<Record<string, string>>): Promise<z.infer<typeof listSchema>>;
  /** Resolves with an outbox item once it is sent or failed. */
  ended(write: Answered): Promise<Wire>;
  upload(name: string, mimeType: string, bytes: string): Promise<string>;
}

export async function emulated(options: MessagesDevOptions = {}): Promise<Scene> {
  const emulator = await startMessagesDev(options);
  onTestFinished(() => emulator.close());
  const { url, apiKey, line } = settingsSchema.parse(emulator.accountSettings());
  const [group, , direct] = emulator.conversations().map(({ id }) => id);
  const [nora, , , stranger] = emulator.people().map(({ id }) => id);
  if (!group || !direct || !nora || !stranger)
    throw new Error('the emulator starts with less than it should');

  const call = async (method: string, path: string, raw: RawCall = {}): Promise<Answered> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${raw.key ?? apiKey}`, ...raw.headers },
      redirect: 'manual',
      ...(raw.body === undefined ? {} : { body: raw.body }),
    });
    const text = await answer.text();
    const json = text.startsWith('{') ? wireSchema.parse(JSON.parse(text)) : {};
    return { status: answer.status, headers: answer.headers, json };
  };
  const get = (path: string, query: Readonly<Record<string, string>> = {}): Promise<Answered> =>
    call('GET', `${path}?${new URLSearchParams(query).toString()}`);
  const post = (path: string, body: object): Promise<Answered> =>
    call('POST', path, { body: JSON.stringify(body) });
  return {
    emulator,
    line,
    group,
    direct,
    nora,
    stranger,
    call,
    get,
    post,
    list: async (path, query) => listSchema.parse((await get(path, query)).json),
    ended: async (write) => {
      for (;;) {
        const { json } = await get('/outbox', { id: String(write.json['id']) });
        if (json['status'] !== 'pending' && json['status'] !== 'claimed') return json;
      }
    },
    upload: async (name, mimeType, bytes) => {
      const headers = { 'content-type': mimeType, 'x-filename': name };
      const { json } = await call('POST', '/files', { body: new TextEncoder().encode(bytes), headers });
      return String(json['id']);
    },
  };
}

/** What a refusal is about: status, type, code, and the parameter where one is named. */
export async function refusal(answer: Promise<Answered>): Promise<string> {
  const { status, json } = await answer;
  const { type, code, param } = z
    .object({ type: z.string(), code: z.string(), message: z.string().min(1), param: z.string().optional() })
    .strict()
    .parse(json['error']);
  return [status, type, code, param ?? ''].join(' ').trim();
}

export interface Hook {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly event: string;
  readonly data: Wire;
}

export interface Receiver {
  readonly url: string;
  readonly hooks: readonly Hook[];
  /** Resolves once so many have come. */
  received(count: number): Promise<readonly Hook[]>;
}

/** A webhook address. @param statuses answered in turn, the last one for good */
export async function receiver(...statuses: number[]): Promise<Receiver> {
  const hooks: Hook[] = [];
  const waiting: { count: number; resolve: (hooks: readonly Hook[]) => void }[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((bytes) => {
      const body = bytes.toString('utf8');
      const { event, data } = z.object({ event: z.string(), data: wireSchema }).parse(JSON.parse(body));
      hooks.push({ headers: request.headers, body, event, data });
      response.statusCode = statuses[Math.min(hooks.length, statuses.length) - 1] ?? 200;
      response.end();
      for (const one of waiting) if (hooks.length >= one.count) one.resolve([...hooks]);
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
    hooks,
    received: (count) =>
      hooks.length >= count
        ? Promise.resolve([...hooks])
        : new Promise((resolve) => {
            waiting.push({ count, resolve });
          }),
  };
}
