import { ChannelType, GatewayIntentBits, PermissionFlagsBits } from 'discord-api-types/v10';
import type { SteppedClock } from '../kit/index.ts';
import type { Happening, Viewer } from './events.ts';
import { refuse } from './failure.ts';
import type { BotApp, StoredChannel, StoredMessage, StoredUser, StoredWebhook } from './model.ts';
import { seedBots, seedChannels, seedUsers } from './seed.ts';
import { Snowflakes } from './snowflake.ts';

/** The one server of the sandbox ("guild" to its API): who is there, what is said where. */
export class Guild {
  readonly clock: SteppedClock;
  /** Where it is served; known once the port is. */
  origin = '';
  readonly bots: readonly BotApp[] = seedBots();
  readonly users = new Map<string, StoredUser>();
  /** Threads stand beside the channels that they are in. */
  readonly channels = new Map<string, StoredChannel>();
  readonly webhooks = new Map<string, StoredWebhook>();
  readonly snowflakes: Snowflakes;
  /** Pictures that webhooks asked for, by the hash that stands in their messages. */
  readonly pictures = new Map<string, string>();
  /** Called with everything that happens, in order. */
  onHappening: (happening: Happening) => void = () => undefined;
  readonly #listeners = new Set<(conversation: string) => void>();

  constructor(clock: SteppedClock) {
    this.clock = clock;
    this.snowflakes = new Snowflakes(() => clock.now());
    for (const user of seedUsers(this.bots)) this.users.set(user.id, user);
    for (const channel of seedChannels()) this.channels.set(channel.id, channel);
  }

  get parley(): BotApp {
    const [bot] = this.bots;
    if (!bot) throw new Error('the server has no bot');
    return bot;
  }

  /** @throws {DiscordFailure} 10003 */
  channel(id: string): StoredChannel {
    const channel = this.channels.get(id);
    if (!channel) throw refuse('unknownChannel');
    return channel;
  }

  /** @throws {DiscordFailure} 10008 */
  message(channel: StoredChannel, id: string): StoredMessage {
    const message = channel.messages.findLast((candidate) => candidate.id === id);
    if (!message) throw refuse('unknownMessage');
    return message;
  }

  /** @throws {DiscordFailure} 10013 */
  user(id: string): StoredUser {
    const user = this.users.get(id);
    if (!user) throw refuse('unknownUser');
    return user;
  }

  /** The channel that a thread is in; a channel itself. */
  placeOf(channel: StoredChannel): StoredChannel {
    return channel.thread ? this.channel(channel.thread.parentId) : channel;
  }

  threadsOf(channelId: string): StoredChannel[] {
    return [...this.channels.values()].filter(({ thread }) => thread?.parentId === channelId);
  }

  /** Whether a bot has not been denied any of these, in a channel or the one a thread is in. */
  may(bot: BotApp, channel: StoredChannel, permission: bigint): boolean {
    if (!bot.isMember) return false;
    return ((bot.denied.get(this.placeOf(channel).id) ?? 0n) & permission) === 0n;
  }

  sees(bot: BotApp, channel: StoredChannel): boolean {
    return this.may(bot, channel, PermissionFlagsBits.ViewChannel);
  }

  /** @throws {DiscordFailure} 50001 where the bot cannot see the channel, 50013 where it may not do this */
  need(bot: BotApp, channel: StoredChannel, permission: bigint): void {
    if (!this.sees(bot, channel)) throw refuse('missingAccess');
    if (!this.may(bot, channel, permission)) throw refuse('missingPermissions');
  }

  /** What a bot is shown over HTTP, where no session says what it asked for. */
  viewerOf(bot: BotApp): Viewer {
    return { bot, readsContent: (bot.privileged & GatewayIntentBits.MessageContent) !== 0 };
  }

  tell(happening: Happening): void {
    this.onHappening(happening);
  }

  onChange(listener: (conversation: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(channel: StoredChannel): void {
    const place = this.placeOf(channel).id;
    for (const listener of this.#listeners) listener(place);
  }
}

export function isForum(channel: StoredChannel): boolean {
  return channel.type === ChannelType.GuildForum;
}
