import { z } from 'zod';
import type { WireMessage } from './schema.ts';
import { timeAt, toPosition } from './map.ts';

/** So far back from the newest message a read looks again, milliseconds: the line's computer may hand one over late. */
export const WINDOW_MS = 300_000;
/** So many messages within the window are remembered; with more of them the window is shorter. */
export const MOST_SEEN = 200;

const chatSchema = z.object({
  /** `last_message_at` of the chat before it was last read; null where it had none. */
  activity: z.number().nullable(),
  /** The newest message that a read has shown, Unix milliseconds. */
  newest: z.number(),
  /** What was sent at or before this is not looked for any more; it is brought only when it came to the service late. */
  floor: z.number(),
  /** Positions of the messages after the floor that were brought, or were there before we were. */
  seen: z.array(z.string()),
  /** When the feed took the chat on: Unix milliseconds by the service's clock, or of the newest message there was. */
  began: z.number().optional(),
  /** The newest `synced_at` that a read has shown. */
  synced: z.number().optional(),
  /** Until then the chat is read again although nothing shows in its activity: Unix milliseconds by our clock. */
  again: z.number(),
});
export const chatsSchema = z.record(chatSchema);

export type ChatCursor = z.output<typeof chatSchema>;
export type Cursor = z.output<typeof chatsSchema>;

/** A chat without messages: what is sent from now on is news. @param now Unix milliseconds by the service's clock */
export function emptyChat(now: number): ChatCursor {
  const began = now - WINDOW_MS;
  return { activity: null, newest: 0, floor: began, seen: [], began, again: 0 };
}

/** Starts anew, chat by chat, when the text is not one of ours. */
export function parseCursor(text: string | undefined): Cursor {
  if (text === undefined) return {};
  try {
    const parsed = chatsSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

/** Where the window begins that ends with these messages, Unix milliseconds. */
export function windowOf(messages: readonly WireMessage[]): number {
  return Math.max(0, ...messages.map(({ sent_at }) => sent_at)) - WINDOW_MS;
}

/**
 * Whether a message that a read shows is news: it is none of those that were brought, or it came to the service since
 * the last read, however long ago it was sent.
 */
export function isNews(was: ChatCursor, { id, sent_at, synced_at }: WireMessage): boolean {
  if (was.seen.includes(toPosition(sent_at, id))) return false;
  if (sent_at > was.floor) return true;
  const { began = Infinity, synced = Infinity } = was;
  return sent_at > began && typeof synced_at === 'number' && synced_at > synced;
}

/** The chat after a complete read of what came since its floor, or of its window when it is new to the feed. */
export function afterRead(
  before: ChatCursor | undefined,
  messages: readonly WireMessage[],
  chat: { readonly activity: number | null; readonly again: number },
): ChatCursor {
  const newest = Math.max(before?.newest ?? 0, ...messages.map(({ sent_at }) => sent_at));
  const synced = Math.max(before?.synced ?? 0, ...messages.map(({ synced_at }) => synced_at ?? 0));
  const began = before?.began ?? newest;
  let floor = Math.max(before?.floor ?? 0, newest - WINDOW_MS);
  const positions = messages.map(({ sent_at, id }) => toPosition(sent_at, id));
  const seen = [...new Set([...(before?.seen ?? []), ...positions])].sort();
  const dropped = seen.length > MOST_SEEN ? seen[seen.length - MOST_SEEN - 1] : undefined;
  if (dropped !== undefined) floor = Math.max(floor, timeAt(dropped));
  return { ...chat, newest, floor, began, synced, seen: seen.filter((position) => timeAt(position) > floor) };
}
