import type { Site } from '../site.ts';
import { invalidId, refused } from '../wire/error.ts';
import { toInt } from '../../wordpress/php.ts';
import type { RestRequest } from '../wire/types.ts';

const SEE_THREAD = 'Sorry, you are not allowed to see this thread.';

/** The user a call is about: v1 believes the argument, v2 only a moderator's. */
export function subjectOf(site: Site, { params, caller }: RestRequest): number {
  const asked = toInt(params.user_id ?? 0);
  if (asked === 0) return caller.id;
  return site.version === 'v1' || caller.moderator ? asked : caller.id;
}

/** Reading, updating and deleting a thread. */
export function permitThread(site: Site, request: RestRequest): void {
  const { caller } = request;
  const v1 = site.version === 'v1';
  if (!caller.person) throw refused(false, v1 ? SEE_THREAD : undefined);
  const thread = toInt(request.params.id);
  if (!v1 && thread === 0) throw refused(true);
  if (site.store.messagesOf(thread).length === 0) throw invalidId('Sorry, this thread does not exist.');
  const user = subjectOf(site, request);
  if (!v1 && user !== caller.id && !site.people.has(user)) throw invalidId('Invalid member ID.');
  if (site.store.mayUse(thread, user) || (v1 && caller.moderator)) return;
  throw refused(true, v1 ? SEE_THREAD : undefined);
}

/** The list: of one's own threads; a moderator's also of others'. v2 answers for the caller whoever is asked for. */
export function permitList(site: Site, request: RestRequest): void {
  const { caller } = request;
  if (!caller.person) throw refused(false);
  const user = listSubject(site, request);
  if (!site.people.has(user)) throw invalidId('Invalid member ID.');
  if (user !== caller.id && !caller.moderator) throw refused(true, 'Sorry, you cannot view the messages.');
}

export function listSubject(site: Site, request: RestRequest): number {
  const asked = toInt(request.params.user_id ?? 0);
  if (site.version === 'v1') return asked;
  return asked !== 0 && request.caller.moderator ? asked : request.caller.id;
}

export function permitCreate(site: Site, { params, caller }: RestRequest): void {
  if (!caller.person) throw refused(false, 'Sorry, you need to be logged in to create a message.');
  const thread = toInt(params.id ?? 0);
  if (thread <= 0 || caller.moderator || site.store.mayUse(thread, caller.id)) return;
  throw refused(true);
}

export function permitStar(site: Site, { params, caller }: RestRequest): void {
  if (!caller.person) throw refused(false, 'Sorry, you need to be logged in to star/unstar a message.');
  const message = site.store.message(toInt(params.id));
  if (!message) throw invalidId('Sorry, the thread of this message does not exist.');
  if (!site.store.mayUse(message.thread, caller.id))
    throw refused(true, 'Sorry, you are not allowed to star/unstar messages.');
}
