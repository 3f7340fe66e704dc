import { Buffer } from 'node:buffer';
import type { FaultBox } from '../kit/index.ts';
import { SteppedClock } from '../kit/index.ts';
import type { HookKind } from './hooks.ts';
import { Hooks } from './hooks.ts';
import { Instance } from './instance.ts';
import type { Chat, Draft, StoredMessage } from './model.ts';
import { Refused } from './model.ts';
import { Outbound } from './outbound.ts';
import { SELF } from './seed.ts';
import { Store } from './store.ts';
import { Traces } from './traces.ts';
import { toWire } from './wire.ts';

export type Dialect = 'chat-api' | '1msg';

/** How the service is to behave, of all the ways its ages and descendants did. */
export interface Behaviour {
  readonly dialect: Dialect;
  /** `legacy`: sends are answered with `message: "ok"` and no id, as in the first years. */
  readonly answers: 'late' | 'legacy';
  /** Which methods take GET and which POST: as in the first documentation, as in the later one, or either. */
  readonly verbs: 'seed' | 'openapi' | 'both';
  /** Milliseconds between two attempts of a webhook. */
  readonly hookGapMs: number;
}

/** What is to be sent, besides where. */
export type Content = Pick<Draft, 'type' | 'body'> &
  Partial<Pick<Draft, 'caption' | 'file' | 'quotedMsgId' | 'isForwarded' | 'mentions'>>;

const WINDOW_SECONDS = 24 * 3600;
const ENDINGS: Readonly<Record<string, string>> = { image: 'image', video: 'video', audio: 'audio' };

/** One instance with everything behind it. */
export class Service {
  readonly clock = new SteppedClock();
  readonly behaviour: Behaviour;
  readonly store: Store;
  readonly instance: Instance;
  readonly outbound: Outbound;
  readonly hooks: Hooks;
  readonly traces: Traces;
  /** `http://127.0.0.1:PORT`, once the server listens. */
  origin = '';
  readonly instanceId: string;

  constructor(behaviour: Behaviour, faults: FaultBox, instanceId: string) {
    this.behaviour = behaviour;
    this.instanceId = instanceId;
    this.store = new Store(this.clock, behaviour.dialect);
    this.instance = new Instance(this.clock);
    this.traces = new Traces(this.instance, this.clock);
    this.outbound = new Outbound(this.instance, this.clock);
    this.hooks = new Hooks(this.instance, faults, behaviour.hookGapMs);
    this.outbound.onSent = (draft, queueNumber) => this.#sent(draft, queueNumber);
    this.instance.onState = (status, previous) => {
      this.traces.statusChanged(status);
      if (this.instance.isOn('statusNotificationsOn')) {
        const { substatus } = this.instance;
        this.#notify('status', {
          status,
          previous_status: previous,
          substatus,
          previous_substatus: 'normal',
        });
      }
      this.outbound.drain();
    };
  }

  /**
   * Takes a message of ours into the queue.
   * @param options `isTemplate`: approved beforehand, so that it may go at any time
   * @throws {Refused}
   */
  send(
    chatId: string,
    content: Content,
    { isTemplate = false }: { isTemplate?: boolean } = {},
  ): { id: string; queueNumber: number } {
    const chat = this.store.openChat(chatId);
    if (!isTemplate) this.#checkWindow(chat);
    const id = this.store.newId(chatId, SELF.id, true);
    return { id, queueNumber: this.outbound.add({ id, chatId, author: SELF.id, fromMe: true, ...content }) };
  }

  /** Our reaction to a message of a private chat; an empty one takes it back. @throws {Refused} */
  react(chatId: string, messageId: string, emoji: string): string {
    const message = this.store.message(messageId);
    if (message?.chatId !== chatId) throw new Refused(`message ${messageId} was not found`);
    this.#checkWindow(this.store.openChat(chatId));
    this.store.react(messageId, emoji);
    return this.store.newId(chatId, SELF.id, true);
  }

  /** A person's message comes in through the phone. @throws {Error} when the person is not in the chat */
  receive(chatId: string, author: string, content: Content): StoredMessage {
    const chat = this.store.chat(chatId);
    if (!this.store.people.has(author)) throw new Error(`There is no person ${author}.`);
    if (chat.participants.size > 0 ? !chat.participants.has(author) : author !== chatId) {
      throw new Error(`${this.store.nameOf(author)} is not in the chat "${chat.name}".`);
    }
    const id = this.store.newId(chatId, author, false);
    const stored = this.store.append({ id, chatId, author, fromMe: false, ...content });
    this.announce(stored);
    return stored;
  }

  /** Tells the webhook of a message, new or once more. */
  announce(message: StoredMessage): void {
    this.traces.hookIs(message.id, 'queued');
    this.#notify('messages', { messages: [toWire(message, this.store, this.origin)] }, (hasArrived) => {
      this.traces.hookIs(message.id, hasArrived ? 'sent' : 'not sent');
    });
  }

  acknowledge(message: { id: string; chatId: string }, status: string, queueNumber: number): void {
    this.#notify('ack', { ack: [{ id: message.id, queueNumber, chatId: message.chatId, status }] });
  }

  chatChanged(before: unknown, after: unknown): void {
    if (this.instance.isOn('chatUpdateOn'))
      this.#notify('chatUpdate', { chatUpdate: [{ old: before, new: after }] });
  }

  /** Keeps bytes as the file of a message. */
  fileContent(name: string, mimeType: string, bytes: Uint8Array, caption?: string): Content {
    const type = ENDINGS[mimeType.split('/')[0] ?? ''] ?? 'document';
    const file = this.store.keepFile(name, mimeType, bytes);
    return { type, body: '', file, ...(caption ? { caption } : {}) };
  }

  /**
   * Reads what `sendFile` and `sendPTT` take: a data URI or a link, which is fetched.
   * @throws {Refused}
   */
  async readSource(source: string): Promise<{ mimeType: string; bytes: Uint8Array }> {
    if (source.startsWith('data:')) {
      const comma = source.indexOf(',');
      const head = source.slice('data:'.length, comma);
      if (comma < 0 || !head.endsWith(';base64'))
        throw new Refused('body must be a link or base64 with mime data');
      return {
        mimeType: head.slice(0, -';base64'.length),
        bytes: Buffer.from(source.slice(comma + 1), 'base64'),
      };
    }
    if (!/^https?:\/\//.test(source)) throw new Refused('body must be a link or base64 with mime data');
    const answer = await fetch(source).catch(() => undefined);
    if (!answer?.ok) throw new Refused('the file could not be downloaded from its link');
    const mimeType = answer.headers.get('content-type') ?? 'application/octet-stream';
    return { mimeType, bytes: new Uint8Array(await answer.arrayBuffer()) };
  }

  close(): void {
    this.outbound.close();
    this.hooks.close();
    this.instance.close();
  }

  /** The official API takes what is free only within a day after the person wrote. */
  #checkWindow({ lastInbound }: Chat): void {
    if (this.behaviour.dialect !== '1msg' || this.store.seconds() - lastInbound <= WINDOW_SECONDS) return;
    throw new Refused('More than 24 hours have passed since the customer last replied; use a template');
  }

  #sent(draft: Draft, queueNumber: number): StoredMessage | undefined {
    if (!this.store.chats.has(draft.chatId)) return undefined;
    const message = this.store.append(draft);
    this.announce(message);
    if (this.instance.isOn('ackNotificationsOn')) {
      this.acknowledge(message, 'delivered', queueNumber);
      this.acknowledge(message, 'viewed', queueNumber);
    }
    return message;
  }

  #notify(kind: HookKind, payload: Record<string, unknown>, onEnd?: (hasArrived: boolean) => void): void {
    this.hooks.push(kind, { ...payload, instanceId: this.instanceId }, onEnd);
  }
}
