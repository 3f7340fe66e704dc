import { randomBytes } from 'node:crypto';
import type { SteppedClock } from '../kit/index.ts';
import { sha256 } from '../kit/index.ts';
import type { Chat, Draft, FileInfo, Person, StoredMessage } from './model.ts';
import { Refused, invitationCode } from './model.ts';
import { PEOPLE, SELF, seedChats } from './seed.ts';

/** Messages that are kept; the oldest are forgotten in slices once there are more. */
const MAX_MESSAGES = 40_000;
const SLICE = 4_000;
const MAX_FILE_BYTES = 64 * 1024 * 1024;
const FILES_KEPT_MS = 30 * 24 * 3600 * 1000;

interface KeptFile {
  readonly info: FileInfo;
  readonly bytes: Uint8Array;
  /** Unix milliseconds by the service's clock. */
  readonly storedAt: number;
}

/** Everything the instance knows: chats, people, and all messages under one running number. */
export class Store {
  readonly clock: SteppedClock;
  readonly dialect: 'chat-api' | '1msg';
  readonly chats = new Map<string, Chat>();
  /** Groups that we left, by the code of their invitation. */
  readonly #left = new Map<string, Chat>();
  readonly people = new Map<string, Person>(PEOPLE.map((person) => [person.id, person]));
  /** Called after every change of a conversation. */
  onChange: (conversation: string) => void = () => undefined;
  #messages: StoredMessage[] = [];
  #byChat = new Map<string, StoredMessage[]>();
  #byId = new Map<string, StoredMessage>();
  readonly #reactions = new Map<string, string>();
  #files = new Map<string, KeptFile>();
  #fileBytes = 0;
  #lastNumber = 0;

  constructor(clock: SteppedClock, dialect: 'chat-api' | '1msg') {
    this.clock = clock;
    this.dialect = dialect;
    this.#seed();
  }

  /** Number of the newest message, 0 before the first. */
  get lastNumber(): number {
    return this.#lastNumber;
  }

  /** All messages, oldest first. */
  get messages(): readonly StoredMessage[] {
    return this.#messages;
  }

  ofChat(chatId: string): readonly StoredMessage[] {
    return this.#byChat.get(chatId) ?? [];
  }

  message(id: string): StoredMessage | undefined {
    return this.#byId.get(id);
  }

  /** Messages after a number, found without a search because numbers have no holes but those of deletions. */
  after(number: number): readonly StoredMessage[] {
    let low = 0;
    let high = this.#messages.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#messages[middle]?.messageNumber ?? 0) <= number) low = middle + 1;
      else high = middle;
    }
    return this.#messages.slice(low);
  }

  /** Our own reaction to a message; an empty one takes it back. */
  react(id: string, emoji: string): void {
    if (emoji === '') this.#reactions.delete(id);
    else this.#reactions.set(id, emoji);
    this.onChange(this.#byId.get(id)?.chatId ?? '');
  }

  reaction(id: string): string | undefined {
    return this.#reactions.get(id);
  }

  append(draft: Draft): StoredMessage {
    this.#lastNumber += 1;
    const time = this.seconds();
    const message: StoredMessage = { ...draft, time, messageNumber: this.#lastNumber };
    const chat = this.openChat(draft.chatId);
    chat.lastTime = time;
    if (!draft.fromMe) chat.lastInbound = time;
    this.#messages.push(message);
    this.#listOf(draft.chatId).push(message);
    this.#byId.set(message.id, message);
    if (this.#messages.length > MAX_MESSAGES + SLICE) this.#forget();
    this.onChange(draft.chatId);
    return message;
  }

  remove(id: string): boolean {
    const message = this.#byId.get(id);
    if (!message) return false;
    this.#byId.delete(id);
    this.#messages = this.#messages.filter((each) => each !== message);
    this.#byChat.set(
      message.chatId,
      this.#listOf(message.chatId).filter((each) => each !== message),
    );
    this.onChange(message.chatId);
    return true;
  }

  chat(id: string): Chat {
    const chat = this.chats.get(id);
    if (!chat) throw new Refused(`chat ${id} was not found`);
    return chat;
  }

  /** A private chat opens with its first message; a group must exist. */
  openChat(id: string): Chat {
    const known = this.chats.get(id);
    if (known) return known;
    if (id.endsWith('@g.us')) throw new Refused(`group ${id} was not found`);
    return this.addChat(id, this.people.get(id)?.name ?? `+${id.replace('@c.us', '')}`, []);
  }

  addChat(id: string, name: string, participants: readonly string[]): Chat {
    const chat: Chat = {
      id,
      name,
      image: '',
      lastTime: this.seconds(),
      lastInbound: 0,
      participants: new Set(participants),
      admins: new Set(participants.length > 0 ? [SELF.id] : []),
    };
    this.chats.set(id, chat);
    return chat;
  }

  /** @returns whether it was a group that we were in */
  leaveGroup(id: string): boolean {
    const group = this.chats.get(id);
    if (!group || !id.endsWith('@g.us')) return false;
    this.chats.delete(id);
    group.participants.delete(SELF.id);
    group.admins.delete(SELF.id);
    this.#left.set(invitationCode(id), group);
    return true;
  }

  /** @returns the group that the code invites to, in which we are now */
  joinGroup(code: string): Chat | undefined {
    const group =
      this.#left.get(code) ?? [...this.chats.values()].find(({ id }) => invitationCode(id) === code);
    if (!group?.id.endsWith('@g.us')) return undefined;
    this.#left.delete(code);
    group.participants.add(SELF.id);
    this.chats.set(group.id, group);
    return group;
  }

  keepFile(name: string, mimeType: string, bytes: Uint8Array): FileInfo {
    const info = {
      id: randomBytes(8).toString('hex'),
      name,
      mimeType,
      size: bytes.length,
      sha256: sha256(bytes),
    };
    this.#files.set(info.id, { info, bytes, storedAt: this.clock.now() });
    this.#fileBytes += bytes.length;
    for (const oldest of this.#files.values()) {
      if (this.#fileBytes <= MAX_FILE_BYTES) break;
      this.#files.delete(oldest.info.id);
      this.#fileBytes -= oldest.bytes.length;
    }
    return info;
  }

  /** The file, unless its 30 days are over. */
  file(id: string): KeptFile | undefined {
    const file = this.#files.get(id);
    return file && this.clock.now() - file.storedAt <= FILES_KEPT_MS ? file : undefined;
  }

  nameOf(id: string): string {
    return id === SELF.id ? SELF.name : (this.people.get(id)?.name ?? `+${id.replace('@c.us', '')}`);
  }

  /** An id as WhatsApp makes them; in groups the author stands at its end. The official API has opaque ones. */
  newId(chatId: string, author: string, fromMe: boolean): string {
    const code = randomBytes(10).toString('hex').toUpperCase();
    if (this.dialect === '1msg') return `wamid.${Buffer.from(`${chatId}${code}`).toString('base64url')}`;
    return `${String(fromMe)}_${chatId}_${code}${chatId.endsWith('@g.us') && !fromMe ? `_${author}` : ''}`;
  }

  seconds(): number {
    return Math.floor(this.clock.now() / 1000);
  }

  /** A new instance under the same number: nothing stored, numbers from 1. */
  startAnew(): void {
    this.#messages = [];
    this.#byChat.clear();
    this.#byId.clear();
    this.#lastNumber = 0;
    this.chats.clear();
    this.#left.clear();
    this.#seed();
  }

  #seed(): void {
    for (const chat of seedChats(this.dialect, this.seconds())) this.chats.set(chat.id, chat);
  }

  #listOf(chatId: string): StoredMessage[] {
    let list = this.#byChat.get(chatId);
    if (!list) {
      list = [];
      this.#byChat.set(chatId, list);
    }
    return list;
  }

  #forget(): void {
    for (const message of this.#messages.splice(0, SLICE)) {
      this.#byId.delete(message.id);
      this.#listOf(message.chatId).shift();
    }
  }
}
