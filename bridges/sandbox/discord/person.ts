import { createHash } from 'node:crypto';
import { MessageFlags, MessageType } from 'discord-api-types/v10';
import type { EmulatedMessage, SaidFile, SayInput } from '../kit/index.ts';
import { shownName, storeFile } from './files.ts';
import type { Guild } from './guild.ts';
import { isForum } from './guild.ts';
import { nameOf } from './model.ts';
import type { StoredAttachment, StoredChannel, StoredMessage } from './model.ts';
import { emojiOf } from './reactions.ts';
import { SUPPORT_ROLE } from './seed.ts';
import type { Service } from './service.ts';
import { avatarAddress } from './show/people.ts';
import type { Directory } from './shown.ts';
import { shown } from './shown.ts';
import { byAge, timeOf } from './snowflake.ts';
import { compose } from './typed.ts';

const MOST_NAME = 100;
/** What people with a subscription may write; others, and bots, half of it. */
const MOST_TEXT = 4000;
/** Names by which Discord's client sends what was spoken into it. */
const SPOKEN = /^voice-message\.ogg$/;

interface Own {
  readonly conversation: string;
  readonly id: string;
  readonly as: string;
}

/** What people do in Discord's own client. A conversation is a channel or forum with all of its threads. */
export class People {
  readonly #service: Service;

  constructor(service: Service) {
    this.#service = service;
  }

  /** An answer to a message of a thread stands in the thread; what is said into a forum opens a post. */
  say({ conversation, as, text, replyTo, mentions = [], files = [] }: SayInput): { id: string } {
    const { guild, messages, threads, typing } = this.#service;
    const place = this.#place(conversation);
    const user = guild.user(as);
    const target = replyTo === undefined ? undefined : this.#find(place, replyTo);
    const channel = target?.channel ?? place;
    const attachments = files.map((file) => storeSaid(guild, file));
    const content = compose(guild, text, mentions);
    if (content.length > MOST_TEXT)
      throw new Error(`Nobody can send more than ${String(MOST_TEXT)} characters.`);
    if (content.trim() === '' && files.length === 0) throw new Error('There is nothing to send.');
    const input = {
      author: user.id,
      content,
      attachments,
      flags: attachments.some(({ waveform }) => waveform !== undefined) ? MessageFlags.IsVoiceMessage : 0,
    };
    if (isForum(channel)) {
      const name = text.split('\n')[0]?.slice(0, MOST_NAME) || 'A post';
      return { id: idIn(conversation, threads.openPost(channel, name, input).message) };
    }
    const isStarter = target !== undefined && target.message.id === channel.id;
    const reference =
      target && !isStarter ? { channelId: channel.id, messageId: target.message.id } : undefined;
    const message = messages.post(channel, { ...input, reference });
    typing.stop(channel, as);
    return { id: idIn(conversation, message) };
  }

  /** Says something in the thread under a message, which is opened when there is none. */
  sayInThread(input: Own & { readonly text: string }): { id: string } {
    const { guild, messages, threads } = this.#service;
    const { channel, message } = this.#find(this.#place(input.conversation), input.id);
    const thread = channel.thread
      ? channel
      : (guild.channels.get(message.id) ??
        threads.openUnder(channel, message, input.text.slice(0, MOST_NAME), input.as));
    const content = compose(guild, input.text, []);
    return { id: idIn(input.conversation, messages.post(thread, { author: input.as, content })) };
  }

  edit({ conversation, id, as, text }: Own & { readonly text: string }): void {
    const { channel, message } = this.#own(conversation, id, as);
    this.#service.messages.edit(channel, message, { content: compose(this.#service.guild, text, []) });
  }

  delete({ conversation, id, as }: Own): void {
    const { channel, message } = this.#own(conversation, id, as);
    this.#service.messages.remove(channel, message);
  }

  react({
    conversation,
    id,
    as,
    emoji,
    remove,
  }: Own & { readonly emoji: string; readonly remove?: boolean }): void {
    const { channel, message } = this.#find(this.#place(conversation), id);
    const { reactions } = this.#service;
    if (remove) reactions.remove(channel, message, as, emojiOf(emoji));
    else reactions.add(channel, message, as, emojiOf(emoji));
  }

  read(conversation: string): EmulatedMessage[] {
    const { guild } = this.#service;
    const place = this.#place(conversation);
    return [place, ...guild.threadsOf(place.id)]
      .flatMap(({ messages }) => messages)
      .filter(({ type }) => type === MessageType.Default || type === MessageType.Reply)
      .sort((a, b) => byAge(a.id, b.id))
      .map((message) => this.#show(place, message));
  }

  /** A message by the id that it has in its conversation. */
  find(conversation: string, id: string): { channel: StoredChannel; message: StoredMessage } {
    return this.#find(this.#place(conversation), id);
  }

  #show(place: StoredChannel, message: StoredMessage): EmulatedMessage {
    const { guild } = this.#service;
    const { webhook, attachments, reactions } = message;
    const user = guild.users.get(message.author);
    const picture = webhook ? webhook.avatarUrl : user && avatarAddress(guild, user);
    const replyTo = this.#answered(place, message);
    return {
      id: idIn(place.id, message),
      author: message.author,
      authorName: webhook?.name ?? (user ? nameOf(user) : message.author),
      ...(picture === undefined ? {} : { authorPicture: picture }),
      own: message.author === guild.parley.id || webhook?.applicationId === guild.parley.id,
      stored: message.content,
      shown: shown(message.content, directoryOf(guild)),
      sentAt: new Date(timeOf(message.id)).toISOString(),
      edited: message.editedAt !== undefined,
      ...(replyTo === undefined ? {} : { replyTo }),
      ...(reactions.length > 0
        ? { reactions: reactions.map(({ emoji, users }) => ({ emoji: shownEmoji(emoji), by: users })) }
        : {}),
      ...(message.named.length > 0 ? { mentions: message.named } : {}),
      ...(attachments.length > 0 ? { attachments: attachments.map(showFile) } : {}),
    };
  }

  /** In a thread: the message that it hangs on, or the first one of a forum post. */
  #answered(place: StoredChannel, message: StoredMessage): string | undefined {
    if (message.channelId === place.id) return message.reference?.messageId;
    if (!isForum(place)) {
      return this.#service.guild.channel(message.channelId).messages[0]?.type ===
        MessageType.ThreadStarterMessage
        ? message.channelId
        : undefined;
    }
    return message.id === message.channelId ? undefined : `${message.channelId}/${message.channelId}`;
  }

  #place(conversation: string): StoredChannel {
    const channel = this.#service.guild.channel(conversation);
    if (channel.thread) throw new Error(`${conversation} is a thread; its messages stand in its channel.`);
    return channel;
  }

  #own(conversation: string, id: string, as: string): { channel: StoredChannel; message: StoredMessage } {
    const found = this.#find(this.#place(conversation), id);
    if (found.message.author !== as) throw new Error(`${id} was not written by ${as}.`);
    return found;
  }

  #find(place: StoredChannel, id: string): { channel: StoredChannel; message: StoredMessage } {
    const { guild } = this.#service;
    const [first = '', second] = id.split('/');
    const channel = second === undefined ? place : guild.channel(first);
    return { channel, message: guild.message(channel, second ?? first) };
  }
}

/** A message of a thread is named by both. */
export function idIn(conversation: string, message: StoredMessage): string {
  return message.channelId === conversation ? message.id : `${message.channelId}/${message.id}`;
}

function storeSaid(guild: Guild, { name, mimeType, bytes }: SaidFile): StoredAttachment {
  const spoken = SPOKEN.test(name) ? { durationSecs: 1, waveform: 'AAAA' } : {};
  return storeFile(guild, { name, contentType: mimeType, bytes, ...spoken });
}

function showFile(file: StoredAttachment) {
  return {
    name: shownName(file),
    mimeType: file.contentType,
    size: file.bytes.length,
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
  };
}

function shownEmoji(emoji: string): string {
  return emoji.replace(/^(\w+):\d+$/, ':$1:');
}

function directoryOf(guild: Guild): Directory {
  return {
    userName: (id) => {
      const user = guild.users.get(id);
      return user && nameOf(user);
    },
    channelName: (id) => guild.channels.get(id)?.name,
    roleName: (id) => (id === SUPPORT_ROLE.id ? SUPPORT_ROLE.name : undefined),
  };
}
