import type { DiscordOptions } from '../../bridges/sandbox/discord/index.ts';
import { startDiscord } from '../../bridges/sandbox/discord/index.ts';
import { createDiscordSocketFeed } from '../../bridges/discord/index.ts';
import { createNodeHost } from '../../bridges/host/node-host.ts';
import type { Feed } from '../../bridges/relay/contract.ts';
import type { DiscordConnection } from '../../src/platforms/discord/index.ts';
import { discord } from '../../src/platforms/discord/index.ts';
import type { Draft, Part } from '../../src/platforms/index.ts';
import { briefMemory } from '../../src/platforms/index.ts';
import type { Host, Log } from '../../src/host/index.ts';
import { textTree } from '../../src/text/index.ts';
import { MemoryIntake } from '../support/memory-intake.ts';

const nothing = (): void => undefined;
export const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** A server with its gateway, and ways to it. Closed by `close`, feeds included. */
export async function openServer(options: DiscordOptions = {}) {
  const server = await startDiscord(options);
  const node = createNodeHost(silent);
  const [general = '', support = '', forum = ''] = server.conversations().map(({ id }) => id);
  const [ann = '', ben = ''] = server.people().map(({ id }) => id);
  const intake = new MemoryIntake();
  const feeds: Feed[] = [];
  /** Calls that went out, as `GET /channels/…`, in order. */
  const calls: string[] = [];
  /** Set by a test to keep answers back that have come already. */
  const network: { holds?: (call: string) => Promise<void> | undefined } = {};
  const host: Host = {
    ...node,
    request: async (request) => {
      const call = `${request.method} ${new URL(request.url).pathname.replace('/api/v10', '')}`;
      calls.push(call);
      const answer = await node.request(request);
      await network.holds?.(call);
      return answer;
    },
  };
  const connect = (settings: object = {}, over: Host = host): DiscordConnection =>
    discord.connect(discord.settings.parse({ ...server.accountSettings(), ...settings }), {
      account: 'here',
      host: over,
      memory: briefMemory(),
    });

  return {
    server,
    general,
    support,
    forum,
    ann,
    ben,
    intake,
    calls,
    network,
    host,
    connect,
    say: async (text: string, replyTo?: string): Promise<string> => {
      const said = { conversation: general, as: ann, text };
      return (await server.say(replyTo === undefined ? said : { ...said, replyTo })).id;
    },
    listen: async (conversations = [general], settings: object = {}, pollEveryMs = 60_000): Promise<Feed> => {
      const connection = connect(settings);
      await connection.whoAmI().catch(nothing);
      const feed = await createDiscordSocketFeed({
        account: {
          connection,
          config: {
            name: 'here',
            platform: 'discord',
            feed: 'socket',
            pollEveryMs,
            rate: {},
            settings: { ...server.accountSettings(), ...settings },
          },
        },
        conversations,
        intake,
        log: silent,
      });
      feeds.push(feed);
      await feed.start();
      return feed;
    },
    close: async () => {
      await Promise.all(feeds.map((feed) => feed.stop()));
      await server.close();
      await node.close();
    },
  };
}
export type Stage = Awaited<ReturnType<typeof openServer>>;

/** The parts of a text by somebody. */
export function partsOf(connection: DiscordConnection, text: string, more: Partial<Draft> = {}): Part[] {
  return connection.compose({
    text: textTree(text),
    key: `key of ${text.slice(0, 20)}`,
    author: { name: 'Ann', avatarUrl: 'https://pictures.example/ann.png' },
    ...more,
  });
}

/** The only part of a short text by somebody. */
export function partOf(connection: DiscordConnection, text: string, more: Partial<Draft> = {}): Part {
  const [part] = partsOf(connection, text, more);
  if (!part) throw new Error('compose gave no part');
  return part;
}
