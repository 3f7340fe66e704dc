import type { Thread } from '../model.ts';
import type { Site } from '../site.ts';

/** All people of the thread hear of it with their next poll. */
export function touchAll(site: Site, thread: Thread): void {
  const at = site.stamps.mark();
  for (const row of thread.rows) row.lastUpdate = at;
}

export function touch(site: Site, thread: Thread, user: number): void {
  const row = site.store.row(thread, user);
  if (row) row.lastUpdate = site.stamps.mark();
}

/** Reading takes the mentions away as well; the thread counts as changed only when there was something to read. */
export function markRead(site: Site, thread: Thread, user: number): void {
  const row = site.store.row(thread, user);
  if (!row) return;
  for (const mention of thread.mentions) if (mention.user === user) mention.seen = true;
  if (row.unread === 0) return;
  row.unread = 0;
  row.lastUpdate = site.stamps.mark();
  site.changed(thread.id);
}
