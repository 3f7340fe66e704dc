import { createHash } from 'node:crypto';
import { email } from '../people.ts';
import type { Site } from '../site.ts';
import { gmtTime, localTime } from '../site.ts';
import type { Row, StoredMessage } from '../store.ts';
import { excerpt, renderExcerpt, renderMessage, renderSubject } from '../text/index.ts';
import type { Context } from './context.ts';

/** A text as stored and as shown; only who edits sees it as stored. */
function text(raw: string, rendered: string, context: Context): object {
  return context === 'edit' ? { raw, rendered } : { rendered };
}

/** v2 hides what a user who no longer exists has written. */
function textOf(site: Site, message: StoredMessage): string {
  return site.version === 'v2' && !site.people.has(message.sender) ? '[deleted]' : message.text;
}

/** What a message looks like, apart from its viewer. Rendering is the dear part of an answer, and nothing here changes. */
interface Looks {
  readonly subject: string;
  readonly message: string;
  readonly gmt: string;
  readonly local: string;
}
const looks = new WeakMap<StoredMessage, Looks>();

function looksOf(message: StoredMessage): Looks {
  const known = looks.get(message);
  if (known) return known;
  const made = {
    subject: renderSubject(message.subject),
    message: renderMessage(message.text, true),
    gmt: gmtTime(message.second),
    local: localTime(message.second),
  };
  looks.set(message, made);
  return made;
}

export function messageObject(site: Site, message: StoredMessage, viewer: number, context: Context): object {
  const { subject, message: shown, gmt, local } = looksOf(message);
  const stored = textOf(site, message);
  const v1 = site.version === 'v1';
  const object = {
    id: message.id,
    thread_id: message.thread,
    sender_id: message.sender,
    subject: text(message.subject, subject, context),
    message: text(stored, stored === message.text ? shown : renderMessage(stored, true), context),
    date_sent: v1 ? gmt : local,
    ...(v1 ? {} : { date_sent_gmt: gmt }),
    is_starred: site.store.isStarred(message.id, viewer),
  };
  return site.switches.customFields.length === 0 ? object : { ...object, ...customFields(site, message) };
}

function customFields(site: Site, message: StoredMessage): object {
  return Object.fromEntries(site.switches.customFields.map((name) => [name, message.meta.get(name) ?? '']));
}

function recipientObject(site: Site, row: Row): object {
  const person = site.people.get(row.user);
  const v1 = site.version === 'v1';
  const deleted = row.deleted || (!v1 && !person);
  return {
    id: row.id,
    is_deleted: v1 ? Number(deleted) : deleted,
    name: person?.displayName ?? (v1 ? '' : 'Deleted User'),
    sender_only: v1 ? Number(row.senderOnly) : row.senderOnly,
    thread_id: row.thread,
    unread_count: row.unread,
    user_id: row.user,
    user_link: person ? `${site.origin}/members/${person.login}/` : '',
    user_avatars: { full: avatar(person?.login, 150), thumb: avatar(person?.login, 50) },
  };
}

export function avatar(login: string | undefined, size: number): string {
  const hash = createHash('md5')
    .update(login === undefined ? '' : email(login))
    .digest('hex');
  return `//www.gravatar.com/avatar/${hash}?s=${String(size)}&#038;r=g&#038;d=mm`;
}

export interface ThreadParts {
  readonly id: number;
  /** The message that the thread's own fields are taken from. */
  readonly head: StoredMessage;
  /** Messages of the page, in the order in which they are shown. */
  readonly messages: readonly StoredMessage[];
  readonly senders: readonly number[];
  readonly recipients: readonly Row[];
  /** Whose unread count and stars are shown. */
  readonly viewer: number;
}

/** A thread without its links. */
export function threadObject(site: Site, parts: ThreadParts, context: Context): Record<string, unknown> {
  const { head, messages, viewer } = parts;
  const stored = textOf(site, head);
  const summary = excerpt(stored);
  const v1 = site.version === 'v1';
  return {
    id: parts.id,
    message_id: head.id,
    last_sender_id: head.sender,
    subject: text(head.subject, renderSubject(head.subject), context),
    excerpt: text(summary, renderExcerpt(summary), context),
    message: text(stored, renderMessage(stored, !v1), context),
    date: localTime(head.second),
    date_gmt: gmtTime(head.second),
    unread_count: site.store.row(parts.id, viewer)?.unread ?? 0,
    sender_ids:
      v1 && parts.senders.length > 0
        ? Object.fromEntries(parts.senders.map((id) => [id, id]))
        : parts.senders,
    recipients: parts.recipients.map((row) => recipientObject(site, row)),
    messages: messages.map((message) => messageObject(site, message, viewer, context)),
    starred_message_ids: messages.filter(({ id }) => site.store.isStarred(id, viewer)).map(({ id }) => id),
    ...Object.fromEntries(site.switches.customFields.map((name) => [name, null])),
  };
}

/** v1 has a link a message, named by its id; v2 one list. */
export function threadLinks(
  site: Site,
  id: number,
  messages: readonly StoredMessage[],
): Record<string, unknown> {
  const base = `${site.origin}/wp-json/buddypress/${site.version}/messages/`;
  const stars = messages.map((message) => ({ href: `${base}starred/${String(message.id)}` }));
  return {
    self: [{ href: `${base}${String(id)}` }],
    collection: [{ href: base }],
    ...(site.version === 'v1'
      ? Object.fromEntries(messages.map((message, index) => [message.id, [stars[index]]]))
      : { 'star-messages': stars }),
  };
}
