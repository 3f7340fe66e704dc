import { CriticalError, RestError } from '../../wordpress/error.ts';
import { toInt, toList } from '../../wordpress/php.ts';
import type { RestAnswer } from '../../wordpress/route.ts';
import type { Request } from '../access.ts';
import { threadOf } from '../access.ts';
import { markRead } from '../actions/touch.ts';
import type { StoredMessage } from '../model.ts';
import type { Site } from '../site.ts';
import { listBundle, listedThreads, readable, senders, usersOf } from '../views/bundle.ts';
import { messageItem } from '../views/message.ts';
import { threadItem } from '../views/thread.ts';
import { userItems } from '../views/user.ts';

/** Messages of one thread in one answer. */
const PAGE = 80;

/** The newest twenty conversations; `exclude` pages on. */
export function listThreads(site: Site, { params, caller }: Request): RestAnswer {
  const serverTime = site.stamps.reading();
  const threads = listedThreads(site, caller, ids(params.exclude));
  return { body: { ...listBundle(site, threads, caller), serverTime } };
}

/** One conversation; reading it marks it read. */
export function readThread(site: Site, request: Request): RestAnswer {
  const { params, caller } = request;
  const thread = threadOf(site, request);
  markRead(site, thread, caller.id);
  const held = ids(params.messages);
  const all = readable(site, thread, caller);
  const messages = [...all.slice(0, PAGE), ...gaps(all.slice(PAGE), held)];
  const gone = [...held].filter((id) => !thread.messages.some((message) => message.id === id));
  return {
    body: {
      threads: [threadItem(site, thread, caller)],
      users: usersOf(site, [thread], messages, caller),
      messages: messages.map((message) => messageItem(site, message, caller.id)),
      serverTime: site.stamps.reading(),
      ...(gone.length > 0 ? { deleted_messages: gone } : {}),
    },
  };
}

/**
 * Older messages. Without `to` the page begins with the oldest one held, with it after that one; `until` goes from now
 * back to the message that `to` names, however far that is.
 */
export function loadMore(site: Site, request: Request): RestAnswer {
  const { params, caller } = request;
  if (params.loaded === undefined || params.loaded === null) throw new CriticalError();
  const all = readable(site, threadOf(site, request), caller);
  const found = params.mode === 'until' ? until(all, toInt(params.to)) : olderPage(all, request);
  return {
    body: {
      messages: found.map((message) => messageItem(site, message, caller.id)),
      users: userItems(site, senders(found), caller.id),
    },
  };
}

function until(all: readonly StoredMessage[], target: number): StoredMessage[] {
  const at = all.findIndex(({ id }) => id === target);
  if (at === -1) throw new RestError(400, 'rest_forbidden', 'Message not found in this conversation');
  return all.slice(0, at + 1);
}

/** Ids need not be those of messages: only with `to` is the lowest one looked up. */
function olderPage(all: readonly StoredMessage[], { params }: Request): StoredMessage[] {
  const loaded = ids(params.loaded);
  if (loaded.size === 0) return [];
  const from = Math.min(...loaded);
  // A 0 does not begin a gap.
  const bounds = [...loaded].filter((id) => id !== 0);
  const [low, high] = [Math.min(...bounds), Math.max(...bounds)];
  const between = all.filter(({ id }) => id > low && id < high && !loaded.has(id));
  if (toInt(params.to) <= 0) return [...between, ...all.filter(({ id }) => id <= from).slice(0, PAGE)];
  const oldest = all.find(({ id }) => id === from);
  const older = oldest ? all.filter(({ created }) => created < oldest.created) : [];
  return [...between, ...older.slice(0, PAGE)];
}

/** Messages between those held that are not held. */
function gaps(messages: readonly StoredMessage[], held: ReadonlySet<number>): StoredMessage[] {
  const first = messages.findIndex(({ id }) => held.has(id));
  const last = messages.findLastIndex(({ id }) => held.has(id));
  return first === -1 ? [] : messages.slice(first, last + 1).filter(({ id }) => !held.has(id));
}

/** A list of ids as PHP reads one. */
export function ids(value: unknown): Set<number> {
  return new Set(value === undefined || value === null ? [] : toList(value).map(toInt));
}
