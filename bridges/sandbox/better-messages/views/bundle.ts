import type { StoredMessage, Thread } from '../model.ts';
import { participantsOf } from '../members.ts';
import { isHiddenRoom, roomOf } from '../rooms.ts';
import type { Caller } from '../sign-in.ts';
import type { Site } from '../site.ts';
import { messageItem } from './message.ts';
import { lastTime, threadItem } from './thread.ts';
import { userItems } from './user.ts';

/** Threads of a list, messages of each of them, people named of each of them. */
const LIST = 20;
const PREVIEW = 20;
const NAMED = 10;

export interface Bundle {
  readonly threads: Record<string, unknown>[];
  readonly users: Record<string, unknown>[];
  readonly messages: Record<string, unknown>[];
}

/** What the caller may read of a thread, newest first. */
export function readable(site: Site, thread: Thread, caller: Caller): StoredMessage[] {
  const room = roomOf(site, thread);
  if (room?.settings.only_joined_can_read === '1' && !site.store.row(thread, caller.id) && !caller.admin)
    return [];
  return thread.messages
    .filter(({ pending, sender }) => !pending || sender === caller.id || caller.admin)
    .reverse();
}

/** Threads with the newest messages of each; who wrote comes first among the users. */
export function listBundle(site: Site, threads: readonly Thread[], caller: Caller): Bundle {
  const messages = threads.flatMap((thread) => readable(site, thread, caller).slice(0, PREVIEW));
  const people = threads.flatMap((thread) => participantsOf(site, thread).slice(0, NAMED));
  return {
    threads: threads.map((thread) => threadItem(site, thread, caller)),
    users: userItems(site, [...senders(messages), ...people, caller.id], caller.id),
    messages: messages.map((message) => messageItem(site, message, caller.id)),
  };
}

/** Users of single threads: the caller, the people, then who wrote. */
export function usersOf(
  site: Site,
  threads: readonly Thread[],
  messages: readonly StoredMessage[],
  caller: Caller,
): Record<string, unknown>[] {
  const people = threads.flatMap((thread) => participantsOf(site, thread).slice(0, NAMED));
  return userItems(site, [caller.id, ...people, ...senders(messages)], caller.id);
}

/** Everybody but the plugin itself. */
export function senders(messages: readonly StoredMessage[]): number[] {
  return messages.map(({ sender }) => sender).filter((sender) => sender !== 0);
}

/** The list of conversations of the caller, pinned ones first, then by age. The first twenty of them. */
export function listedThreads(site: Site, caller: Caller, exclude: ReadonlySet<number>): Thread[] {
  return allListed(site, caller, exclude).slice(0, LIST);
}

/** The first twenty, and apart from them those beyond that hold something unread: their users come once more. */
export function pollBundle(site: Site, caller: Caller, exclude: ReadonlySet<number>): Bundle {
  const all = allListed(site, caller, exclude);
  const first = listBundle(site, all.slice(0, LIST), caller);
  const unread = all.slice(LIST).filter((thread) => (site.store.row(thread, caller.id)?.unread ?? 0) > 0);
  if (unread.length === 0) return first;
  const beyond = listBundle(site, unread, caller);
  return {
    threads: [...first.threads, ...beyond.threads],
    users: [...first.users, ...beyond.users],
    messages: [...first.messages, ...beyond.messages],
  };
}

export function allListed(site: Site, caller: Caller, exclude: ReadonlySet<number>): Thread[] {
  return [...site.store.threads()]
    .filter((thread) => !exclude.has(thread.id) && isListed(site, thread, caller))
    .sort(
      (a, b) => Number(pinned(site, b, caller)) - Number(pinned(site, a, caller)) || newerFirst(a, b, caller),
    );
}

function isListed(site: Site, thread: Thread, caller: Caller): boolean {
  const row = site.store.row(thread, caller.id);
  if (!row || row.deleted) return false;
  return thread.type === 'chat-room' ? !isHiddenRoom(site, thread) : lastTime(thread, caller.id) > 0;
}

function pinned(site: Site, thread: Thread, caller: Caller): boolean {
  return site.store.row(thread, caller.id)?.pinned ?? false;
}

function newerFirst(a: Thread, b: Thread, caller: Caller): number {
  return lastTime(b, caller.id) - lastTime(a, caller.id) || b.id - a.id;
}
