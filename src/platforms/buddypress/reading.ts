import { ServiceError } from '../../host/index.ts';
import type { BuddyPressClient } from './client.ts';
import { secondOf } from './map.ts';
import type { BpMessage, BpThread } from './schema.ts';

/** Largest page that BuddyPress gives, of threads, messages and recipients alike. */
export const MOST = 100;

/** Whether a thread of a list that was asked for `MOST` messages has all its messages with it. */
export function isWhole(thread: BpThread): boolean {
  return thread.messages.length < MOST;
}

/**
 * When the newest message of a whole thread was sent, Unix seconds. The thread's own date is not used: in v2 it is that
 * of another message.
 */
export function newestSecond(thread: BpThread): number {
  return Math.max(0, ...thread.messages.map(secondOf));
}

/**
 * The messages of a thread from the newest back, page by page, until one of them is `enough`, in rising order of
 * their ids. Messages that arrive meanwhile shift the pages, which repeats some and leaves out none. A thread that
 * vanished, or that this account has left, has none.
 */
export async function readBack(
  client: BuddyPressClient,
  threadId: number,
  enough: (message: BpMessage) => boolean,
  userId?: number,
): Promise<BpMessage[]> {
  const byId = new Map<number, BpMessage>();
  // v2 answers a page beyond the end with an error, so the page count decides, not an empty page.
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const answer = await client
      .getThread(threadId, { order: 'desc', messagesPerPage: MOST, messagesPage: page, ...as(userId) })
      .catch((error: unknown) => {
        if (isGone(error)) return undefined;
        throw error;
      });
    if (!answer) break;
    for (const message of answer.value.messages) byId.set(message.id, message);
    if (answer.value.messages.some(enough)) break;
    // Something on the way may take the counts off; then a full page has another one behind it.
    pages = answer.totalPages || (answer.value.messages.length < MOST ? page : page + 1);
  }
  return [...byId.values()].sort((a, b) => a.id - b.id);
}

/** As which participant, for moderators. */
export function as(userId: number | undefined): { userId?: number } {
  return userId === undefined ? {} : { userId };
}

function isGone(error: unknown): boolean {
  return error instanceof ServiceError && (error.kind === 'not-found' || error.kind === 'permission');
}
