import { isGroup } from '../members.ts';
import type { StoredMessage, SystemEntry, Thread } from '../model.ts';
import { roomOf } from '../rooms.ts';
import type { Site } from '../site.ts';
import { nameOf } from '../site.ts';

/** What takes back what was told before, when nothing was said in between. */
const TAKES_BACK: Readonly<Record<string, string>> = {
  user_left: 'user_joined',
  user_kicked: 'user_joined',
  user_demoted: 'user_promoted',
};
const SILENT_WHEN_TAKEN_BACK = new Set(['user_left', 'user_demoted']);
const JOINABLE = new Set(['user_joined', 'user_left', 'user_promoted', 'user_demoted']);

/** In a chat room as it is set, in a group as the group or the site is, between two never. */
export function systemMessagesOn(site: Site, thread: Thread): boolean {
  const room = roomOf(site, thread);
  if (room) return room.settings.enable_system_messages === '1';
  return isGroup(site, thread) && (thread.systemOverride ?? site.settings.enableSystemMessages);
}

/**
 * The plugin tells the thread what happened. Counts as unread for nobody. A list that the last message began is carried
 * on, and what is taken back at once is taken out of it again.
 */
export function addSystemMessage(
  site: Site,
  thread: Thread,
  type: string,
  user: number,
  { actor, extra = {}, listed = true }: { actor?: number; extra?: object; listed?: boolean } = {},
): void {
  if (!systemMessagesOn(site, thread)) return;
  const entry: SystemEntry = {
    user_id: user,
    user_name: nameOf(site, user) ?? 'Deleted User',
    ...(actor === undefined ? {} : { actor_id: actor, actor_name: nameOf(site, actor) ?? 'Deleted User' }),
  };
  if (takeBack(site, thread, type, user) && SILENT_WHEN_TAKEN_BACK.has(type)) return;
  const last = thread.messages.at(-1);
  if (last?.meta.system?.type === type && JOINABLE.has(type)) {
    last.meta.system.users.push(entry);
    last.updated = site.stamps.next();
    return;
  }
  site.store.addMessage(thread, {
    sender: 0,
    text: `<!-- BM-SYSTEM-MESSAGE:${type} -->`,
    created: site.stamps.next(),
    meta: { system: { type, first: entry, users: [entry], extra: { ...extra }, listed } },
  });
}

function takeBack(site: Site, thread: Thread, type: string, user: number): boolean {
  const last: StoredMessage | undefined = thread.messages.at(-1);
  const note = last?.meta.system;
  if (!last || !note || note.type !== TAKES_BACK[type]) return false;
  const left = note.users.filter((entry) => entry.user_id !== user);
  if (left.length === note.users.length) return false;
  note.users = left;
  if (left.length === 0) site.store.removeMessage(thread, last, site.stamps.next());
  else last.updated = site.stamps.next();
  return true;
}
