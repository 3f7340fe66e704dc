import { ReactionType } from 'discord-api-types/v10';
import { refuse } from './failure.ts';
import type { GatewayEvent } from './events.ts';
import type { Guild } from './guild.ts';
import type { StoredChannel, StoredMessage } from './model.ts';
import { EMOJI, GUILD } from './seed.ts';
import { showEmoji } from './show/message.ts';
import { showMember } from './show/people.ts';

const MOST_KINDS = 20;
const EMOJI_CHARACTERS = /^\p{RGI_Emoji}$/v;
/** The character that asks for the coloured form of an emoji. */
const COLORED = '\uFE0F';

/** An emoji as Discord stores it: the whole sequence, or `name:id`. @throws {DiscordFailure} 10014 */
export function emojiOf(text: string): string {
  const id = /^(?:a:)?\w{2,32}:(\d{17,20})$/.exec(text)?.[1];
  const custom = id === EMOJI.id ? `${EMOJI.name}:${EMOJI.id}` : undefined;
  const found =
    custom ?? [text, text + COLORED, text.replaceAll(COLORED, '')].find((one) => EMOJI_CHARACTERS.test(one));
  if (found === undefined) throw refuse('unknownEmoji');
  return found;
}

/**
 * A text of a bot or webhook as Discord keeps it: an emoji of the server gets its true name, and of one that it does
 * not have only the name stays.
 */
export function withKnownEmoji(content: string): string {
  return content.replace(/<a?:(\w{2,32}):(\d{17,20})>/g, (_, name: string, id: string) =>
    id === EMOJI.id ? `<:${EMOJI.name}:${id}>` : `:${name}:`,
  );
}

/** What can be done to reactions, and the events of it. */
export class Reactions {
  readonly #guild: Guild;

  constructor(guild: Guild) {
    this.#guild = guild;
  }

  /** Adds one; one that is there already is none the worse. @throws {DiscordFailure} 50083, 30010 */
  add(channel: StoredChannel, message: StoredMessage, userId: string, emoji: string): void {
    if (channel.thread?.archived) throw refuse('archived');
    const reaction = message.reactions.find((one) => one.emoji === emoji);
    if (reaction?.users.includes(userId)) return;
    if (reaction) reaction.users.push(userId);
    else if (message.reactions.length >= MOST_KINDS) throw refuse('tooManyReactions');
    else message.reactions.push({ emoji, users: [userId] });
    const user = this.#guild.users.get(userId);
    this.#tell('MESSAGE_REACTION_ADD', channel, () => ({
      t: 'MESSAGE_REACTION_ADD',
      d: {
        ...this.#place(channel, message),
        user_id: userId,
        emoji: showEmoji(emoji),
        burst: false,
        type: ReactionType.Normal,
        message_author_id: message.author,
        ...(user ? { member: showMember(user) } : {}),
      },
    }));
  }

  remove(channel: StoredChannel, message: StoredMessage, userId: string, emoji: string): void {
    if (channel.thread?.archived) throw refuse('archived');
    const reaction = message.reactions.find((one) => one.emoji === emoji);
    if (!reaction?.users.includes(userId)) return;
    reaction.users.splice(reaction.users.indexOf(userId), 1);
    message.reactions = message.reactions.filter(({ users }) => users.length > 0);
    this.#tell('MESSAGE_REACTION_REMOVE', channel, () => ({
      t: 'MESSAGE_REACTION_REMOVE',
      d: {
        ...this.#place(channel, message),
        user_id: userId,
        emoji: showEmoji(emoji),
        burst: false,
        type: ReactionType.Normal,
      },
    }));
  }

  /** Takes all of one emoji away, or everything. */
  clear(channel: StoredChannel, message: StoredMessage, emoji?: string): void {
    message.reactions = emoji === undefined ? [] : message.reactions.filter((one) => one.emoji !== emoji);
    if (emoji === undefined) {
      this.#tell('MESSAGE_REACTION_REMOVE_ALL', channel, () => ({
        t: 'MESSAGE_REACTION_REMOVE_ALL',
        d: this.#place(channel, message),
      }));
    } else {
      this.#tell('MESSAGE_REACTION_REMOVE_EMOJI', channel, () => ({
        t: 'MESSAGE_REACTION_REMOVE_EMOJI',
        d: { ...this.#place(channel, message), emoji: showEmoji(emoji) },
      }));
    }
  }

  #place(channel: StoredChannel, message: StoredMessage) {
    return { channel_id: channel.id, message_id: message.id, guild_id: GUILD.id };
  }

  #tell(name: ReactionEvent['t'], channel: StoredChannel, tell: () => ReactionEvent): void {
    this.#guild.tell({ name, channelId: channel.id, tell });
    this.#guild.changed(channel);
  }
}

type ReactionEvent = Extract<GatewayEvent, { t: `MESSAGE_REACTION_${string}` }>;
