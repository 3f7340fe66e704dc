import type { MessageRange } from '../contract.ts';
import type { BetterMessagesClient } from './client.ts';
import type { BmMessage } from './schema.ts';

/** Messages of one answer that goes back. */
const PAGE = 80;
/** Above every id. */
export const NEWEST = Number.MAX_SAFE_INTEGER;
const DEFAULT_LIMIT = 50;

/** What was read back. */
export interface Stretch {
  /** In rising order of their ids. */
  readonly messages: readonly BmMessage[];
  /** The site's clock, Unix milliseconds. */
  readonly siteTime: number | undefined;
}

/**
 * Messages of a thread below an id, from the newest back, until `enough`. `loadMore` is the only way to read a thread
 * that does not mark it as read. It takes the ids held, fills the gaps between them and goes on below the lowest; ids
 * that are nobody's serve as bounds. A page holds what was *written* last, and browsers send times of their own, so
 * a message may stand outside the page and yet above its lowest id: the next call, which names the bounds of the page,
 * brings it.
 */
export async function readBack(
  client: BetterMessagesClient,
  thread: number,
  below: number,
  enough: (messages: readonly BmMessage[]) => boolean,
): Promise<Stretch> {
  const held = new Map<number, BmMessage>();
  let { value, siteTime } = await client.loadMore(thread, { loaded: [below - 1] });
  for (let bound = below; ;) {
    const page = value.messages.filter(({ message_id }) => message_id < bound);
    const lowest = Math.min(bound, ...page.map(({ message_id }) => message_id));
    for (const message of page) held.set(message.message_id, message);
    // All but the first begin with the message that the one before ended with.
    if (page.length < PAGE - 1) return { messages: inOrder(held.values()), siteTime };
    ({ value, siteTime } = await client.loadMore(thread, { loaded: [lowest, bound] }));
    for (const message of value.messages) {
      if (message.message_id > lowest && message.message_id < bound) held.set(message.message_id, message);
    }
    const messages = inOrder([...held.values()].filter(({ message_id }) => message_id >= lowest));
    if (enough(messages)) return { messages, siteTime };
    bound = lowest;
  }
}

/** Every message of a thread above an id, in rising order of ids, and some below it that may have changed. */
export async function readOn(
  client: BetterMessagesClient,
  thread: number,
  above: number,
): Promise<BmMessage[]> {
  // The plugin takes a 0 for no bound at all.
  const { value } = await client.loadMore(thread, { loaded: [Math.max(1, above), NEWEST] });
  return inOrder(value.messages);
}

/** The newest messages of a thread, in rising order of ids. */
export async function readNewest(client: BetterMessagesClient, thread: number): Promise<BmMessage[]> {
  const { value } = await client.loadMore(thread, { loaded: [NEWEST] });
  return inOrder(value.messages);
}

/** Messages as `Connection.listMessages` wants them, oldest first. @param isShown leaves some of them out */
export async function readRange(
  client: BetterMessagesClient,
  thread: number,
  { before, after, limit = DEFAULT_LIMIT }: MessageRange,
  isShown: (message: BmMessage) => boolean,
): Promise<BmMessage[]> {
  const below = before === undefined ? NEWEST : Number(before);
  if (after !== undefined) {
    const from = Number(after);
    const newer = await readOn(client, thread, from);
    return newer
      .filter((message) => message.message_id > from && message.message_id < below && isShown(message))
      .slice(0, limit);
  }
  const { messages } = await readBack(client, thread, below, (held) => held.filter(isShown).length >= limit);
  return messages.filter(isShown).slice(-limit);
}

function inOrder(messages: Iterable<BmMessage>): BmMessage[] {
  return [...messages].sort((a, b) => a.message_id - b.message_id);
}
