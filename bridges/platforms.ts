import type { Platform } from '../src/platforms/index.ts';
import { betterMessages } from '../src/platforms/better-messages/index.ts';
import { buddypress } from '../src/platforms/buddypress/index.ts';
import { chatApi } from '../src/platforms/chat-api/index.ts';
import { discord } from '../src/platforms/discord/index.ts';
import { messagesDev } from '../src/platforms/messages-dev/index.ts';
import type { SocketFeedFactory } from './cli/account-runner.ts';
import { createDiscordSocketFeed } from './discord/index.ts';
import { createSlackSocketFeed, slack } from './slack/index.ts';

/** Every platform that this program speaks, by the name it has in the configuration. */
export const platforms: Readonly<Record<string, Platform>> = {
  'better-messages': betterMessages,
  buddypress,
  'chat-api': chatApi,
  discord,
  'messages-dev': messagesDev,
  slack,
};

/** How events come in on the platforms whose feed is a socket. */
export const sockets: Readonly<Record<string, SocketFeedFactory>> = {
  discord: createDiscordSocketFeed,
  slack: createSlackSocketFeed,
};
