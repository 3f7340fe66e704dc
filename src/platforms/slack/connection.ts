import { ServiceError } from '../../host/index.ts';
import type { ParleyEvent } from '../../model/index.ts';
import { shortcodeFromEmoji } from '../../text/index.ts';
import type { ConnectContext, Connection, Webhook, WebhookRequest } from '../contract.ts';
import { capabilities } from './capabilities.ts';
import { check } from './check.ts';
import type { SlackCall } from './client.ts';
import { createSlackClient } from './client.ts';
import { compose, markerOf } from './compose.ts';
import { listConversations } from './conversations.ts';
import { advance } from './cursor.ts';
import { created, namesInEvent, toEvents } from './events.ts';
import { poll } from './feed.ts';
import { createFiles } from './files.ts';
import { createHistory } from './history.ts';
import type { MapContext } from './map.ts';
import { isShown, namesIn, toMessage } from './map.ts';
import { createNames } from './names.ts';
import type { SlackIdentity } from './own.ts';
import { participants } from './participants.ts';
import type { SlackCallback } from './schema.ts';
import { callbackSchema } from './schema.ts';
import { findSent, send } from './send.ts';
import type { SlackSettings } from './settings.ts';
import { createThreads } from './threads.ts';
import { challengeOf, readRequest } from './webhook.ts';

/** A connection to a workspace, which can also read what a socket brings. */
export interface SlackConnection extends Connection {
  /**
   * What an `event_callback` body means, with names looked up. Calls resolve in their order. Throws nothing for a body
   * that is not known: it means nothing.
   */
  readEvent(body: unknown): Promise<readonly ParleyEvent[]>;
  /** As in `Connection`; always there. */
  advance(cursor: string | undefined, events: readonly ParleyEvent[]): string;
}

export function isSlackConnection(connection: Connection): connection is SlackConnection {
  return connection.capabilities.platform === 'slack' && 'readEvent' in connection;
}

export function createConnection(
  call: SlackCall,
  settings: SlackSettings,
  { account, host }: ConnectContext,
): SlackConnection {
  const { botToken, appToken, signingSecret } = settings;
  const secrets = [botToken, appToken, signingSecret].filter((secret) => secret !== undefined);
  const client = createSlackClient(call, secrets);
  const names = createNames(client, host);
  const history = createHistory(client);
  const threads = createThreads(client);
  const files = createFiles(client, settings, secrets, host);
  const sending = { client, threads, files };
  let identity: SlackIdentity | undefined;
  let asking: Promise<SlackIdentity> | undefined;

  const whoAmI = (): Promise<SlackIdentity> => {
    if (identity) return Promise.resolve(identity);
    asking ??= askWho(sending.client)
      .then((found) => (identity = found))
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };
  const now = (): MapContext => ({ account, names, identity });
  const context = async (ids: readonly string[]): Promise<MapContext> => {
    await whoAmI();
    await names.learn(ids);
    return now();
  };
  const learn = async (callback: SlackCallback): Promise<void> => {
    if (!callback.event) return;
    await whoAmI().catch((error: unknown) => {
      host.log.debug({ account, reason: String(error) }, 'the bot could not be looked up');
    });
    await names.learn(namesInEvent(callback.event));
  };

  const webhook: Webhook = {
    async prepare(request: WebhookRequest) {
      // Whatever is wrong with the request, `receive` says it.
      const callback = quietly(() => readRequest(request, signingSecret, host));
      if (callback) await learn(callback);
    },
    receive(request) {
      const callback = readRequest(request, signingSecret, host);
      return challengeOf(callback) ?? { events: toEvents(callback, now()) };
    },
  };

  return {
    account,
    capabilities,
    secrets,
    home: new URL(settings.apiUrl).origin,
    webhook,
    created,
    compose,
    advance,
    whoAmI: async () => {
      const { id, name } = await whoAmI();
      return { id, name };
    },
    check: (conversations) => check(client, settings, conversations),
    listConversations: (options) => listConversations(client, options),
    async listMessages(conversation, range = {}) {
      const messages = (await history.range(conversation, range)).filter(isShown);
      const known = await context(messages.flatMap(namesIn));
      return messages.map((message) => toMessage(message, conversation, known));
    },
    send: (conversation, part) => send(sending, conversation, part),
    findSent: async (conversation, part, lookBack) =>
      findSent(sending, await whoAmI(), conversation, part, lookBack),
    poll: (cursor, { conversations }) => poll({ history, log: host.log, context }, cursor, conversations),
    async readEvent(body) {
      const callback = callbackSchema.safeParse(body);
      if (!callback.success) return [];
      await learn(callback.data);
      return toEvents(callback.data, now());
    },
    async edit(conversation, messageId, part) {
      await client.update({
        channel: conversation,
        ts: messageId,
        text: part.text,
        metadata: markerOf(part),
      });
    },
    delete: (conversation, messageId) => unless('message_not_found', client.remove(conversation, messageId)),
    react: (conversation, messageId, emoji) =>
      unless('already_reacted', client.react(conversation, messageId, shortcodeOf(emoji))),
    unreact: (conversation, messageId, emoji) =>
      unless('no_reaction', client.unreact(conversation, messageId, shortcodeOf(emoji))),
    download: (attachment) => files.download(attachment),
    participants: (conversation) => participants(client, names, conversation),
  };
}

async function askWho(client: ReturnType<typeof createSlackClient>): Promise<SlackIdentity> {
  const { user_id, user, bot_id } = await client.authTest();
  if (bot_id === undefined) return { id: user_id, name: user };
  // Without users:read the app stays unknown; bot and user id still tell our own messages.
  const appId = (await client.botInfo(bot_id).catch(() => undefined))?.bot.app_id;
  return { id: user_id, name: user, botId: bot_id, ...(appId === undefined ? {} : { appId }) };
}

/** Takes one refusal for what it means: that nothing was left to do. */
async function unless(code: string, call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== code) throw error;
  }
}

function quietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function shortcodeOf(emoji: string): string {
  return shortcodeFromEmoji(emoji) ?? emoji.replace(/^:|:$/g, '');
}
