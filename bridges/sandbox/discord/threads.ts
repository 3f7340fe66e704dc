import { ChannelType, MessageFlags, MessageType } from 'discord-api-types/v10';
import { refuse } from './failure.ts';
import type { Guild } from './guild.ts';
import type { Messages, NewMessage } from './messages.ts';
import type { StoredChannel, StoredMessage, ThreadState } from './model.ts';
import { GUILD } from './seed.ts';
import { showThread } from './show/channel.ts';

/** What of a thread is to be other than it was. */
export interface ThreadChanges {
  readonly name?: string | undefined;
  readonly archived?: boolean | undefined;
  readonly locked?: boolean | undefined;
}

/** What can be done to threads, and the events of it. */
export class Threads {
  readonly #guild: Guild;
  readonly #messages: Messages;

  constructor(guild: Guild, messages: Messages) {
    this.#guild = guild;
    this.#messages = messages;
  }

  /** Opens a thread under a message; it has the id of the message. @throws {DiscordFailure} 160004 */
  openUnder(channel: StoredChannel, message: StoredMessage, name: string, ownerId: string): StoredChannel {
    if (channel.thread) throw refuse('wrongChannelType');
    if (this.#guild.channels.has(message.id)) throw refuse('threadExists');
    const thread = this.#open(channel, name, ownerId, message.id);
    message.flags |= MessageFlags.HasThread;
    this.#messages.touched(channel, message);
    this.#messages.post(thread, {
      author: message.author,
      ...(message.webhook ? { webhook: message.webhook } : {}),
      content: '',
      type: MessageType.ThreadStarterMessage,
      reference: { channelId: channel.id, messageId: message.id },
      allowedMentions: {},
    });
    return thread;
  }

  /** Opens a thread that hangs on no message; the channel says so. */
  openAlone(channel: StoredChannel, name: string, ownerId: string): StoredChannel {
    if (channel.type !== ChannelType.GuildText) throw refuse('wrongChannelType');
    const thread = this.#open(channel, name, ownerId, this.#guild.snowflakes.next());
    this.#messages.post(channel, {
      author: ownerId,
      content: name,
      type: MessageType.ThreadCreated,
      reference: { channelId: thread.id, messageId: thread.id },
      allowedMentions: {},
    });
    return thread;
  }

  /** Puts a post into a forum: a thread whose first message has its id. */
  openPost(
    forum: StoredChannel,
    name: string,
    first: Omit<NewMessage, 'id'>,
  ): { thread: StoredChannel; message: StoredMessage } {
    const id = this.#guild.snowflakes.next();
    const thread = this.#open(forum, name, first.author, id);
    return { thread, message: this.#messages.post(thread, { ...first, id }) };
  }

  change(channel: StoredChannel, thread: ThreadState, changes: ThreadChanges): void {
    const archived = changes.archived ?? thread.archived;
    if (thread.archived && archived && changes.name !== undefined) throw refuse('archived');
    if (archived !== thread.archived) thread.archivedAt = this.#guild.clock.now();
    thread.archived = archived;
    thread.locked = changes.locked ?? thread.locked;
    channel.name = changes.name ?? channel.name;
    this.#guild.tell({
      name: 'THREAD_UPDATE',
      channelId: channel.id,
      tell: () => ({ t: 'THREAD_UPDATE', d: showThread(channel, thread) }),
    });
    this.#guild.changed(channel);
  }

  /** Deletes a thread with all that was said in it. The message that it hung on stays. */
  delete(channel: StoredChannel, thread: ThreadState): void {
    this.#guild.tell({
      name: 'THREAD_DELETE',
      channelId: channel.id,
      tell: () => ({
        t: 'THREAD_DELETE',
        d: { id: channel.id, guild_id: GUILD.id, parent_id: thread.parentId, type: channel.type },
      }),
    });
    this.#guild.changed(channel);
    this.#guild.channels.delete(channel.id);
  }

  #open(parent: StoredChannel, name: string, ownerId: string, id: string): StoredChannel {
    const thread: ThreadState = {
      parentId: parent.id,
      ownerId,
      archived: false,
      locked: false,
      archivedAt: this.#guild.clock.now(),
      sent: 0,
      members: new Set([ownerId]),
    };
    const channel: StoredChannel = {
      id,
      type: ChannelType.PublicThread,
      name,
      position: 0,
      messages: [],
      thread,
    };
    this.#guild.channels.set(id, channel);
    this.#guild.tell({
      name: 'THREAD_CREATE',
      channelId: id,
      tell: () => ({ t: 'THREAD_CREATE', d: { ...showThread(channel, thread), newly_created: true } }),
    });
    return channel;
  }
}
