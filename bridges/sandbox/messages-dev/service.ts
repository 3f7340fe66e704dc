import type { FaultBox } from '../kit/index.ts';
import { SteppedClock } from '../kit/index.ts';
import type { ApiKey } from './access.ts';
import { Access, opens } from './access.ts';
import { Deliveries } from './deliveries.ts';
import { Files } from './files.ts';
import { Ids } from './ids.ts';
import type { Chat, Line, MessageDraft, StoredMessage, Tapback } from './model.ts';
import { Outbox } from './outbox.ts';
import type { ListOrder } from './paging.ts';
import { Presence } from './presence.ts';
import { Refusal } from './refusal.ts';
import { SandboxLine } from './sandbox-line.ts';
import { Store } from './store.ts';
import type { WebhookEvent } from './webhooks.ts';
import { Webhooks } from './webhooks.ts';
import { messageEvent, reactionEvent } from './wire.ts';

/** How the service is to behave where nobody wrote down how it does. */
export interface Behaviour {
  readonly limits: 'real' | 'off';
  readonly order: ListOrder;
  readonly outboxDelayMs: number;
  readonly retryAfterMs: readonly number[];
  readonly maxFileBytes: number;
  readonly idSeed: string | undefined;
}

/** One account with everything behind it. */
export class Service {
  readonly clock = new SteppedClock();
  readonly behaviour: Behaviour;
  readonly ids: Ids;
  readonly access: Access;
  readonly store: Store;
  readonly files: Files;
  readonly presence: Presence;
  readonly outbox: Outbox;
  readonly webhooks: Webhooks;
  readonly deliveries: Deliveries;
  readonly sandbox: SandboxLine;
  /** What webhooks are told of a message or tapback. */
  webhookData: 'narrow' | 'wide' = 'narrow';
  /** `http://127.0.0.1:PORT`, once the server listens. */
  origin = '';

  constructor(behaviour: Behaviour, faults: FaultBox) {
    this.behaviour = behaviour;
    this.ids = new Ids(behaviour.idSeed);
    this.access = new Access(this.clock, behaviour.limits === 'real');
    this.store = new Store(this.clock, this.ids);
    this.files = new Files(this.ids);
    this.presence = new Presence(this.clock, this.ids);
    this.outbox = new Outbox(this.clock, this.ids, behaviour.outboxDelayMs);
    this.webhooks = new Webhooks(this.ids);
    this.deliveries = new Deliveries(this.clock, this.ids, faults, behaviour.retryAfterMs);
    const sandbox = this.store.lines.find(({ isSandbox }) => isSandbox);
    if (!sandbox) throw new Error('There is no sandbox line.');
    this.sandbox = new SandboxLine(sandbox, this.clock, this.ids);
  }

  /** The line that a call is for. @throws {Refusal} when there is none, or the key does not open it */
  line(key: ApiKey, from: string): Line {
    const line = this.store.line(from);
    if (!line) throw new Refusal('line_not_found', 'No such line.', { param: 'from' });
    if (!opens(key, line)) {
      throw new Refusal('line_not_accessible', 'This API key cannot use the line.', { param: 'from' });
    }
    if (line.isSandbox) this.sandbox.requireActive();
    return line;
  }

  /** The chat that a call is about. @throws {Refusal} when there is none */
  chat(line: Line, to: string): Chat {
    const chat = this.store.chatOn(line, to);
    if (line.isSandbox) this.sandbox.requireContact(to, chat);
    if (!chat) throw new Refusal('chat_not_found', 'No such chat on this line.', { param: 'to' });
    return chat;
  }

  /** The chat that a message is to go to, one of the sandbox's day used up. @throws {Refusal} */
  chatForSending(line: Line, to: string): Chat {
    const chat = this.store.chatOn(line, to);
    if (line.isSandbox) {
      this.sandbox.requireContact(to, chat);
      this.sandbox.count();
    }
    if (!chat && to.startsWith('cht_')) return this.chat(line, to);
    if (chat?.hasReceivedInbound) return chat;
    const message = 'Cannot send to a contact who has not messaged this line first.';
    throw new Refusal('contact_has_not_messaged', message, { param: 'to' });
  }

  /** A message of a chat. @throws {Refusal} when there is none */
  message(chat: Chat, idOrGuid: string, param: string): StoredMessage {
    const message = this.store.message(idOrGuid);
    if (message?.chatId === chat.id) return message;
    throw new Refusal('message_not_found', 'No such message in this chat.', { param });
  }

  /** Stores a message and tells the webhooks of it; a voice memo is listened to only afterwards. */
  post(chat: Chat, draft: MessageDraft, sentAt?: number): StoredMessage {
    const message = this.store.append(chat, draft, sentAt);
    this.presence.type(chat.id, draft.sender, false);
    this.#tell(chat, message.isFromMe ? 'message.sent' : 'message.received', (line) =>
      messageEvent(message, line, this.origin, this.webhookData === 'wide'),
    );
    if (message.isAudio) message.transcription = `What was said in ${message.files[0]?.name ?? 'it'}`;
    return message;
  }

  /** Puts a tapback on a message. A person has one at most: the one before gives way. */
  react(message: StoredMessage, sender: string, type: Tapback): void {
    const before = this.store.tapbackOf(message.id, sender);
    if (before === type) return;
    if (before) this.#record(message, sender, before, false);
    this.#record(message, sender, type, true);
  }

  unreact(message: StoredMessage, sender: string, type: Tapback): void {
    if (this.store.tapbackOf(message.id, sender) === type) this.#record(message, sender, type, false);
  }

  close(): void {
    this.outbox.close();
    this.deliveries.close();
  }

  #record(message: StoredMessage, sender: string, type: Tapback, added: boolean): void {
    const row = this.store.addReaction(message, sender, type, added);
    const chat = this.store.chats.get(message.chatId);
    if (!chat) return;
    this.#tell(chat, added ? 'reaction.added' : 'reaction.removed', (line) =>
      reactionEvent(row, line, this.webhookData === 'wide'),
    );
  }

  #tell(chat: Chat, event: WebhookEvent, data: (line: Line) => Record<string, unknown>): void {
    const line = this.store.line(chat.lineId);
    if (!line) return;
    for (const webhook of this.webhooks.of(line)) {
      if (webhook.events.includes(event)) this.deliveries.push(webhook, event, data(line));
    }
  }
}
