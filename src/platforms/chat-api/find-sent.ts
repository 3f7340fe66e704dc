import type { Host } from '../../host/index.ts';
import { ServiceError } from '../../host/index.ts';
import type { LookBack, Part, Sent } from '../contract.ts';
import { isVoiceNote } from './compose.ts';
import { chatIdOf, isOwn } from './map.ts';
import { mediaOf } from './media.ts';
import { chatIdFor } from './calls/destination.ts';
import type { ChatApiClient } from './client.ts';
import type { QueueEntry, WireMessage } from './schema.ts';
import { toNumber } from './schema.ts';
import type { SentWithoutId } from './sent-without-id.ts';
import { sameText } from './sent-without-id.ts';

/** How far the service's clock may be off after its `Date` was believed, milliseconds. Message times are whole seconds. */
const TOLERANCE_MS = 60_000;
const PAGE = 100;
/** How long sends that were answered without an id are taken into account, milliseconds. */
const REMEMBERED_MS = 600_000;
/** Between two looks while a message may be on its way from the queue to the stored ones, milliseconds. */
const BETWEEN_LOOKS_MS = 300;
const MAX_LOOKS = 30;

/**
 * Finds out what became of a send whose answer never came.
 *
 * A message goes from the queue to the stored ones, and not back. So the queue is looked at first and the messages
 * after it: whatever left the queue before the first look is stored by the second, or on its short way between the
 * two; that is why only two rounds without a trace, a moment apart, mean that it never arrived.
 *
 * - In the queue: accepted, and the phone will send it. We wait for it to come out, to learn its id. Still there after
 *   some ten seconds (phone away, long queue): it counts as sent, with an unknown id; to send it again would double it.
 * - Stored: an own message of that chat with that content, not older than the first attempt and not known as some
 *   other copy. The oldest one, since a chat is served in order.
 */
export async function findSent(
  client: ChatApiClient,
  host: Host,
  withoutId: SentWithoutId,
  conversation: string,
  part: Part,
  lookBack: LookBack,
): Promise<Sent | undefined> {
  const chatId = chatIdFor(conversation);
  let absent = 0;
  for (let look = 0; look < MAX_LOOKS || absent > 0; look += 1) {
    const queued = client.dialect.queue ? await lookIntoQueue(client, chatId, part) : 'absent';
    if (queued !== 'waits') {
      const found = await findStored(client, withoutId, chatId, part, lookBack);
      if (found) return { id: found.id };
      if (queued === 'unseen') throw queueTooLong(chatId);
      absent += 1;
      if (absent === 2) return undefined;
    }
    await host.sleep(BETWEEN_LOOKS_MS);
  }
  return { id: undefined };
}

/** `unseen`: not among the hundred that the service shows, but it holds more. */
async function lookIntoQueue(
  client: ChatApiClient,
  chatId: string,
  part: Part,
): Promise<'waits' | 'absent' | 'unseen'> {
  const queue = await client.showMessagesQueue();
  const entries = queue.first100 ?? [];
  if (entries.some((entry) => entry.chatId === chatId && holdsPart(entry, part))) return 'waits';
  return (toNumber(queue.totalMessages) ?? 0) > entries.length ? 'unseen' : 'absent';
}

function queueTooLong(chatId: string): ServiceError {
  return new ServiceError({
    kind: 'unavailable',
    tried: `find out whether a message to chat ${chatId} arrived`,
    cameBack: 'a queue of which the service shows only the first hundred messages',
    advice: 'Wait until the queue is shorter, or clear it.',
  });
}

/** What a queued file looks like is known only as far as its type; any file of the chat may be ours. */
function holdsPart(entry: QueueEntry, part: Part): boolean {
  const isText = entry.type === 'text' || entry.type === 'chat';
  return part.file ? !isText : isText && sameText(entry.body, part.text);
}

async function findStored(
  client: ChatApiClient,
  withoutId: SentWithoutId,
  chatId: string,
  part: Part,
  lookBack: LookBack,
): Promise<WireMessage | undefined> {
  const earlier = withoutId.of(chatId, part.text, lookBack.since - REMEMBERED_MS);
  const tolerance = lookBack.toleranceMs ?? TOLERANCE_MS;
  const second = (ms: number): number => Math.floor((ms + client.clockOffsetMs() - tolerance) / 1000);
  const from = second(Math.min(lookBack.since, ...earlier));
  const alike = (await storedSince(client, chatId, from)).filter(
    (wire) =>
      isOwn(wire) &&
      chatIdOf(wire) === chatId &&
      timeOf(wire, from) >= from &&
      isPart(wire, part) &&
      !lookBack.isKnown(wire.id),
  );
  // Sends that were answered without an id are known to nobody, but they came before this one.
  const own = second(lookBack.since);
  return alike.slice(earlier.length).find((wire) => timeOf(wire, own) >= own);
}

function timeOf(wire: WireMessage, otherwise: number): number {
  return toNumber(wire.time) ?? otherwise;
}

/** `last` and the filters together: a service that knows no filter still gives its newest hundred, not its oldest. */
async function storedSince(
  client: ChatApiClient,
  chatId: string,
  minTime: number,
): Promise<readonly WireMessage[]> {
  const newest = (await client.messages({ last: true, chatId, minTime })).messages ?? [];
  const reachesBack = newest.length < PAGE || newest.some((wire) => timeOf(wire, minTime) < minTime);
  if (reachesBack || !client.dialect.numbered) return newest;
  return (await client.messages({ chatId, minTime, limit: 0 })).messages ?? [];
}

function isPart(wire: WireMessage, part: Part): boolean {
  const media = mediaOf(wire.type ?? 'chat', wire.body ?? '');
  if (!part.file) return !media && sameText(wire.body, part.text);
  if (!media || !sameText(wire.caption, part.text)) return false;
  // WhatsApp decides what it shows a file as; only a voice note is certain to stay one.
  return isVoiceNote(part.file) === (media.kind === 'voice');
}
