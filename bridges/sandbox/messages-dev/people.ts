import type { EmulatedConversation, EmulatedMessage, SayInput } from '../kit/index.ts';
import { lastSegment } from './files.ts';
import type { Chat, StoredMessage, Tapback } from './model.ts';
import { TAPBACKS } from './model.ts';
import { OWN_NAME, PEOPLE } from './seed.ts';
import type { Service } from './service.ts';

/** What stands in a text where a file does. */
const PLACEHOLDER = '\uFFFC';
/** Where the Mac behind the line keeps what came in; it shows in the names of files. */
const FOLDER = '~/Library/Messages/Attachments/3f/15';

type Act = Pick<SayInput, 'conversation' | 'as'>;

/** What people do on their phones. */
export class People {
  readonly #service: Service;

  constructor(service: Service) {
    this.#service = service;
  }

  /**
   * A person writes: into a chat, or first of all to the line, with their own handle for the conversation. Sound alone
   * is a voice memo.
   * @param sentAt when, for a message that the service comes to know late: Unix milliseconds
   */
  say(input: SayInput, sentAt?: number): StoredMessage {
    const { as, text, replyTo } = input;
    const chat = this.#chatOf(input, true);
    const isAudio = text === '' && (input.files ?? []).some(({ mimeType }) => mimeType.startsWith('audio/'));
    const files = (input.files ?? []).map(({ name, mimeType, bytes }) =>
      this.#service.files.keep(`${FOLDER}/${name}`, mimeType, bytes),
    );
    const whole = isAudio ? '' : PLACEHOLDER.repeat(files.length) + text;
    return this.#service.post(
      chat,
      {
        sender: as,
        text: whole === '' ? null : whole,
        files,
        isFromMe: false,
        isAudio,
        outboxId: null,
        replyToGuid: replyTo === undefined ? null : this.#message(chat, replyTo).guid,
      },
      sentAt,
    );
  }

  react(input: Act & { id: string; emoji: string; remove?: boolean }): void {
    const chat = this.#chatOf(input);
    const message = this.#message(chat, input.id);
    const type = tapbackOf(input.emoji);
    if (input.remove) this.#service.unreact(message, input.as, type);
    else this.#service.react(message, input.as, type);
  }

  type(input: Act): void {
    const chat = this.#chatOf(input);
    this.#service.presence.type(chat.id, input.as, true);
    this.#service.store.onChange(chat.id);
  }

  see(input: Act): void {
    const chat = this.#chatOf(input);
    this.#service.presence.read(chat.id, input.as);
    this.#service.store.onChange(chat.id);
  }

  /** Chats of a line. */
  conversations(lineHandle: string): readonly EmulatedConversation[] {
    const { store } = this.#service;
    const line = store.line(lineHandle);
    return [...store.chats.values()]
      .filter(({ lineId }) => lineId === line?.id)
      .map(({ id, name, participants }) => ({
        id,
        name: name ?? participants.map(nameOf).join(', '),
        people: participants,
      }));
  }

  read(conversation: string): readonly EmulatedMessage[] {
    return this.#service.store.messagesOf(conversation).map((message) => this.#asSeen(message));
  }

  #asSeen(message: StoredMessage): EmulatedMessage {
    const { store } = this.#service;
    const text = message.text ?? '';
    const replyTo = message.replyToGuid === null ? undefined : store.message(message.replyToGuid)?.id;
    const reactions = this.#reactionsOn(message);
    return {
      id: message.id,
      author: message.sender,
      authorName: message.isFromMe ? OWN_NAME : nameOf(message.sender),
      own: message.isFromMe,
      stored: text,
      shown: text.replaceAll(PLACEHOLDER, ''),
      sentAt: new Date(message.sentAt).toISOString(),
      edited: false,
      ...(replyTo === undefined ? {} : { replyTo }),
      ...(reactions.length > 0 ? { reactions } : {}),
      ...(message.files.length > 0
        ? {
            attachments: message.files.map(({ name, mimeType, bytes, sha256 }) => ({
              name: lastSegment(name ?? 'file'),
              mimeType,
              size: bytes.length,
              sha256,
            })),
          }
        : {}),
    };
  }

  #reactionsOn({ id }: StoredMessage): { emoji: string; by: string[] }[] {
    const { store } = this.#service;
    const senders = [...new Set(store.reactionsOn(id).map(({ sender }) => sender))];
    return Object.entries(TAPBACKS).flatMap(([type, emoji]) => {
      const by = senders.filter((sender) => store.tapbackOf(id, sender) === type);
      return by.length > 0 ? [{ emoji, by }] : [];
    });
  }

  #chatOf({ conversation, as }: Act, canOpen = false): Chat {
    const { store } = this.#service;
    const [line] = store.lines;
    const known = store.chats.get(conversation) ?? (line && store.chatOn(line, conversation));
    const chat =
      known ?? (canOpen && line && conversation === as ? store.addChat(line, [as], null) : undefined);
    if (!chat) throw new Error(`There is no chat ${conversation}.`);
    if (!chat.participants.includes(as)) throw new Error(`${nameOf(as)} is not in the chat ${conversation}.`);
    return chat;
  }

  #message(chat: Chat, id: string): StoredMessage {
    const message = this.#service.store.message(id);
    if (message?.chatId !== chat.id) throw new Error(`There is no message ${id} in the chat ${chat.id}.`);
    return message;
  }
}

function nameOf(handle: string): string {
  return PEOPLE.find(({ id }) => id === handle)?.name ?? handle;
}

/** With or without the selector that makes a sign an emoji. */
function tapbackOf(emoji: string): Tapback {
  const plain = (text: string): string => text.replaceAll('\uFE0F', '');
  const types = Object.keys(TAPBACKS) as Tapback[];
  const type = types.find((each) => plain(TAPBACKS[each]) === plain(emoji));
  if (!type) {
    throw new Error(`${emoji} is no tapback. There are six: ${Object.values(TAPBACKS).join(' ')}.`);
  }
  return type;
}
