import type { Identity } from '../../model/index.ts';
import type { DiscordMessage } from './schema.ts';

/** By what our own doing is told. `id` is that of the bot's user; the application may have another one. */
export interface DiscordIdentity extends Identity {
  readonly appId: string;
}

/** Whether we wrote a message: as the bot, or through a webhook that our application made. */
export function isOwn(
  identity: DiscordIdentity | undefined,
  message: Pick<DiscordMessage, 'author' | 'application_id' | 'webhook_id'>,
): boolean {
  if (!identity) return false;
  if (message.author.id === identity.id) return true;
  return message.webhook_id !== undefined && message.application_id === identity.appId;
}
