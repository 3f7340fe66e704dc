import type { Author, Conversation, Message, MessageCreated, Reaction } from '../../model/index.ts';
import { betterMessages } from '../../text/index.ts';
import type { BmChatRoom } from './answers.ts';
import { attachmentsOf } from './attachments.ts';
import { isGone, standInText } from './markers.ts';
import { emojiOf } from './reaction-keys.ts';
import type { BmMessage, BmThread } from './schema.ts';
import type { Names } from './names.ts';

/** What mapping needs to know besides the message. */
export interface MapContext {
  readonly account: string;
  /** Own user id; below zero for a guest. */
  readonly self: number;
  readonly names: Names;
}

/** Digits of a position: milliseconds, and ids of any site. */
const TIME_DIGITS = 14;
const ID_DIGITS = 12;
/** The site counts in 1/10,000 s. */
const PER_MS = 10;

/** Unix milliseconds of a time of the site. */
export function msOf(time: number): number {
  return Math.floor(time / PER_MS);
}

export function isoOf(time: number): string {
  return new Date(msOf(time)).toISOString();
}

/** When a message was last edited, 1/10,000 s, to the second; undefined when never. */
export function editedAt(message: BmMessage): number | undefined {
  const { lastEdit } = message.meta;
  if (lastEdit === undefined) return undefined;
  const time = Date.parse(`${lastEdit.replace(' ', 'T')}Z`);
  return Number.isNaN(time) ? undefined : time * PER_MS;
}

export function toMessage(message: BmMessage, context: MapContext): Message {
  const edited = editedAt(message);
  const { replyTo } = message.meta;
  const reactions = reactionsOf(message);
  return {
    platform: 'better-messages',
    account: context.account,
    conversation: String(message.thread_id),
    id: String(message.message_id),
    author: toAuthor(message.sender_id, context),
    text: standInText(message) ?? betterMessages.parse(isGone(message) ? '' : message.message),
    attachments: attachmentsOf(message),
    sentAt: isoOf(message.created_at),
    ...(edited === undefined ? {} : { editedAt: isoOf(edited) }),
    ...(replyTo === undefined ? {} : { replyTo: String(replyTo) }),
    ...(reactions.length === 0 ? {} : { reactions }),
    raw: message,
  };
}

function reactionsOf(message: BmMessage): Reaction[] {
  return (message.meta.reactions ?? [])
    .filter(({ users }) => users.length > 0)
    .map(({ reaction, users }) => ({ emoji: emojiOf(reaction), by: users.map(String) }));
}

/** The event of a message. */
export function created(message: Message): MessageCreated {
  return {
    type: 'message.created',
    conversation: message.conversation,
    key: `created:${message.id}`,
    position: positionOf(Date.parse(message.sentAt), message.id, true),
    at: message.sentAt,
    message,
  };
}

/**
 * By time, as the site sorts. Of what shares a millisecond, messages come first, by their ids, and then what was done
 * to messages.
 * @param ms Unix milliseconds
 */
export function positionOf(ms: number, id: number | string, isArrival: boolean): string {
  const rank = isArrival ? '0' : '1';
  return `${String(ms).padStart(TIME_DIGITS, '0')}.${rank}.${String(id).padStart(ID_DIGITS, '0')}`;
}

/** Ids below zero are guests and AI bots, zero is the plugin itself. */
export function toAuthor(userId: number, { self, names }: MapContext): Author {
  if (userId === 0) return { id: '0', name: 'System', kind: 'system' };
  const person = names.of(userId);
  const stranger = userId > 0 ? 'person' : person?.isBot === true ? 'bot' : 'guest';
  return {
    id: String(userId),
    name: person?.name ?? `User ${String(userId)}`,
    kind: userId === self ? 'self' : stranger,
    ...(person?.avatarUrl === undefined ? {} : { avatarUrl: person.avatarUrl }),
  };
}

export function toConversation(thread: BmThread, context: MapContext): Conversation {
  return {
    id: String(thread.thread_id),
    name: thread.title.trim() || peopleIn(thread, context) || `Conversation ${String(thread.thread_id)}`,
    kind: kindOf(thread),
    ...(thread.lastTime > 0 ? { lastActivityAt: isoOf(thread.lastTime) } : {}),
    raw: thread,
  };
}

/** A room that no list of threads shows. */
export function roomToConversation(room: BmChatRoom): Conversation {
  return {
    id: String(room.thread_id),
    name: room.title.trim() || `Chat room ${String(room.chat_id)}`,
    kind: 'channel',
    raw: room,
  };
}

function kindOf({ type, participantsCount }: BmThread): Conversation['kind'] {
  if (type === 'chat-room') return 'channel';
  return type === 'thread' && participantsCount <= 2 ? 'direct' : 'group';
}

function peopleIn(thread: BmThread, { self, names }: MapContext): string {
  return thread.participants
    .filter((userId) => userId !== self)
    .flatMap((userId) => names.of(userId)?.name ?? [])
    .join(', ');
}

/** Everybody whom a message shows. */
export function peopleOf({ sender_id, meta }: BmMessage): number[] {
  return [sender_id, ...(meta.reactions ?? []).flatMap(({ users }) => users)];
}
