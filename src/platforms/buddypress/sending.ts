import { ServiceError } from '../../host/index.ts';
import type { LookBack } from '../contract.ts';
import type { BuddyPressClient } from './client.ts';
import { secondOf } from './map.ts';
import { readBack } from './reading.ts';
import type { BpMessage, BpThread } from './schema.ts';
import { essence } from './text.ts';

/** How far the site's clock may be off when an own message is looked for, milliseconds. */
const CLOCK_TOLERANCE_MS = 600_000;

/** @throws {ServiceError} when the conversation id is none of BuddyPress */
export function threadNumber(conversation: string): number {
  if (/^[1-9]\d*$/.test(conversation)) return Number(conversation);
  throw new ServiceError({
    kind: 'not-found',
    tried: `use the conversation "${conversation}" of BuddyPress`,
    cameBack: 'it is not the number of a thread',
    advice:
      'Give the number that stands at the end of the address of the thread, or take it from the list of conversations.',
  });
}

/**
 * The message just sent, in the answer that came back: the thread's own `message_id` names the first message of the
 * latest second, so the newest message of ours with this text is it.
 */
export function ownMessage(thread: BpThread, self: number, text: string): BpMessage {
  const own = thread.messages.filter((message) => message.sender_id === self).sort((a, b) => b.id - a.id);
  const wanted = essence(text);
  const message = own.find((candidate) => essence(storedText(candidate)) === wanted) ?? own[0];
  if (message) return message;
  throw new ServiceError({
    kind: 'protocol',
    tried: `send a message to thread ${String(thread.id)}`,
    cameBack: 'the thread without any message of this account',
    advice: 'Look into the conversation whether the message is there.',
    outcome: 'unknown',
  });
}

/** Unix milliseconds by the clock of the site, which is ahead of ours by `offset` as far as that is known. */
function earliestOf({ since, toleranceMs }: LookBack, offset: number | undefined): number {
  if (offset === undefined || toleranceMs === undefined) {
    return since + Math.min(0, offset ?? 0) - CLOCK_TOLERANCE_MS;
  }
  return since + offset - toleranceMs;
}

/**
 * After an unknown outcome: the first message of ours since the attempt with this text that nobody knows yet.
 * The clock of the site may be off and may be set meanwhile, so the time is only a coarse bound.
 */
export async function findOwn(
  client: BuddyPressClient,
  threadId: number,
  self: number,
  text: string,
  lookBack: LookBack,
  now: number,
): Promise<BpMessage | undefined> {
  const { siteTime } = await client.getThread(threadId, { order: 'desc', messagesPerPage: 1 });
  const earliest = earliestOf(lookBack, siteTime === undefined ? undefined : siteTime - now) / 1000;
  const wanted = essence(text);
  const messages = await readBack(client, threadId, (message) => secondOf(message) < earliest);
  return messages.find(
    (message) =>
      message.sender_id === self &&
      secondOf(message) >= earliest &&
      essence(storedText(message)) === wanted &&
      !lookBack.isKnown(String(message.id)),
  );
}

function storedText(message: BpMessage): string {
  return message.message.raw ?? message.message.rendered;
}
