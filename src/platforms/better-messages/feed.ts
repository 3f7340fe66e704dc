import type { ParleyEvent } from '../../model/index.ts';
import type { PollResult } from '../contract.ts';
import type { BetterMessagesClient } from './client.ts';
import { arrival, changedAt, changes, removal, seenOf } from './changes.ts';
import type { FeedCursor, Seen } from './cursor.ts';
import { decodeCursor, encodeCursor, settled } from './cursor.ts';
import type { MapContext } from './map.ts';
import { msOf, peopleOf, positionOf } from './map.ts';
import { isPending, isSystem } from './markers.ts';
import type { RoomLook } from './rooms.ts';
import { findRooms, readRooms } from './rooms.ts';
import type { BmChanges, BmMessage } from './schema.ts';

/**
 * So far behind the site's clock every poll asks, 1/10,000 s: browsers stamp messages with their own time, up to a
 * minute off, and what lies behind the asked time is not told.
 */
const SLACK = 620_000;
/** How far two clocks may drift apart between two polls, 1/10,000 s. */
const DRIFT = 300_000;
/** A poll that found nothing leaves the cursor as it is for so long, 1/10,000 s. */
const QUIET = 6_000_000;
/** Messages of one poll, and the share of a large backlog that one poll takes. */
const PAGE = 200;
const SHARE = 10;

/** What a poll needs of its connection. */
export interface FeedSource {
  readonly client: BetterMessagesClient;
  readonly context: MapContext;
  readonly conversations: readonly string[];
  now(): number;
}

/** What the service told in one poll. */
interface Look extends RoomLook {
  readonly answer: BmChanges;
  /** Everything that was touched after this was told. */
  readonly since: number;
  /** The site's clock was set back since the last poll. */
  readonly isBack: boolean;
}

/** Everything that happened after the cursor. One call, and one for each chat room that matters. */
export async function pollMessages(source: FeedSource, text: string | undefined): Promise<PollResult> {
  if (text === undefined) return { events: [], cursor: encodeCursor(await baseline(source)), more: false };
  const cursor = decodeCursor(text);
  const look = await lookAround(source, cursor);
  const touched = unhandled(look, cursor);
  const size = Math.max(PAGE, Math.ceil(touched.length / SHARE));
  const page = touched.slice(0, size);
  const rest = touched.slice(size);
  await learnNames(source, look, page);
  const seen = new Map(cursor.seen);
  const events = page.flatMap(({ message, isArrival }) => {
    const before = seen.get(message.message_id);
    const now = seenOf(message);
    seen.delete(message.message_id);
    seen.set(message.message_id, isArrival ? { ...now, reactions: new Map() } : now);
    return isArrival
      ? arrival(message, source.context)
      : changes(message, before, look.since, source.context);
  });
  events.push(...removals(look.answer, seen));
  const next = nextCursor(source, cursor, look, seen, page, rest);
  const isQuiet =
    touched.length === 0 &&
    events.length === 0 &&
    next.since - cursor.since < QUIET &&
    next.since >= cursor.since &&
    isSame([...next.threads], [...cursor.threads]) &&
    isSame([...next.rooms].flat(), [...cursor.rooms].flat());
  return { events, cursor: isQuiet ? text : encodeCursor(next), more: rest.length > 0 };
}

/** Takes everything that is there as handled. */
async function baseline({ client, conversations, now }: FeedSource): Promise<FeedCursor> {
  const at = now();
  const first = await client.checkNew({ lastUpdate: 0, threadIds: [] });
  const threads = first.threads.map(({ thread_id }) => thread_id);
  // The first answer has only the newest threads; this one has all that can still come again.
  const recent = await client.checkNew({ lastUpdate: first.currentTime - SLACK, threadIds: threads });
  const found = await findRooms(client, conversations, first.threads, { rooms: new Map(), threads });
  const { messages, rooms } = await readRooms(client, found, new Map());
  const all = [...first.messages, ...recent.messages, ...messages];
  const since = recent.currentTime - SLACK;
  const seen = new Map<number, Seen>();
  for (const message of all.sort((a, b) => a.message_id - b.message_id)) {
    if (!isPending(message) && !isSystem(message)) seen.set(message.message_id, seenOf(message));
  }
  const floor = { id: Math.max(0, ...all.map(({ message_id }) => message_id)), time: recent.currentTime };
  return { since, at, threads, rooms, ...settled(seen, floor, recent.currentTime, touchedAfter(since, all)) };
}

async function lookAround({ client, conversations, now }: FeedSource, cursor: FeedCursor): Promise<Look> {
  const at = now();
  let { since } = cursor;
  let answer = await client.checkNew({ lastUpdate: since, threadIds: cursor.threads });
  // By our clock, the site's now shows less than it did when the last poll had begun.
  const stood = answer.currentTime - SLACK - Math.max(0, at - cursor.at) * 10;
  const isBack = stood < since - DRIFT;
  if (isBack) {
    since = stood;
    answer = await client.checkNew({ lastUpdate: since, threadIds: cursor.threads });
  }
  const rooms = await findRooms(client, conversations, answer.threads, cursor);
  return { answer, since, isBack, ...(await readRooms(client, rooms, cursor.rooms)) };
}

/** Something that happened to a message. */
interface Happening {
  readonly message: BmMessage;
  /** It was written; else something was done to it. */
  readonly isArrival: boolean;
  /** 1/10,000 s. */
  readonly time: number;
}

/** What happened to messages that are not as they were last seen, oldest first. Those of the plugin itself say nothing. */
function unhandled({ answer, messages, since, isBack }: Look, cursor: FeedCursor): Happening[] {
  const told = new Map<number, BmMessage>();
  for (const message of [...messages, ...answer.messages]) {
    if (isSystem(message) || isPending(message) || message.updated_at <= since) continue;
    const before = cursor.seen.get(message.message_id);
    const isKnown = before ? isSameAs(before, seenOf(message)) : isOldNews(cursor, message, isBack);
    if (!isKnown) told.set(message.message_id, message);
  }
  const storedAt = timesOf([...told.values()], cursor.floor.id);
  return [...told.values()]
    .flatMap((message): Happening[] => {
      const time = storedAt.get(message.message_id) ?? message.created_at;
      const change = { message, isArrival: false, time: Math.max(time, changedAt(message)) };
      if (!isNewTo(cursor, message, isBack)) return [{ ...change, time: changedAt(message) }];
      const isReacted = seenOf(message).reactions.size > 0;
      return [{ message, isArrival: true, time }, ...(isReacted ? [change] : [])];
    })
    .sort((a, b) => (positionIn(a) < positionIn(b) ? -1 : 1));
}

/**
 * When messages count as written, by id, 1/10,000 s. Ids are given out in the order in which messages reach the site;
 * `created_at` is often the clock of a browser, and the site's own can be set back: an answer never stands before what
 * it answers. A message with a lower id than those handled waited for a moderator, and counts by its own time.
 */
function timesOf(messages: readonly BmMessage[], handled: number): ReadonlyMap<number, number> {
  const latest = new Map<number, number>();
  const times = new Map<number, number>();
  for (const { message_id: id, thread_id: thread, created_at } of [...messages].sort(
    (a, b) => a.message_id - b.message_id,
  )) {
    if (id <= handled) continue;
    const time = Math.max(created_at, latest.get(thread) ?? 0);
    latest.set(thread, time);
    times.set(id, time);
  }
  return times;
}

function positionIn({ message, isArrival, time }: Happening): string {
  return positionOf(msOf(time), message.message_id, isArrival);
}

/** A message that was handled, was forgotten, and has not changed since it was written. */
function isOldNews(cursor: FeedCursor, message: BmMessage, isBack: boolean): boolean {
  const isPlain = message.updated_at === message.created_at;
  return isPlain && !isNewTo(cursor, message, isBack);
}

/**
 * Ids alone do not tell: a message that waited for a moderator keeps its id and counts as written when it is let
 * through. Where the clock was set back, times do not tell either.
 */
function isNewTo({ seen, floor }: FeedCursor, message: BmMessage, isBack: boolean): boolean {
  if (seen.has(message.message_id)) return false;
  return message.message_id > floor.id || (!isBack && message.created_at > floor.time);
}

function isSameAs(before: Seen, now: Seen): boolean {
  return (
    before.text === now.text &&
    before.reactions.size === now.reactions.size &&
    [...now.reactions].every(([user, key]) => before.reactions.get(user) === key)
  );
}

/** The list of deleted rows is that of the whole site; only those seen before are ours. */
function removals({ deletedMessages = [], currentTime }: BmChanges, seen: Map<number, Seen>): ParleyEvent[] {
  return deletedMessages.flatMap((id) => {
    const before = seen.get(id);
    if (!before || before.text === '') return [];
    seen.delete(id);
    seen.set(id, { ...before, text: '', reactions: new Map() });
    return [removal(id, before, currentTime)];
  });
}

async function learnNames(
  { context }: FeedSource,
  { answer }: Look,
  page: readonly Happening[],
): Promise<void> {
  context.names.take(answer.users);
  await context.names.learn(page.flatMap(({ message }) => peopleOf(message)));
}

/** What is left over has to be told again, so neither the time nor the rooms go past it. */
function nextCursor(
  { now }: FeedSource,
  cursor: FeedCursor,
  look: Look,
  seen: ReadonlyMap<number, Seen>,
  page: readonly Happening[],
  rest: readonly Happening[],
): FeedCursor {
  const { answer } = look;
  const gone = new Set([...(answer.missedThreads ?? []), ...(answer.deletedThreads ?? [])]);
  const held = new Set([...cursor.threads, ...answer.threads.map(({ thread_id }) => thread_id)]);
  const threads = [...held].filter((id) => !gone.has(id));
  const safe = answer.currentTime - SLACK;
  const all = [...look.messages, ...answer.messages];
  if (rest.length === 0) {
    const { rooms } = look;
    const again = touchedAfter(safe, all);
    return {
      since: safe,
      at: now(),
      threads,
      rooms,
      ...settled(seen, cursor.floor, answer.currentTime, again),
    };
  }
  const since = Math.min(safe, ...rest.map(({ message }) => message.updated_at - 1));
  // More of the last millisecond may be among what is left over.
  const time = Math.max(
    0,
    ...page.filter(({ isArrival }) => isArrival).map((one) => msOf(one.time) * 10 - 1),
  );
  const { rooms } = cursor;
  return {
    since,
    at: now(),
    threads,
    rooms,
    ...settled(seen, cursor.floor, time, touchedAfter(since, all)),
  };
}

/** What a poll from this time brings again, changed or not. */
function touchedAfter(since: number, messages: readonly BmMessage[]): Set<number> {
  return new Set(messages.filter((one) => one.updated_at > since).map(({ message_id }) => message_id));
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}
