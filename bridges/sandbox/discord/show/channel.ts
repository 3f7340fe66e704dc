import type {
  APIGuildForumChannel,
  APIOverwrite,
  APIPublicThreadChannel,
  APITextChannel,
  APIThreadMember,
} from 'discord-api-types/v10';
import { ChannelType, OverwriteType, ThreadAutoArchiveDuration } from 'discord-api-types/v10';
import type { Guild } from '../guild.ts';
import type { StoredChannel, ThreadState } from '../model.ts';
import { isCounted } from '../model.ts';
import { GUILD } from '../seed.ts';
import { timeOf } from '../snowflake.ts';
import { NO_FLAGS } from './people.ts';

export type ShownChannel = (APITextChannel | APIGuildForumChannel) & { readonly guild_id: string };

export function showChannel(guild: Guild, channel: StoredChannel): ShownChannel | APIPublicThreadChannel {
  return channel.thread ? showThread(channel, channel.thread) : showPlainChannel(guild, channel);
}

/** Channels that are no threads. */
export function showPlainChannel(guild: Guild, channel: StoredChannel): ShownChannel {
  const common = {
    id: channel.id,
    guild_id: GUILD.id,
    name: channel.name,
    position: channel.position,
    parent_id: null,
    topic: null,
    nsfw: false,
    flags: NO_FLAGS,
    rate_limit_per_user: 0,
    permission_overwrites: overwritesOf(guild, channel),
  };
  if (channel.type === ChannelType.GuildForum) {
    return {
      ...common,
      type: channel.type,
      last_message_id: guild.threadsOf(channel.id).at(-1)?.id ?? null,
      available_tags: [],
      default_reaction_emoji: null,
      default_sort_order: null,
      default_forum_layout: 0,
    };
  }
  return { ...common, type: ChannelType.GuildText, last_message_id: channel.messages.at(-1)?.id ?? null };
}

export function showThread(channel: StoredChannel, thread: ThreadState): APIPublicThreadChannel {
  return {
    id: channel.id,
    type: ChannelType.PublicThread,
    guild_id: GUILD.id,
    parent_id: thread.parentId,
    owner_id: thread.ownerId,
    name: channel.name,
    last_message_id: channel.messages.at(-1)?.id ?? null,
    rate_limit_per_user: 0,
    message_count: channel.messages.filter(isCounted).length,
    total_message_sent: thread.sent,
    // Real servers stop counting there.
    member_count: Math.min(thread.members.size, 50),
    flags: NO_FLAGS,
    thread_metadata: {
      archived: thread.archived,
      locked: thread.locked,
      auto_archive_duration: ThreadAutoArchiveDuration.ThreeDays,
      archive_timestamp: iso(thread.archivedAt),
      create_timestamp: iso(timeOf(channel.id)),
    },
  };
}

/** How a bot takes part in a thread that it has written in. */
export function showThreadMember(channel: StoredChannel, userId: string): APIThreadMember {
  return { id: channel.id, user_id: userId, join_timestamp: iso(timeOf(channel.id)), flags: NO_FLAGS };
}

/** A time as Discord writes it: microseconds and an offset. */
export function iso(unixMs: number): string {
  return new Date(unixMs).toISOString().replace('Z', '000+00:00');
}

function overwritesOf(guild: Guild, channel: StoredChannel): APIOverwrite[] {
  return guild.bots.flatMap((bot) => {
    const denied = bot.denied.get(channel.id);
    return denied === undefined || denied === 0n
      ? []
      : [{ id: bot.id, type: OverwriteType.Member, allow: '0', deny: String(denied) }];
  });
}
