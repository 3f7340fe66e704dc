import { z } from 'zod';
import { ServiceError, parseJson } from '../../host/index.ts';

/** So many of the newest handled ids are remembered singly: a message with a lower id may become visible later. */
const WINDOW = 64;

const cursorSchema = z.object({
  floor: z.number(),
  recent: z.array(z.number()),
  second: z.number(),
  at: z.number(),
});

/**
 * Where the poll stands. Message ids grow over the whole site in order of insertion, so memory is by id, never by
 * thread or time: thread ids are given out again, seconds are shared.
 */
export interface FeedCursor {
  /** Every id up to here counts as handled. */
  readonly floor: number;
  /** Handled ids above the floor, rising. */
  readonly recent: readonly number[];
  /** Newest second the last poll's list showed, Unix seconds of the site's clock. */
  readonly second: number;
  /** When the last poll began, Unix milliseconds of our clock. */
  readonly at: number;
}

export function encodeCursor(cursor: FeedCursor): string {
  return JSON.stringify(cursor);
}

/** @throws {ServiceError} when the text is no cursor of this feed */
export function decodeCursor(text: string): FeedCursor {
  const parsed = cursorSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new ServiceError({
    kind: 'invalid',
    tried: 'poll BuddyPress',
    cameBack: 'the stored cursor is none of this platform',
    advice: 'Forget the cursor of this account; polling then begins anew from now.',
  });
}

export function isHandled(cursor: FeedCursor, id: number): boolean {
  return id <= cursor.floor || cursor.recent.includes(id);
}

/**
 * The handled ids after more were handled. The floor rises only to ids of earlier polls: what this poll has overlooked,
 * because it arrived in a thread that was already read, may be older than what it found, and is found by the next.
 */
export function withHandled(
  cursor: FeedCursor,
  ids: readonly number[],
): Pick<FeedCursor, 'floor' | 'recent'> {
  const settled = cursor.recent.at(-1) ?? cursor.floor;
  const all = [...cursor.recent, ...ids].sort((a, b) => a - b);
  const surplus = all.slice(0, Math.max(0, all.length - WINDOW)).filter((id) => id <= settled);
  return { floor: Math.max(cursor.floor, surplus.at(-1) ?? 0), recent: all.slice(surplus.length) };
}
