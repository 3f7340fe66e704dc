import { ServiceError } from '../../host/index.ts';
import type { Root } from '../../text/index.ts';
import { betterMessages, isEmpty } from '../../text/index.ts';
import type { BetterMessagesClient } from './client.ts';
import type { BmThread } from './schema.ts';

export interface Opening {
  readonly name?: string;
  readonly text?: Root;
}

/**
 * Opens a conversation. Two people have one already or get one; a name, and more people, make a new one, which takes a
 * first message.
 * @param participants user numbers, or names as people see them
 */
export async function openConversation(
  client: BetterMessagesClient,
  self: number,
  participants: readonly string[],
  { name, text }: Opening,
): Promise<BmThread> {
  const recipients: number[] = [];
  for (const person of participants) recipients.push(await userNumber(client, person));
  const message = text === undefined || isEmpty(text) ? undefined : betterMessages.serialize(text);
  const [only] = recipients;
  if (recipients.length === 1 && only !== undefined && (name === undefined || message === undefined)) {
    return openPrivate(client, only, name, message);
  }
  if (message === undefined) {
    throw failure(
      client,
      'invalid',
      'there is nothing to say in it',
      'Give a text: a conversation begins with its first message.',
    );
  }
  const { thread_id } = await client.newThread({
    recipients,
    message,
    ...(name === undefined ? {} : { subject: name }),
  });
  return checked(client, thread_id, new Set([...recipients, self]));
}

async function openPrivate(
  client: BetterMessagesClient,
  userId: number,
  subject: string | undefined,
  message: string | undefined,
): Promise<BmThread> {
  const opened = await client.privateThread({
    userId,
    create: true,
    ...(subject === undefined ? {} : { subject }),
  });
  const thread = opened.result === 'new_thread' ? undefined : opened.threads[0];
  if (!thread) {
    throw failure(client, 'protocol', 'no conversation', 'Look on the site whether there is one now.');
  }
  if (message !== undefined) await client.send(thread.thread_id, { message });
  return thread;
}

/** Nobody checks whether recipients exist, so who is in the new conversation is looked at. */
async function checked(
  client: BetterMessagesClient,
  threadId: number,
  wanted: ReadonlySet<number>,
): Promise<BmThread> {
  const thread = (await client.thread(threadId)).threads[0];
  if (!thread)
    throw failure(client, 'protocol', 'no conversation', 'Look on the site whether there is one now.');
  const missing = [...wanted].filter((id) => !thread.participants.includes(id));
  if (missing.length === 0) return thread;
  throw failure(
    client,
    'invalid',
    `conversation ${String(threadId)} without the users ${missing.join(', ')}`,
    'These users do not exist. The conversation stands without them.',
    'unknown',
  );
}

async function userNumber(client: BetterMessagesClient, person: string): Promise<number> {
  if (/^-?[1-9]\d*$/.test(person)) return Number(person);
  const found = (await client.suggestions(person)).filter(({ name }) => name === person);
  const [only] = found;
  if (only && found.length === 1) return only.user_id;
  throw failure(
    client,
    'not-found',
    `${found.length === 0 ? 'nobody' : 'several people'} by the name "${person}"`,
    'Give the number of the user.',
  );
}

function failure(
  client: BetterMessagesClient,
  kind: 'invalid' | 'not-found' | 'protocol',
  cameBack: string,
  advice: string,
  outcome: 'not-done' | 'unknown' = 'not-done',
): ServiceError {
  return new ServiceError({
    kind,
    tried: `start a conversation on ${client.place}`,
    cameBack,
    advice,
    outcome,
  });
}
