import { toInt } from '../../wordpress/php.ts';
import type { RestAnswer } from '../../wordpress/route.ts';
import type { Request } from '../access.ts';
import { forbidden, threadOf } from '../access.ts';
import { markRead, touch } from '../actions/touch.ts';
import type { Row } from '../model.ts';
import type { Site } from '../site.ts';
import { usersOf } from '../views/bundle.ts';
import { messageItem } from '../views/message.ts';
import { threadItem } from '../views/thread.ts';

/** Changes the caller's own place in a thread; `false` where there is none. */
export function setRow(change: (row: Row) => void): (site: Site, request: Request) => RestAnswer {
  return (site, request) => {
    const thread = site.store.thread(toInt(request.params.id));
    const row = thread && site.store.row(thread, request.caller.id);
    if (!thread || !row) return { body: false };
    change(row);
    touch(site, thread, request.caller.id);
    site.changed(thread.id);
    return { body: true };
  };
}

/** Puts the thread away for the caller; the answer is empty. */
export function archive(site: Site, request: Request): RestAnswer {
  const { caller } = request;
  if (site.settings.restrictThreadsDeleting && !caller.admin) throw forbidden(caller);
  const thread = threadOf(site, request);
  const row = site.store.row(thread, caller.id);
  if (row) {
    row.deleted = true;
    touch(site, thread, caller.id);
  }
  return { body: undefined };
}

export function openThreads(site: Site, { params, caller }: Request): RestAnswer {
  const list = Array.isArray(params.thread_ids) ? params.thread_ids : [];
  for (const id of list) {
    const thread = site.store.thread(toInt(id));
    if (thread) markRead(site, thread, caller.id);
  }
  return { body: true };
}

export function markAllRead(site: Site, { caller }: Request): RestAnswer {
  for (const thread of site.store.threads()) markRead(site, thread, caller.id);
  return { body: true };
}

export function favorite(site: Site, request: Request): RestAnswer {
  const { params, caller } = request;
  const id = toInt(params.messageId);
  if (!threadOf(site, request).messages.some((message) => message.id === id))
    throw forbidden(caller, 'Message not found');
  const key = `${String(caller.id)}:${String(id)}`;
  if (params.type === 'star') site.store.favorites.add(key);
  else site.store.favorites.delete(key);
  return { body: true };
}

export function favorited(site: Site, { caller }: Request): RestAnswer {
  const messages = [...site.store.messages()].filter(({ id }) =>
    site.store.favorites.has(`${String(caller.id)}:${String(id)}`),
  );
  const threads = [...new Set(messages.map(({ thread }) => thread))].flatMap(
    (id) => site.store.thread(id) ?? [],
  );
  return {
    body: {
      users: usersOf(site, threads, messages, caller),
      messages: messages.map((message) => messageItem(site, message, caller.id)),
      threads: threads.map((thread) => threadItem(site, thread, caller)),
    },
  };
}
