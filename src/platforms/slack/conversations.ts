import { ServiceError } from '../../host/index.ts';
import type { Conversation } from '../../model/index.ts';
import type { ListOptions, Page } from '../contract.ts';
import type { SlackClient } from './client.ts';
import { toConversation } from './map.ts';

const DEFAULT_LIMIT = 50;
const PUBLIC = 'public_channel';

/**
 * One page of channels; private ones only where the bot has `groups:read`. Slack can neither sort nor search them, so
 * a search looks through the page.
 */
export async function listConversations(
  client: SlackClient,
  options: ListOptions = {},
): Promise<Page<Conversation>> {
  const { limit = DEFAULT_LIMIT, cursor, search } = options;
  const list = (types: string) => client.channelList({ types, limit, cursor });
  const page = await list(`${PUBLIC},private_channel`).catch((error: unknown) => {
    if (error instanceof ServiceError && error.code === 'missing_scope') return list(PUBLIC);
    throw error;
  });
  const found = page.channels.map(toConversation);
  const wanted = search?.toLowerCase();
  const next = page.response_metadata?.next_cursor;
  return {
    items: wanted === undefined ? found : found.filter(({ name }) => name.toLowerCase().includes(wanted)),
    ...(next === undefined ? {} : { next }),
  };
}
