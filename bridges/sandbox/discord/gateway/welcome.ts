import type { GatewayGuildCreateDispatchData, GatewayReadyDispatchData } from 'discord-api-types/v10';
import { ApplicationFlags, GatewayIntentBits } from 'discord-api-types/v10';
import type { Guild } from '../guild.ts';
import type { BotApp } from '../model.ts';
import { showGuild } from '../show/guild.ts';
import { showPlainChannel, showThread } from '../show/channel.ts';
import { showMember, showUser } from '../show/people.ts';
import { GUILD } from '../seed.ts';
import type { Session } from './session.ts';

/** What an application is allowed by its page in the developer portal, as its flags tell. */
export function flagsOf(bot: BotApp): number {
  // The limited kind: what applications have that are on fewer than a hundred servers.
  const content = (bot.privileged & GatewayIntentBits.MessageContent) !== 0;
  const members = (bot.privileged & GatewayIntentBits.GuildMembers) !== 0;
  return (
    (content ? ApplicationFlags.GatewayMessageContentLimited : 0) |
    (members ? ApplicationFlags.GatewayGuildMembersLimited : 0)
  );
}

export function ready(guild: Guild, session: Session, resumeUrl: string): GatewayReadyDispatchData {
  const { bot } = session;
  return {
    v: 10,
    user: showUser(guild.user(bot.id)),
    guilds: bot.isMember ? [{ id: GUILD.id, unavailable: true }] : [],
    session_id: session.id,
    resume_gateway_url: resumeUrl,
    shard: [session.shard[0], session.shard[1]],
    application: { id: bot.id, flags: flagsOf(bot), flags_new: String(flagsOf(bot)) },
  };
}

/** Everything about the server; of threads only those that are not archived and that the bot can see. */
export function guildCreate(guild: Guild, session: Session): GatewayGuildCreateDispatchData {
  const channels = [...guild.channels.values()];
  const seesMembers = (session.intents & GatewayIntentBits.GuildMembers) !== 0;
  const people = [...guild.users.values()].filter(({ id }) => seesMembers || id === session.bot.id);
  return {
    ...showGuild(),
    joined_at: '2024-01-01T12:00:00.000000+00:00',
    large: false,
    unavailable: false,
    member_count: guild.users.size,
    voice_states: [],
    members: people.map(showMember),
    channels: channels.filter(({ thread }) => !thread).map((channel) => showPlainChannel(guild, channel)),
    threads: channels.flatMap((channel) =>
      channel.thread && !channel.thread.archived && guild.sees(session.bot, channel)
        ? [showThread(channel, channel.thread)]
        : [],
    ),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
