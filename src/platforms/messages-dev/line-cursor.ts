import { z } from 'zod';
import type { ChatCursor } from './cursor.ts';
import { WINDOW_MS, chatsSchema } from './cursor.ts';
import type { WireChat } from './schema.ts';

/** A chat in which nothing was said or came in for so long is no longer remembered by itself, milliseconds. */
export const KEEP_MS = 1_800_000;
/**
 * What came to the service, or was sent, so long before the last whole read of the list or earlier is not news in a chat
 * that is not remembered by itself, milliseconds. Half of the above: clocks of the service may differ a little.
 */
const OLD_MS = KEEP_MS / 2;
/** Characters of one mark: a 32-bit number in base 36. */
const MARK = 7;

const lineSchema = z.object({
  /** The chats of the last half hour. */
  chats: chatsSchema,
  /**
   * A mark for each of the others, one after the other: one that is not here began or changed since. So a line with
   * 2,000 old chats takes 14 KB.
   */
  quiet: z.string().regex(/^[0-9a-z]*$/),
  /** When the list of chats was last read to its end: Unix milliseconds by the service's clock. */
  whole: z.number(),
  /** The same by our clock. */
  wholeAt: z.number(),
  /** When something was last said in any chat: Unix milliseconds. */
  newest: z.number(),
  /** When the feed began: Unix milliseconds by the service's clock. */
  began: z.number(),
});

/** Where the feed of a whole line stands. */
export type LineCursor = z.output<typeof lineSchema>;

/** Undefined when the text is not one of a whole line. */
export function parseLine(text: string | undefined): LineCursor | undefined {
  if (text === undefined) return undefined;
  try {
    return lineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** A chat that the cursor does not have: quiet so far, or not there. What came since the last whole read is news. */
export function unremembered({ whole, began }: Pick<LineCursor, 'whole' | 'began'>): ChatCursor {
  const old = whole - OLD_MS;
  return { activity: -1, newest: 0, floor: old, seen: [], began: began - WINDOW_MS, synced: old, again: 0 };
}

/** A chat of which only its list was read when the feed began: what is sent later than its last message is news. */
export function asListed(activity: number): ChatCursor {
  return { activity, newest: activity, floor: activity, seen: [], began: activity, again: 0 };
}

/** Stands for a chat in which nothing has changed. */
export function markOf({ id, last_message_at }: WireChat): string {
  let hash = 0x811c9dc5;
  for (const char of `${id} ${String(last_message_at ?? '')}`) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(36).padStart(MARK, '0');
}

export function marksIn(quiet: string): Set<string> {
  const marks = new Set<string>();
  for (let at = 0; at < quiet.length; at += MARK) marks.add(quiet.slice(at, at + MARK));
  return marks;
}

/** Whether nothing was said, and nothing came in late, for long. @param now Unix milliseconds by the service's clock */
export function isOver({ newest, synced = 0 }: ChatCursor, now: number): boolean {
  return now - Math.max(newest, synced) > KEEP_MS;
}
