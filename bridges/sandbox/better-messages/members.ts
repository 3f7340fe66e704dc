import type { Thread } from './model.ts';
import type { Site } from './site.ts';
import { nameOf } from './site.ts';

/** The people of a thread whom the site knows, in the order in which they came. */
export function participantsOf(site: Site, thread: Thread): number[] {
  return thread.rows.map(({ user }) => user).filter((user) => nameOf(site, user) !== undefined);
}

export function isGroup(site: Site, thread: Thread): boolean {
  return participantsOf(site, thread).length > 2;
}

/** Whether a thread between two; only such a one has somebody to block. */
export function isPrivate(site: Site, thread: Thread): boolean {
  return thread.type === 'thread' && participantsOf(site, thread).length === 2;
}
