import { ServiceError } from '../../host/index.ts';
import { emojiFromShortcode } from '../../text/index.ts';
import type { Part } from '../contract.ts';
import type { Authors } from './authors.ts';
import type { Channels } from './channels.ts';
import { isThread } from './channels.ts';
import type { DiscordClient, Hook } from './client.ts';
import { toChange } from './compose.ts';
import {
  ARCHIVED,
  UNKNOWN_CHANNEL,
  UNKNOWN_MESSAGE,
  UNKNOWN_WEBHOOK,
  WRONG_WEBHOOK_TOKEN,
} from './error-codes.ts';
import { isCode } from './errors.ts';
import type { Hooks } from './hooks.ts';
import { spotOf } from './place.ts';

/** Changes of messages that stand already: our own, and our reactions to those of others. */
export interface OwnChanges {
  edit(conversation: string, id: string, part: Part): Promise<void>;
  remove(conversation: string, id: string): Promise<void>;
  react(conversation: string, id: string, emoji: string): Promise<void>;
  unreact(conversation: string, id: string, emoji: string): Promise<void>;
}

export function createOwnChanges(
  client: DiscordClient,
  channels: Channels,
  hooks: Hooks,
  authors: Authors,
): OwnChanges {
  /** Nothing changes in an archived thread: it is opened first, as a new message in it would do. */
  async function inOpenThread(channel: string, change: () => Promise<void>): Promise<void> {
    try {
      await change();
    } catch (error) {
      if (!isCode(error, ARCHIVED)) throw error;
      await client.reopen(channel);
      await change();
    }
  }

  /** Only who wrote a message may change it: the bot, or the very webhook that posted it. */
  async function asAuthor(
    channel: string,
    message: string,
    byBot: () => Promise<void>,
    byHook: (hook: Hook, thread: string | undefined) => Promise<void>,
  ): Promise<void> {
    const author = await authors.of(channel, message);
    const place = await channels.find(channel);
    const parent = isThread(place) ? (place.parent_id ?? channel) : channel;
    const hook = author === undefined ? undefined : await hooks.find(parent, author);
    if (!hook) return byBot();
    try {
      await byHook(hook, channel === parent ? undefined : channel);
    } catch (error) {
      if (!isCode(error, UNKNOWN_WEBHOOK, WRONG_WEBHOOK_TOKEN)) throw error;
      // What a deleted webhook posted can be deleted by the bot, where it may manage messages, and changed by nobody.
      hooks.forget(parent);
      await byBot();
    }
  }

  async function emojiFor(conversation: string, emoji: string): Promise<string> {
    const name = /^:([^:]+):$/.exec(emoji)?.[1];
    if (name === undefined) return emoji;
    const standard = emojiFromShortcode(name);
    if (standard !== undefined) return standard;
    const { guild_id: guild } = await channels.find(conversation);
    const custom = guild === undefined ? [] : await client.emojis(guild);
    const found = custom.find((one) => one.name === name);
    if (found?.id !== undefined) return `${name}:${found.id}`;
    throw new ServiceError({
      kind: 'unsupported',
      tried: `react with ${emoji}`,
      cameBack: 'the server has no emoji of this name',
      advice: 'Add it to the server, under the same name.',
    });
  }

  return {
    edit(conversation, id, part) {
      const { channel, message } = spotOf(conversation, id);
      return inOpenThread(channel, () =>
        asAuthor(
          channel,
          message,
          () => client.change(channel, message, toChange(part, true)),
          (hook, thread) => client.changeByHook(hook, thread, message, toChange(part, false)),
        ),
      );
    },
    async remove(conversation, id) {
      const { channel, message } = spotOf(conversation, id);
      try {
        await inOpenThread(channel, () =>
          asAuthor(
            channel,
            message,
            () => client.remove(channel, message),
            (hook, thread) => client.removeByHook(hook, thread, message),
          ),
        );
      } catch (error) {
        // Gone already, alone or with its thread.
        if (!isCode(error, UNKNOWN_MESSAGE, ...(channel === conversation ? [] : [UNKNOWN_CHANNEL])))
          throw error;
      }
    },
    async react(conversation, id, emoji) {
      const { channel, message } = spotOf(conversation, id);
      const known = await emojiFor(conversation, emoji);
      await inOpenThread(channel, () => client.react(channel, message, known));
    },
    async unreact(conversation, id, emoji) {
      const { channel, message } = spotOf(conversation, id);
      const known = await emojiFor(conversation, emoji);
      await inOpenThread(channel, () => client.unreact(channel, message, known));
    },
  };
}
