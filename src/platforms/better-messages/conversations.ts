import { parseJson } from '../../host/index.ts';
import { z } from 'zod';
import type { Conversation } from '../../model/index.ts';
import type { ListOptions, Page } from '../contract.ts';
import type { BmChatRoom } from './answers.ts';
import type { BetterMessagesClient } from './client.ts';
import type { MapContext } from './map.ts';
import { roomToConversation, toConversation } from './map.ts';

const DEFAULT_LIMIT = 50;

/** Where the list stands: the threads that were shown, and the page of chat rooms once there are no more of them. */
const cursorSchema = z.object({ held: z.array(z.number()), rooms: z.number() });
type Standing = z.output<typeof cursorSchema>;

/**
 * The account's threads, pinned ones first, then the newest; after them the chat rooms that no list of threads shows.
 */
export async function listConversations(
  client: BetterMessagesClient,
  context: MapContext,
  { cursor, limit = DEFAULT_LIMIT, search }: ListOptions,
): Promise<Page<Conversation>> {
  const parsed = cursorSchema.safeParse(parseJson(cursor ?? ''));
  let standing: Standing | undefined = parsed.success ? parsed.data : { held: [], rooms: 0 };
  const items: Conversation[] = [];
  while (standing && items.length < limit) {
    const step: Step = await (standing.rooms === 0
      ? nextThreads(client, context, standing, limit - items.length)
      : nextRooms(client, standing));
    items.push(...step.items.filter(({ name }) => matches(name, search)));
    standing = step.next;
  }
  return standing ? { items, next: JSON.stringify(standing) } : { items };
}

interface Step {
  readonly items: readonly Conversation[];
  readonly next: Standing | undefined;
}

async function nextThreads(
  client: BetterMessagesClient,
  context: MapContext,
  { held }: Standing,
  most: number,
): Promise<Step> {
  const { threads, users } = await client.threads(held);
  context.names.take(users);
  const page = threads.slice(0, most);
  await context.names.learn(
    page.filter(({ title }) => title === '').flatMap((thread) => thread.participants),
  );
  return {
    items: page.map((thread) => toConversation(thread, context)),
    next: {
      held: [...held, ...page.map(({ thread_id }) => thread_id)],
      rooms: threads.length === 0 ? 1 : 0,
    },
  };
}

/** A whole page of rooms: nothing names the rest of one. */
async function nextRooms(client: BetterMessagesClient, { held, rooms }: Standing): Promise<Step> {
  const { items, hasMore } = await client.chatRooms({ page: rooms });
  const fresh = items.filter((room) => !held.includes(room.thread_id));
  return {
    items: fresh.map(roomToConversation),
    next: hasMore
      ? { held: [...held, ...fresh.map(({ thread_id }) => thread_id)], rooms: rooms + 1 }
      : undefined,
  };
}

function matches(name: string, search: string | undefined): boolean {
  return search === undefined || name.toLowerCase().includes(search.toLowerCase());
}

/** Numbers of the threads that are chat rooms, as far as the account may know of them. */
export async function chatRoomThreads(client: BetterMessagesClient): Promise<Set<number>> {
  return new Set((await allRooms(client)).map((room) => room.thread_id));
}

/** Numbers of the threads that are chat rooms which the account has joined. */
export async function joinedRoomThreads(client: BetterMessagesClient): Promise<number[]> {
  return (await allRooms(client)).filter((room) => room.isJoined).map((room) => room.thread_id);
}

async function allRooms(client: BetterMessagesClient): Promise<BmChatRoom[]> {
  const rooms: BmChatRoom[] = [];
  for (let page = 1; ; page += 1) {
    const { items, hasMore } = await client.chatRooms({ page });
    rooms.push(...items);
    if (!hasMore) return rooms;
  }
}
