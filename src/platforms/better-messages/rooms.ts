import { ServiceError } from '../../host/index.ts';
import type { BetterMessagesClient } from './client.ts';
import { chatRoomThreads } from './conversations.ts';
import type { FeedCursor } from './cursor.ts';
import { readNewest, readOn } from './history.ts';
import type { BmMessage, BmThread } from './schema.ts';

/** What the plugin itself says of rooms; a page of a firewall is another matter, and passes. */
const GONE = new Set(['rest_thread_not_exists', 'rest_thread_forbidden']);
/** A thread that is known to be no chat room. */
const NO_ROOM = -1;

/**
 * Which of the conversations that matter are chat rooms. Rooms may be hidden from every list, and a room that the
 * account has not joined is in none of its polls, so rooms are read on their own. Each conversation is looked up until
 * it is found: a room is not told of before the account may join it. What is no room is remembered with -1.
 */
export async function findRooms(
  client: BetterMessagesClient,
  conversations: readonly string[],
  threads: readonly BmThread[],
  { rooms: known, threads: held }: Pick<FeedCursor, 'rooms' | 'threads'>,
): Promise<Map<number, number>> {
  const rooms = new Map(known);
  const unknown = conversations.map(Number).filter((id) => Number.isInteger(id) && !rooms.has(id));
  if (unknown.length === 0) return rooms;
  const types = new Map(threads.map(({ thread_id, type }) => [thread_id, type]));
  const listed = unknown.every((id) => types.has(id)) ? new Set<number>() : await chatRoomThreads(client);
  for (const id of unknown) {
    const isRoom = types.get(id) === 'chat-room' || listed.has(id);
    if (isRoom) rooms.set(id, 0);
    else if (types.has(id) || held.includes(id)) rooms.set(id, NO_ROOM);
  }
  return rooms;
}

/** What one look at the rooms brought. */
export interface RoomLook {
  readonly messages: readonly BmMessage[];
  /** The rooms with the highest id that is there now. */
  readonly rooms: ReadonlyMap<number, number>;
}

/**
 * Everything new in the rooms, and the newest of what is not new, which may have changed. By `loadMore`, because the
 * other way to read a thread marks it as read. A room that was deleted, or closed to the account, holds up nothing else.
 * @param known rooms that were read before
 */
export async function readRooms(
  client: BetterMessagesClient,
  rooms: ReadonlyMap<number, number>,
  known: ReadonlyMap<number, number>,
): Promise<RoomLook> {
  const messages: BmMessage[] = [];
  const seen = new Map(rooms);
  for (const [thread, highest] of rooms) {
    if (highest === NO_ROOM) continue;
    const reading = known.has(thread) ? readOn(client, thread, highest) : readNewest(client, thread);
    const found = await reading.catch(nothingIfGone);
    messages.push(...found);
    seen.set(thread, Math.max(highest, found.at(-1)?.message_id ?? 0));
  }
  return { messages, rooms: seen };
}

function nothingIfGone(error: unknown): readonly BmMessage[] {
  if (error instanceof ServiceError && GONE.has(error.code ?? '')) return [];
  throw error;
}
