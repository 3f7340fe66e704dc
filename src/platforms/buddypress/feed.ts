import type { PollResult } from '../contract.ts';
import type { BuddyPressClient } from './client.ts';
import type { FeedCursor } from './cursor.ts';
import { decodeCursor, encodeCursor, isHandled, withHandled } from './cursor.ts';
import type { MapContext } from './map.ts';
import type { Names } from './names.ts';
import { secondOf, toEvent } from './map.ts';
import { MOST, isWhole, newestSecond, readBack } from './reading.ts';
import type { BpMessage, BpRecipient, BpThread } from './schema.ts';
import type { Answer } from './transport.ts';

/** Threads of the first, cheap look. */
const GLANCE = 10;
/** A message's second is taken before the message is stored, and clocks differ a little. Seconds. */
const MARGIN = 10;
/** Events of one poll. */
const PAGE = 1_000;

/** What a poll needs of its connection. */
export interface FeedSource {
  readonly client: BuddyPressClient;
  readonly context: MapContext;
  readonly names: Names;
  now(): number;
}

interface Found {
  readonly message: BpMessage;
  readonly people: readonly BpRecipient[];
}

/**
 * All messages after the cursor, by id. BuddyPress has no "since" filter, so the list of threads, newest activity
 * first, is read until a thread that has been quiet since before the last poll. One call when nothing is new.
 */
export async function pollMessages(source: FeedSource, text: string | undefined): Promise<PollResult> {
  const at = source.now();
  if (text === undefined) {
    return { events: [], cursor: encodeCursor({ ...(await baseline(source)), at }), more: false };
  }
  const cursor = decodeCursor(text);
  const found = new Map<number, Found>();
  const second = await collect(source, cursor, at, found);
  const all = [...found.values()].sort((a, b) => a.message.id - b.message.id);
  const page = all.slice(0, PAGE);
  const more = all.length > page.length;
  for (const { message, people } of page) await source.names.learn([message], people);
  const handled = withHandled(
    cursor,
    page.map(({ message }) => message.id),
  );
  return {
    events: page.map(({ message, people }) => toEvent(message, people, source.context)),
    // What is left over is as old as what was found: the next poll has to look as far back as this one did.
    cursor: encodeCursor(
      more ? { ...cursor, ...handled } : { ...handled, second: Math.max(cursor.second, second), at },
    ),
    more,
  };
}

/** The newest message that there is, in either box. */
async function baseline({ client, context }: FeedSource): Promise<Omit<FeedCursor, 'at'>> {
  let floor = 0;
  let second = 0;
  for (const box of ['inbox', 'sentbox'] as const) {
    const { value } = await client.listThreads({
      userId: context.self,
      box,
      perPage: MOST,
      messagesPerPage: MOST,
    });
    for (const thread of value) {
      const page = isWhole(thread)
        ? thread.messages
        : (await client.getThread(thread.id, { order: 'desc', messagesPerPage: 1 })).value.messages;
      for (const message of page) {
        floor = Math.max(floor, message.id);
        second = Math.max(second, secondOf(message));
      }
    }
  }
  return { floor, recent: [], second };
}

/** Reads as many pages of the list as needed. Returns the newest second that the first of them showed. */
async function collect(
  source: FeedSource,
  cursor: FeedCursor,
  at: number,
  found: Map<number, Found>,
): Promise<number> {
  const options = {
    userId: source.context.self,
    box: 'inbox',
    messagesPerPage: MOST,
    recipientsPerPage: MOST,
  } as const;
  const glance = await source.client.listThreads({ ...options, perPage: GLANCE });
  const since = quietSince(cursor, at, glance.siteTime);
  const second = Math.max(0, ...glance.value.filter(isWhole).map(newestSecond));
  let done = (await take(source, cursor, since, glance.value, found)) || isLastPage(glance, GLANCE, 1);
  // Threads of one second are cut arbitrarily at page borders, so a longer look begins again with large pages.
  for (let page = 1; !done; page += 1) {
    const answer = await source.client.listThreads({ ...options, perPage: MOST, page });
    done = (await take(source, cursor, since, answer.value, found)) || isLastPage(answer, MOST, page);
  }
  return second;
}

/** The counts tell; where something on the way takes their headers off, only a page that is not full is the last. */
function isLastPage({ value, totalPages }: Answer<BpThread[]>, size: number, page: number): boolean {
  return value.length < size || (totalPages > 0 && page >= totalPages);
}

/**
 * A thread whose newest message is older than this (Unix seconds of the site's clock) was quiet since the last poll.
 * The site's clock may have been set back in between: then what it shows now, less the time that has passed, counts.
 */
function quietSince(cursor: FeedCursor, at: number, siteTime: number | undefined): number {
  const elapsed = Math.max(0, at - cursor.at);
  const atLastPoll = siteTime === undefined ? Number.POSITIVE_INFINITY : (siteTime - elapsed) / 1000;
  return Math.min(cursor.second, atLastPoll) - MARGIN;
}

/** Takes what is new out of one page of threads; true when nothing after it can hold anything new. */
async function take(
  source: FeedSource,
  cursor: FeedCursor,
  since: number,
  threads: readonly BpThread[],
  found: Map<number, Found>,
): Promise<boolean> {
  for (const thread of threads) {
    const messages = isWhole(thread)
      ? thread.messages
      : // By time, not by the first one that was handled: on a clock set back, what is new stands under older messages.
        await readBack(
          source.client,
          thread.id,
          (message) => isHandled(cursor, message.id) && secondOf(message) < since,
        );
    const fresh = messages.filter((message) => !isHandled(cursor, message.id));
    for (const message of fresh) found.set(message.id, { message, people: thread.recipients });
    if (isWhole(thread) && fresh.length === 0 && newestSecond(thread) < since) return true;
  }
  return false;
}
