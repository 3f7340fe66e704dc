import type { Author, Conversation, Message, MessageCreated, ReactionChanged } from '../../model/index.ts';
import { plain } from '../../text/index.ts';
import type { Known } from './known.ts';
import { isGroup } from './known.ts';
import { attachmentsOf } from './media.ts';
import type { WireChat, WireMessage, WireReaction } from './schema.ts';
import { emojiOfType } from './tapbacks.ts';

const POSITION_DIGITS = 15;

/** What mapping needs to know besides the wire. */
export interface MapContext {
  readonly account: string;
  /** Handle of the account's line. */
  readonly line: string;
  readonly known: Known;
}

/** A message as the model has it. @param conversation what its chat is called; its id, or how it was asked for */
export function toMessage(
  wire: WireMessage,
  context: MapContext,
  conversation = context.known.conversationOf(wire.chat_id),
): Message {
  const answers = wire.reply_to_guid;
  return {
    platform: 'messages-dev',
    account: context.account,
    conversation,
    id: wire.id,
    author: toAuthor(wire, context),
    text: plain.parse(textOf(wire)),
    attachments: attachmentsOf(wire),
    sentAt: toTime(wire.sent_at),
    ...(answers ? { replyTo: context.known.messageIdOf(answers) ?? answers } : {}),
    raw: wire,
  };
}

/** The event of a message. Messages stand by the time they were sent, those of one millisecond by their ids. */
export function created(message: Message): MessageCreated {
  return {
    type: 'message.created',
    conversation: message.conversation,
    key: `created:${message.id}`,
    position: toPosition(Date.parse(message.sentAt), message.id),
    at: message.sentAt,
    message,
  };
}

/** The event of a reaction, as a webhook tells it; undefined where it does not say in which chat. */
export function toReaction(
  wire: WireReaction,
  isAdded: boolean,
  context: MapContext,
): ReactionChanged | undefined {
  if (!wire.chat_id) return undefined;
  const author = toAuthor(wire, context);
  const emoji = emojiOfType(wire.type);
  const verb = isAdded ? 'reacted' : 'unreacted';
  return {
    type: isAdded ? 'reaction.added' : 'reaction.removed',
    conversation: context.known.conversationOf(wire.chat_id),
    key: `${verb}:${wire.message_id}:${emoji}:${author.id}:${String(wire.sent_at)}`,
    position: toPosition(wire.sent_at, wire.id),
    at: toTime(wire.sent_at),
    messageId: wire.message_id,
    emoji,
    author,
  };
}

export function toConversation(chat: WireChat): Conversation {
  const people = (chat.participants ?? []).join(', ');
  return {
    id: chat.id,
    name: chat.name || (isGroup(chat) ? people : chat.identifier) || people || chat.id,
    kind: isGroup(chat) ? 'group' : 'direct',
    ...(typeof chat.last_message_at === 'number' ? { lastActivityAt: toTime(chat.last_message_at) } : {}),
    raw: chat,
  };
}

/** The words of a message, without the characters that stand for its files. */
export function textOf({ text }: Pick<WireMessage, 'text'>): string {
  if (!text?.includes('\ufffc')) return text ?? '';
  return text.replaceAll('\ufffc', '').trim();
}

/** @param ms Unix milliseconds */
export function toPosition(ms: number, id: string): string {
  return `${String(ms).padStart(POSITION_DIGITS, '0')}:${id}`;
}

/** Unix milliseconds of a position. */
export function timeAt(position: string): number {
  return Number(position.slice(0, POSITION_DIGITS));
}

function toTime(ms: number): string {
  return new Date(ms).toISOString();
}

/** Whatever comes from the line is our own: sent by us, or typed on the line's own computer. */
function toAuthor(wire: Pick<WireMessage, 'sender' | 'is_from_me'>, { line, known }: MapContext): Author {
  if (wire.is_from_me === true) return { id: line, name: line, kind: 'self' };
  const id = wire.sender || 'unknown';
  return { id, name: known.nameOf(id), kind: 'person' };
}
