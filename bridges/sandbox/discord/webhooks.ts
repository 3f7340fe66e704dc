import { randomBytes } from 'node:crypto';
import type { APIWebhook } from 'discord-api-types/v10';
import { WebhookType } from 'discord-api-types/v10';
import { invalidForm, refuse } from './failure.ts';
import type { Guild } from './guild.ts';
import type { StoredChannel, StoredWebhook } from './model.ts';
import { GUILD } from './seed.ts';
import { showUser } from './show/people.ts';

const MOST_IN_A_CHANNEL = 15;
const MOST_NAME = 80;

/** What can be done to webhooks, and the event of it. */
export class Webhooks {
  readonly #guild: Guild;

  constructor(guild: Guild) {
    this.#guild = guild;
  }

  in(channel: StoredChannel): StoredWebhook[] {
    return [...this.#guild.webhooks.values()].filter(({ channelId }) => channelId === channel.id);
  }

  /** @throws {DiscordFailure} 10015 */
  find(id: string): StoredWebhook {
    const webhook = this.#guild.webhooks.get(id);
    if (!webhook) throw refuse('unknownWebhook');
    return webhook;
  }

  /** @throws {DiscordFailure} 10015, 50027 */
  open(id: string, token: string): StoredWebhook {
    const webhook = this.find(id);
    if (webhook.token !== token) throw refuse('wrongWebhookToken');
    return webhook;
  }

  /** @throws {DiscordFailure} 30007, 50024 for threads, 50035 for names that nobody may have */
  make(
    channel: StoredChannel,
    name: string,
    by: { readonly userId: string; readonly applicationId?: string },
  ): StoredWebhook {
    if (channel.thread) throw refuse('wrongChannelType');
    checkName('name', name);
    if (this.in(channel).length >= MOST_IN_A_CHANNEL) throw refuse('tooManyWebhooks');
    const id = this.#guild.snowflakes.next();
    const token = randomBytes(51).toString('base64url');
    const webhook: StoredWebhook = { id, token, channelId: channel.id, name: name.trim(), ...by };
    this.#guild.webhooks.set(id, webhook);
    this.#tell(channel.id);
    return webhook;
  }

  rename(webhook: StoredWebhook, name: string): void {
    checkName('name', name);
    webhook.name = name.trim();
    this.#tell(webhook.channelId);
  }

  delete(webhook: StoredWebhook): void {
    this.#guild.webhooks.delete(webhook.id);
    this.#tell(webhook.channelId);
  }

  /** `maker` is left out for those who ask with the token alone. */
  show(webhook: StoredWebhook, options: { maker: boolean }): APIWebhook {
    const maker = this.#guild.users.get(webhook.userId);
    return {
      id: webhook.id,
      type: WebhookType.Incoming,
      guild_id: GUILD.id,
      channel_id: webhook.channelId,
      name: webhook.name,
      avatar: null,
      token: webhook.token,
      application_id: webhook.applicationId ?? null,
      url: `${this.#guild.origin}/api/webhooks/${webhook.id}/${webhook.token}`,
      ...(options.maker && maker ? { user: showUser(maker) } : {}),
    };
  }

  /** The event names the channel, never the webhook. */
  #tell(channelId: string): void {
    this.#guild.tell({
      name: 'WEBHOOKS_UPDATE',
      channelId,
      tell: () => ({ t: 'WEBHOOKS_UPDATE', d: { guild_id: GUILD.id, channel_id: channelId } }),
    });
  }
}

/** @throws {DiscordFailure} 50035 for a name that is too long, too short, or pretends to be the house's own */
export function checkName(field: string, name: string): void {
  const length = name.trim().length;
  if (length < 1 || length > MOST_NAME) {
    throw invalidForm(field, 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${String(MOST_NAME)} in length.`);
  }
  const reserved = ['clyde', 'discord'].find((word) => name.toLowerCase().includes(word));
  if (reserved !== undefined) {
    throw invalidForm(field, 'USERNAME_INVALID_CONTAINS', `Username cannot contain "${reserved}"`);
  }
}
