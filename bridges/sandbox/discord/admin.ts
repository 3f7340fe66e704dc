import { GatewayIntentBits, GatewayOpcodes, PermissionFlagsBits } from 'discord-api-types/v10';
import type { Gateway } from './gateway/gateway.ts';
import type { BotApp } from './model.ts';
import type { People } from './person.ts';
import type { Limits, Throttle } from './rest/limits.ts';
import { GUILD } from './seed.ts';
import type { Service } from './service.ts';
import { showPlainChannel } from './show/channel.ts';
import type { ThreadChanges } from './threads.ts';

interface Parts {
  readonly service: Service;
  readonly gateway: Gateway;
  readonly limits: Limits;
  readonly people: People;
}

type Permission = keyof typeof PermissionFlagsBits;

/**
 * What only a Discord server has: the hands of its administrators, of the owner of the app, and of the people who run
 * the gateway.
 */
export class Admin {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get serverId(): string {
    return GUILD.id;
  }

  /** Token of another bot in the same channels, for posts of another program. */
  get otherBotToken(): string {
    return this.#parts.service.guild.bots[1]?.token ?? '';
  }

  /** Sessions of the gateway that have a socket or could be resumed. */
  sessions(): number {
    return this.#parts.gateway.sessions;
  }

  /** Closes every socket of the gateway with a code. The sessions of 1000 and 1001 end with it. */
  closeSockets(code: number): void {
    this.#parts.gateway.closeAll(code);
  }

  /** Op 7: asks every client to come back to its session on a new socket. */
  reconnect(): void {
    this.#parts.gateway.ask(GatewayOpcodes.Reconnect);
  }

  /** Op 9: the session is over, or, where it can be resumed, out of step. */
  invalidate(isResumable: boolean): void {
    this.#parts.gateway.invalidate(isResumable);
  }

  /** Op 1: asks every client for a heartbeat now. */
  askHeartbeat(): void {
    this.#parts.gateway.ask(GatewayOpcodes.Heartbeat);
  }

  /** Whether heartbeats are answered. */
  setAcks(isAcking: boolean): void {
    this.#parts.gateway.acks = isAcking;
  }

  /** Answers with this HTTP status in place of opening a WebSocket; without one, opens again. */
  refuseSockets(status?: number): void {
    this.#parts.gateway.insteadOfOpening = status;
  }

  /** How many sessions may still be begun today. */
  setStartsLeft(left: number): void {
    this.#parts.gateway.startsLeft = left;
  }

  /** Switches the intent for message content on or off in the developer portal. Closes sessions that have it. */
  setContentIntent(isOn: boolean): void {
    const bot = this.#bot;
    if (isOn) bot.privileged |= GatewayIntentBits.MessageContent;
    else {
      bot.privileged &= ~GatewayIntentBits.MessageContent;
      this.#parts.gateway.endSessions(
        ({ intents }) => (intents & GatewayIntentBits.MessageContent) !== 0,
        4014,
      );
    }
  }

  /** Makes the bot's token worthless and closes its sockets, or makes it good again. */
  revokeToken(isRevoked = true): void {
    this.#bot.isRevoked = isRevoked;
    if (isRevoked) this.#parts.gateway.endSessions(({ bot }) => bot === this.#bot, 4004);
  }

  /** Takes permissions from the bot in one channel and its threads; an empty list gives all of them back. */
  deny(channelId: string, permissions: readonly Permission[]): void {
    const { guild } = this.#parts.service;
    const channel = guild.channel(channelId);
    this.#bot.denied.set(
      channelId,
      permissions.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n),
    );
    // The bot is told of the channel whether or not it can still see it.
    guild.tell({
      name: 'CHANNEL_UPDATE',
      tell: () => ({ t: 'CHANNEL_UPDATE', d: showPlainChannel(guild, channel) }),
    });
  }

  /** Removes the bot from the server, or adds it again. */
  setMember(isMember: boolean): void {
    const { service, gateway } = this.#parts;
    this.#bot.isMember = isMember;
    if (isMember) gateway.introduce(this.#bot);
    else {
      service.guild.tell({
        name: 'GUILD_DELETE',
        tell: () => ({ t: 'GUILD_DELETE', d: { id: GUILD.id } }),
      });
    }
  }

  /** The next calls are answered with 429. */
  throttle(throttle: Throttle): void {
    this.#parts.limits.throttle(throttle);
  }

  /** Webhooks of a channel, by id. */
  webhooks(channelId: string): readonly { readonly id: string; readonly name: string }[] {
    const { guild, webhooks } = this.#parts.service;
    return webhooks.in(guild.channel(channelId)).map(({ id, name }) => ({ id, name }));
  }

  /** Makes a webhook by hand, of no app; its address is for other programs. */
  makeWebhook(channelId: string, name: string): { readonly id: string; readonly token: string } {
    const { guild, webhooks } = this.#parts.service;
    const { id, token } = webhooks.make(guild.channel(channelId), name, { userId: GUILD.ownerId });
    return { id, token };
  }

  deleteWebhook(id: string): void {
    const { webhooks } = this.#parts.service;
    webhooks.delete(webhooks.find(id));
  }

  /** Deletes many messages of a channel at once. Ids of threads (`<thread>/<message>`) must be of one thread. */
  deleteMany(conversation: string, ids: readonly string[]): void {
    const { people, service } = this.#parts;
    const [first = ''] = ids;
    const { channel } = people.find(conversation, first);
    service.messages.removeMany(
      channel,
      ids.map((id) => id.slice(id.indexOf('/') + 1)),
    );
  }

  /** Deletes anybody's message. */
  deleteMessage(conversation: string, id: string): void {
    const { people, service } = this.#parts;
    const { channel, message } = people.find(conversation, id);
    service.messages.remove(channel, message);
  }

  /** Takes all reactions, or all of one emoji, from a message. */
  clearReactions(conversation: string, id: string, emoji?: string): void {
    const { people, service } = this.#parts;
    const { channel, message } = people.find(conversation, id);
    service.reactions.clear(channel, message, emoji);
  }

  /** A person writes in the thread under a message; it is opened when there is none. */
  sayInThread(input: { conversation: string; id: string; as: string; text: string }): { id: string } {
    return this.#parts.people.sayInThread(input);
  }

  /** A person opens a post in a forum. */
  openPost(input: { conversation: string; as: string; name: string; text: string }): {
    readonly thread: string;
    readonly id: string;
  } {
    const { guild, threads } = this.#parts.service;
    const { conversation, as, name, text } = input;
    const { thread } = threads.openPost(guild.channel(conversation), name, { author: as, content: text });
    return { thread: thread.id, id: `${thread.id}/${thread.id}` };
  }

  /** Archives or opens a thread, or locks it. */
  setThread(thread: string, state: ThreadChanges): void {
    const { guild, threads } = this.#parts.service;
    const channel = guild.channel(thread);
    if (!channel.thread) throw new Error(`${thread} is no thread.`);
    threads.change(channel, channel.thread, state);
  }

  /** Deletes a thread with its messages, or a channel with its threads. */
  deleteChannel(id: string): void {
    const { guild, threads } = this.#parts.service;
    const channel = guild.channel(id);
    if (channel.thread) {
      threads.delete(channel, channel.thread);
      return;
    }
    const d = showPlainChannel(guild, channel);
    guild.tell({ name: 'CHANNEL_DELETE', channelId: id, tell: () => ({ t: 'CHANNEL_DELETE', d }) });
    guild.changed(channel);
    for (const thread of guild.threadsOf(id)) guild.channels.delete(thread.id);
    for (const webhook of this.#parts.service.webhooks.in(channel)) guild.webhooks.delete(webhook.id);
    guild.channels.delete(id);
  }

  /** Ids of everybody whom a message notified, by name, by a role or as everyone. */
  notified(conversation: string, id: string): readonly string[] {
    return this.#parts.people.find(conversation, id).message.notified;
  }

  get #bot(): BotApp {
    return this.#parts.service.guild.parley;
  }
}
