import { setTimeout as sleep } from 'node:timers/promises';
import type { Site } from '../site.ts';
import type { StoredMessage } from '../store.ts';
import { storedMessage, storedSubject } from '../text/index.ts';
import { CriticalError, RestError } from '../../wordpress/error.ts';
import type { PhpValue } from '../../wordpress/php.ts';
import { toInt, toList } from '../../wordpress/php.ts';
import type { Handler, RestAnswer, RestRequest } from '../wire/types.ts';
import { permitCreate } from './access.ts';
import { contextOf } from './context.ts';
import { createArguments } from './thread-arguments.ts';
import { singleThread, threadAnswer } from './thread-view.ts';

/** How long opening a thread leaves the door open for another one, where that fault is switched on. Milliseconds. */
const RACE_MS = 30;

export function createHandler(site: Site, caller: number): Handler {
  return {
    methods: ['POST'],
    args: createArguments(site.version, caller),
    permit: permitCreate,
    run: create,
  };
}

async function create(site: Site, request: RestRequest): Promise<RestAnswer> {
  const { params, caller } = request;
  const text = content(site, params.message);
  if (caller.id === 0) throw failed(site, 'Message was not sent. Please try again.');
  if (site.version === 'v2' && !/^-?\d+$/.test(String(params.id)))
    throw failed(site, 'Message was not sent. Please try again.');
  const thread = toInt(params.id);
  const message =
    thread > 0
      ? reply(site, caller.id, thread, text, params.subject)
      : await open(site, caller.id, text, params.subject, params.recipients);
  for (const name of site.switches.customFields) {
    if (params[name] !== undefined) message.meta.set(name, params[name]);
  }
  site.changed(message.thread);
  const context = site.version === 'v1' ? 'edit' : contextOf(params.context);
  return threadAnswer(site, singleThread(site, message.thread, caller.id), context);
}

/** v1 takes what PHP can write as a text and finds "0" empty; v2 takes texts only and finds nothing wrong with "0". */
function content(site: Site, value: PhpValue): string {
  if (site.version === 'v2') {
    if (typeof value === 'string' && value !== '') return value;
    throw failed(site, 'Your message was not sent. Please enter some content.');
  }
  if (typeof value === 'object') throw new CriticalError();
  const text = String(value);
  if (text === '' || text === '0' || value === false) throw failed(site, '');
  return text;
}

function reply(site: Site, sender: number, thread: number, text: string, subject: PhpValue): StoredMessage {
  const first = site.store.messagesOf(thread)[0];
  if (!first) throw failed(site, 'Message was not sent. Please try again.');
  return site.store.add(thread, {
    sender,
    subject: storedSubject(
      typeof subject === 'string' && subject !== '' && subject !== '0'
        ? subject
        : `Re: ${first.subject.replace(/^Re: /, '')}`,
    ),
    text: storedMessage(text),
    second: now(site),
  });
}

async function open(
  site: Site,
  sender: number,
  text: string,
  subject: PhpValue,
  recipients: PhpValue,
): Promise<StoredMessage> {
  const asked = toList(recipients).map((id) => Math.abs(toInt(id)));
  if (asked.length === 0) throw failed(site, 'Message could not be sent. Please enter a recipient.');
  // The sender is taken out of the recipients, but not where he stands first.
  const people = [...new Set(asked)].filter(
    (id, index) => site.people.has(id) && (id !== sender || index === 0),
  );
  if (people.length === 0) {
    throw failed(
      site,
      'Message could not be sent because you have entered an invalid username. Please try again.',
    );
  }
  const given = typeof subject === 'string' && subject !== '' && subject !== '0' ? subject : 'No Subject';
  const thread = site.store.nextThread();
  if (site.switches.parallelFaults) {
    await sleep(RACE_MS);
    if (site.version === 'v2' && site.store.nextThread() !== thread)
      throw failed(site, 'Message was not sent. Please try again.');
  }
  return site.store.add(
    thread,
    { sender, subject: storedSubject(given), text: storedMessage(text), second: now(site) },
    people,
  );
}

/** v1 gives no reason. */
function failed(site: Site, reason: string): RestError {
  const message = site.version === 'v1' ? 'There was an error trying to create the message.' : reason;
  return new RestError(500, 'bp_rest_messages_create_failed', message);
}

function now(site: Site): number {
  return Math.floor(site.clock.now() / 1000);
}
