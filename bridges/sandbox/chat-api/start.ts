import { Hono } from 'hono';
import type { EmulatedMessage, Emulator, EmulatorOptions } from '../kit/index.ts';
import { FaultBox, controlRoutes, serveEmulator } from '../kit/index.ts';
import { instanceApi, mediaRoutes } from './api.ts';
import { ownControlRoutes } from './control.ts';
import type { InstanceState } from './instance.ts';
import type { FileInfo, StoredMessage } from './model.ts';
import { INSTANCE_ID, PEOPLE, TOKEN, SELF } from './seed.ts';
import type { Content } from './service.ts';
import { Service } from './service.ts';
import { shown } from './shown.ts';
import type { Incoming } from './typed.ts';
import { typed } from './typed.ts';
import { chatToWire } from './wire.ts';

export interface ChatApiOptions extends EmulatorOptions {
  /** `legacy`: sends are answered without an id, as in the first years. @default 'late' */
  readonly answers?: 'late' | 'legacy';
  /** Which HTTP methods are taken where the ages of the API differ. @default 'both' */
  readonly verbs?: 'seed' | 'openapi' | 'both';
  /** `1msg`: the descendant in front of WhatsApp's official API. @default 'chat-api' */
  readonly dialect?: 'chat-api' | '1msg';
  /** Seconds between two messages that go out; 0 sends them at once. @default 0 */
  readonly sendDelay?: number;
  /** Up to 16 webhook requests at once, which may overtake each other. @default false */
  readonly parallelHooks?: boolean;
  /** Up to 20 attempts a webhook request until it is answered 200, instead of one. @default false */
  readonly guaranteedHooks?: boolean;
  /** Milliseconds between two of these attempts. @default 1000 */
  readonly hookGapMs?: number;
}

/** What only this service has. */
export interface ChatApiExtras {
  /** A person takes a picture of the QR code. @throws {Error} when none is shown or it is older than a minute */
  scanQrCode(): void;
  setState(state: InstanceState, details?: { substatus?: string; reason?: string }): void;
  /** The phone is away: everything stays in the queue until it is let go. */
  holdQueue(isHeld: boolean): void;
  receive(message: Incoming): { id: string };
  /** Sends an ack for a message of ours, whatever became of it. */
  acknowledge(id: string, status: string): void;
  rename(conversation: string, name: string): void;
  /** Delivers a stored message to the webhook once more. */
  deliverAgain(id: string): void;
  /** Delivers this body to the webhook, well-formed or not. */
  deliverRaw(body: string): void;
  /** The instance is created anew: nothing stored, numbers from 1. */
  startAnew(): void;
}

export type ChatApiEmulator = Emulator & ChatApiExtras;

/** A Chat API instance, linked to a phone that has two groups and a private chat. */
export async function startChatApi(options: ChatApiOptions = {}): Promise<ChatApiEmulator> {
  const faults = new FaultBox();
  const dialect = options.dialect ?? 'chat-api';
  const service = new Service(
    {
      dialect,
      answers: options.answers ?? 'late',
      verbs: options.verbs ?? 'both',
      hookGapMs: options.hookGapMs ?? 1000,
    },
    faults,
    INSTANCE_ID,
  );
  const { store, instance } = service;
  instance.settings['sendDelay'] = options.sendDelay ?? 0;
  instance.settings['parallelHooks'] = options.parallelHooks ?? false;
  instance.settings['guaranteedHooks'] = options.guaranteedHooks ?? false;
  const listeners = new Set<(conversation: string) => void>();
  store.onChange = (conversation) => {
    for (const listener of listeners) listener(conversation);
  };

  const control = controlRoutes(() => emulator);
  ownControlRoutes(control, () => emulator);
  const app = new Hono();
  app.route('/_control', control);
  app.route('/media', mediaRoutes(service));
  const api = instanceApi(service);
  // Chat API has the instance as a path of its own, its descendants only its number, or a host for each.
  for (const prefix of [`/instance${INSTANCE_ID}`, `/${INSTANCE_ID}`, '/']) app.route(prefix, api);
  const server = await serveEmulator(app, faults, options.port);
  service.origin = server.origin;

  const receive = ({ conversation, as, file, body, ...rest }: Incoming): { id: string } => {
    const content: Content = { ...rest, body: body ?? '' };
    const kept = file ? { file: store.keepFile(file.name, file.mimeType, file.bytes) } : {};
    return { id: service.receive(conversation, as, { ...content, ...kept }).id };
  };
  const cannot = (what: string) => () =>
    Promise.reject(new Error(`Chat API tells nobody that a person ${what}.`));

  const emulator: ChatApiEmulator = {
    platform: 'chat-api',
    origin: server.origin,
    clock: service.clock,
    faults,
    accountSettings: () => ({
      url: dialect === '1msg' ? `${server.origin}/${INSTANCE_ID}` : `${server.origin}/instance${INSTANCE_ID}`,
      token: TOKEN,
      ...(dialect === '1msg' ? { dialect } : {}),
    }),
    conversations: () => [...store.chats.values()].map(({ id, name }) => ({ id, name })),
    people: () => PEOPLE,
    say: async (input) => {
      const [first, ...rest] = typed(input, store).map((message) => receive(message));
      return first ?? rest[0] ?? { id: '' };
    },
    see: async ({ conversation }) => {
      const own = store.ofChat(conversation).findLast((message) => message.fromMe);
      if (!own) throw new Error('There is nothing of ours to read.');
      service.acknowledge(own, 'viewed', 0);
    },
    edit: cannot('changed a message'),
    delete: cannot('deleted a message'),
    react: cannot('reacted'),
    read: async (conversation) => store.ofChat(conversation).map((message) => asSeen(message, service)),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setWebhook: async (url) => {
      instance.settings['webhookUrl'] = url;
    },
    close: async () => {
      service.close();
      await server.close();
    },

    scanQrCode: () => {
      instance.scanQrCode();
    },
    setState: (state, details) => {
      instance.setState(state, details);
    },
    holdQueue: (isHeld) => {
      service.outbound.hold(isHeld);
    },
    receive,
    acknowledge: (id, status) => {
      service.acknowledge({ id, chatId: store.message(id)?.chatId ?? '' }, status, 0);
    },
    rename: (conversation, name) => {
      const chat = store.chat(conversation);
      const before = chatToWire(chat);
      chat.name = name;
      service.chatChanged(before, chatToWire(chat));
    },
    deliverAgain: (id) => {
      const message = store.message(id);
      if (message) service.announce(message);
    },
    deliverRaw: (body) => {
      service.hooks.pushRaw('messages', body);
    },
    startAnew: () => {
      store.startAnew();
    },
  };
  return emulator;
}

function asSeen(message: StoredMessage, service: Service): EmulatedMessage {
  const { file, mentions, quotedMsgId } = message;
  const emoji = service.store.reaction(message.id);
  const text = file ? (message.caption ?? '') : message.body;
  return {
    id: message.id,
    author: message.author,
    authorName: service.store.nameOf(message.author),
    own: message.fromMe,
    stored: text,
    shown: shown(text),
    sentAt: new Date(message.time * 1000).toISOString(),
    edited: false,
    ...(quotedMsgId === undefined ? {} : { replyTo: quotedMsgId }),
    ...(mentions && mentions.length > 0 ? { mentions } : {}),
    ...(emoji === undefined ? {} : { reactions: [{ emoji, by: [SELF.id] }] }),
    ...(file ? { attachments: [attachmentOf(file)] } : {}),
  };
}

function attachmentOf({ name, mimeType, size, sha256 }: FileInfo): Omit<FileInfo, 'id'> {
  return { name, mimeType, size, sha256 };
}
