import type { Attachment, AttachmentKind, Author, Conversation, Message } from '../../model/index.ts';
import type { Channels } from './channels.ts';
import { isForum, isThread } from './channels.ts';
import type { Names } from './names.ts';
import type { DiscordIdentity } from './own.ts';
import { isOwn } from './own.ts';
import { idIn } from './place.ts';
import type {
  DiscordAttachment,
  DiscordChannel,
  DiscordEmoji,
  DiscordMessage,
  DiscordUser,
} from './schema.ts';
import { isoOf } from './snowflake.ts';
import { textOf } from './text.ts';

/** What turns ids into names, and other people's messages from our own. */
export interface MapContext {
  readonly account: string;
  readonly cdnUrl: string;
  readonly names: Names;
  readonly channels: Channels;
  readonly identity: DiscordIdentity | undefined;
}

/** Types that are somebody's words: plain, an answer, the answer to a command. All others are announcements. */
const WORDS = new Set([0, 19, 20, 23]);
const REPLY = 19;
const FORWARD = 1;

export function isShown({ type }: DiscordMessage): boolean {
  return WORDS.has(type);
}

/** Ids of the people whose names on the server a message needs. */
export function namesIn({ author, webhook_id, mentions }: DiscordMessage): string[] {
  const people = [...(webhook_id === undefined && !author.bot ? [author] : []), ...mentions];
  return people.map(({ id }) => id);
}

export function toMessage(message: DiscordMessage, conversation: string, context: MapContext): Message {
  const { id, channel_id: channel } = message;
  const isInThread = channel !== conversation;
  const replyTo = answered(message, conversation, context.channels);
  const edited = editedAt(message);
  return {
    platform: 'discord',
    account: context.account,
    conversation,
    id: idIn(conversation, channel, id),
    author: toAuthor(message, context),
    text: textOf(message, (kind, named) => nameIn(message, kind, named, context)),
    attachments: message.attachments.map((attachment) => toAttachment(attachment, message)),
    sentAt: isoOf(id),
    ...(edited === undefined ? {} : { editedAt: new Date(edited).toISOString() }),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(isInThread ? { thread: channel } : {}),
    ...(message.reactions
      ? {
          reactions: message.reactions.map(({ emoji, me }) => ({
            emoji: toEmoji(emoji),
            // Discord counts the others and names them only one emoji at a time.
            by: me && context.identity ? [context.identity.id] : [],
          })),
        }
      : {}),
    raw: message,
  };
}

/** Unix milliseconds of the last change of the text; previews and pins are none. */
export function editedAt({
  edited_timestamp: at,
}: Pick<DiscordMessage, 'edited_timestamp'>): number | undefined {
  const ms = at === undefined ? Number.NaN : Date.parse(at);
  return Number.isNaN(ms) ? undefined : ms;
}

/** The message that one answers; in a thread without further words the one that the thread hangs on. */
function answered(message: DiscordMessage, conversation: string, channels: Channels): string | undefined {
  const { channel_id: channel, message_reference: reference } = message;
  if (message.type === REPLY && reference?.message_id !== undefined && reference.type !== FORWARD)
    return idIn(conversation, reference.channel_id ?? channel, reference.message_id);
  if (channel === conversation) return undefined;
  const parent = channels.get(conversation);
  // The first message of a post stands in its thread; any other thread has the id of the message above it.
  if (parent && isForum(parent))
    return message.id === channel ? undefined : idIn(conversation, channel, channel);
  return channel;
}

export function toAuthor(message: DiscordMessage, context: MapContext): Author {
  const { author, webhook_id } = message;
  const { identity } = context;
  if (identity && isOwn(identity, message))
    return { id: identity.id, name: author.global_name ?? author.username, kind: 'self' };
  const isBot = webhook_id !== undefined || author.bot;
  return toPerson(author, message.member?.nick, guildOf(message, context), context, isBot ? 'bot' : 'person');
}

/** A user, under the name that they have on the server. */
export function toPerson(
  user: DiscordUser,
  nick: string | undefined,
  guild: string | undefined,
  { names, cdnUrl, identity }: MapContext,
  kind: Author['kind'] = user.bot ? 'bot' : 'person',
): Author {
  return {
    id: user.id,
    name: nick ?? names.get(guild, user.id) ?? user.global_name ?? user.username,
    kind: user.id === identity?.id ? 'self' : kind,
    avatarUrl:
      user.avatar === undefined
        ? `${cdnUrl}/embed/avatars/${String((BigInt(user.id) >> 22n) % 6n)}.png`
        : `${cdnUrl}/avatars/${user.id}/${user.avatar}.png?size=128`,
  };
}

export function guildOf(
  { guild_id, channel_id }: Pick<DiscordMessage, 'guild_id' | 'channel_id'>,
  { channels }: Pick<MapContext, 'channels'>,
): string | undefined {
  return guild_id ?? channels.get(channel_id)?.guild_id;
}

function nameIn(
  message: DiscordMessage,
  kind: 'person' | 'channel',
  id: string,
  context: MapContext,
): string | undefined {
  if (kind === 'channel') return context.channels.get(id)?.name;
  const guild = guildOf(message, context);
  const user = message.mentions.find((mentioned) => mentioned.id === id);
  if (!user) return context.names.get(guild, id);
  return user.member?.nick ?? context.names.get(guild, id) ?? user.global_name ?? user.username;
}

export function toConversation(channel: DiscordChannel, guild?: string): Conversation {
  const name = channel.name ?? channel.id;
  return {
    id: channel.id,
    name: guild === undefined ? name : `${name} (${guild})`,
    kind: channel.type === 1 ? 'direct' : channel.type === 3 || channel.type === 12 ? 'group' : 'channel',
    ...(channel.last_message_id === undefined || isThread(channel)
      ? {}
      : { lastActivityAt: isoOf(channel.last_message_id) }),
    raw: channel,
  };
}

/** Unicode characters, or `:name:` for an emoji of a server. */
export function toEmoji({ id, name = '' }: DiscordEmoji): string {
  return id === undefined ? name : `:${name}:`;
}

/**
 * Addresses of files expire within a day; what stands behind the `#` is ours, and finds the message again for a
 * fresh one.
 */
function toAttachment(file: DiscordAttachment, { channel_id, id }: DiscordMessage): Attachment {
  const mimeType = file.content_type?.split(';')[0]?.trim() ?? 'application/octet-stream';
  const ending = /\.[^.]+$/.exec(file.filename)?.[0] ?? '';
  return {
    kind: kindOf(mimeType, file),
    name: file.title === undefined ? file.filename : `${file.title}${ending}`,
    mimeType,
    ...(file.size === undefined ? {} : { size: file.size }),
    url: `${file.url}#${channel_id}/${id}/${file.id}`,
  };
}

function kindOf(mimeType: string, { waveform }: DiscordAttachment): AttachmentKind {
  if (waveform !== undefined) return 'voice';
  const family = mimeType.split('/')[0];
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'document';
}
