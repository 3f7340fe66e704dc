import { RestError } from '../wordpress/error.ts';
import { toInt } from '../wordpress/php.ts';
import type { RestRequest } from '../wordpress/request.ts';
import type { Handler as AnyHandler, Route as AnyRoute } from '../wordpress/route.ts';
import type { Thread } from './model.ts';
import type { Caller } from './sign-in.ts';
import type { Site } from './site.ts';

export type Request = RestRequest<Caller>;
export type Handler = AnyHandler<Site, Caller>;
export type Route = AnyRoute<Site, Caller>;

/** Strangers and guests count as not logged in. */
export function refusedStatus(caller: Caller): number {
  return caller.id > 0 ? 403 : 401;
}

/** The refusal of a route's own code. */
export function forbidden(caller: Caller, message = 'Sorry, you are not allowed to do that'): RestError {
  return new RestError(refusedStatus(caller), 'rest_forbidden', message);
}

/** WordPress's own refusal, before the route is asked. */
function notPermitted(caller: Caller): RestError {
  return forbidden(caller, 'Sorry, you are not allowed to do that.');
}

export function anybody(): void {
  // Open to strangers.
}

export function nobody(_site: Site, { caller }: Request): void {
  throw notPermitted(caller);
}

/** Any user or guest. */
export function signedIn(_site: Site, { caller }: Request): void {
  if (caller.id === 0) throw notPermitted(caller);
}

export function administrator(_site: Site, { caller }: Request): void {
  if (!caller.admin) throw notPermitted(caller);
}

/** Who may see a thread: its people, administrators, and of a chat room everybody. */
export function threadAccess(site: Site, { params, caller }: Request): void {
  const thread = site.store.thread(toInt(params.id));
  if (!thread) {
    throw new RestError(
      refusedStatus(caller),
      'rest_thread_not_exists',
      'Sorry, the conversation which you tried to access does not exists',
    );
  }
  if (mayRead(site, thread, caller)) return;
  throw new RestError(
    refusedStatus(caller),
    'rest_thread_forbidden',
    'Sorry, you are not allowed to access this conversation',
  );
}

export function mayRead(site: Site, thread: Thread, caller: Caller): boolean {
  return thread.type === 'chat-room' || caller.admin || site.store.row(thread, caller.id) !== undefined;
}

/** The thread of a path that `threadAccess` has let through. */
export function threadOf(site: Site, { params }: Request): Thread {
  const thread = site.store.thread(toInt(params.id));
  if (!thread) throw new Error(`no thread ${String(params.id)}`);
  return thread;
}
