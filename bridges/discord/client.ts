import type { Client, SessionInfo } from 'discord.js';
import type { DiscordSettings } from '../../src/platforms/discord/index.ts';
import type { Bookmark } from './bookmark.ts';

/**
 * A client of discord.js, loaded at the first use: a daemon without Discord does not pay its memory. Of the SDK only
 * its gateway is used. Its own reading of what the gateway tells is off: it would keep everything in caches, and what
 * it throws at an odd message nobody could catch.
 */
export async function createGatewayClient(
  settings: DiscordSettings,
  withTyping: boolean,
  bookmark: Bookmark,
): Promise<Client> {
  const { Client, GatewayIntentBits, Options, Partials, SimpleShardingStrategy } = await import('discord.js');
  const client = new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.GuildMessageReactions,
      GatewayIntentBits.MessageContent,
      ...(withTyping ? [GatewayIntentBits.GuildMessageTyping] : []),
    ],
    partials: [Partials.Message, Partials.Reaction, Partials.Channel],
    makeCache: Options.cacheWithLimits({ MessageManager: 0, GuildMemberManager: 0, UserManager: 0 }),
    ws: {
      buildStrategy: (manager) => {
        const { updateSessionInfo } = manager.options;
        Object.assign(manager.options, {
          retrieveSessionInfo: () => bookmark.read(),
          updateSessionInfo: (shard: number, session: SessionInfo | null) => {
            bookmark.write(session);
            return updateSessionInfo(shard, session);
          },
        });
        return new SimpleShardingStrategy(manager);
      },
    },
    rest: { api: settings.apiUrl, cdn: settings.cdnUrl, version: '10', retries: 0 },
  });
  Object.defineProperty(client.ws, 'handlePacket', { value: () => true });
  return client;
}
