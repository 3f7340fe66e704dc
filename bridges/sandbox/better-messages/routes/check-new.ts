import { toInt } from '../../wordpress/php.ts';
import type { RestAnswer } from '../../wordpress/route.ts';
import type { Request } from '../access.ts';
import { markRead } from '../actions/touch.ts';
import type { StoredMessage, Thread } from '../model.ts';
import { isHiddenRoom } from '../rooms.ts';
import type { Caller } from '../sign-in.ts';
import type { Site } from '../site.ts';
import { pollBundle, readable, usersOf } from '../views/bundle.ts';
import { changedMessageItem } from '../views/message.ts';
import { threadItem } from '../views/thread.ts';
import { userItem } from '../views/user.ts';
import { ids } from './threads.ts';

/**
 * The poll. Without a cursor the list of conversations; with one everything of the caller's own threads that changed
 * after it, then the conversations that the caller does not hold.
 */
export function checkNew(site: Site, { params, caller }: Request): RestAnswer {
  const currentTime = site.stamps.reading();
  const cursor = /^\d+$/.test(String(params.lastUpdate)) ? toInt(params.lastUpdate) : 0;
  for (const id of ids(params.visibleThreads)) {
    const thread = site.store.thread(id);
    if (thread) markRead(site, thread, caller.id);
  }
  if (cursor === 0) {
    return { body: { ...pollBundle(site, caller, new Set()), serverTime: currentTime, currentTime } };
  }
  const held = ids(params.threadIds);
  const changed = changedSince(site, caller, cursor);
  const exclude = new Set([...held, ...changed.threads.map(({ id }) => id)]);
  const unheld = pollBundle(site, caller, exclude);
  const missed = [...held].filter((id) => !holds(site, caller, id));
  const deleted = [...site.store.deletions].filter(([, at]) => at > cursor).map(([id]) => id);
  const known = changed.threads.length > 0 ? usersOf(site, changed.threads, changed.messages, caller) : [];
  const users = [...known, ...(unheld.threads.length > 0 ? unheld.users : [])];
  return {
    body: {
      users: [...users, ...changedPeople(site, caller, cursor, users)],
      messages: [
        ...changed.messages.map((message) => changedMessageItem(site, message, caller.id)),
        ...unheld.messages,
      ],
      threads: [...changed.threads.map((thread) => threadItem(site, thread, caller)), ...unheld.threads],
      ...(missed.length > 0 ? { missedThreads: missed } : {}),
      ...(deleted.length > 0 ? { deletedMessages: deleted.sort((a, b) => a - b) } : {}),
      currentTime,
    },
  };
}

/** Messages by id, threads by age. */
function changedSince(
  site: Site,
  caller: Caller,
  cursor: number,
): { threads: Thread[]; messages: StoredMessage[] } {
  const own = [...site.store.threads()].filter(
    (thread) => site.store.row(thread, caller.id) !== undefined && !isHiddenRoom(site, thread),
  );
  const messages = own
    .flatMap((thread) => readable(site, thread, caller))
    .filter(({ updated }) => updated > cursor)
    .sort((a, b) => a.id - b.id);
  const threads = own.filter(
    (thread) =>
      (site.store.row(thread, caller.id)?.lastUpdate ?? 0) > cursor ||
      messages.some((message) => message.thread === thread.id),
  );
  return { threads, messages };
}

/** Whether the thread is one of the caller's conversations. */
function holds(site: Site, caller: Caller, id: number): boolean {
  const thread = site.store.thread(id);
  const row = thread && site.store.row(thread, caller.id);
  return row !== undefined && !row.deleted;
}

/** Users whose profile changed and who are not among the answer's users yet. */
function changedPeople(
  site: Site,
  caller: Caller,
  cursor: number,
  listed: readonly Record<string, unknown>[],
): Record<string, unknown>[] {
  return [...site.people.values()]
    .filter(({ id, changed }) => changed * 10_000 > cursor && !listed.some((user) => user.user_id === id))
    .map(({ id }) => userItem(site, id, caller.id));
}
