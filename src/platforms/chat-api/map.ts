import type { Nodes } from 'mdast';
import type {
  Attachment,
  Author,
  Conversation,
  Message,
  MessageCreated,
  MessageStatus,
} from '../../model/index.ts';
import type { Root } from '../../text/index.ts';
import { textTree, whatsapp } from '../../text/index.ts';
import { contactsOf, locationOf, mediaOf } from './media.ts';
import type { WireAck, WireChat, WireMessage } from './schema.ts';
import { isOn, numberedSchema, toNumber } from './schema.ts';

const PLATFORM = 'chat-api';
const EMPTY: Root = { type: 'root', children: [] };

/** What mapping needs to know besides the wire. */
export interface MapContext {
  readonly account: string;
  /** Unix milliseconds: stands in where the service gives no time. */
  readonly now: number;
}

/** A stored message as the model has it. */
export function toMessage(wire: WireMessage, context: MapContext): Message {
  const { text, attachments } = contentOf(wire);
  const replyTo = wire.quotedMsgId;
  return {
    platform: PLATFORM,
    account: context.account,
    conversation: chatIdOf(wire),
    id: wire.id,
    author: authorOf(wire),
    text,
    attachments,
    sentAt: new Date((toNumber(wire.time) ?? Math.floor(context.now / 1000)) * 1000).toISOString(),
    ...(replyTo === undefined || replyTo === null || replyTo === '' ? {} : { replyTo }),
    raw: wire,
  };
}

export function toCreated(wire: WireMessage, context: MapContext): MessageCreated {
  return created(toMessage(wire, context));
}

/**
 * The event of a message. Its position is the number of the message, or, for services that count none, its second;
 * the `t` keeps the two kinds apart.
 */
export function created(message: Message): MessageCreated {
  const number = toNumber(numberedSchema.safeParse(message.raw).data?.messageNumber);
  const seconds = String(Math.floor(Date.parse(message.sentAt) / 1000));
  return {
    type: 'message.created',
    conversation: message.conversation,
    key: `created:${message.id}`,
    position: number === undefined ? `t${seconds.padStart(11, '0')}` : String(number).padStart(12, '0'),
    at: message.sentAt,
    message,
  };
}

const STATUS_BY_WORD: Readonly<Record<string, MessageStatus['status'] | undefined>> = {
  sent: 'sent',
  delivered: 'delivered',
  viewed: 'read',
  read: 'read',
  played: 'read',
  failed: 'failed',
  error: 'failed',
};

/** What became of a sent message; undefined for words this API is not known to use. Acks carry no time. */
export function toStatus(ack: WireAck, context: MapContext): MessageStatus | undefined {
  const word = (ack.status ?? '').toLowerCase();
  const status = Object.hasOwn(STATUS_BY_WORD, word) ? STATUS_BY_WORD[word] : undefined;
  if (status === undefined) return undefined;
  return {
    type: 'message.status',
    conversation: ack.chatId ?? chatInId(ack.id),
    key: `status:${ack.id}:${status}`,
    position: `z${String(context.now).padStart(15, '0')}`,
    at: new Date(context.now).toISOString(),
    messageId: ack.id,
    status,
  };
}

export function toConversation(chat: WireChat): Conversation {
  const seconds = toNumber(chat.last_time);
  return {
    id: chat.id,
    name: nameOr(chat.name, chat.id),
    kind: isGroup(chat.id) ? 'group' : 'direct',
    ...(seconds === undefined || seconds === 0
      ? {}
      : { lastActivityAt: new Date(seconds * 1000).toISOString() }),
    raw: chat,
  };
}

/** The chat of a message; where the field is missing, as it stands in the message's id. */
export function chatIdOf(wire: WireMessage): string {
  return wire.chatId ?? chatInId(wire.id);
}

/** Whether the account itself sent a message, by the API or by hand on the phone. */
export function isOwn(wire: WireMessage): boolean {
  return isOn(wire.fromMe);
}

export function isGroup(chatId: string): boolean {
  return chatId.endsWith('@g.us');
}

/** A name for people: the given one, else the number behind the id. */
export function nameOr(name: string | null | undefined, id: string): string {
  if (name !== undefined && name !== null && name !== '') return name;
  return id.endsWith('@c.us') ? `+${id.slice(0, -'@c.us'.length)}` : id;
}

/** Message ids are made of `true` or `false`, the chat and a code, with `_` between. */
function chatInId(messageId: string): string {
  return /^(?:true|false)_([^_]+)_/.exec(messageId)?.[1] ?? messageId;
}

/** In a group the author is not the chat; in a private chat either may be missing. */
function authorOf(wire: WireMessage): Author {
  const own = isOwn(wire);
  const id = wire.author ?? (own ? 'self' : chatIdOf(wire));
  return { id, name: nameOr(wire.senderName, id), kind: own ? 'self' : 'person' };
}

function contentOf(wire: WireMessage): { text: Root; attachments: readonly Attachment[] } {
  const type = wire.type ?? 'chat';
  const body = wire.body ?? '';
  const caption = wire.caption ?? '';
  const captioned = caption === '' ? EMPTY : read(caption);
  const media = mediaOf(type, body);
  if (media) return { text: captioned, attachments: [media] };
  switch (type) {
    case 'chat':
    case 'text':
      return { text: read(body), attachments: [] };
    case 'location':
      return { text: captioned, attachments: [locationOf(body)] };
    case 'vcard':
    case 'multi_vcard':
      return { text: captioned, attachments: contactsOf(body) };
    case 'call_log':
      return { text: notice(body === '' ? '[Call]' : body), attachments: [] };
    default:
      return { text: textTree(body || caption || `[${type}]`), attachments: [] };
  }
}

/** A text names people by their number; their id here has more to it. */
function read(text: string): Root {
  const tree = whatsapp.parse(text);
  completeIds(tree);
  return tree;
}

function completeIds(node: Nodes): void {
  if (node.type === 'mention' && node.id !== undefined) node.id = `${node.id}@c.us`;
  if ('children' in node) for (const child of node.children) completeIds(child);
}

/** A line that tells of something rather than quotes somebody. */
function notice(line: string): Root {
  const text = { type: 'text' as const, value: line };
  return {
    type: 'root',
    children: [{ type: 'paragraph', children: [{ type: 'emphasis', children: [text] }] }],
  };
}
