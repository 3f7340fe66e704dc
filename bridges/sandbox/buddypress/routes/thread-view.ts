import type { Site } from '../site.ts';
import type { StoredMessage } from '../store.ts';
import { CriticalError } from '../../wordpress/error.ts';
import type { Params } from '../../wordpress/php.ts';
import { toInt } from '../../wordpress/php.ts';
import type { RestAnswer } from '../wire/types.ts';
import type { Context } from './context.ts';
import type { ThreadParts } from './objects.ts';
import { threadLinks, threadObject } from './objects.ts';

/** Greatest second, and of that second the first. */
export function latest(messages: readonly StoredMessage[]): StoredMessage | undefined {
  return messages.reduce<StoredMessage | undefined>(
    (best, message) => (best && best.second >= message.second ? best : message),
    undefined,
  );
}

export function page<T>(items: readonly T[], number: number, size: number): T[] {
  return items.slice((number - 1) * size, number * size);
}

export function sendersOf(messages: readonly StoredMessage[]): number[] {
  return [...new Set(messages.map((message) => message.sender))];
}

/** A whole thread, or the page of it that the arguments name. v2 fails on a page beyond the end. */
export function singleThread(site: Site, id: number, viewer: number, paging?: Params): ThreadParts {
  const all = site.store.messagesOf(id);
  const head = latest(all);
  if (!head) throw new CriticalError();
  const ordered = paging?.order === 'desc' ? [...all].reverse() : all;
  const messages = paging
    ? page(ordered, toInt(paging.messages_page), toInt(paging.messages_per_page))
    : ordered;
  if (messages.length === 0 && site.version === 'v2') throw new CriticalError();
  const rows = site.store.rowsOf(id);
  return {
    id,
    head,
    messages,
    senders: sendersOf(messages),
    recipients: paging ? page(rows, toInt(paging.recipients_page), toInt(paging.recipients_per_page)) : rows,
    viewer,
  };
}

/** A thread as the answer of a call: v1 puts it into a list. */
export function threadAnswer(site: Site, parts: ThreadParts, context: Context): RestAnswer {
  const body = context === 'none' ? {} : threadObject(site, parts, context);
  const links = threadLinks(site, parts.id, parts.messages);
  return site.version === 'v1' ? { body: [{ ...body, _links: links }] } : { body, links };
}
