import { ServiceError } from '../../host/index.ts';
import type { Host } from '../../host/index.ts';
import type { PollResult } from '../contract.ts';
import type { ChatApiClient } from './client.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { toCreated } from './map.ts';
import { pollByTime } from './poll-by-time.ts';
import type { WireMessage, WireMessages } from './schema.ts';
import { toNumber } from './schema.ts';

/** An instance that was created anew can go unnoticed for so long, milliseconds. */
const RECHECK_EVERY_MS = 10 * 60_000;

/** Reads events by asking; see {@link createPoll}. */
export type Poll = (cursor: string | undefined) => Promise<PollResult>;

/**
 * Polls an instance. Without a cursor it only looks where the instance stands. With one it reads the page after it;
 * pages hold at most 100 messages, and the next is asked for at once until one comes back empty.
 */
export function createPoll(client: ChatApiClient, account: string, host: Host): Poll {
  let checkedAt = -Infinity;

  return async (cursorText) => {
    const cursor = cursorText === undefined ? undefined : readCursor(cursorText);
    if (!client.dialect.numbered || cursor?.kind === 'time') return pollByTime(client, account, host, cursor);
    if (!cursor) {
      const newest = await client.messages({ last: true });
      return { events: [], cursor: writeCursor({ kind: 'number', number: highest(newest) }), more: false };
    }

    const page = await client.messages({ lastMessageNumber: cursor.number });
    const returned = toNumber(page.lastMessageNumber);
    const fresh = numbered(page.messages ?? []).filter(({ number }) => number > cursor.number);
    const last = fresh.at(-1);
    if (!last) {
      if (returned !== undefined && returned < cursor.number)
        throw startedAnew(account, cursor.number, returned);
      // Asked for what is after a number it never reached, an instance repeats that number: only its newest tells.
      if (host.now() - checkedAt >= RECHECK_EVERY_MS) {
        const standing = highest(await client.messages({ last: true }));
        if (standing < cursor.number) throw startedAnew(account, cursor.number, standing);
        checkedAt = host.now();
      }
      return { events: [], cursor: writeCursor(cursor), more: false };
    }
    const context = { account, now: host.now() };
    return {
      events: fresh.map(({ wire }) => toCreated(wire, context)),
      cursor: writeCursor({ kind: 'number', number: last.number }),
      more: true,
    };
  };
}

interface Numbered {
  readonly number: number;
  readonly wire: WireMessage;
}

/** The messages that have a number, each number once, in order. */
export function numbered(messages: readonly WireMessage[]): Numbered[] {
  const result: Numbered[] = [];
  for (const wire of messages) {
    const number = toNumber(wire.messageNumber);
    if (number !== undefined) result.push({ number, wire });
  }
  result.sort((a, b) => a.number - b.number);
  return result.filter(({ number }, index) => number !== result[index - 1]?.number);
}

function highest(page: WireMessages): number {
  const numbers = (page.messages ?? []).map((wire) => toNumber(wire.messageNumber) ?? 0);
  return Math.max(0, toNumber(page.lastMessageNumber) ?? 0, ...numbers);
}

function startedAnew(account: string, stored: number, returned: number): ServiceError {
  return new ServiceError({
    kind: 'protocol',
    tried: `read the messages of ${account} after number ${String(stored)}`,
    cameBack: `an instance that stands at number ${String(returned)}`,
    advice:
      'The instance was created anew or its history was cleared, and its numbers began again. Forget the cursor of this account, so that its feed begins with what comes from now on.',
  });
}
