import { isSlackConnection, explainError } from '../../src/platforms/slack/index.ts';
import type { SlackConnection, SlackSettings } from '../../src/platforms/slack/index.ts';
import type { Feed } from '../relay/contract.ts';
import type { SocketFeedOptions, SocketLine } from '../relay/feeds/socket.ts';
import { SocketFeed } from '../relay/feeds/socket.ts';
import { slack } from './platform.ts';
import { openSession } from './session.ts';

/** Slack lets about fifty channels be read a minute; a safety read of all of them takes at most half of that. */
const POLL_PER_CHANNEL_MS = 2_400;

/** The feed of a Slack account over Socket Mode. @throws {TypeError} when the account is none of Slack */
export async function createSlackSocketFeed(options: SocketFeedOptions): Promise<Feed> {
  const { connection, config } = options.account;
  if (!isSlackConnection(connection)) throw new TypeError(`The account ${config.name} is not one of Slack.`);
  const line = createLine(connection, slack.settings.parse(config.settings));
  const pollEveryMs = Math.max(config.pollEveryMs, options.conversations.length * POLL_PER_CHANNEL_MS);
  return new SocketFeed(options, line, pollEveryMs);
}

/** Socket Mode: a connection of its own each time, and an envelope that is not acknowledged comes again. */
function createLine(connection: SlackConnection, settings: SlackSettings): SocketLine {
  return {
    tried: 'open a Socket Mode connection',
    redelivers: true,
    open: (onLive) =>
      openSession(settings, ({ type, body, ack }) => {
        onLive({
          read: async () => ({ events: type === 'events_api' ? await connection.readEvent(body) : [] }),
          ack,
        });
      }),
    explain: (error, tried) => explainError(error, tried, connection.secrets),
    close: () => Promise.resolve(),
  };
}
