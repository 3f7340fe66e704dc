import { toInt } from '../../wordpress/php.ts';
import type { RestAnswer } from '../../wordpress/route.ts';
import type { Request } from '../access.ts';
import { forbidden, threadOf } from '../access.ts';
import { addSystemMessage } from '../actions/system.ts';
import { touchAll } from '../actions/touch.ts';
import type { Thread } from '../model.ts';
import { isGroup, participantsOf } from '../members.ts';
import { isModerator, mayInvite } from '../permissions.ts';
import type { Site } from '../site.ts';
import { nameOf } from '../site.ts';
import { plainLine } from '../text.ts';
import { threadItem } from '../views/thread.ts';
import { userItems } from '../views/user.ts';
import { textOf } from './sending.ts';
import { ids } from './threads.ts';

/** A thread alone, as the routes answer that change one. */
export function threadAnswer(site: Site, thread: Thread, { caller }: Request): Record<string, unknown> {
  return {
    threads: [threadItem(site, thread, caller)],
    users: [],
    messages: [],
    serverTime: site.stamps.reading(),
  };
}

/** @throws {RestError} for everybody who does not lead the thread */
export function moderated(site: Site, request: Request, message?: string): Thread {
  const thread = threadOf(site, request);
  if (!isModerator(site, thread, request.caller.id)) throw forbidden(request.caller, message);
  return thread;
}

export function addParticipant(site: Site, request: Request): RestAnswer {
  const { params, caller } = request;
  const thread = threadOf(site, request);
  if (!mayInvite(site, thread, caller))
    throw forbidden(caller, 'Sorry, you are not allowed to add participants to this conversation');
  const asked = [...ids(params.user_id)].filter((id) => nameOf(site, id) !== undefined);
  if (asked.length === 0) throw forbidden(caller, 'Something went wrong');
  const added = asked.filter((id) => !site.store.row(thread, id));
  if (added.length === 0) {
    throw forbidden(
      caller,
      asked.length === 1
        ? 'Sorry, this user already participating in this conversation'
        : 'All selected users are already participating in this conversation',
    );
  }
  for (const id of added) {
    site.store.addRow(thread, id, 0, site.stamps.mark());
    addSystemMessage(site, thread, 'user_joined', id);
  }
  touchAll(site, thread);
  site.changed(thread.id);
  return { body: true };
}

export function removeParticipant(site: Site, request: Request): RestAnswer {
  const thread = moderated(
    site,
    request,
    'Sorry, you are not allowed to remove participants from this conversation',
  );
  const user = toInt(request.params.user_id);
  if (site.store.row(thread, user)) {
    addSystemMessage(site, thread, 'user_kicked', user, { actor: request.caller.id });
    takeOut(site, thread, user);
  }
  return { body: true };
}

export function takeOut(site: Site, thread: Thread, user: number): void {
  site.store.removeRow(thread, user);
  thread.moderators.delete(user);
  touchAll(site, thread);
  site.changed(thread.id);
}

/** Out of a group only, and not as the one who leads it alone. */
export function leaveThread(site: Site, request: Request): RestAnswer {
  const { caller } = request;
  const thread = threadOf(site, request);
  const inside = site.store.row(thread, caller.id) !== undefined;
  const allowed = site.settings.allowGroupLeave && isGroup(site, thread) && inside;
  const alone = thread.moderators.size === 1 && thread.moderators.has(caller.id);
  if (!allowed || alone) throw forbidden(caller);
  addSystemMessage(site, thread, 'user_left', caller.id);
  takeOut(site, thread, caller.id);
  return { body: true };
}

export function changeSubject(site: Site, request: Request): RestAnswer {
  const thread = moderated(site, request);
  const subject = plainLine(textOf(request.params.subject));
  const before = thread.subject;
  thread.subject = subject;
  addSystemMessage(site, thread, 'subject_changed', request.caller.id, {
    extra: { new_subject: subject, old_subject: before },
    listed: false,
  });
  touchAll(site, thread);
  site.changed(thread.id);
  return { body: threadAnswer(site, thread, request) };
}

export function changeMeta(site: Site, request: Request): RestAnswer {
  const thread = moderated(site, request);
  const on = request.params.value === 'yes';
  if (request.params.key === 'allow_invite') thread.allowInvite = on;
  if (request.params.key === 'enable_system_messages') thread.systemOverride = on;
  touchAll(site, thread);
  return { body: true };
}

/** Its people whose name holds the text. */
export function searchParticipants(site: Site, request: Request): RestAnswer {
  return { body: userItems(site, matching(site, request), request.caller.id) };
}

export function mentionsSuggestions(site: Site, request: Request): RestAnswer {
  return { body: matching(site, request).filter((id) => id !== request.caller.id) };
}

function matching(site: Site, request: Request): number[] {
  const search = textOf(request.params.search).toLowerCase();
  return participantsOf(site, threadOf(site, request)).filter((id) =>
    (nameOf(site, id) ?? '').toLowerCase().includes(search),
  );
}
