import type { Site } from '../site.ts';
import type { StoredMessage } from '../store.ts';
import { RestError } from '../../wordpress/error.ts';
import { invalidId, refused } from '../wire/error.ts';
import { toBoolean } from '../../wordpress/arguments.ts';
import { toInt } from '../../wordpress/php.ts';
import type { Handler, RestAnswer, RestRequest } from '../wire/types.ts';
import { permitStar, permitThread, subjectOf } from './access.ts';
import { contextOf } from './context.ts';
import { messageObject, threadObject } from './objects.ts';
import { deleteArguments, getArguments, updateArguments } from './thread-arguments.ts';
import { latest, singleThread, threadAnswer } from './thread-view.ts';

export function threadHandlers(site: Site, caller: number): Handler[] {
  const permit = permitThread;
  return [
    { methods: ['GET'], args: getArguments(site.version), permit, run: get },
    { methods: ['POST', 'PUT', 'PATCH'], args: updateArguments(site.version), permit, run: update },
    { methods: ['DELETE'], args: deleteArguments(site.version, caller), permit, run: leave },
  ];
}

export const starHandler: Handler = {
  methods: ['POST', 'PUT', 'PATCH'],
  args: {},
  permit: permitStar,
  run: star,
};

/** Marks nothing read. */
function get(site: Site, request: RestRequest): RestAnswer {
  const { params } = request;
  const thread = toInt(params.id);
  const total = site.store.messagesOf(thread).length;
  return {
    ...threadAnswer(
      site,
      singleThread(site, thread, subjectOf(site, request), params),
      contextOf(params.context),
    ),
    headers: { 'X-WP-Total': total, 'X-WP-TotalPages': Math.ceil(total / toInt(params.messages_per_page)) },
  };
}

/** Read and unread state first; then metadata of a message, unless its id is wrong. */
function update(site: Site, request: RestRequest): RestAnswer {
  const { params, caller } = request;
  const thread = toInt(params.id);
  const user = subjectOf(site, request);
  const read = toBoolean(params.read);
  const unread = toBoolean(params.unread);
  if (read) site.store.markRead(thread, user);
  if (unread) site.store.markUnread(thread, user);
  const message = target(site, thread, params.message_id);
  if (!message && site.version === 'v2') throw invalidId('Sorry, this message does not exist.');
  if (!read && !unread && !(message && (message.sender === caller.id || caller.moderator))) {
    throw new RestError(
      500,
      'bp_rest_messages_update_failed',
      'There was an error trying to update the message.',
    );
  }
  for (const name of site.switches.customFields) {
    if (message && params[name] !== undefined) message.meta.set(name, params[name]);
  }
  site.changed(thread);
  const context = site.version === 'v1' ? 'edit' : contextOf(params.context);
  return threadAnswer(site, singleThread(site, thread, user), context);
}

function target(site: Site, thread: number, id: unknown): StoredMessage | undefined {
  const messages = site.store.messagesOf(thread);
  return id === undefined || id === null
    ? latest(messages)
    : messages.find((message) => message.id === toInt(id));
}

/** Takes the user out of the thread. In v1 a moderator gets this far without being in it. */
function leave(site: Site, request: RestRequest): RestAnswer {
  const thread = toInt(request.params.id);
  const user = subjectOf(site, request);
  if (!site.store.mayUse(thread, user)) throw refused(true);
  const context = site.version === 'v1' ? 'edit' : contextOf(request.params.context);
  const previous = threadObject(site, singleThread(site, thread, user), context);
  site.store.leave(thread, user);
  site.changed(thread);
  return { body: { deleted: true, previous } };
}

/** Each call turns the star over. */
function star(site: Site, { params, caller }: RestRequest): RestAnswer {
  const message = site.store.message(toInt(params.id));
  if (!message) throw invalidId('Sorry, the thread of this message does not exist.');
  site.store.toggleStar(message.id, caller.id);
  const body = messageObject(site, message, caller.id, contextOf(params.context));
  return { body: site.version === 'v1' ? [body] : body };
}
