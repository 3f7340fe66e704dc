import { discord, isDiscordConnection } from '../../src/platforms/discord/index.ts';
import type { Feed } from '../relay/contract.ts';
import type { SocketFeedOptions } from '../relay/feeds/socket.ts';
import { SocketFeed } from '../relay/feeds/socket.ts';
import { createLine } from './line.ts';

/** Discord lets each channel be read once a second; a safety read takes a small part of that. */
const POLL_PER_CHANNEL_MS = 1_000;

/** The feed of a Discord account over its gateway. @throws {TypeError} when the account is none of Discord */
export async function createDiscordSocketFeed(options: SocketFeedOptions): Promise<Feed> {
  const { conversations, intake } = options;
  const { connection, config } = options.account;
  if (!isDiscordConnection(connection))
    throw new TypeError(`The account ${config.name} is not one of Discord.`);
  connection.watch(conversations);
  const withTyping = intake.wantsSignals?.(config.name) ?? false;
  const line = createLine(connection, discord.settings.parse(config.settings), withTyping);
  const pollEveryMs = Math.max(config.pollEveryMs, conversations.length * POLL_PER_CHANNEL_MS);
  return new SocketFeed(options, line, pollEveryMs);
}
