import type { Site } from '../site.ts';
import type { StoredMessage } from '../store.ts';
import { CriticalError } from '../../wordpress/error.ts';
import { toInt, toList } from '../../wordpress/php.ts';
import type { Handler, RestAnswer, RestRequest } from '../wire/types.ts';
import { listSubject, permitList } from './access.ts';
import { contextOf } from './context.ts';
import type { ThreadParts } from './objects.ts';
import { threadLinks, threadObject } from './objects.ts';
import { listArguments } from './thread-arguments.ts';
import { latest, page, sendersOf } from './thread-view.ts';

export function listHandler(site: Site, caller: number): Handler {
  return { methods: ['GET'], args: listArguments(site.version, caller), permit: permitList, run: list };
}

/** A thread of a box with the second it is sorted by. */
interface Entry {
  readonly thread: number;
  readonly second: number;
}

function list(site: Site, request: RestRequest): RestAnswer {
  const { params, query } = request;
  const user = listSubject(site, request);
  const entries = boxOf(site, request, user);
  const perPage = toInt(params.per_page);
  // Past all checks the page is also taken from two undocumented arguments of the query; the counts are not.
  const number = toInt(query.mpage) || toInt(params.page);
  const size = toInt(query.num) || perPage;
  const shown = page(settleTies(entries, (number - 1) * size, site.switches.preferredTies), number, size);
  const context = contextOf(params.context);
  const body = shown.map(({ thread }) => {
    const parts = listed(site, request, thread, user);
    return { ...threadObject(site, parts, context), _links: threadLinks(site, thread, parts.messages) };
  });
  if (body.length === 0) return { body };
  return {
    body,
    headers: { 'X-WP-Total': entries.length, 'X-WP-TotalPages': Math.ceil(entries.length / perPage) },
  };
}

/** The threads of the box that pass the filters, newest activity first. */
function boxOf(site: Site, { params }: RestRequest, user: number): Entry[] {
  const { store } = site;
  const search = typeof params.search === 'string' ? params.search.toLowerCase() : '';
  const others = toList(params.includes ?? [])
    .map(toInt)
    .filter((id) => id !== user && id > 0);
  const entries: Entry[] = [];
  for (const row of store.rowsOfUser(user)) {
    if (row.deleted) continue;
    if (params.box === 'inbox' && row.senderOnly) continue;
    if (params.type === 'unread' ? row.unread === 0 : params.type === 'read' && row.unread > 0) continue;
    if (site.version === 'v2' && others.length > 0 && !others.some((id) => store.row(row.thread, id)))
      continue;
    const matching = store
      .messagesOf(row.thread)
      .filter((message) => params.box !== 'sentbox' || message.sender === user)
      .filter((message) => params.box !== 'starred' || store.isStarred(message.id, user))
      .filter((message) => search === '' || contains(message, search));
    const newest = latest(matching);
    if (newest) entries.push({ thread: row.thread, second: newest.second });
  }
  const tie = site.switches.shuffleTies
    ? new Map(entries.map(({ thread }) => [thread, Math.random()]))
    : undefined;
  return entries.sort((a, b) => b.second - a.second || place(a.thread, tie) - place(b.thread, tie));
}

function place(thread: number, tie: ReadonlyMap<number, number> | undefined): number {
  return tie?.get(thread) ?? thread;
}

/**
 * Real databases cut threads of one second arbitrarily at the borders of a page. Here the ones that are preferred
 * come onto the page, in their order, as far as their second allows.
 */
function settleTies(
  entries: readonly Entry[],
  start: number,
  preferred: readonly number[],
): readonly Entry[] {
  if (preferred.length === 0) return entries;
  const settled: Entry[] = [];
  for (const second of new Set(entries.map((entry) => entry.second))) {
    const group = entries.filter((entry) => entry.second === second);
    const others = group.filter(({ thread }) => !preferred.includes(thread));
    const chosen = preferred.flatMap((thread) => group.find((entry) => entry.thread === thread) ?? []);
    const before = Math.max(0, start - settled.length);
    settled.push(...others.slice(0, before), ...chosen, ...others.slice(before));
  }
  return settled;
}

function contains(message: StoredMessage, search: string): boolean {
  return message.subject.toLowerCase().includes(search) || message.text.toLowerCase().includes(search);
}

/** One thread of the list: always its oldest messages; v2 turns the page round and takes the thread's fields from it. */
function listed(site: Site, { params }: RestRequest, thread: number, user: number): ThreadParts {
  const all = site.store.messagesOf(thread);
  const ascending = page(all, toInt(params.messages_page), toInt(params.messages_per_page));
  const messages = site.version === 'v1' ? ascending : [...ascending].reverse();
  const head = site.version === 'v1' ? latest(all) : pageHead(messages, String(params.box), user);
  if (!head) throw new CriticalError();
  return {
    id: thread,
    head,
    messages,
    senders: sendersOf(ascending),
    recipients: page(
      site.store.rowsOf(thread),
      toInt(params.recipients_page),
      toInt(params.recipients_per_page),
    ),
    viewer: user,
  };
}

function pageHead(
  newestFirst: readonly StoredMessage[],
  box: string,
  user: number,
): StoredMessage | undefined {
  const wanted = {
    inbox: (message: StoredMessage) => message.sender !== user,
    sentbox: (message: StoredMessage) => message.sender === user,
  }[box];
  return (wanted && newestFirst.find(wanted)) ?? newestFirst.at(-1);
}
