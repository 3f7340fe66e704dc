import type { Identity } from '../../model/index.ts';
import type { SlackMessage } from './schema.ts';

/** Metadata of every message that Parley posts, whichever account of it. */
export const MARKER = 'parley_copy';

/** By what our own doing is told. `id` is that of the bot user. */
export interface SlackIdentity extends Identity {
  readonly botId?: string;
  readonly appId?: string;
}

type Traces = Partial<Pick<SlackMessage, 'user' | 'bot_id' | 'app_id' | 'metadata'>>;

/** Whether any of these records was left by us: by bot, app or user id, or by the marker of a copy. */
export function isOwn(
  identity: SlackIdentity | undefined,
  ...records: readonly (Traces | undefined)[]
): boolean {
  return records.some((record) => {
    if (!record) return false;
    if (record.metadata?.event_type === MARKER) return true;
    if (!identity) return false;
    return (
      record.user === identity.id ||
      (record.bot_id !== undefined && record.bot_id === identity.botId) ||
      (record.app_id !== undefined && record.app_id === identity.appId)
    );
  });
}
