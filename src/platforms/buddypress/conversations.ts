import type { Conversation, Message } from '../../model/index.ts';
import type { ListOptions, MessageRange, Page } from '../contract.ts';
import type { BuddyPressClient } from './client.ts';
import type { MapContext } from './map.ts';
import { toConversation, toMessage } from './map.ts';
import type { Names } from './names.ts';
import { MOST, as, readBack } from './reading.ts';
import type { BpMessage, BpThread } from './schema.ts';
import { searchTerm } from './text.ts';

const DEFAULT_LIMIT = 50;

/**
 * The inbox, newest activity first, then the threads that this account started and nobody answered, which BuddyPress
 * keeps in the sent box only.
 */
export async function listConversations(
  client: BuddyPressClient,
  context: MapContext,
  { cursor = 'inbox:1', limit = DEFAULT_LIMIT, search }: ListOptions,
): Promise<Page<Conversation>> {
  const [box, number] = cursor.split(':');
  const page = Number(number);
  const sent = box === 'sentbox';
  const { value, totalPages } = await client.listThreads({
    userId: context.self,
    box: sent ? 'sentbox' : 'inbox',
    page,
    perPage: Math.min(limit, MOST),
    recipientsPerPage: MOST,
    ...(search === undefined ? {} : { search: searchTerm(search) }),
  });
  const items = (sent ? value.filter((thread) => isUnanswered(thread, context.self)) : value).map((thread) =>
    toConversation(thread, context),
  );
  const more = totalPages > 0 ? page < totalPages : value.length >= Math.min(limit, MOST);
  if (more) return { items, next: `${sent ? 'sentbox' : 'inbox'}:${String(page + 1)}` };
  return sent ? { items } : { items, next: 'sentbox:1' };
}

function isUnanswered(thread: BpThread, self: number): boolean {
  return thread.recipients.some((row) => row.user_id === self && row.sender_only);
}

export interface ThreadRange extends MessageRange {
  /** For moderators: as which participant. Elsewhere they see only the threads that they are in. */
  readonly userId?: number;
}

/** Messages of a thread, oldest first; with `after` those that follow it, otherwise the last ones. */
export async function listMessages(
  client: BuddyPressClient,
  context: MapContext,
  names: Names,
  threadId: number,
  { before, after, limit = DEFAULT_LIMIT, userId }: ThreadRange,
): Promise<Message[]> {
  const upTo = before === undefined ? Number.POSITIVE_INFINITY : Number(before);
  const from = after === undefined ? 0 : Number(after);
  const { value: thread } = await client.getThread(threadId, {
    order: 'desc',
    messagesPerPage: 1,
    recipientsPerPage: MOST,
    ...as(userId),
  });
  let older = 0;
  const enough = (message: BpMessage): boolean => {
    if (message.id < upTo) older += 1;
    return message.id <= from || (after === undefined && older >= limit);
  };
  const all = await readBack(client, threadId, enough, userId);
  const inRange = all.filter((message) => message.id > from && message.id < upTo);
  const page = after === undefined ? inRange.slice(-limit) : inRange.slice(0, limit);
  await names.learn(page, thread.recipients);
  return page.map((message) => toMessage(message, thread.recipients, context));
}
