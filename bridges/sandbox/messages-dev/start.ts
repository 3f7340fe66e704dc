import { Hono } from 'hono';
import type { Emulator, EmulatorOptions, SayInput } from '../kit/index.ts';
import { FaultBox, controlRoutes, serveEmulator } from '../kit/index.ts';
import type { ApiKey } from './access.ts';
import { messagesApi, storage } from './api.ts';
import { ownControlRoutes } from './control.ts';
import type { Delivery } from './deliveries.ts';
import type { ListOrder } from './paging.ts';
import { People } from './people.ts';
import { KEY, LINE, OWN_NAME, PEOPLE } from './seed.ts';
import { Service } from './service.ts';

export interface MessagesDevOptions extends EmulatorOptions {
  /** `real`: 1,000 requests an hour and key. A 429 can be had as a fault at any time. @default 'off' */
  readonly limits?: 'real' | 'off';
  /** Nobody wrote down which end of a list comes first. @default 'newest-first' */
  readonly order?: ListOrder;
  /** From the acceptance of a write to its end, where it waits for no other: milliseconds. @default 10 */
  readonly outboxDelayMs?: number;
  /** Time before each further attempt of a webhook delivery, milliseconds. @default [500, 1000] */
  readonly retryAfterMs?: readonly number[];
  /** Largest file that is taken. @default 100 MB */
  readonly maxFileBytes?: number;
  /** Makes the ids the same at every start. */
  readonly idSeed?: string;
}

/** What only this service has. */
export interface MessagesDevExtras {
  /** Adds a key beside Parley's, or changes what one opens. */
  setKey(key: ApiKey): void;
  revokeKey(key: string): void;
  /** The next outbox item fails for this reason. */
  failNext(error: string): void;
  /** The Mac behind the lines is away: everything stays pending until it is let go. */
  holdOutbox(isHeld: boolean): void;
  /** `wide`: what webhooks are told has `line_id` and `synced_at` too. */
  setWebhookData(form: 'narrow' | 'wide'): void;
  /** The last webhook deliveries, oldest first. */
  deliveries(): readonly Delivery[];
  /** A person wrote at this time (Unix milliseconds), and the service comes to know it only now. */
  sayLate(input: SayInput, sentAt: number): { id: string };
  /** Somebody makes a group with the line in it, and has not written there yet. */
  addGroup(people: readonly string[], name?: string): { id: string };
  /** A person texts the activation code to the sandbox line. @throws {Error} when none was given out */
  activateSandbox(as: string): void;
  /** Until when our account has read a chat: Unix milliseconds. */
  readUntil(conversation: string): number | undefined;
}

export type MessagesDevEmulator = Emulator & MessagesDevExtras;

/** Calls an hour that nobody makes: a client that saves its calls has no need to. */
const NO_LIMIT = 10_000_000;
const MAX_FILE_BYTES = 100 * 1024 * 1024;

/** A messages.dev account: a line with two groups and a private chat, a second line, and the shared sandbox line. */
export async function startMessagesDev(options: MessagesDevOptions = {}): Promise<MessagesDevEmulator> {
  const faults = new FaultBox();
  const service = new Service(
    {
      limits: options.limits ?? 'off',
      order: options.order ?? 'newest-first',
      outboxDelayMs: options.outboxDelayMs ?? 10,
      retryAfterMs: options.retryAfterMs ?? [500, 1_000],
      maxFileBytes: options.maxFileBytes ?? MAX_FILE_BYTES,
      idSeed: options.idSeed,
    },
    faults,
  );
  const { store, presence, outbox, deliveries, sandbox, access } = service;
  access.set({ key: KEY });
  const people = new People(service);
  const listeners = new Set<(conversation: string) => void>();
  store.onChange = (conversation) => {
    for (const listener of listeners) listener(conversation);
  };

  const control = controlRoutes(() => emulator);
  ownControlRoutes(control, () => emulator);
  const app = new Hono();
  app.route('/_control', control);
  app.route('/storage', storage(service));
  app.route('/v1', messagesApi(service));
  const server = await serveEmulator(app, faults, options.port);
  service.origin = server.origin;
  const cannot = (what: string) => () =>
    Promise.reject(new Error(`messages.dev tells nobody that a person ${what} a message.`));

  const emulator: MessagesDevEmulator = {
    platform: 'messages-dev',
    origin: server.origin,
    clock: service.clock,
    faults,
    accountSettings: () => ({
      url: `${server.origin}/v1`,
      apiKey: KEY,
      line: LINE,
      ...(service.behaviour.limits === 'off' ? { callsPerHour: NO_LIMIT } : {}),
    }),
    conversations: () => people.conversations(LINE),
    people: () => PEOPLE,
    say: async (input) => ({ id: people.say(input).id }),
    edit: cannot('changed'),
    delete: cannot('deleted'),
    react: async (input) => {
      people.react(input);
    },
    read: async (conversation) => people.read(conversation),
    type: async (input) => {
      people.type(input);
    },
    see: async (input) => {
      people.see(input);
    },
    typing: () =>
      presence
        .indicators()
        .filter((it) => it.handle === LINE && presence.isTyping(it))
        .map(({ chatId }) => chatId),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      service.close();
      await server.close();
    },

    setKey: (key) => {
      access.set(key);
    },
    revokeKey: (key) => {
      access.revoke(key);
    },
    failNext: (error) => {
      outbox.failNext(error);
    },
    holdOutbox: (isHeld) => {
      outbox.hold(isHeld);
    },
    setWebhookData: (form) => {
      service.webhookData = form;
    },
    deliveries: () => deliveries.log,
    sayLate: (input, sentAt) => ({ id: people.say(input, sentAt).id }),
    addGroup: (handles, name) => {
      const line = store.line(LINE);
      if (!line) throw new Error(`There is no line ${LINE}.`);
      return { id: store.addChat(line, handles, name ?? null).id };
    },
    activateSandbox: (as) => {
      sandbox.activate(as);
      const chat = store.chatOn(sandbox.line, as) ?? store.addChat(sandbox.line, [as], OWN_NAME);
      chat.hasReceivedInbound = true;
    },
    readUntil: (conversation) =>
      presence.receipts().find((it) => it.chatId === conversation && it.handle === LINE)?.lastReadAt,
  };
  return emulator;
}
