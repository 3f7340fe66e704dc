import { CriticalError, RestError } from '../../wordpress/error.ts';
import { toInt } from '../../wordpress/php.ts';
import type { RestAnswer } from '../../wordpress/route.ts';
import type { Request } from '../access.ts';
import { forbidden, threadOf } from '../access.ts';
import { remove, rewrite, toggleReaction } from '../actions/write.ts';
import type { StoredMessage, Thread } from '../model.ts';
import { isModerator } from '../permissions.ts';
import type { Site } from '../site.ts';
import { mysqlTime } from '../stamps.ts';
import { storedText } from '../text.ts';
import { usersOf } from '../views/bundle.ts';
import { messageItem } from '../views/message.ts';
import { threadItem } from '../views/thread.ts';
import { userItem } from '../views/user.ts';
import { textOf, tooLong } from './sending.ts';
import { ids } from './threads.ts';

/** Changes an own message; nobody may change another's, not even an administrator. */
export function edit(site: Site, request: Request): RestAnswer {
  const { params, caller } = request;
  const { settings, stamps } = site;
  if (!settings.allowEditMessages) throw forbidden(caller);
  const thread = threadOf(site, request);
  const message = thread.messages.find(({ id }) => id === toInt(params.message_id));
  if (message?.sender !== caller.id) throw forbidden(caller, 'Message not found');
  if (message.meta.forwardedFrom !== undefined) throw forbidden(caller);
  const limit = settings.editMessageTimeLimit * 600_000;
  if (limit > 0 && stamps.reading() - message.created > limit) {
    throw forbidden(caller, 'The edit time limit for this message has expired.');
  }
  const text = storedText(textOf(params.message));
  if (text === '') throw forbidden(caller, 'Message content was empty.');
  const complaint = tooLong(site, text);
  if (complaint !== undefined) throw new RestError(400, 'too_long', complaint);
  rewrite(site, thread, message, text);
  message.meta.lastEdit = mysqlTime(message.updated);
  return { body: oneMessage(site, message, caller.id) };
}

/** What may not be deleted is left out of the answer without a word. */
export function deleteMessages(site: Site, request: Request): RestAnswer {
  const { params, caller } = request;
  if (params.messageIds === undefined || params.messageIds === null) throw new CriticalError();
  const thread = threadOf(site, request);
  const all = maySweep(site, thread, caller.id, caller.admin);
  const own = site.settings.allowDeleteMessages;
  const targets = [...ids(params.messageIds)]
    .flatMap((id) => thread.messages.find((message) => message.id === id) ?? [])
    .filter(({ sender }) => all || (own && sender === caller.id));
  const deleted: number[] = [];
  const replaced: StoredMessage[] = [];
  for (const message of targets) {
    if (remove(site, thread, message)) deleted.push(message.id);
    else replaced.push(message);
  }
  if (replaced.length === 0) return { body: { deleted, errors: [] } };
  return {
    body: {
      users: usersOf(site, [thread], replaced, caller),
      messages: replaced.map((message) => messageItem(site, message, caller.id)),
      threads: [threadItem(site, thread, caller)],
      errors: [],
      ...(deleted.length > 0 ? { deleted } : {}),
    },
  };
}

function maySweep(site: Site, thread: Thread, user: number, admin: boolean): boolean {
  return admin || (thread.type === 'chat-room' && isModerator(site, thread, user));
}

/** One reaction a user: the same again takes it back, another takes its place. */
export function react(site: Site, { params, caller }: Request): RestAnswer {
  const emoji = textOf(params.emoji);
  const message = site.store.message(toInt(params.message_id));
  const thread = message && site.store.thread(message.thread);
  if (!message || !thread) throw forbidden(caller, 'Message not found');
  if (!thread.rows.some(({ user }) => user === caller.id))
    throw forbidden(caller, 'Sorry, you have no access to this conversation');
  if (message.sender === caller.id)
    throw forbidden(caller, 'You can only put reactions to other members messages');
  if (!site.settings.reactionsEmojies.includes(emoji)) throw forbidden(caller, 'No such reaction available');
  toggleReaction(site, message, caller.id, emoji);
  return { body: oneMessage(site, message, caller.id) };
}

function oneMessage(site: Site, message: StoredMessage, viewer: number): Record<string, unknown> {
  return {
    users: [userItem(site, message.sender, viewer)],
    messages: [messageItem(site, message, viewer)],
  };
}
