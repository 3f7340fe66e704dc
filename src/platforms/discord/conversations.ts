import type { Conversation } from '../../model/index.ts';
import type { ListOptions, Page } from '../contract.ts';
import type { Channels } from './channels.ts';
import { isWritable } from './channels.ts';
import type { DiscordClient } from './client.ts';
import { toConversation } from './map.ts';

const DEFAULT_LIMIT = 50;
const MOST_SERVERS = 200;

/**
 * Channels and forums of all servers that the bot is on, server by server. Discord gives them whole, so a page is cut
 * out of them; its cursor is the number of those before it.
 */
export async function listConversations(
  client: DiscordClient,
  channels: Channels,
  { limit = DEFAULT_LIMIT, cursor = '0', search }: ListOptions = {},
): Promise<Page<Conversation>> {
  const guilds = await client.guilds(undefined, MOST_SERVERS);
  const all: Conversation[] = [];
  for (const guild of guilds) {
    for (const channel of await client.guildChannels(guild.id)) {
      channels.note({ ...channel, guild_id: guild.id });
      if (isWritable(channel)) all.push(toConversation(channel, guilds.length > 1 ? guild.name : undefined));
    }
  }
  const wanted = search?.toLowerCase();
  const found = wanted === undefined ? all : all.filter(({ name }) => name.toLowerCase().includes(wanted));
  const start = Number.parseInt(cursor, 10) || 0;
  const end = start + limit;
  return { items: found.slice(start, end), ...(end < found.length ? { next: String(end) } : {}) };
}
