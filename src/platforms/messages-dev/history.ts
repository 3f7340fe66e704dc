import type { MessageRange } from '../contract.ts';
import type { MessagesDevClient } from './client.ts';
import type { WireMessage } from './schema.ts';

const PAGE = 100;
const DEFAULT_LIMIT = 50;

/**
 * Reads a chat page by page until there is enough of it, and sorts what it read: oldest first, each message once.
 * The service says nothing about the order of its list. It is taken to be newest first; a list whose first page runs
 * the other way is read to its end.
 * @param enough gets all that is read so far, in order, and the message at which the last page ended
 */
export async function readBack(
  client: MessagesDevClient,
  to: string,
  enough: (messages: readonly WireMessage[], last: WireMessage) => boolean,
): Promise<WireMessage[]> {
  const byId = new Map<string, WireMessage>();
  const seen = new Set<string>();
  let cursor: string | undefined;
  let isOldestFirst = false;
  for (;;) {
    const page = await client.messages(to, { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    for (const message of page.items) byId.set(message.id, message);
    const first = page.items[0];
    const last = page.items.at(-1);
    if (cursor === undefined && first && last) isOldestFirst = first.sent_at < last.sent_at;
    const messages = [...byId.values()].sort(byTime);
    if (page.next === undefined || seen.has(page.next)) return messages;
    if (!isOldestFirst && last && enough(messages, last)) return messages;
    seen.add(page.next);
    cursor = page.next;
  }
}

/** Messages of one chat as `Connection.listMessages` wants them: oldest first. */
export async function readRange(
  client: MessagesDevClient,
  to: string,
  { before, after, limit = DEFAULT_LIMIT }: MessageRange = {},
): Promise<WireMessage[]> {
  const place = (messages: readonly WireMessage[], id: string): number =>
    messages.findIndex((message) => message.id === id);
  const messages = await readBack(client, to, (read) => {
    if (after !== undefined) return place(read, after) >= 0;
    return (before === undefined ? read.length : place(read, before)) >= limit;
  });
  const from = after === undefined ? 0 : place(messages, after) + 1;
  const until = before === undefined ? messages.length : Math.max(0, place(messages, before));
  const within = messages.slice(from, until);
  // After a message the oldest come first, as one reads on from there; else those nearest to the end.
  return after === undefined ? within.slice(Math.max(0, within.length - limit)) : within.slice(0, limit);
}

function byTime(a: WireMessage, b: WireMessage): number {
  return a.sent_at - b.sent_at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
