import type { ConnectContext, Connection } from '../contract.ts';
import { createAuthors } from './authors.ts';
import { capabilities } from './capabilities.ts';
import { createChannels } from './channels.ts';
import { check } from './check.ts';
import { createClient } from './client.ts';
import { compose } from './compose.ts';
import { listConversations } from './conversations.ts';
import type { Read, Told } from './dispatch.ts';
import { NOTHING, namesOf, noteDispatch, readDispatch } from './dispatch.ts';
import { dispatchSchema } from './dispatch-schema.ts';
import { created } from './events.ts';
import { poll } from './feed.ts';
import { download } from './files.ts';
import { createHistory } from './history.ts';
import { createHooks } from './hooks.ts';
import { createHttp } from './http.ts';
import type { MapContext } from './map.ts';
import { guildOf, namesIn } from './map.ts';
import { createNames } from './names.ts';
import type { DiscordIdentity } from './own.ts';
import { createOwnChanges } from './own-changes.ts';
import { participants } from './participants.ts';
import { createReactions } from './reactions.ts';
import { findSent } from './look-back.ts';
import { listMessages } from './reading.ts';
import type { DiscordMessage } from './schema.ts';
import { send } from './send.ts';
import type { DiscordSettings } from './settings.ts';
import { createTargets } from './targets.ts';

/** A connection to Discord, which can also read what the gateway tells. */
export interface DiscordConnection extends Connection {
  /**
   * What a dispatch of the gateway means, with names looked up. Throws nothing for one that is not known: it means
   * nothing. @param dispatch `t` and `d` as they came
   */
  readDispatch(dispatch: unknown, told: Told): Promise<Read>;
  /** Names the conversations that are looked at, so that a thread among them is known as one of its own. */
  watch(conversations: readonly string[]): void;
  /** How many sessions of the gateway may still be begun, of how many a day. */
  sessionsLeft(): Promise<{
    readonly total: number;
    readonly remaining: number;
    readonly resetAfterMs: number;
  }>;
}

export function isDiscordConnection(connection: Connection): connection is DiscordConnection {
  return connection.capabilities.platform === 'discord' && 'readDispatch' in connection;
}

export function createConnection(
  settings: DiscordSettings,
  { account, host }: ConnectContext,
): DiscordConnection {
  const secrets = [settings.botToken];
  const client = createClient(createHttp(settings, host, secrets));
  const names = createNames(client, host);
  const channels = createChannels(client);
  const history = createHistory(client);
  const reactions = createReactions();
  let identity: DiscordIdentity | undefined;
  let asking: Promise<DiscordIdentity> | undefined;

  const whoAmI = (): Promise<DiscordIdentity> => {
    if (identity) return Promise.resolve(identity);
    asking ??= askWho(client)
      .then((found) => (identity = found))
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };
  const authors = createAuthors(client);
  const hooks = createHooks(client, whoAmI, secrets, host.log);
  const targets = createTargets(client, channels);
  const usesHooks = settings.webhooks === 'auto';
  const sending = { client, channels, hooks, targets, host, authors, usesHooks };
  const changes = createOwnChanges(client, channels, hooks, authors);

  const now = (): MapContext => ({ account, cdnUrl: settings.cdnUrl, names, channels, identity });
  const context = async (messages: readonly DiscordMessage[]): Promise<MapContext> => {
    await whoAmI();
    const [first] = messages;
    if (first) await names.learn(guildOf(first, { channels }), messages.flatMap(namesIn));
    return now();
  };

  return {
    account,
    capabilities,
    secrets,
    created,
    compose,
    listMessages: (conversation, range) =>
      listMessages({ client, channels, history, context }, conversation, range),
    whoAmI: async () => {
      const { id, name } = await whoAmI();
      return { id, name };
    },
    check: (conversations) => check(client, channels, settings, conversations),
    listConversations: (options) => listConversations(client, channels, options),
    send: (conversation, part) => send(sending, conversation, part),
    findSent: async (conversation, part, lookBack) =>
      findSent(sending, await whoAmI(), conversation, part, lookBack),
    poll: (cursor, { conversations }) =>
      poll({ client, channels, history, log: host.log, context }, cursor, conversations),
    watch: (conversations) => {
      channels.watch(conversations);
    },
    async sessionsLeft() {
      const { total, remaining, reset_after } = (await client.gateway()).session_start_limit;
      return { total, remaining, resetAfterMs: reset_after };
    },
    async readDispatch(dispatch, told) {
      const parsed = dispatchSchema.safeParse(dispatch);
      if (!parsed.success) return NOTHING;
      noteDispatch(parsed.data, { channels, names });
      const { t, d } = parsed.data;
      // Rights may have come or gone.
      if (t === 'CHANNEL_UPDATE') hooks.forget(d.id);
      if ('channel_id' in d && typeof d.channel_id === 'string') {
        // Without it a message of a thread that is not known would seem to be of a conversation of its own.
        await channels.find(d.channel_id).catch((error: unknown) => {
          host.log.debug({ account, reason: String(error) }, 'a channel could not be looked up');
        });
      }
      const { guild, ids } = namesOf(parsed.data, { channels });
      await names.learn(guild, ids);
      return readDispatch(parsed.data, told, now(), reactions);
    },
    edit: changes.edit,
    delete: changes.remove,
    react: changes.react,
    unreact: changes.unreact,
    typing: (conversation) => client.typing(conversation),
    participants: (conversation) => participants({ client, channels, names, history }, conversation),
    download: (attachment) => download(client, settings, secrets, host, attachment),
  };
}

async function askWho(client: ReturnType<typeof createClient>): Promise<DiscordIdentity> {
  const { id, username, global_name } = await client.me();
  // Only bots of the last years have the id of their application.
  const { id: appId } = await client.application();
  return { id, name: global_name ?? username, appId };
}
