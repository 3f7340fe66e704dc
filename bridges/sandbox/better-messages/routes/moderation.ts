import { toInt } from '../../wordpress/php.ts';
import type { RestAnswer } from '../../wordpress/route.ts';
import type { Request } from '../access.ts';
import { forbidden, threadOf } from '../access.ts';
import { addSystemMessage } from '../actions/system.ts';
import { touchAll } from '../actions/touch.ts';
import type { Thread } from '../model.ts';
import type { Site } from '../site.ts';
import { moderated, takeOut, threadAnswer } from './participants.ts';

/** Messages that one call of `clearMessages` takes. */
const SWEEP = 50;

export function makeModerator(site: Site, request: Request): RestAnswer {
  const { thread, user } = memberOf(site, request);
  if (!thread.moderators.has(user)) {
    thread.moderators.add(user);
    addSystemMessage(site, thread, 'user_promoted', user, { actor: request.caller.id });
    touchAll(site, thread);
  }
  return { body: true };
}

export function unmakeModerator(site: Site, request: Request): RestAnswer {
  const { thread, user } = memberOf(site, request);
  if (thread.moderators.delete(user)) {
    addSystemMessage(site, thread, 'user_demoted', user, { actor: request.caller.id });
    touchAll(site, thread);
  }
  return { body: true };
}

function memberOf(site: Site, request: Request): { thread: Thread; user: number } {
  const thread = moderated(site, request);
  const user = toInt(request.params.user_id);
  if (!site.store.row(thread, user)) {
    throw forbidden(
      request.caller,
      'You can not make user moderator if he is not participant of the conversation',
    );
  }
  return { thread, user };
}

/** Only chat rooms hold a muted user to it. */
export function muteUser(site: Site, request: Request): RestAnswer {
  return restrain(site, request, 'user_muted', (thread, user, until) => {
    thread.muted.set(user, until);
  });
}

/** Takes the user out as well. */
export function banUser(site: Site, request: Request): RestAnswer {
  return restrain(site, request, 'user_banned', (thread, user, until) => {
    thread.banned.set(user, until);
    takeOut(site, thread, user);
  });
}

function restrain(
  site: Site,
  request: Request,
  type: string,
  act: (thread: Thread, user: number, until: number) => void,
): RestAnswer {
  const thread = moderated(site, request);
  const user = toInt(request.params.user_id);
  const expiration = Math.max(1, toInt(request.params.duration)) * 60;
  addSystemMessage(site, thread, type, user, { actor: request.caller.id, extra: { expiration } });
  act(thread, user, site.stamps.seconds() + expiration);
  touchAll(site, thread);
  site.changed(thread.id);
  return { body: threadAnswer(site, thread, request) };
}

export function release(of: 'muted' | 'banned'): (site: Site, request: Request) => RestAnswer {
  return (site, request) => {
    const thread = moderated(site, request);
    thread[of].delete(toInt(request.params.user_id));
    touchAll(site, thread);
    return { body: threadAnswer(site, thread, request) };
  };
}

/** One message at a time. */
export function pinMessage(site: Site, request: Request): RestAnswer {
  const thread = moderated(site, request);
  const id = toInt(request.params.messageId);
  if (!thread.messages.some((message) => message.id === id))
    throw forbidden(request.caller, 'Message not found');
  thread.pin = id;
  touchAll(site, thread);
  return { body: [id] };
}

export function unpinMessage(site: Site, request: Request): RestAnswer {
  const thread = moderated(site, request);
  delete thread.pin;
  touchAll(site, thread);
  return { body: true };
}

/** A few at a time; the answer says how many are left. */
export function clearMessages(site: Site, request: Request): RestAnswer {
  const { caller } = request;
  const thread = threadOf(site, request);
  if (!caller.admin) throw forbidden(caller, 'Sorry, you are not allowed to clear this conversation');
  for (const message of thread.messages.slice(0, SWEEP))
    site.store.removeMessage(thread, message, site.stamps.next());
  const left = thread.messages.length;
  if (left === 0) addSystemMessage(site, thread, 'history_cleared', caller.id, { listed: false });
  touchAll(site, thread);
  site.changed(thread.id);
  return { body: left };
}

export function erase(site: Site, request: Request): RestAnswer {
  const { caller } = request;
  const thread = threadOf(site, request);
  if (!caller.admin) throw forbidden(caller, 'Sorry, you are not allowed to delete this conversation');
  for (const message of [...thread.messages]) site.store.removeMessage(thread, message, site.stamps.next());
  site.store.removeThread(thread);
  site.changed(thread.id);
  return { body: true };
}
