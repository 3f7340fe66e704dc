import type { Part } from '../contract.ts';
import type { Channels } from './channels.ts';
import { hasThreads, isForum, isThread } from './channels.ts';
import type { DiscordClient } from './client.ts';
import { titleOf } from './compose.ts';
import {
  MISSING_PERMISSIONS,
  NO_THREADS_HERE,
  THREAD_EXISTS,
  TOO_MANY_THREADS,
  UNKNOWN_CHANNEL,
  UNKNOWN_MESSAGE,
} from './error-codes.ts';
import { isCode } from './errors.ts';
import { bareId, spotOf } from './place.ts';
import type { DiscordChannel } from './schema.ts';
import { byAge } from './snowflake.ts';
import { textOf } from './text.ts';

/** What stands in the way of a thread for good. */
const REFUSALS = [UNKNOWN_MESSAGE, NO_THREADS_HERE, MISSING_PERMISSIONS, TOO_MANY_THREADS] as const;
const MOST = 2_000;

/** Where in Discord a part of a conversation goes. */
export interface Target {
  /** The channel that has the webhooks. */
  readonly channel: string;
  readonly thread?: string;
  /** Name of the post that it becomes, in a forum. */
  readonly title?: string;
  /** The message that it answers beyond standing in its thread. Only the bot itself can show that. */
  readonly answers?: string;
}

/** Finds the place of a part, and opens the thread for it. */
export interface Targets {
  /** @throws {ServiceError} with nothing sent */
  open(conversation: string, part: Part): Promise<Target>;
  /** Where it goes instead, when its thread turns out to be deleted. @throws {ServiceError} with nothing sent */
  without(thread: string, conversation: string, part: Part): Promise<Target>;
  /** Where it would be, without opening anything. */
  expect(conversation: string, part: Part): Promise<Target>;
}

export function createTargets(client: DiscordClient, channels: Channels): Targets {
  const opened = new Set<string>();

  /** @returns whether there is a thread under the message now */
  async function openThread(channel: string, message: string): Promise<boolean> {
    if (opened.has(message)) return true;
    try {
      const above = await client.message(channel, message);
      if (!above.thread) {
        const title = titleOf({ text: textOf(above, () => undefined) });
        channels.note(await client.startThread(channel, message, title));
      } else channels.note(above.thread);
    } catch (error) {
      // The message is gone, or may have no thread: the answer goes to the channel itself.
      if (isCode(error, ...REFUSALS)) return false;
      if (!isCode(error, THREAD_EXISTS)) throw error;
    }
    if (opened.size >= MOST) opened.clear();
    opened.add(message);
    return true;
  }

  async function find(conversation: string, part: Part, open: boolean): Promise<Target> {
    const { replyTo } = part;
    const channel = await channels.find(conversation);
    if (isThread(channel)) {
      return {
        channel: channel.parent_id ?? conversation,
        thread: conversation,
        ...(replyTo === undefined ? {} : { answers: replyTo }),
      };
    }
    if (replyTo === undefined) return isForum(channel) ? findPost(channel, part) : { channel: conversation };
    if (replyTo.includes('/')) {
      const { channel: thread, message } = spotOf(conversation, replyTo);
      return { channel: conversation, thread, ...(thread === message ? {} : { answers: message }) };
    }
    if (isForum(channel)) return { channel: conversation, thread: replyTo };
    if (!hasThreads(channel)) return { channel: conversation, answers: replyTo };
    const isOpen = open ? await openThread(conversation, replyTo) : await hasThread(replyTo);
    return isOpen
      ? { channel: conversation, thread: bareId(replyTo) }
      : { channel: conversation, answers: replyTo };
  }

  /** The first part of a message makes a post of its title; the others follow it there. */
  async function findPost({ id, guild_id: guild }: DiscordChannel, part: Part): Promise<Target> {
    const { title = 'Post' } = part;
    if (guild === undefined || part.key.endsWith('#0')) return { channel: id, title };
    const { threads } = await client.activeThreads(guild);
    const [newest] = threads
      .filter(({ parent_id, name }) => parent_id === id && name?.trim() === title.trim())
      .sort((a, b) => byAge(b.id, a.id));
    return newest ? { channel: id, thread: newest.id } : { channel: id, title };
  }

  async function hasThread(message: string): Promise<boolean> {
    try {
      channels.note(await client.channel(message));
      return true;
    } catch (error) {
      if (isCode(error, UNKNOWN_CHANNEL)) return false;
      throw error;
    }
  }

  return {
    open: (conversation, part) => find(conversation, part, true),
    async without(thread, conversation, part) {
      opened.delete(thread);
      channels.forget(thread);
      const channel = await channels.find(conversation);
      return isForum(channel) ? findPost(channel, part) : { channel: conversation };
    },
    expect: (conversation, part) => find(conversation, part, false),
  };
}
