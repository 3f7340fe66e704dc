import { toInt } from '../../wordpress/php.ts';
import type { RestAnswer } from '../../wordpress/route.ts';
import type { Request } from '../access.ts';
import { mayRead, threadOf } from '../access.ts';
import type { Thread } from '../model.ts';
import { participantsOf } from '../members.ts';
import type { Person } from '../people.ts';
import type { Site } from '../site.ts';
import { nameOf } from '../site.ts';
import { allListed, readable, usersOf } from '../views/bundle.ts';
import { changedMessageItem, fileItem, messageItem } from '../views/message.ts';
import { mysqlTime } from '../stamps.ts';
import { threadItem } from '../views/thread.ts';
import { shortUser, userItems } from '../views/user.ts';
import { textOf } from './sending.ts';
import { ids } from './threads.ts';

/** Users that one might write to: administrators stay out of sight. */
function reachable(site: Site, { params, caller }: Request): Person[] {
  const search = textOf(params.search).toLowerCase();
  return [...site.people.values()].filter(
    ({ id, admin, login, name }) =>
      id !== caller.id && !admin && (name.toLowerCase().includes(search) || login.includes(search)),
  );
}

export function suggestions(site: Site, request: Request): RestAnswer {
  const thread = site.store.thread(toInt(request.params.threadId));
  const inside = new Set(thread ? participantsOf(site, thread) : []);
  const found = reachable(site, request).filter(({ id }) => !inside.has(id));
  return {
    body: userItems(
      site,
      found.slice(0, 50).map(({ id }) => id),
      request.caller.id,
    ),
  };
}

export function userSuggestions(site: Site, request: Request): RestAnswer {
  const found = reachable(site, request).map(({ id }) => id);
  return { body: found.sort((a, b) => b - a).slice(0, 12) };
}

export function getUsers(site: Site, request: Request): RestAnswer {
  const { params, caller } = request;
  const found = reachable(site, request).map(({ id }) => id);
  const page = Math.max(1, toInt(params.page ?? 1));
  const size = Math.min(100, Math.max(1, toInt(params.per_page ?? 20)));
  const shown = found.slice((page - 1) * size, page * size);
  const pages = Math.ceil(found.length / size);
  return { body: { users: userItems(site, shown, caller.id), page, pages, total: found.length } };
}

/** An older route of the same address. */
export function activeUsers(site: Site, request: Request): RestAnswer {
  const found = reachable(site, request).map(({ id }) => id);
  return { body: { users: userItems(site, found.slice(0, 40), request.caller.id), total: found.length } };
}

/** Users and messages by id; what the caller may not read is left out without a word. */
export function lazyPool(site: Site, { params, caller }: Request): RestAnswer {
  const messages = [...ids(params.messages)].flatMap((id) => {
    const message = site.store.message(id);
    const thread = message && site.store.thread(message.thread);
    return message && thread && mayRead(site, thread, caller) ? [message] : [];
  });
  const users = [...ids(params.users)];
  return {
    body: {
      ...(messages.length > 0
        ? {
            messages: messages.map((message) => ({
              ...changedMessageItem(site, message, caller.id),
              is_pending: message.pending ? '1' : '0',
            })),
          }
        : {}),
      ...(users.length > 0 ? { users: userItems(site, users, caller.id) } : {}),
    },
  };
}

/** Names and pictures for strangers, where guests may write. */
export function publicProfiles(site: Site, { params }: Request): RestAnswer {
  const asked = site.settings.guestChat ? [...ids(params.users)].slice(0, 100) : [];
  const known = asked.filter((id) => nameOf(site, id) !== undefined);
  return { body: { users: known.map((id) => shortUser(site, id)) } };
}

export function search(site: Site, request: Request): RestAnswer {
  const { params, caller } = request;
  const wanted = textOf(params.search).toLowerCase();
  const people = wanted === '' ? [] : reachable(site, request).map(({ id }) => id);
  const threads =
    wanted === '' ? [] : ownThreads(site, request).filter((thread) => hits(site, thread, request).length > 0);
  const found = threads.map((thread) => hits(site, thread, request));
  const messages = found.flatMap((list) => list.slice(0, 1));
  const previews = threads.flatMap((thread) => readable(site, thread, caller).slice(0, 20));
  const body = {
    ...(people.length > 0 ? { users: userItems(site, people, caller.id) } : {}),
    ...(messages.length > 0
      ? {
          messages: found.map((list) => ({
            thread_id: list[0]?.thread,
            count: list.length,
            message_id: list[0]?.id,
          })),
          updateData: {
            threads: threads.map((thread) => threadItem(site, thread, caller)),
            users: usersOf(site, threads, messages, caller),
            messages: [...previews, ...messages].map((message) => messageItem(site, message, caller.id)),
            serverTime: site.stamps.reading(),
          },
        }
      : {}),
  };
  return { body: Object.keys(body).length === 0 ? [] : body };
}

function hits(site: Site, thread: Thread, { params, caller }: Request): ReturnType<typeof readable> {
  const wanted = textOf(params.search).toLowerCase();
  return readable(site, thread, caller).filter(({ text }) => text.toLowerCase().includes(wanted));
}

function ownThreads(site: Site, { caller }: Request): Thread[] {
  return [...site.store.threads()].filter((thread) => site.store.row(thread, caller.id));
}

/** Conversations in which the caller may write, short, with the people of them. */
export function threadsPicker(site: Site, request: Request): RestAnswer {
  const { params, caller } = request;
  const wanted = textOf(params.search).toLowerCase();
  const exclude = ids(params.exclude);
  if (params.excludeThread !== undefined) exclude.add(toInt(params.excludeThread));
  const listed = allListed(site, caller, exclude);
  const silent = ownThreads(site, request).filter(
    (thread) => thread.type === 'thread' && thread.messages.length === 0 && !exclude.has(thread.id),
  );
  const found = [...listed, ...silent].filter((thread) => {
    const others = participantsOf(site, thread).filter((id) => id !== caller.id);
    const names = [thread.subject, ...others.map((id) => nameOf(site, id) ?? '')];
    return others.length > 0 && names.some((name) => name.toLowerCase().includes(wanted));
  });
  const short = found.map((thread) => {
    const others = participantsOf(site, thread).filter((id) => id !== caller.id);
    const { id, type, subject } = thread;
    return {
      thread_id: id,
      type,
      title: subject,
      subject,
      image: '',
      participants: [...others, caller.id],
      participantsCount: others.length + 1,
    };
  });
  const people = new Set(short.flatMap(({ participants }) => participants));
  return { body: { threads: short, users: [...people].map((id) => shortUser(site, id)) } };
}

export function setBlock(block: boolean): (site: Site, request: Request) => RestAnswer {
  return (site, { params, caller }) => {
    const user = toInt(params.user_id);
    const key = `${String(caller.id)}:${String(user)}`;
    const done = user > 0 && user !== caller.id && site.people.has(user);
    if (done && block) site.store.blocks.add(key);
    if (done && !block) site.store.blocks.delete(key);
    return { body: done, bare: true };
  };
}

const KINDS = ['photos', 'videos', 'audio', 'files'] as const;
type Kind = (typeof KINDS)[number];

/** Files of a conversation, newest first, of the first kind there is when none is named. */
export function attachments(site: Site, request: Request): RestAnswer {
  const { params } = request;
  const page = Math.max(1, toInt(params.page ?? 1));
  const size = Math.max(1, toInt(params.per_page ?? 20));
  const all = threadOf(site, request).messages.flatMap(({ meta }) =>
    meta.files.flatMap((id) => site.store.files.get(id) ?? []),
  );
  const of = (kind: Kind) => all.filter(({ mimeType }) => kindOf(mimeType) === kind).reverse();
  const counts = Object.fromEntries(KINDS.map((kind) => [kind, of(kind).length]));
  const active = KINDS.find((kind) => kind === params.type) ?? KINDS.find((kind) => of(kind).length > 0);
  const files = active === undefined ? [] : of(active);
  return {
    body: {
      files: files.slice((page - 1) * size, page * size).map((file) => ({
        ...fileItem(site, file),
        date: mysqlTime(file.at),
        messageId: file.message,
      })),
      hasMore: files.length > page * size,
      page,
      counts,
      activeType: active ?? '',
    },
  };
}

function kindOf(mimeType: string): Kind {
  if (mimeType.startsWith('image/')) return 'photos';
  if (mimeType.startsWith('video/')) return 'videos';
  return mimeType.startsWith('audio/') ? 'audio' : 'files';
}
