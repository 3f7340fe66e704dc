import type { APIThreadList } from 'discord-api-types/v10';
import { refuse } from '../../failure.ts';
import { nameOf } from '../../model.ts';
import { GUILD } from '../../seed.ts';
import { showPlainChannel, showThread, showThreadMember } from '../../show/channel.ts';
import { showEmojis, showGuild } from '../../show/guild.ts';
import { showMember } from '../../show/people.ts';
import type { Call, Route } from '../call.ts';
import { SELDOM } from '../call.ts';

/** The server, its channels and its people. */
export const guildRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/guilds/:guild',
    rate: SELDOM,
    run: (call) => {
      needGuild(call);
      return { body: showGuild() };
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/channels',
    rate: SELDOM,
    run: (call) => {
      needGuild(call);
      // Channels that the bot cannot see are listed too; threads are not.
      const channels = [...call.service.guild.channels.values()].filter(({ thread }) => !thread);
      return { body: channels.map((channel) => showPlainChannel(call.service.guild, channel)) };
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/emojis',
    rate: SELDOM,
    run: (call) => {
      needGuild(call);
      return { body: showEmojis() };
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/members/search',
    rate: SELDOM,
    run: (call) => {
      needGuild(call);
      const start = (call.query('query') ?? '').toLowerCase();
      const found = [...call.service.guild.users.values()].filter((user) =>
        [user.username, user.globalName ?? '', nameOf(user)].some((name) =>
          name.toLowerCase().startsWith(start),
        ),
      );
      return { body: found.slice(0, call.limit(1, 1000)).map(showMember) };
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/members/:user',
    rate: { limit: 5, perMs: 1000 },
    run: (call) => {
      needGuild(call);
      const user = call.service.guild.users.get(call.id('user'));
      if (!user) throw refuse('unknownMember');
      return { body: showMember(user) };
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/threads/active',
    rate: SELDOM,
    run: (call) => {
      needGuild(call);
      return { body: activeThreads(call) };
    },
  },
];

/** @throws {DiscordFailure} 10004 for a server that is not there or that the bot is not on */
function needGuild(call: Call): void {
  if (call.id('guild') !== GUILD.id || !call.bot.isMember) throw refuse('unknownGuild');
}

/** Newest first. */
function activeThreads({ service: { guild }, bot }: Call): APIThreadList {
  const active = [...guild.channels.values()]
    .filter((channel) => channel.thread && !channel.thread.archived && guild.sees(bot, channel))
    .reverse();
  return {
    threads: active.flatMap((channel) => (channel.thread ? [showThread(channel, channel.thread)] : [])),
    members: active
      .filter((channel) => channel.thread?.members.has(bot.id))
      .map((channel) => showThreadMember(channel, bot.id)),
  };
}
