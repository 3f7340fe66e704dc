import { MessageFlags, MessageType } from 'discord-api-types/v10';
import { refuse } from './failure.ts';
import type { Guild } from './guild.ts';
import { isForum } from './guild.ts';
import type { AllowedMentions } from './mentions.ts';
import { mentionedIn } from './mentions.ts';
import { isCounted } from './model.ts';
import type { StoredAttachment, StoredChannel, StoredMessage, WebhookFace } from './model.ts';
import { GUILD } from './seed.ts';
import { showThread } from './show/channel.ts';
import { tellMessage } from './show/message.ts';
import { timeOf } from './snowflake.ts';
import { previewsOf } from './unfurl.ts';

/** How long one may ask for the same message again by its nonce: "a few minutes", by the documentation. */
const NONCE_MS = 3 * 60 * 1000;
/** Messages older than this cannot be deleted many at once. */
const BULK_AGE_MS = 14 * 24 * 60 * 60 * 1000;

export interface NewMessage {
  /** Id of a user or a webhook. */
  readonly author: string;
  readonly content: string;
  readonly type?: MessageType;
  readonly webhook?: WebhookFace;
  readonly allowedMentions?: AllowedMentions | undefined;
  readonly reference?: { readonly channelId: string; readonly messageId: string } | undefined;
  readonly attachments?: readonly StoredAttachment[];
  readonly flags?: number | undefined;
  readonly nonce?: string | undefined;
  /** For the first message of a forum post, which has the id of its thread. */
  readonly id?: string;
}

/** What can be done to messages, and the events of it. */
export class Messages {
  readonly #guild: Guild;
  readonly #byNonce = new Map<string, StoredMessage>();

  constructor(guild: Guild) {
    this.#guild = guild;
  }

  /** Stores a message. One to an archived thread opens that again. @throws {DiscordFailure} 40058, 160005 */
  post(channel: StoredChannel, input: NewMessage): StoredMessage {
    if (isForum(channel)) throw refuse('noMessagesInForum');
    this.#reopen(channel);
    const { allowedMentions, type = input.reference ? MessageType.Reply : MessageType.Default } = input;
    const answered = type === MessageType.Reply ? this.#authorOf(input.reference) : undefined;
    const content = input.content.replaceAll('\u0000', '').trim();
    const message: StoredMessage = {
      id: input.id ?? this.#guild.snowflakes.next(),
      channelId: channel.id,
      type,
      author: input.author,
      ...(input.webhook ? { webhook: input.webhook } : {}),
      content,
      flags: input.flags ?? 0,
      ...(input.nonce === undefined ? {} : { nonce: input.nonce }),
      ...(input.reference ? { reference: input.reference } : {}),
      ...mentionedIn(this.#guild, content, allowedMentions, answered),
      attachments: input.attachments ?? [],
      embeds: [],
      reactions: [],
    };
    channel.messages.push(message);
    if (message.nonce !== undefined) this.#byNonce.set(`${message.author} ${message.nonce}`, message);
    if (channel.thread) {
      if (isCounted(message)) channel.thread.sent += 1;
      channel.thread.members.add(message.author);
    }
    this.#tell('MESSAGE_CREATE', channel, message);
    this.#unfurl(channel, message);
    this.#guild.changed(channel);
    return message;
  }

  /** The message that the same author sent with this nonce a short while ago, unless it was deleted. */
  withNonce(author: string, nonce: string): StoredMessage | undefined {
    const message = this.#byNonce.get(`${author} ${nonce}`);
    if (!message || timeOf(message.id) < this.#guild.clock.now() - NONCE_MS) return undefined;
    return this.#guild.channels.get(message.channelId)?.messages.includes(message) ? message : undefined;
  }

  /** Changes a message. Nobody is notified. */
  edit(
    channel: StoredChannel,
    message: StoredMessage,
    patch: {
      readonly content?: string | undefined;
      readonly attachments?: readonly StoredAttachment[] | undefined;
      readonly flags?: number | undefined;
      readonly allowedMentions?: AllowedMentions | undefined;
    },
  ): void {
    if (channel.thread?.archived) throw refuse('archived');
    const content = (patch.content ?? message.content).replaceAll('\u0000', '').trim();
    const attachments = patch.attachments ?? message.attachments;
    if (content === '' && attachments.length === 0) throw refuse('empty');
    const { mentions, mentionRoles, mentionEveryone } = mentionedIn(
      this.#guild,
      content,
      patch.allowedMentions,
    );
    Object.assign(message, { content, attachments, mentions, mentionRoles, mentionEveryone, embeds: [] });
    if (patch.flags !== undefined) message.flags = patch.flags | (message.flags & MessageFlags.HasThread);
    message.editedAt = this.#guild.clock.now();
    this.#tell('MESSAGE_UPDATE', channel, message);
    this.#unfurl(channel, message);
    this.#guild.changed(channel);
  }

  remove(channel: StoredChannel, message: StoredMessage): void {
    channel.messages.splice(channel.messages.indexOf(message), 1);
    this.#guild.tell({
      name: 'MESSAGE_DELETE',
      channelId: channel.id,
      tell: () => ({
        t: 'MESSAGE_DELETE',
        d: { id: message.id, channel_id: channel.id, guild_id: GUILD.id },
      }),
    });
    this.#guild.changed(channel);
  }

  /** Deletes many at once; ids that are not there are skipped. @throws {DiscordFailure} 50016, 50034 */
  removeMany(channel: StoredChannel, ids: readonly string[]): void {
    if (ids.length < 2 || ids.length > 100) throw refuse('bulkCount');
    const tooOld = this.#guild.clock.now() - BULK_AGE_MS;
    if (ids.some((id) => timeOf(id) < tooOld)) throw refuse('bulkAge');
    const there = ids.filter((id) => channel.messages.some((message) => message.id === id));
    for (const id of there) {
      channel.messages.splice(
        channel.messages.findIndex((message) => message.id === id),
        1,
      );
    }
    this.#guild.tell({
      name: 'MESSAGE_DELETE_BULK',
      channelId: channel.id,
      tell: () => ({
        t: 'MESSAGE_DELETE_BULK',
        d: { ids: there, channel_id: channel.id, guild_id: GUILD.id },
      }),
    });
    this.#guild.changed(channel);
  }

  /** Tells that something beside the text of a message has changed: a preview, a thread under it. */
  touched(channel: StoredChannel, message: StoredMessage): void {
    this.#tell('MESSAGE_UPDATE', channel, message);
  }

  /** Previews of links come after the message, as a change that is no edit. */
  #unfurl(channel: StoredChannel, message: StoredMessage): void {
    if ((message.flags & MessageFlags.SuppressEmbeds) !== 0) return;
    const embeds = previewsOf(message.content);
    if (embeds.length === 0) return;
    message.embeds = embeds;
    this.#tell('MESSAGE_UPDATE', channel, message);
  }

  #reopen(channel: StoredChannel): void {
    const { thread } = channel;
    if (!thread?.archived) return;
    if (thread.locked) throw refuse('threadLocked');
    thread.archived = false;
    thread.archivedAt = this.#guild.clock.now();
    this.#guild.tell({
      name: 'THREAD_UPDATE',
      channelId: channel.id,
      tell: () => ({ t: 'THREAD_UPDATE', d: showThread(channel, thread) }),
    });
  }

  #authorOf(reference: NewMessage['reference']): string | undefined {
    const channel = reference && this.#guild.channels.get(reference.channelId);
    return channel?.messages.find(({ id }) => id === reference?.messageId)?.author;
  }

  #tell(name: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', channel: StoredChannel, message: StoredMessage): void {
    const snapshot = { ...message };
    this.#guild.tell({
      name,
      channelId: channel.id,
      tell: (viewer) =>
        name === 'MESSAGE_CREATE'
          ? { t: 'MESSAGE_CREATE', d: tellMessage(this.#guild, snapshot, viewer) }
          : { t: 'MESSAGE_UPDATE', d: tellMessage(this.#guild, snapshot, viewer) },
    });
  }
}
