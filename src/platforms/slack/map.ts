import type { Attachment, AttachmentKind, Author, Conversation, Message } from '../../model/index.ts';
import { emojiFromShortcode } from '../../text/index.ts';
import type { Names } from './names.ts';
import type { SlackIdentity } from './own.ts';
import { isOwn } from './own.ts';
import type { SlackChannel, SlackFile, SlackMessage } from './schema.ts';
import { referencesIn, textOf } from './text.ts';

/** What turns ids into names, and other people's messages from our own. */
export interface MapContext {
  readonly account: string;
  readonly names: Names;
  readonly identity: SlackIdentity | undefined;
}

/** Subtypes that are somebody's words. All other ones are announcements of the service. */
const WORDS = new Set(['bot_message', 'file_share', 'thread_broadcast', 'me_message', 'file_comment']);

/** Whether history or an event shows something that nobody said or that is not there any more. */
export function isShown(message: SlackMessage): boolean {
  return message.hidden !== true && message.subtype !== 'tombstone' && message.subtype !== 'message_replied';
}

/** Ids whose names a message needs. */
export function namesIn(message: SlackMessage): string[] {
  const author = message.user ?? (message.username === undefined ? message.bot_id : undefined);
  return [...(author === undefined ? [] : [author]), ...referencesIn(message.text)];
}

export function toMessage(message: SlackMessage, channel: string, context: MapContext): Message {
  const root = message.thread_ts;
  const isInThread = root !== undefined && root !== message.ts;
  return {
    platform: 'slack',
    account: context.account,
    conversation: channel,
    id: message.ts,
    author: toAuthor(message, context),
    text: textOf(message, context.names),
    attachments: (message.files ?? []).filter(({ mode }) => mode !== 'tombstone').map(toAttachment),
    sentAt: toTime(message.ts),
    ...(message.edited ? { editedAt: toTime(message.edited.ts) } : {}),
    ...(isInThread ? { replyTo: root, thread: root } : {}),
    ...(message.reactions
      ? { reactions: message.reactions.map(({ name, users }) => ({ emoji: toEmoji(name), by: users })) }
      : {}),
    raw: message,
  };
}

export function toAuthor(message: SlackMessage, { identity, names }: MapContext): Author {
  if (identity && isOwn(identity, message))
    return { id: identity.id, name: message.username ?? identity.name, kind: 'self' };
  const id = message.user ?? message.bot_id ?? 'slack';
  const known = names.get(id);
  const isBot = message.bot_id !== undefined || message.subtype === 'bot_message' || known?.isBot === true;
  const isSystem = message.subtype !== undefined && !WORDS.has(message.subtype);
  const avatarUrl = pictureIn(message.icons) ?? pictureIn(message.bot_profile?.icons) ?? known?.avatarUrl;
  return {
    id,
    name: message.username ?? message.bot_profile?.name ?? known?.name ?? id,
    kind: isOwn(identity, message) ? 'self' : isSystem ? 'system' : isBot ? 'bot' : 'person',
    ...(avatarUrl === undefined ? {} : { avatarUrl }),
  };
}

export function toConversation(channel: SlackChannel): Conversation {
  return {
    id: channel.id,
    name: channel.name ?? channel.user ?? channel.id,
    kind:
      channel.is_im === true
        ? 'direct'
        : channel.is_mpim === true || channel.is_private === true
          ? 'group'
          : 'channel',
    raw: channel,
  };
}

/** Unicode characters, or `:name:` for an emoji of the workspace. */
export function toEmoji(name: string): string {
  return emojiFromShortcode(name) ?? `:${name}:`;
}

/** @param ts seconds since 1970 with six decimals */
export function toTime(ts: string): string {
  return new Date(Math.floor(Number(ts) * 1000)).toISOString();
}

/** `ts` values as strings that compare in order of time. */
export function toPosition(ts: string): string {
  const [seconds = '0', micros = ''] = ts.split('.');
  return `${seconds.padStart(12, '0')}.${micros.padEnd(6, '0')}`;
}

function toAttachment(file: SlackFile): Attachment {
  const url = file.url_private_download ?? file.url_private;
  return {
    kind: kindOf(file),
    name: file.name ?? file.title ?? file.id,
    mimeType: file.mimetype ?? 'application/octet-stream',
    ...(file.size === undefined ? {} : { size: file.size }),
    ...(url === undefined ? {} : { url }),
  };
}

function kindOf({ mimetype = '', subtype }: SlackFile): AttachmentKind {
  if (subtype === 'slack_audio') return 'voice';
  const family = mimetype.split('/')[0];
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'document';
}

function pictureIn(icons: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const url = icons?.['image_72'] ?? icons?.['image_48'] ?? icons?.['image_64'] ?? icons?.['image_36'];
  return typeof url === 'string' && /^https?:\/\//.test(url) ? url : undefined;
}
