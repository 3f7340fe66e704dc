import type { SteppedClock } from '../kit/index.ts';
import type { Ids } from './ids.ts';
import type { Chat, Line, MessageDraft, ReactionRow, StoredMessage, Tapback } from './model.ts';
import { groupIdentifier, seedChats, seedLines } from './seed.ts';

/** Messages of a chat that are kept; the oldest are forgotten in slices once there are more. */
const MAX_MESSAGES = 20_000;
const SLICE = 2_000;

/** Lines, chats, messages and what people put on them. */
export class Store {
  readonly clock: SteppedClock;
  readonly ids: Ids;
  readonly lines: readonly Line[];
  readonly chats = new Map<string, Chat>();
  /** Called after every change of a chat. */
  onChange: (chatId: string) => void = () => undefined;
  readonly #byChat = new Map<string, StoredMessage[]>();
  readonly #byId = new Map<string, StoredMessage>();
  readonly #byGuid = new Map<string, StoredMessage>();
  readonly #reactions = new Map<string, ReactionRow[]>();
  #sequence = 0;

  constructor(clock: SteppedClock, ids: Ids) {
    this.clock = clock;
    this.ids = ids;
    this.lines = seedLines(ids);
    for (const chat of seedChats(ids, this.lines, clock.now())) this.chats.set(chat.id, chat);
  }

  /** By id or handle. */
  line(idOrHandle: string): Line | undefined {
    return this.lines.find(({ id, handle }) => id === idOrHandle || handle === idOrHandle);
  }

  /** A chat of a line, by its id or by the handle of the other side. */
  chatOn(line: Line, to: string): Chat | undefined {
    const handle = to.toLowerCase();
    return [...this.chats.values()].find(
      (chat) =>
        chat.lineId === line.id &&
        (chat.id === to || (!chat.isGroup && chat.identifier.toLowerCase() === handle)),
    );
  }

  addChat(line: Line, participants: readonly string[], name: string | null): Chat {
    const isGroup = participants.length > 1;
    const chat: Chat = {
      id: this.ids.next('cht'),
      lineId: line.id,
      identifier: isGroup ? groupIdentifier(this.ids) : (participants[0] ?? ''),
      name,
      isGroup,
      participants,
      hasReceivedInbound: false,
      lastMessageAt: null,
    };
    this.chats.set(chat.id, chat);
    return chat;
  }

  /** Messages of a chat, oldest first. */
  messagesOf(chatId: string): readonly StoredMessage[] {
    return this.#byChat.get(chatId) ?? [];
  }

  /** By id, or by the id that Apple gave it. */
  message(idOrGuid: string): StoredMessage | undefined {
    return this.#byId.get(idOrGuid) ?? this.#byGuid.get(idOrGuid);
  }

  /**
   * Stores a message.
   * @param sentAt when it was written, for one that the service comes to know late. Without it: now, and always later
   *   than the message before, because no two messages of a chat are sent in the same millisecond
   */
  append(chat: Chat, draft: MessageDraft, sentAt?: number): StoredMessage {
    const list = this.#byChat.get(chat.id) ?? [];
    this.#byChat.set(chat.id, list);
    const now = this.clock.now();
    this.#sequence += 1;
    const message: StoredMessage = {
      ...draft,
      id: this.ids.next('msg'),
      guid: this.ids.guid(),
      sequence: this.#sequence,
      lineId: chat.lineId,
      chatId: chat.id,
      transcription: null,
      sentAt: sentAt ?? Math.max(now, (list.at(-1)?.sentAt ?? 0) + 1),
      syncedAt: now,
    };
    const place = list.findLastIndex((each) => each.sentAt <= message.sentAt) + 1;
    list.splice(place, 0, message);
    this.#byId.set(message.id, message);
    this.#byGuid.set(message.guid, message);
    chat.lastMessageAt = Math.max(chat.lastMessageAt ?? 0, message.sentAt);
    if (!message.isFromMe) chat.hasReceivedInbound = true;
    if (list.length > MAX_MESSAGES) this.#forget(list);
    this.onChange(chat.id);
    return message;
  }

  /** History of the tapbacks on a message, oldest first. */
  reactionsOn(messageId: string): readonly ReactionRow[] {
    return this.#reactions.get(messageId) ?? [];
  }

  /** The tapback that somebody has on a message now. */
  tapbackOf(messageId: string, sender: string): Tapback | undefined {
    const last = this.reactionsOn(messageId).findLast((row) => row.sender === sender);
    return last?.added ? last.type : undefined;
  }

  addReaction(message: StoredMessage, sender: string, type: Tapback, added: boolean): ReactionRow {
    const rows = this.#reactions.get(message.id) ?? [];
    this.#reactions.set(message.id, rows);
    const row: ReactionRow = {
      id: this.ids.next('rxn'),
      messageId: message.id,
      chatId: message.chatId,
      type,
      sender,
      isFromMe: this.line(sender) !== undefined,
      added,
      sentAt: Math.max(this.clock.now(), (rows.at(-1)?.sentAt ?? 0) + 1),
    };
    rows.push(row);
    this.onChange(message.chatId);
    return row;
  }

  #forget(list: StoredMessage[]): void {
    for (const { id, guid } of list.splice(0, SLICE)) {
      this.#byId.delete(id);
      this.#byGuid.delete(guid);
      this.#reactions.delete(id);
    }
  }
}
