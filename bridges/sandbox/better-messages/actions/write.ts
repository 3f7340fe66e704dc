import type { Row, StoredMessage, Thread } from '../model.ts';
import type { NewMessage } from '../store.ts';
import type { Site } from '../site.ts';
import { MARKERS, mentionedUsers } from '../text.ts';
import { markRead, touchAll } from './touch.ts';

export interface Writing {
  readonly sender: number;
  /** As stored. */
  readonly text: string;
  /** Ids of attachments; those that are not the sender's own of this thread, or are used already, are left out. */
  readonly files: readonly number[];
  readonly replyTo?: number;
  readonly tempId?: string;
  /** The sender's own time, 1/10000 s. */
  readonly tempTime?: number;
  readonly forwarded?: Pick<StoredMessage['meta'], 'forwardedFrom' | 'forwardedFromUser'>;
}

/** How far a sender's clock may be off before it is not believed: one minute, in 1/10000 s. */
const CLOCK_TOLERANCE = 600_000;
const TEMP_ID_LENGTH = 50;

/**
 * Adds a message: unread for everybody else, whom it also gives an archived thread back; read for the sender. A message
 * that waits for approval counts as unread all the same.
 */
export function write(site: Site, thread: Thread, writing: Writing): StoredMessage {
  const files = usableFiles(site, thread, writing);
  const stored = site.store.addMessage(thread, {
    ...newMessage(site, writing),
    meta: {
      files,
      ...(writing.replyTo === undefined ? {} : { replyTo: writing.replyTo }),
      ...writing.forwarded,
    },
  });
  for (const id of files) {
    const file = site.store.files.get(id);
    if (file) Object.assign(file, { message: stored.id, thread: thread.id });
  }
  markRead(site, thread, writing.sender);
  // Who writes to himself alone finds it unread.
  const alone = thread.type === 'thread' && thread.rows.length === 1;
  const at = site.stamps.mark();
  for (const row of thread.rows) {
    if (row.user === writing.sender && !alone) continue;
    row.unread += 1;
    row.deleted = false;
    row.lastUpdate = at;
  }
  if (!stored.pending) mention(thread, stored);
  site.changed(thread.id);
  return stored;
}

function newMessage(site: Site, writing: Writing): NewMessage {
  const { sender, text, tempId, tempTime } = writing;
  const now = site.stamps.reading();
  const believed =
    tempId !== undefined && tempTime !== undefined && Math.abs(now - tempTime) <= CLOCK_TOLERANCE
      ? tempTime
      : undefined;
  return {
    sender,
    text: text === '' && writing.files.length > 0 ? MARKERS.onlyFiles : text,
    created: believed ?? site.stamps.next(),
    ...(tempId === undefined ? {} : { tempId: tempId.slice(0, TEMP_ID_LENGTH) }),
    pending: site.settings.messagesPremoderation && !(site.people.get(sender)?.admin ?? false),
  };
}

function usableFiles(site: Site, thread: Thread, { sender, files }: Writing): number[] {
  return files.filter((id) => {
    const file = site.store.files.get(id);
    if (!file || file.owner !== sender || file.message !== undefined) return false;
    return file.thread === thread.id || (file.thread === 0 && thread.messages.length === 0);
  });
}

export function mention(thread: Thread, message: StoredMessage): void {
  for (const user of mentionedUsers(message.text)) {
    if (user === message.sender || !thread.rows.some((row) => row.user === user)) continue;
    thread.mentions.push({ user, message: message.id, seen: false });
  }
}

/** A changed text; everybody hears of it. */
export function rewrite(site: Site, thread: Thread, message: StoredMessage, text: string): void {
  message.text = text;
  message.updated = site.stamps.next();
  touchAll(site, thread);
  site.changed(thread.id);
}

/** Takes a message away in the way that the site is set to. Returns whether a row is gone. */
export function remove(site: Site, thread: Thread, message: StoredMessage): boolean {
  if (site.settings.deleteMethod === 'replace' && !message.meta.system) {
    message.meta.files = [];
    rewrite(site, thread, message, MARKERS.deleted);
    return false;
  }
  for (const row of thread.rows) if (isUnread(thread, row, message)) row.unread -= 1;
  site.store.removeMessage(thread, message, site.stamps.next());
  touchAll(site, thread);
  site.changed(thread.id);
  return true;
}

/** Unread are as many of the newest messages of others as the row counts. */
function isUnread(thread: Thread, row: Row, message: StoredMessage): boolean {
  const others = thread.messages.filter(({ sender }) => sender !== 0 && sender !== row.user);
  return row.unread > 0 && others.slice(-row.unread).includes(message);
}

/** The same again takes a reaction back, another takes its place. */
export function toggleReaction(site: Site, message: StoredMessage, user: number, emoji: string): void {
  const { reactions } = message.meta;
  const before = reactions.get(user);
  reactions.delete(user);
  if (before !== emoji) reactions.set(user, emoji);
  message.updated = site.stamps.next();
  site.changed(message.thread);
}

/** Opens a conversation: rows for the recipients, in their order, then for who opens it. */
export function openThread(
  site: Site,
  sender: number,
  recipients: readonly number[],
  beginning: { subject: string; uniqueKey?: string },
): Thread {
  const thread = site.store.newThread(beginning);
  const at = site.stamps.mark();
  for (const user of [...recipients, sender]) site.store.addRow(thread, user, 0, at);
  return thread;
}
