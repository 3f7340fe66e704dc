import { toInt } from '../../wordpress/php.ts';
import { toBoolean } from '../../wordpress/arguments.ts';
import type { RestAnswer } from '../../wordpress/route.ts';
import type { Request } from '../access.ts';
import { openThread, write } from '../actions/write.ts';
import type { Thread } from '../model.ts';
import { participantsOf } from '../members.ts';
import type { Caller } from '../sign-in.ts';
import type { Site } from '../site.ts';
import { nameOf, roleOf } from '../site.ts';
import { plainLine, storedText } from '../text.ts';
import { readable, usersOf } from '../views/bundle.ts';
import { messageItem } from '../views/message.ts';
import { threadItem } from '../views/thread.ts';
import { contentErrors, textOf } from './sending.ts';
import { ids } from './threads.ts';

/** Messages of a conversation that was found. */
const PREVIEW = 20;

/** Always opens another conversation, and asks nobody whether the recipients exist. */
export function newThread(site: Site, { params, caller }: Request): RestAnswer {
  const text = storedText(textOf(params.message));
  const files = [...ids(params.files)];
  const recipients = [...ids(params.recipients)];
  const failed = (errors: unknown): RestAnswer => ({ body: { result: false, errors } });
  if (recipients.length === 0) return failed(['Please select recipient(s) before sending the message']);
  if (text === '' && files.length === 0)
    return failed(['Your message was not sent. Please enter some content.']);
  const refusals = contentErrors(site, text, files);
  if (Object.keys(refusals).length > 0) return failed(refusals);
  const obstacles = startObstacles(site, caller, recipients);
  if (obstacles) return failed(obstacles);
  const others = recipients.filter((id) => id !== caller.id);
  const thread = openThread(site, caller.id, others, { subject: plainLine(textOf(params.subject)) });
  site.startedThreads.set(caller.id, site.stamps.reading());
  const message = write(site, thread, { sender: caller.id, text, files });
  return { body: { result: true, thread_id: thread.id, message_id: message.id } };
}

/** Why a conversation cannot be opened: some reasons have a code, some have not. */
function startObstacles(
  site: Site,
  caller: Caller,
  recipients: readonly number[],
): Record<string, string> | string[] | undefined {
  const { settings } = site;
  if (settings.disableGroupThreads && recipients.length > 1)
    return ['You can start conversation only with 1 user per time'];
  if (settings.restrictNewThreads.includes(roleOf(site, caller.id)))
    return { restrictNewThreadsMessage: 'You are not allowed to start new conversations' };
  const wait = secondsToWait(site, caller);
  if (wait > 0) {
    return {
      restrictNewThreadsRateLimit: `You cant start new conversation now. Please wait ${String(wait)} seconds.`,
    };
  }
  for (const id of recipients) {
    const bot = [...site.bots.values()].find(({ guest }) => guest === -id);
    if (bot && bot.settings.enabled !== '1') return { bot_disabled: 'The bot is currently disabled' };
    const refusal = recipientRefusal(site, caller, id);
    if (refusal !== undefined) return [refusal];
  }
  const [only] = recipients;
  if (settings.singleThreadMode && only !== undefined && recipients.length === 1) {
    if (privateThread(site, caller, only))
      return [`You already have conversations with ${nameOf(site, only) ?? ''}`];
  }
  return undefined;
}

function secondsToWait(site: Site, caller: Caller): number {
  const last = site.startedThreads.get(caller.id);
  if (last === undefined || site.settings.rateLimitNewThread === 0) return 0;
  const passed = Math.floor((site.stamps.reading() - last) / 10_000);
  return Math.max(0, site.settings.rateLimitNewThread - passed);
}

function recipientRefusal(site: Site, caller: Caller, id: number): string | undefined {
  const name = nameOf(site, id) ?? '';
  const { allowUsersBlock } = site.settings;
  if (allowUsersBlock && site.store.blocks.has(`${String(id)}:${String(caller.id)}`))
    return `${name} blocked you`;
  if (allowUsersBlock && site.store.blocks.has(`${String(caller.id)}:${String(id)}`))
    return `${name} was blocked by you`;
  if (id !== caller.id && site.people.get(id)?.mayStart === 'nobody')
    return `${name} not allow to message him`;
  return undefined;
}

/** Finds or opens the conversation with one user; a key of its own keeps one apart from all others. */
export function getPrivateThread(site: Site, { params, caller }: Request): RestAnswer {
  const other = toInt(params.user_id);
  const uniqueKey = textOf(params.uniqueKey);
  const notAllowed = (error: string): RestAnswer => ({ body: { result: 'not_allowed', errors: [error] } });
  if (other === caller.id) return notAllowed('You can not start a conversation with yourself');
  if (nameOf(site, other) === undefined) return notAllowed('User does not exists');
  const found = privateThread(site, caller, other, uniqueKey);
  if (found) return { body: { result: 'thread_found', ...view(site, found, caller) } };
  const refusal = recipientRefusal(site, caller, other);
  if (refusal !== undefined) return notAllowed(refusal);
  if (!toBoolean(params.create)) return { body: { result: 'new_thread' } };
  const subject = plainLine(textOf(params.subject));
  const beginning = { subject, ...(uniqueKey === '' ? {} : { uniqueKey }) };
  const thread = openThread(site, caller.id, [other], beginning);
  return { body: { result: 'thread_created', ...view(site, thread, caller) } };
}

/** Which conversation a new message to these people would go on in. */
export function suggestThread(site: Site, { params, caller }: Request): RestAnswer {
  const recipients = [...ids(params.recipients)];
  const [only] = recipients;
  if (only === undefined) return { body: false };
  const refusal = recipientRefusal(site, caller, only);
  if (refusal !== undefined) return { body: { result: 'not_allowed', errors: [refusal] } };
  const found =
    recipients.length === 1 && !toBoolean(params.forceNew) ? privateThread(site, caller, only) : undefined;
  return { body: found ? { result: 'thread_found', thread_id: found.id } : { result: 'new_thread' } };
}

/** The oldest conversation of the caller with that user alone. */
function privateThread(site: Site, caller: Caller, other: number, uniqueKey = ''): Thread | undefined {
  for (const thread of site.store.threads()) {
    if (thread.type !== 'thread' || (thread.uniqueKey ?? '') !== uniqueKey) continue;
    const people = participantsOf(site, thread);
    if (people.length === 2 && people.includes(caller.id) && people.includes(other)) return thread;
  }
  return undefined;
}

function view(site: Site, thread: Thread, caller: Caller): Record<string, unknown> {
  const messages = readable(site, thread, caller).slice(0, PREVIEW);
  return {
    thread_id: thread.id,
    threads: [threadItem(site, thread, caller)],
    users: usersOf(site, [thread], messages, caller),
    messages: messages.map((message) => messageItem(site, message, caller.id)),
  };
}
