import type { MessageCreated } from '../../model/index.ts';
import type { PollResult, PollScope } from '../contract.ts';
import { WHOLE_EVERY_MS, readChats } from './chat-list.ts';
import type { PollParts } from './chat-read.ts';
import { RESERVE, mayHaveNews, readChat, serviceNow } from './chat-read.ts';
import type { ChatCursor, Cursor } from './cursor.ts';
import { parseCursor } from './cursor.ts';
import { activityOf } from './known.ts';
import type { LineCursor } from './line-cursor.ts';
import { KEEP_MS, asListed, isOver, markOf, marksIn, parseLine, unremembered } from './line-cursor.ts';
import type { WireChat } from './schema.ts';

/** So many chats are read in one poll; the next one goes on. */
const MOST_READS = 50;
/** When the feed begins, chats in which something was just said are read: more may come of the same millisecond. */
const JUST_NOW_MS = 60_000;
/** Who is writing is asked for in so many chats, those in which something was said last. */
const MOST_SIGNALS = 10;

/**
 * A chat as a poll finds it. One that changed lately is read `again`, one that is `over` once more before it is no
 * longer remembered by itself.
 */
type State = 'quiet' | 'listed' | 'unchanged' | 'changed' | 'again' | 'over';

interface Found {
  readonly chat: WireChat;
  readonly name: string;
  readonly was: ChatCursor | undefined;
  readonly state: State;
}

interface Start {
  readonly before: LineCursor | undefined;
  readonly isWhole: boolean;
  /** Unix milliseconds by the service's clock. */
  readonly now: number;
  readonly marks: ReadonlySet<string>;
}

/**
 * What was said on the whole line since the cursor: as much of the list of chats as can have changed, and one call for
 * each chat that did. A chat that begins after the feed is told from its first message. Everything that this takes
 * stands in the cursor, so a program that connects anew for every poll makes no more calls than one that stays.
 */
export async function pollLine(
  parts: PollParts,
  text: string | undefined,
  scope: PollScope,
): Promise<PollResult> {
  const { client, host, context } = parts;
  const before = parseLine(text);
  const wholeAgo = host.now() - (before?.wholeAt ?? -Infinity);
  const isWhole = wholeAgo < 0 || wholeAgo >= WHOLE_EVERY_MS;
  const list = await readChats(client, isWhole ? undefined : before?.newest);
  context.known.learnChats(list);
  context.known.lookAfter(scope.conversations);
  const start = { before, isWhole, now: serviceNow(parts), marks: marksIn(before?.quiet ?? '') };
  const earlier = before?.chats ?? parseCursor(text);
  const found = list.map((chat) => {
    const name = context.known.conversationOf(chat.id);
    return { chat, name, was: earlier[name], state: stateOf(parts, chat, earlier[name], start) };
  });

  const chats = remembered(earlier, found, start);
  const quiet = new Set(isWhole ? [] : start.marks);
  for (const { chat, state } of found) if (state === 'quiet') quiet.add(markOf(chat));
  const { events, isMore } = await readFound(parts, found, start, { chats, quiet });
  const newest = Math.min(start.now, Math.max(before?.newest ?? 0, ...list.map(activityOf)));
  const cursor = JSON.stringify({
    chats: Object.fromEntries(chats),
    quiet: [...quiet].join(''),
    whole: isWhole || !before ? start.now : before.whole,
    wholeAt: isWhole || !before ? host.now() : before.wholeAt,
    newest,
    began: before?.began ?? start.now,
  } satisfies LineCursor);
  events.sort((a, b) => (a.position < b.position ? -1 : a.position > b.position ? 1 : 0));
  if (scope.signals !== true) return { events, cursor, more: isMore };
  const lively = found
    .filter(({ name, chat }) => chats.has(name) && chat.last_message_at)
    .sort((a, b) => activityOf(b.chat) - activityOf(a.chat))
    .slice(0, MOST_SIGNALS);
  const signals = await parts.signals.read(new Map(lively.map(({ name, chat }) => [name, chat])));
  return { events, cursor, more: isMore, signals };
}

function stateOf(
  parts: PollParts,
  chat: WireChat,
  was: ChatCursor | undefined,
  { before, isWhole, now, marks }: Start,
): State {
  const activity = chat.last_message_at ?? null;
  if (!was && !before) {
    const ago = activity === null ? Infinity : now - activity;
    return ago > KEEP_MS ? 'quiet' : ago > JUST_NOW_MS ? 'listed' : 'changed';
  }
  // A chat that does not show when something was said is looked at whenever the list is read to its end.
  const isTold = activity !== null || !isWhole;
  if (!was) return marks.has(markOf(chat)) && isTold ? 'quiet' : 'changed';
  if (activity === null ? isTold : !mayHaveNews(was, chat, parts)) {
    return isWhole && isOver(was, now) && parts.client.callsLeft() > RESERVE ? 'over' : 'unchanged';
  }
  if (activity === null) return isOver(was, now) ? 'over' : 'again';
  return activity === was.activity ? 'again' : 'changed';
}

/** The chats that go on being remembered by themselves; those that were only listed begin to be. */
function remembered(
  earlier: Cursor,
  found: readonly Found[],
  { isWhole, now }: Start,
): Map<string, ChatCursor> {
  const names = new Set(found.map(({ name }) => name));
  const kept = Object.entries(earlier).filter(
    ([name, chat]) => !isWhole || names.has(name) || !isOver(chat, now),
  );
  const listed = found.flatMap(({ name, chat, state }): [string, ChatCursor][] =>
    state === 'listed' ? [[name, asListed(activityOf(chat))]] : [],
  );
  return new Map([...kept, ...listed]);
}

/** Reads the chats that have to be read, those that changed first, and changes `chats` and `quiet` accordingly. */
async function readFound(
  parts: PollParts,
  found: readonly Found[],
  { before }: Start,
  { chats, quiet }: { readonly chats: Map<string, ChatCursor>; readonly quiet: Set<string> },
): Promise<{ events: MessageCreated[]; isMore: boolean }> {
  const changed = found.filter(({ state }) => state === 'changed').sort(byActivity);
  const others = found.filter(({ state }) => state === 'again' || state === 'over');
  const events: MessageCreated[] = [];
  for (const [index, { chat, name, was, state }] of [...changed, ...others].entries()) {
    const base = was ?? (before && unremembered(before));
    const read = index < MOST_READS ? await readChat(parts, name, chat, base) : undefined;
    events.push(...(read?.events ?? []));
    const after = read?.cursor ?? base ?? asListed(activityOf(chat));
    const isSilent = read?.events.length === 0 && (state === 'over' || read.cursor.newest === 0);
    if (isSilent) {
      quiet.add(markOf(chat));
      chats.delete(name);
    } else chats.set(name, after);
  }
  return { events, isMore: changed.length > MOST_READS };
}

function byActivity(a: Found, b: Found): number {
  return activityOf(a.chat) - activityOf(b.chat);
}
