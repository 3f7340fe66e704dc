import { CriticalError, RestError } from '../../wordpress/error.ts';
import { isRecord, toInt } from '../../wordpress/php.ts';
import type { RestAnswer } from '../../wordpress/route.ts';
import type { Request } from '../access.ts';
import { forbidden, mayRead, refusedStatus, threadOf } from '../access.ts';
import { write } from '../actions/write.ts';
import type { Thread } from '../model.ts';
import { belongsToWriters, replyObstacles } from '../permissions.ts';
import type { Caller } from '../sign-in.ts';
import type { Site } from '../site.ts';
import { storedText } from '../text.ts';
import { listBundle } from '../views/bundle.ts';
import { messageItem } from '../views/message.ts';
import { threadItem } from '../views/thread.ts';
import { userItem } from '../views/user.ts';
import { ids } from './threads.ts';

export const MAY_NOT_REPLY = 'Sorry, you are not allowed to reply into this conversation';

/** Refusals by the site's own rules: no status in `data`, one error more for each further reason. */
class PolicyRefusal extends RestError {
  readonly #reasons: readonly string[];
  readonly #update: unknown;

  constructor(caller: Caller, reasons: readonly string[], update: unknown) {
    super(refusedStatus(caller), 'rest_forbidden', reasons[0] ?? '');
    this.#reasons = reasons;
    this.#update = update;
  }

  override body(): unknown {
    const additional = this.#reasons.map(() => ({ status: this.status }));
    const one = (message: string): Record<string, unknown> => ({
      code: this.code,
      message,
      data: { update: this.#update },
      additional_data: additional,
    });
    const [first = '', ...more] = this.#reasons;
    return more.length > 0 ? { ...one(first), additional_errors: more.map(one) } : one(first);
  }
}

/** Who may answer in the thread of the path. */
export function replyAccess(site: Site, { params, caller }: Request): void {
  const thread = site.store.thread(toInt(params.id));
  if (!thread || !belongsToWriters(site, thread, caller.id)) {
    throw new RestError(refusedStatus(caller), 'rest_forbidden', MAY_NOT_REPLY, {
      update: update(site, thread, caller),
    });
  }
  const reasons = Object.values(replyObstacles(site, thread, caller.id));
  if (reasons.length > 0) throw new PolicyRefusal(caller, reasons, update(site, thread, caller));
}

function update(site: Site, thread: Thread | undefined, caller: Caller): Record<string, unknown> {
  const threads = thread && mayRead(site, thread, caller) ? [thread] : [];
  return { ...listBundle(site, threads, caller), serverTime: site.stamps.reading() };
}

/** Adds a message. What the content rules refuse is answered with 200. */
export function send(site: Site, request: Request): RestAnswer {
  const { params, caller } = request;
  const thread = threadOf(site, request);
  const text = storedText(textOf(params.message));
  const files = [...ids(params.files)];
  const errors = contentErrors(site, text, files);
  if (Object.keys(errors).length > 0) {
    return { body: { result: false, errors, update: update(site, thread, caller), redirect: false } };
  }
  const meta = isRecord(params.meta) ? params.meta : {};
  const tempId = typeof params.temp_id === 'string' && params.temp_id !== '' ? params.temp_id : undefined;
  const replyTo = toInt(meta.reply_to ?? 0);
  const message = write(site, thread, {
    sender: caller.id,
    text,
    files,
    ...(replyTo > 0 ? { replyTo } : {}),
    ...(tempId === undefined ? {} : { tempId }),
    ...(params.temp_time === undefined ? {} : { tempTime: toInt(params.temp_time) }),
  });
  const shown = {
    users: [userItem(site, caller.id, caller.id)],
    messages: [messageItem(site, message, caller.id)],
    threads: [threadItem(site, thread, caller)],
  };
  return {
    body: {
      result: true,
      message_id: message.id,
      thread_id: thread.id,
      redirect: false,
      // Who gave an id of his own knows the message already.
      ...(tempId === undefined || message.pending ? { update: shown } : {}),
    },
  };
}

/** What PHP can write as a text. @throws {CriticalError} for lists and objects */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'object') throw new CriticalError();
  return String(value);
}

export function contentErrors(site: Site, text: string, files: readonly number[]): Record<string, string> {
  if (text === '' && files.length === 0) return { empty: 'The message you were trying to send was empty' };
  const { badWordsList } = site.settings;
  if (badWordsList.some((word) => text.toLowerCase().includes(word.toLowerCase()))) {
    return { restrictBadWord: 'Your message contains a word from blacklist' };
  }
  const complaint = tooLong(site, text);
  return complaint === undefined ? {} : { maxLength: complaint };
}

/** Counts what people see as characters, without tags. */
export function tooLong(site: Site, text: string): string | undefined {
  const limit = site.settings.maximumMessageLength;
  if (limit === 0) return undefined;
  const length = [...new Intl.Segmenter().segment(text.replaceAll(/<[^>]*>/g, ''))].length;
  return length > limit
    ? `Message is too long. Maximum allowed length is ${String(limit)} characters`
    : undefined;
}

/** Sends a message on into other conversations, one result for each. */
export function forward(site: Site, request: Request): RestAnswer {
  const { params, caller } = request;
  const message = site.store.message(toInt(params.message_id));
  const origin = message && site.store.thread(message.thread);
  if (!message || !origin || !mayRead(site, origin, caller)) throw forbidden(caller, 'Message not found');
  const targets = [...ids(params.thread_ids)].slice(0, 20);
  if (targets.length === 0)
    throw new RestError(400, 'rest_invalid', 'No destination conversations specified');
  const sent: Record<string, number> = {};
  const errors: Record<string, string> = {};
  for (const id of targets) {
    const thread = site.store.thread(id);
    if (!thread || !belongsToWriters(site, thread, caller.id)) {
      errors[String(id)] = MAY_NOT_REPLY;
      continue;
    }
    const [obstacle] = Object.values(replyObstacles(site, thread, caller.id));
    if (obstacle !== undefined) {
      errors[String(id)] = obstacle;
      continue;
    }
    const forwarded = { forwardedFrom: message.id, forwardedFromUser: message.sender };
    sent[String(id)] = write(site, thread, {
      sender: caller.id,
      text: message.text,
      files: [],
      forwarded,
    }).id;
  }
  const failed = Object.keys(errors).length > 0;
  return { body: { result: !failed, sent: phpMap(sent), errors: phpMap(errors) } };
}

/** PHP writes an empty map as a list. */
export function phpMap(map: Record<string, unknown>): unknown {
  return Object.keys(map).length === 0 ? [] : map;
}
