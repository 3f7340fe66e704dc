import { createHash } from 'node:crypto';
import { email } from '../people.ts';
import type { Site } from '../site.ts';
import { nameOf } from '../site.ts';
import { mysqlTime } from '../stamps.ts';

/** A user as every answer shows one; guests and bots carry a little more. */
export function shortUser(site: Site, id: number): Record<string, unknown> {
  const guest = id < 0 ? site.guests.get(-id) : undefined;
  const person = site.people.get(id);
  return {
    id: String(id),
    user_id: id,
    name: nameOf(site, id) ?? (id < 0 ? 'Deleted Guest' : 'Deleted User'),
    avatar: avatar(site, id),
    // Only who has published something has a page.
    url: person?.admin ? `${site.origin}/author/${person.login}/` : false,
    verified: 0,
    lastActive: mysqlTime((guest?.active ?? 0) * 10_000),
    ...(id < 0 ? { canBlock: 0, canVideo: 0, canAudio: 0 } : {}),
  };
}

export function userItem(site: Site, id: number, viewer: number): Record<string, unknown> {
  const { store, settings } = site;
  const known = nameOf(site, id) !== undefined;
  const blockable = settings.allowUsersBlock && id !== viewer && known;
  const blocked = store.blocks.has(`${String(viewer)}:${String(id)}`);
  return {
    ...shortUser(site, id),
    isFriend: 0,
    canVideo: 0,
    canAudio: 0,
    ...(blockable ? { blocked: Number(blocked), canBlock: Number(id > 0) } : {}),
    ...(site.guests.get(-id)?.bot === undefined ? {} : { is_bot: 1 }),
  };
}

export function userItems(site: Site, ids: Iterable<number>, viewer: number): Record<string, unknown>[] {
  return [...new Set(ids)].map((id) => userItem(site, id, viewer));
}

/** Users have WordPress's picture for their address, everybody else the plugin's silhouette. */
export function avatar(site: Site, id: number): string {
  if (id < 0) return `${site.origin}/wp-content/plugins/bp-better-messages/assets/images/avatar.png`;
  const login = site.people.get(id)?.login;
  if (login === undefined) return 'http://2.gravatar.com/avatar/?s=100&d=mm&r=g';
  const hash = createHash('md5').update(email(login)).digest('hex');
  const server = Number.parseInt(hash.slice(0, 1), 16) % 3;
  return `http://${String(server)}.gravatar.com/avatar/${hash}?s=100&d=mm&r=g`;
}
