import type { Host } from '../../host/index.ts';
import type { PollResult } from '../contract.ts';
import type { ChatApiClient } from './client.ts';
import type { Cursor } from './cursor.ts';
import { writeCursor } from './cursor.ts';
import { toCreated } from './map.ts';
import type { WireMessage } from './schema.ts';
import { toNumber } from './schema.ts';

/** Seconds by which a message may show up after a later one. */
const OVERLAP_SECONDS = 10;

/**
 * Polls a service that numbers nothing (1msg.io): its one list of messages is read again, and what is older than the
 * cursor or was seen already is left out. A list that no longer reaches back to the cursor has a hole, which is said
 * in the log: such an account needs its webhook.
 */
export async function pollByTime(
  client: ChatApiClient,
  account: string,
  host: Host,
  cursor: Cursor | undefined,
): Promise<PollResult> {
  const from = cursor?.kind === 'time' ? cursor : undefined;
  const page = await client.messages(from ? { minTime: from.since } : {});
  const messages = inOrder(page.messages ?? []);
  const newest = Math.max(from ? from.since + OVERLAP_SECONDS : 0, ...messages.map(secondOf));
  const since = Math.max(0, newest - OVERLAP_SECONDS);

  const seenBefore = new Set(from?.seen);
  const fresh = from
    ? messages.filter((wire) => secondOf(wire) >= from.since && !seenBefore.has(wire.id))
    : [];
  const oldest = messages[0];
  if (
    from &&
    oldest &&
    fresh.length === messages.length &&
    secondOf(oldest) > from.since &&
    from.seen.length > 0
  ) {
    host.log.warn(
      { account },
      'the list of messages no longer reaches back to the last poll; some may be missing',
    );
  }

  const seen = messages.filter((wire) => secondOf(wire) >= since).map((wire) => wire.id);
  const context = { account, now: host.now() };
  return {
    events: fresh.map((wire) => toCreated(wire, context)),
    cursor: writeCursor({ kind: 'time', since, seen }),
    more: false,
  };
}

/** Oldest first, whichever end the service begins with; within a second as the service has them. */
function inOrder(messages: readonly WireMessage[]): WireMessage[] {
  const first = messages[0];
  const last = messages.at(-1);
  const newestFirst = first && last && secondOf(first) > secondOf(last);
  const ascending = newestFirst ? messages.toReversed() : [...messages];
  return ascending.sort((a, b) => secondOf(a) - secondOf(b));
}

function secondOf(wire: WireMessage): number {
  return toNumber(wire.time) ?? 0;
}
