import type { APIApplication, APIGatewayBotInfo } from 'discord-api-types/v10';
import { flagsOf } from '../../gateway/welcome.ts';
import { GUILD } from '../../seed.ts';
import { showUser } from '../../show/people.ts';
import type { Call, Route } from '../call.ts';
import { SELDOM } from '../call.ts';
import { z } from 'zod';
import { refreshedAddress } from '../../cdn.ts';
import { parseBy } from '../body.ts';

/** Who the token belongs to, and where its events come from. */
export const accountRoutes: readonly Route[] = [
  { method: 'GET', path: '/users/@me', rate: SELDOM, run: (call) => ({ body: self(call) }) },
  {
    method: 'GET',
    path: '/users/@me/guilds',
    rate: SELDOM,
    run: ({ bot }) => ({
      body: bot.isMember
        ? [{ id: GUILD.id, name: GUILD.name, icon: null, owner: false, permissions: '0', features: [] }]
        : [],
    }),
  },
  {
    method: 'GET',
    path: '/users/:user',
    rate: { limit: 30, perMs: 30_000 },
    run: (call) => ({ body: showUser(call.service.guild.user(call.id('user'))) }),
  },
  {
    method: 'GET',
    path: '/oauth2/applications/@me',
    rate: SELDOM,
    run: (call) => ({ body: application(call) }),
  },
  { method: 'GET', path: '/applications/@me', rate: SELDOM, run: (call) => ({ body: application(call) }) },
  {
    method: 'GET',
    path: '/gateway',
    rate: SELDOM,
    isOpen: true,
    run: (call) => ({ body: { url: gatewayUrl(call) } }),
  },
  {
    method: 'GET',
    path: '/gateway/bot',
    rate: { limit: 2, perMs: 5000 },
    run: (call) => ({ body: gatewayBot(call) }),
  },
  {
    method: 'POST',
    path: '/attachments/refresh-urls',
    rate: SELDOM,
    run: async (call) => {
      const { attachment_urls } = parseBy(
        z.object({ attachment_urls: z.array(z.string().url()).min(1).max(50) }),
        (await call.body()).json,
      );
      const { guild } = call.service;
      return {
        body: {
          refreshed_urls: attachment_urls.map((original) => ({
            original,
            refreshed: refreshedAddress(guild, original),
          })),
        },
      };
    },
  },
];

function self(call: Call) {
  return showUser(call.service.guild.user(call.bot.id));
}

function application(call: Call): APIApplication {
  const { bot } = call;
  return {
    id: bot.id,
    name: bot.name,
    icon: null,
    description: '',
    summary: '',
    bot_public: false,
    bot_require_code_grant: false,
    bot: self(call),
    verify_key: '0'.repeat(64),
    team: null,
    flags: flagsOf(bot),
    flags_new: String(flagsOf(bot)),
    approximate_guild_count: bot.isMember ? 1 : 0,
  };
}

function gatewayUrl({ service }: Call): string {
  return `${service.guild.origin.replace('http:', 'ws:')}/gateway`;
}

function gatewayBot(call: Call): APIGatewayBotInfo {
  return {
    url: gatewayUrl(call),
    shards: 1,
    session_start_limit: {
      total: call.gateway.starts,
      remaining: call.gateway.startsLeft,
      reset_after: 24 * 60 * 60 * 1000,
      max_concurrency: 1,
    },
  };
}
