import type { Log } from '../../host/index.ts';
import type { DiscordClient, Hook } from './client.ts';
import { MOST_WEBHOOKS } from './error-codes.ts';
import { isCode, isKind } from './errors.ts';
import type { DiscordIdentity } from './own.ts';

const NAME = 'Parley';

/** The webhooks of each channel through which copies are posted. */
export interface Hooks {
  /** Found among the channel's, or else made. Undefined where the bot may not, or the channel has too many. */
  of(channel: string): Promise<Hook | undefined>;
  /** The one that posted a message, while it is there. */
  find(channel: string, id: string): Promise<Hook | undefined>;
  /** Looks again at the next use: an administrator has deleted one. */
  forget(channel: string): void;
}

/**
 * Looks once for each channel and remembers what it found, so that all messages of a conversation are posted the same
 * way. @param secrets gets the tokens, which must not be shown
 */
export function createHooks(
  client: DiscordClient,
  whoAmI: () => Promise<DiscordIdentity>,
  secrets: string[],
  log: Log,
): Hooks {
  const listed = new Map<string, Promise<readonly Hook[] | undefined>>();
  const chosen = new Map<string, Promise<Hook | undefined>>();

  const keep = <T>(map: Map<string, Promise<T>>, channel: string, look: () => Promise<T>): Promise<T> => {
    const found = map.get(channel) ?? look();
    map.set(channel, found);
    found.catch(() => map.delete(channel));
    return found;
  };
  const usable = (id: string, token: string): Hook => {
    if (!secrets.includes(token)) secrets.push(token);
    return { id, token };
  };

  /** Undefined where the bot may not see them. */
  async function list(channel: string): Promise<readonly Hook[] | undefined> {
    const { appId } = await whoAmI();
    try {
      return (await client.webhooks(channel)).flatMap(({ id, token, application_id }) =>
        application_id === appId && token !== undefined ? [usable(id, token)] : [],
      );
    } catch (error) {
      if (!isKind(error, 'permission')) throw error;
      return undefined;
    }
  }

  async function choose(channel: string): Promise<Hook | undefined> {
    const mine = await keep(listed, channel, () => list(channel));
    if (mine?.[0]) return mine[0];
    try {
      const { id, token } = await client.makeWebhook(channel, NAME);
      const hook = token === undefined ? undefined : usable(id, token);
      if (hook) listed.set(channel, Promise.resolve([...(mine ?? []), hook]));
      return hook;
    } catch (error) {
      if (!isKind(error, 'permission') && !isCode(error, MOST_WEBHOOKS)) {
        // It may be there all the same.
        listed.delete(channel);
        throw error;
      }
      log.warn({ channel }, `copies are posted by the bot, with names before the text: ${error.message}`);
      return undefined;
    }
  }

  return {
    of: (channel) => keep(chosen, channel, () => choose(channel)),
    find: async (channel, id) =>
      (await keep(listed, channel, () => list(channel)))?.find((hook) => hook.id === id),
    forget(channel) {
      listed.delete(channel);
      chosen.delete(channel);
    },
  };
}
