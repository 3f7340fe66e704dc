import type { MessageRange } from '../contract.ts';
import type { DiscordClient } from './client.ts';
import { isKind } from './errors.ts';
import type { DiscordChannel, DiscordMessage } from './schema.ts';
import { byAge, idAt, timeOf, toPosition } from './snowflake.ts';

const PAGE = 100;
const DEFAULT_LIMIT = 50;

/** Reads what was said. */
export interface History {
  /** The last messages of a channel or thread. */
  last(channel: string): Promise<readonly DiscordMessage[]>;
  /**
   * The last messages, and as many before them as it takes to reach a position. A read that breaks off goes on at its
   * next page when it is asked for again, and begins with what was said since.
   */
  since(channel: string, position: string): Promise<readonly DiscordMessage[]>;
  /** Everything that was said in a thread. */
  whole(thread: string): Promise<readonly DiscordMessage[]>;
  /** Messages as `Connection.listMessages` wants them: oldest first. */
  range(channel: string, range: MessageRange): Promise<readonly DiscordMessage[]>;
  /** Public threads of a channel that were archived after a position; none where that cannot be read. */
  archived(channel: string, position: string): Promise<readonly DiscordChannel[]>;
  /** The position after which nothing was said in any thread that is archived now. */
  archivedUntil(channel: string): Promise<string>;
}

interface Begun {
  readonly position: string;
  readonly messages: DiscordMessage[];
}

export function createHistory(client: DiscordClient): History {
  const begun = new Map<string, Begun>();

  /** Pages from the newest one down, until one is short or holds something that is old enough. */
  async function back(
    channel: string,
    into: DiscordMessage[],
    isReached: (message: DiscordMessage) => boolean,
    before?: string,
  ): Promise<void> {
    for (;;) {
      const oldest = into.at(-1)?.id ?? before;
      const page = await client.history(channel, { before: oldest, limit: PAGE });
      into.push(...[...page].sort((a, b) => byAge(b.id, a.id)));
      if (page.length < PAGE || page.some(isReached)) return;
    }
  }

  async function pageOfArchived(
    channel: string,
    before?: string,
  ): Promise<{ threads: readonly DiscordChannel[]; has_more: boolean }> {
    try {
      return await client.archivedThreads(channel, before);
    } catch (error) {
      if (!isKind(error, 'permission', 'not-found', 'unsupported', 'invalid')) throw error;
      return { threads: [], has_more: false };
    }
  }

  return {
    last: (channel) => client.history(channel, { limit: PAGE }),

    async since(channel, position) {
      const left = begun.get(channel);
      let messages: DiscordMessage[] = [];
      const keep = (): void => {
        if (messages.length > 0) begun.set(channel, { position, messages });
      };
      if (left?.position === position) {
        const top = toPosition(left.messages[0]?.id ?? '0');
        const fresh: DiscordMessage[] = [];
        await back(channel, fresh, ({ id }) => toPosition(id) <= top);
        messages = [...fresh.filter(({ id }) => toPosition(id) > top), ...left.messages];
        keep();
      }
      try {
        await back(channel, messages, ({ id }) => toPosition(id) <= position);
      } catch (error) {
        keep();
        throw error;
      }
      begun.delete(channel);
      return messages;
    },

    async whole(thread) {
      const messages: DiscordMessage[] = [];
      await back(thread, messages, () => false);
      return messages;
    },

    async range(channel, { before, after, limit = DEFAULT_LIMIT }) {
      const found: DiscordMessage[] = [];
      if (after !== undefined) {
        const floor = toPosition(after);
        await back(channel, found, ({ id }) => toPosition(id) <= floor, before);
        const within = found.filter(({ id }) => toPosition(id) > floor);
        return within.sort((a, b) => byAge(a.id, b.id)).slice(0, limit);
      }
      while (found.length < limit) {
        const wanted = Math.min(PAGE, limit - found.length);
        const oldest = found.at(-1)?.id ?? before;
        const page = await client.history(channel, { before: oldest, limit: wanted });
        found.push(...[...page].sort((a, b) => byAge(b.id, a.id)));
        if (page.length < wanted) break;
      }
      return found.reverse();
    },

    async archived(channel, position) {
      const found: DiscordChannel[] = [];
      const since = timeOf(position);
      for (let before: string | undefined; ;) {
        const { threads, has_more } = await pageOfArchived(channel, before);
        found.push(...threads.filter((thread) => toPosition(thread.last_message_id ?? thread.id) > position));
        before = threads.at(-1)?.thread_metadata?.archive_timestamp;
        // The last archived ones come first, and nothing is said in a thread after that.
        if (!has_more || before === undefined || Date.parse(before) < since) return found;
      }
    },

    async archivedUntil(channel) {
      const { threads } = await pageOfArchived(channel);
      const at = Date.parse(threads[0]?.thread_metadata?.archive_timestamp ?? '');
      return toPosition(Number.isNaN(at) ? '0' : idAt(at + 1));
    },
  };
}
