import type {
  APIAttachment,
  APIMessage,
  APIReaction,
  GatewayMessageCreateDispatchData,
} from 'discord-api-types/v10';
import { MessageType } from 'discord-api-types/v10';
import { attachmentAddress } from '../cdn.ts';
import type { Viewer } from '../events.ts';
import type { Guild } from '../guild.ts';
import type { StoredAttachment, StoredMessage, StoredReaction } from '../model.ts';
import { GUILD } from '../seed.ts';
import { timeOf } from '../snowflake.ts';
import { iso, showThread } from './channel.ts';
import { showFace, showMemberAlone, showUser } from './people.ts';

/**
 * A message as the API answers with it. Without the intent for content, text and files are empty in all that others
 * wrote, unless the bot is mentioned.
 */
export function showMessage(guild: Guild, message: StoredMessage, viewer: Viewer): APIMessage {
  const shown = showAlone(guild, message, viewer);
  const { reference } = message;
  if (!reference) return shown;
  const target = guild.channels
    .get(reference.channelId)
    ?.messages.find(({ id }) => id === reference.messageId);
  const isAnswer = message.type === MessageType.Reply || message.type === MessageType.ThreadStarterMessage;
  return {
    ...shown,
    message_reference: {
      type: 0,
      channel_id: reference.channelId,
      message_id: reference.messageId,
      guild_id: GUILD.id,
    },
    ...(isAnswer ? { referenced_message: target ? showAlone(guild, target, viewer) : null } : {}),
  };
}

/** A message as the gateway tells it: with the author's membership, and the nonce for the one who sent it. */
export function tellMessage(
  guild: Guild,
  message: StoredMessage,
  viewer: Viewer,
): GatewayMessageCreateDispatchData {
  const author = guild.users.get(message.author);
  const isOwn = message.author === viewer.bot.id;
  return {
    ...showMessage(guild, message, viewer),
    guild_id: GUILD.id,
    ...(author ? { member: showMemberAlone(author) } : {}),
    mentions: message.mentions.flatMap((id) => {
      const user = guild.users.get(id);
      return user ? [{ ...showUser(user), member: showMemberAlone(user) }] : [];
    }),
    ...(message.nonce !== undefined && isOwn ? { nonce: message.nonce } : {}),
  };
}

function showAlone(guild: Guild, message: StoredMessage, viewer: Viewer): APIMessage {
  const author = guild.users.get(message.author);
  const readable =
    viewer.readsContent || message.author === viewer.bot.id || message.mentions.includes(viewer.bot.id);
  const thread = message.channelId === message.id ? undefined : guild.channels.get(message.id);
  const { webhook } = message;
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.type,
    author: webhook || !author ? showFace(guild, webhook ?? lostFace(message)) : showUser(author),
    content: readable ? message.content : '',
    timestamp: iso(timeOf(message.id)),
    edited_timestamp: message.editedAt === undefined ? null : iso(message.editedAt),
    tts: false,
    mention_everyone: message.mentionEveryone,
    mentions: message.mentions.flatMap((id) => {
      const user = guild.users.get(id);
      return user ? [showUser(user)] : [];
    }),
    mention_roles: [...message.mentionRoles],
    attachments: readable ? message.attachments.map((one) => showAttachment(guild, message, one)) : [],
    embeds: readable ? [...message.embeds] : [],
    components: [],
    pinned: false,
    flags: message.flags,
    ...(message.reactions.length > 0
      ? { reactions: message.reactions.map((one) => showReaction(one, viewer)) }
      : {}),
    ...(webhook
      ? {
          webhook_id: webhook.webhookId,
          ...(webhook.applicationId === undefined ? {} : { application_id: webhook.applicationId }),
        }
      : {}),
    ...(thread?.thread ? { thread: showThread(thread, thread.thread) } : {}),
  };
}

/** Bytes stand behind an address that is signed anew each time it is shown, and expires. */
function showAttachment(guild: Guild, message: StoredMessage, one: StoredAttachment): APIAttachment {
  const url = attachmentAddress(guild, message.channelId, one);
  return {
    id: one.id,
    filename: one.filename,
    ...(one.title === undefined ? {} : { title: one.title }),
    ...(one.description === undefined ? {} : { description: one.description }),
    content_type: one.contentType,
    size: one.bytes.length,
    url,
    proxy_url: url,
    ...(one.durationSecs === undefined ? {} : { duration_secs: one.durationSecs }),
    ...(one.waveform === undefined ? {} : { waveform: one.waveform }),
  };
}

function showReaction(reaction: StoredReaction, viewer: Viewer): APIReaction {
  return {
    emoji: showEmoji(reaction.emoji),
    count: reaction.users.length,
    count_details: { burst: 0, normal: reaction.users.length },
    me: reaction.users.includes(viewer.bot.id),
    me_burst: false,
    burst_colors: [],
  };
}

/** Unicode emoji have no id. */
export function showEmoji(emoji: string): { id: string | null; name: string } {
  const custom = /^(\w+):(\d+)$/.exec(emoji);
  return custom ? { id: custom[2] ?? null, name: custom[1] ?? '' } : { id: null, name: emoji };
}

function lostFace(message: StoredMessage) {
  return { webhookId: message.author, applicationId: undefined, name: 'Deleted User' };
}
