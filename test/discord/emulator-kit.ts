import { Client, Events, GatewayIntentBits, Partials, WebhookClient } from 'discord.js';
import type { ClientEvents } from 'discord.js';
import { WebSocket } from 'ws';
import type { DiscordEmulator, DiscordOptions } from '../../bridges/sandbox/discord/index.ts';
import { startDiscord } from '../../bridges/sandbox/discord/index.ts';

/** What a bridge asks for. */
export const INTENTS =
  GatewayIntentBits.Guilds |
  GatewayIntentBits.GuildMessages |
  GatewayIntentBits.GuildMessageReactions |
  GatewayIntentBits.GuildMessageTyping |
  GatewayIntentBits.GuildWebhooks |
  GatewayIntentBits.MessageContent;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined where there is no body. */
  readonly body: Json;
}
/** JSON to look into without asking first; what is not there is undefined. */
export type Json = { readonly [key: string]: Json } & readonly Json[];

export type Stage = Awaited<ReturnType<typeof openServer>>;

/** A server, ways to speak to it, and the names of what is there. Closed by `close`. */
export async function openServer(options: DiscordOptions = {}) {
  const server: DiscordEmulator = await startDiscord(options);
  const token = String(server.accountSettings()['botToken']);
  const [channel = '', other = '', forum = ''] = server.conversations().map(({ id }) => id);
  const [ann = '', ben = ''] = server.people().map(({ id }) => id);
  const closing: (() => Promise<void> | void)[] = [];
  const rest = { api: `${server.origin}/api`, cdn: server.origin, version: '10', retries: 0 };

  /** A request as any program could make it. */
  async function call(method: string, path: string, body?: unknown, auth = `Bot ${token}`): Promise<Answer> {
    const isForm = body instanceof FormData;
    const headers = new Headers();
    if (auth !== '') headers.set('authorization', auth);
    if (body !== undefined && !isForm) headers.set('content-type', 'application/json');
    const response = await fetch(`${server.origin}/api/v10${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed = (text === '' ? undefined : JSON.parse(text)) as Json;
    return { status: response.status, headers: response.headers, body: parsed };
  }

  /** discord.js, not signed in yet. */
  function client(intents = INTENTS): Client {
    const made = new Client({
      intents,
      partials: [Partials.Message, Partials.Reaction, Partials.Channel],
      rest,
    });
    made.on(Events.Error, () => undefined);
    closing.push(() => made.destroy());
    return made;
  }

  /** discord.js, signed in. */
  async function login(intents = INTENTS): Promise<Client<true>> {
    const made = client(intents);
    const ready = next(made, Events.ClientReady);
    await made.login(token);
    const [signedIn] = await ready;
    return signedIn;
  }

  return {
    server,
    token,
    channel,
    other,
    forum,
    ann,
    ben,
    call,
    client,
    login,
    /** A webhook of the bot in a channel, and discord.js to speak through it. */
    webhook: async (where = channel) => {
      const { body } = await call('POST', `/channels/${where}/webhooks`, { name: 'Parley' });
      const hook = { id: String(body['id']), token: String(body['token']) };
      return {
        ...hook,
        path: `/webhooks/${hook.id}/${hook.token}`,
        client: new WebhookClient(hook, { rest }),
      };
    },
    say: async (text: string, where = channel): Promise<string> =>
      (await server.say({ conversation: where, as: ann, text })).id,
    socket: async (): Promise<Wire> => {
      const wire = new Wire(`${server.origin.replace('http', 'ws')}/gateway?v=10&encoding=json`);
      closing.push(() => wire.close());
      return wire;
    },
    close: async (): Promise<void> => {
      for (const end of closing) await end();
      await server.close();
    },
  };
}

/** The next event of a client. */
export function next<Name extends keyof ClientEvents>(
  client: Client,
  name: Name,
): Promise<ClientEvents[Name]> {
  return new Promise((resolve) => {
    client.once(name, (...args: ClientEvents[Name]) => {
      resolve(args);
    });
  });
}

interface Payload {
  readonly op: number;
  readonly s: number | null;
  readonly t: string | null;
  readonly d: Json;
}

/** The gateway without a library: what is sent, what comes, how it ends. */
export class Wire {
  readonly #socket: WebSocket;
  readonly seen: Payload[] = [];
  readonly #waiting = new Set<() => void>();
  /** Code with which the other side closed; the HTTP status where it never opened. */
  readonly closed: Promise<number>;

  constructor(url: string) {
    this.#socket = new WebSocket(url);
    this.closed = new Promise((resolve) => {
      this.#socket.on('close', resolve);
      this.#socket.on('unexpected-response', (request, response) => {
        resolve(response.statusCode ?? 0);
        request.destroy();
      });
    });
    this.#socket.on('error', () => undefined);
    this.#socket.on('message', (data) => {
      this.seen.push(JSON.parse((data as Buffer).toString('utf8')) as Payload);
      for (const wake of this.#waiting) wake();
    });
  }

  send(op: number, d: unknown): void {
    this.#socket.send(JSON.stringify({ op, d }));
  }

  sendText(text: string): void {
    this.#socket.send(text);
  }

  /** The first payload that has come or comes, of this op or this event. */
  async got(what: number | string): Promise<Payload> {
    for (;;) {
      const found = this.seen.find(({ op, t }) => op === what || t === what);
      if (found) return found;
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
  }

  /** Waits for the hello and signs in. */
  async identify(token: string, intents = INTENTS): Promise<Payload> {
    await this.got(10);
    this.send(2, { token, intents, properties: { os: 'linux' } });
    return this.got('READY');
  }

  names(): (string | null)[] {
    return this.seen.filter(({ op }) => op === 0).map(({ t }) => t);
  }

  close(code?: number): void {
    this.#socket.close(code);
  }

  cut(): void {
    this.#socket.terminate();
  }
}
