import type { DiscordClient } from './client.ts';
import type { DiscordChannel } from './schema.ts';

const THREADS = new Set([10, 11, 12]);
const FORUMS = new Set([15, 16]);
/** Under whose messages threads can be opened: text and announcements. */
const THREADED = new Set([0, 5]);
/** What a person would call a place to write in. */
const WRITABLE = new Set([0, 2, 5, 13, 15, 16]);
const MOST = 10_000;

export const isThread = ({ type }: DiscordChannel): boolean => THREADS.has(type);
export const isForum = ({ type }: DiscordChannel): boolean => FORUMS.has(type);
export const hasThreads = ({ type }: DiscordChannel): boolean => THREADED.has(type);
export const isWritable = ({ type }: DiscordChannel): boolean => WRITABLE.has(type);

/** Channels and threads, as far as they were seen. */
export interface Channels {
  get(id: string): DiscordChannel | undefined;
  /** From memory, or else asked for. @throws {ServiceError} */
  find(id: string): Promise<DiscordChannel>;
  note(channel: DiscordChannel): void;
  forget(id: string): void;
  /** The conversation that a message in a channel or thread belongs to. A thread may be a conversation of its own. */
  conversationOf(channel: string): string;
  /** Names the conversations that are looked at, so that a thread among them is known as one. */
  watch(conversations: Iterable<string>): void;
}

export function createChannels(client: DiscordClient): Channels {
  const known = new Map<string, DiscordChannel>();
  const watched = new Set<string>();

  const note = (channel: DiscordChannel): void => {
    known.delete(channel.id);
    known.set(channel.id, channel);
    if (known.size > MOST) known.delete(known.keys().next().value ?? '');
  };
  return {
    get: (id) => known.get(id),
    async find(id) {
      const channel = known.get(id) ?? (await client.channel(id));
      note(channel);
      return channel;
    },
    note,
    forget: (id) => known.delete(id),
    conversationOf(id) {
      const channel = known.get(id);
      if (watched.has(id) || !channel || !isThread(channel)) return id;
      return channel.parent_id ?? id;
    },
    watch(conversations) {
      for (const id of conversations) watched.add(id);
    },
  };
}
