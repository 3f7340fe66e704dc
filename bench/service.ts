import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Instances of the service: people write in the first, copies arrive in the second. */
export const SOURCE = 1;
export const TARGET = 2;
const PAGE = 100;

/** A copy that has arrived. */
export interface Arrival {
  /** The number that its text ends with. */
  readonly sequence: number;
  readonly chat: string;
  /** `performance.now()` */
  readonly at: number;
}

/**
 * The leanest service that speaks Chat API: so little work that what is measured is the relay. It keeps what people
 * write, takes in copies, and tells of each.
 */
export interface LeanService {
  readonly origin: string;
  /** Address that the relay has asked to be called at. */
  hookUrl(): string | undefined;
  /** Nobody is called any more, so that another relay may ask to be. */
  forgetHook(): void;
  /** A person writes; the body of the webhook request that tells of it. Messages are numbered as they are written. */
  write(chat: string, sequence: number): string;
  onArrival(listener: (arrival: Arrival) => void): () => void;
  /** From now on copies for these chats (`all` for every one) are refused with 429 and this Retry-After. */
  block(chats: ReadonlySet<string> | 'all', retryAfterSeconds: number): void;
  unblock(): void;
  close(): Promise<void>;
}

export async function startLeanService(): Promise<LeanService> {
  const listeners = new Set<(arrival: Arrival) => void>();
  const written: object[] = [];
  let hookUrl: string | undefined;
  let blocked: { chats: ReadonlySet<string> | 'all'; retryAfterSeconds: number } | undefined;
  let queueNumber = 0;

  const take = (response: ServerResponse, body: string): void => {
    const { chatId, body: text } = JSON.parse(body) as { chatId: string; body: string };
    if (blocked && (blocked.chats === 'all' || blocked.chats.has(chatId))) {
      response.writeHead(429, { 'retry-after': String(blocked.retryAfterSeconds) });
      response.end('{"error":"Too many requests"}');
      return;
    }
    queueNumber += 1;
    const id = `true_${chatId}_3EB0${queueNumber.toString(16).toUpperCase().padStart(16, '0')}`;
    answer(
      response,
      `{"sent":true,"id":"${id}","message":"Sent to ${chatId}","queueNumber":${String(queueNumber)}}`,
    );
    const arrival = { sequence: Number(/\d+$/.exec(text)?.[0]), chat: chatId, at: performance.now() };
    for (const listener of listeners) listener(arrival);
  };

  const listMessages = (instance: number, query: URLSearchParams): string => {
    if (instance !== SOURCE) return JSON.stringify({ messages: [], lastMessageNumber: 0 });
    if (query.has('last')) return JSON.stringify({ messages: [], lastMessageNumber: written.length });
    const after = Number(query.get('lastMessageNumber') ?? 0);
    const messages = written.slice(after, after + PAGE);
    return JSON.stringify({ messages, lastMessageNumber: Math.max(after, after + messages.length) });
  };

  const answerCall = (method: string, instance: number, query: URLSearchParams, body: string): string => {
    switch (method) {
      case 'messages':
        return listMessages(instance, query);
      case 'webhook':
        if (body !== '') hookUrl = (JSON.parse(body) as { webhookUrl: string }).webhookUrl;
        return JSON.stringify({ set: body !== '', webhookUrl: instance === SOURCE ? (hookUrl ?? '') : '' });
      case 'me':
        return JSON.stringify({
          id: `9990000000${String(instance)}@c.us`,
          name: `Instance ${String(instance)}`,
        });
      case 'status':
        return '{"accountStatus":"authenticated"}';
      case 'showMessagesQueue':
        return '{"totalMessages":0,"first100":[]}';
      default:
        return '{"dialogs":[]}';
    }
  };

  const server = createServer((request, response) => {
    readBody(request, (body) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const [, instance = '', method = ''] = url.pathname.split('/');
      if (method === 'sendMessage') take(response, body);
      else
        answer(
          response,
          answerCall(method, Number(instance.replace('instance', '')), url.searchParams, body),
        );
    });
  });
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    hookUrl: () => hookUrl,
    forgetHook: () => {
      hookUrl = undefined;
    },
    write: (chat, sequence) => {
      const message = messageOf(chat, sequence, written.length + 1);
      written.push(message);
      return JSON.stringify({ messages: [message], instanceId: String(SOURCE) });
    },
    onArrival: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    block: (chats, retryAfterSeconds) => {
      blocked = { chats, retryAfterSeconds };
    },
    unblock: () => {
      blocked = undefined;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** A message as people write them: a short sentence that ends with its number. */
function messageOf(chat: string, sequence: number, messageNumber: number): object {
  return {
    id: `false_${chat}_3EB0${messageNumber.toString(16).toUpperCase().padStart(16, '0')}`,
    body: `Hello, is the parcel on its way? Order *${String(sequence)}*, see https://shop.example/o ${String(sequence)}`,
    type: 'chat',
    senderName: 'Ann Other',
    fromMe: false,
    author: chat,
    time: Math.floor(Date.now() / 1_000),
    chatId: chat,
    messageNumber,
    chatName: 'Ann Other',
  };
}

function readBody(request: IncomingMessage, done: (body: string) => void): void {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    body += chunk;
  });
  request.on('end', () => {
    done(body);
  });
}

function answer(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
