import type { Author, Conversation, Identity, Message, MessageCreated } from '../../model/index.ts';
import { wordpress } from '../../text/index.ts';
import type { BpMember, BpMessage, BpRecipient, BpThread } from './schema.ts';
import { label } from './text.ts';

/** What mapping a message needs to know besides the message. */
export interface MapContext {
  readonly account: string;
  /** Own user id. */
  readonly self: number;
  /** Names of people who are not among those of their thread, as far as they are known. */
  nameOf?(userId: number): string | undefined;
}

const DELETED_USER = 'Deleted User';
/** Digits of a position; ids of any site fit. */
const POSITION_DIGITS = 12;

/** ISO 8601 UTC of a BuddyPress time in GMT, which has no zone suffix. Texts that are no time become 1970. */
export function isoUtc(gmt: string): string {
  const time = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(gmt) ? gmt : `${gmt}Z`);
  return new Date(Number.isNaN(time) ? 0 : time).toISOString();
}

/** When a message was sent: v1 has GMT in `date_sent`; v2 has local time there and GMT beside it. */
export function sentAt(message: BpMessage): string {
  return isoUtc(message.date_sent_gmt ?? message.date_sent);
}

/** Unix seconds of a message. */
export function secondOf(message: BpMessage): number {
  return Date.parse(sentAt(message)) / 1000;
}

export function toMessage(message: BpMessage, people: readonly BpRecipient[], context: MapContext): Message {
  return {
    platform: 'buddypress',
    account: context.account,
    conversation: String(message.thread_id),
    id: String(message.id),
    author: toAuthor(message.sender_id, people, context),
    text: wordpress.parse(message.message.raw ?? message.message.rendered),
    attachments: [],
    sentAt: sentAt(message),
    raw: message,
  };
}

export function toEvent(
  message: BpMessage,
  people: readonly BpRecipient[],
  context: MapContext,
): MessageCreated {
  return created(toMessage(message, people, context));
}

/** The event of a message. Ids rise with time, so they are also its position. */
export function created(message: Message): MessageCreated {
  return {
    type: 'message.created',
    conversation: message.conversation,
    key: `created:${message.id}`,
    position: message.id.padStart(POSITION_DIGITS, '0'),
    at: message.sentAt,
    message,
  };
}

/** Moderators may write without being in the thread, so a sender is not always among its people. */
function toAuthor(userId: number, people: readonly BpRecipient[], context: MapContext): Author {
  const row = people.find((person) => person.user_id === userId);
  const avatarUrl = row ? avatar(row) : undefined;
  return {
    id: String(userId),
    name: row ? personName(row) : (context.nameOf?.(userId) ?? `User ${String(userId)}`),
    kind: userId === context.self ? 'self' : 'person',
    ...(avatarUrl === undefined ? {} : { avatarUrl }),
  };
}

/** v1 leaves the name of a deleted user empty, v2 says what it is. */
function personName(row: BpRecipient): string {
  return label(row.name) || DELETED_USER;
}

function avatar(row: BpRecipient): string | undefined {
  return pictureUrl(row.user_avatars);
}

/** The larger one of somebody's pictures. Addresses may be protocol-relative and carry entities. */
export function pictureUrl(avatars: BpRecipient['user_avatars']): string | undefined {
  const url = avatars?.full ?? avatars?.thumb;
  if (!url) return undefined;
  const absolute = label(url.startsWith('//') ? `https:${url}` : url);
  return /^https?:\/\//.test(absolute) ? absolute : undefined;
}

/** A member as found by a search. */
export function toIdentity({ id, name }: BpMember): Identity {
  return { id: String(id), name: label(name) || `User ${String(id)}` };
}

export function toIdentities(thread: BpThread): Identity[] {
  return thread.recipients
    .filter((row) => !row.is_deleted)
    .map((row) => ({ id: String(row.user_id), name: personName(row) }));
}

/**
 * A thread as a conversation. In v2 the thread's own subject and time are those of any message of the page, so the
 * subject is read without its "Re:" and the newest time of all that are there counts.
 */
export function toConversation(thread: BpThread, context: MapContext): Conversation {
  const times = thread.messages.map(secondOf);
  if (thread.date_gmt !== null) times.push(Date.parse(isoUtc(thread.date_gmt)) / 1000);
  const newest = Math.max(...times);
  return {
    id: String(thread.id),
    name: conversationName(thread, context),
    kind: thread.recipients.length > 2 ? 'group' : 'direct',
    ...(times.length === 0 ? {} : { lastActivityAt: new Date(newest * 1000).toISOString() }),
    raw: thread,
  };
}

function conversationName(thread: BpThread, context: MapContext): string {
  const subject = label(thread.subject.raw ?? thread.subject.rendered)
    .replace(/^Re: /, '')
    .trim();
  if (subject !== '' && subject !== 'No Subject') return subject;
  const others = thread.recipients.filter((row) => row.user_id !== context.self).map(personName);
  return others.length > 0 ? others.join(', ') : `Thread ${String(thread.id)}`;
}
