import type { Log } from '../../host/index.ts';
import { ServiceError } from '../../host/index.ts';
import type { ParleyEvent } from '../../model/index.ts';
import type { PollResult } from '../contract.ts';
import type { ChannelCursor, Cursor } from './cursor.ts';
import { afterRead, parseCursor, startAfter, withThread } from './cursor.ts';
import { created, edited } from './events.ts';
import type { History } from './history.ts';
import type { MapContext } from './map.ts';
import { isShown, namesIn, toMessage, toPosition } from './map.ts';
import type { SlackMessage } from './schema.ts';

export interface PollParts {
  readonly history: History;
  readonly log: Log;
  /** Who we are and the names we know; learns the given ids first. */
  context(ids: readonly string[]): Promise<MapContext>;
}

const NOTHING = toPosition('0');

/**
 * What was said and changed in these channels since the cursor, threads that are alive included. A channel that is
 * new to the cursor begins with what comes next. A channel that cannot be read (archived away, bot removed) is left
 * where it stood and holds up none of the others. Deletions and reactions leave no trace that could be read later.
 */
export async function poll(
  parts: PollParts,
  text: string | undefined,
  channels: readonly string[],
): Promise<PollResult> {
  const before = parseCursor(text);
  const after: Cursor = {};
  const events: ParleyEvent[] = [];
  for (const channel of new Set(channels)) {
    const known = before[channel];
    try {
      const read = known ? await catchUp(parts, channel, known) : await begin(parts, channel);
      after[channel] = read.cursor;
      events.push(...read.events);
    } catch (error) {
      if (!isAboutChannel(error)) throw error;
      parts.log.warn({ channel, code: error.code }, `a channel is left out: ${error.message}`);
      if (known) after[channel] = known;
    }
  }
  return { events, cursor: JSON.stringify(after), more: false };
}

interface Read {
  readonly events: readonly ParleyEvent[];
  readonly cursor: ChannelCursor;
}

async function begin({ history }: PollParts, channel: string): Promise<Read> {
  return { events: [], cursor: startAfter(newestOf(await history.last(channel), NOTHING)) };
}

async function catchUp(parts: PollParts, channel: string, known: ChannelCursor): Promise<Read> {
  const { floor } = known;
  const messages = await parts.history.since(channel, floor);
  let cursor = known;
  const roots = new Set(Object.keys(known.threads));
  for (const { ts, latest_reply, reply_count = 0 } of messages) {
    roots.delete(ts);
    // Not every server that speaks like Slack says when the last answer came.
    if (latest_reply === undefined && reply_count > 0) roots.add(ts);
    if (latest_reply === undefined || toPosition(latest_reply) <= floor) continue;
    roots.add(ts);
    cursor = withThread(cursor, ts, toPosition(latest_reply));
  }
  const answers = await parts.history.threads(channel, roots, floor);
  const all = uniqueByTs([...messages, ...answers]).filter(isShown);
  const context = await parts.context(all.filter((message) => isNew(message, floor)).flatMap(namesIn));

  const seen = new Set(known.seen);
  const brought: { mark: string; event: ParleyEvent }[] = [];
  for (const message of all) {
    const sent = toPosition(message.ts);
    if (sent > floor && !seen.has(sent))
      brought.push({ mark: sent, event: created(toMessage(message, channel, context)) });
    if (!message.edited) continue;
    const changed = toPosition(message.edited.ts);
    const mark = `${changed}/${message.ts}`;
    if (changed > floor && !seen.has(mark)) brought.push({ mark, event: edited(message, channel, context) });
  }
  brought.sort((a, b) =>
    a.event.position < b.event.position ? -1 : a.event.position > b.event.position ? 1 : 0,
  );
  const marks = brought.map(({ mark }) => mark);
  return {
    events: brought.map(({ event }) => event),
    cursor: afterRead(cursor, marks, newestOf(all, known.newest)),
  };
}

function isNew(message: SlackMessage, floor: string): boolean {
  return toPosition(message.edited?.ts ?? message.ts) > floor;
}

function newestOf(messages: readonly SlackMessage[], least: string): string {
  let newest = least;
  for (const { ts, edited: change, latest_reply } of messages) {
    for (const at of [ts, change?.ts, latest_reply]) {
      if (at !== undefined && toPosition(at) > newest) newest = toPosition(at);
    }
  }
  return newest;
}

function uniqueByTs(messages: readonly SlackMessage[]): SlackMessage[] {
  return [...new Map(messages.map((message) => [message.ts, message])).values()];
}

function isAboutChannel(error: unknown): error is ServiceError {
  return error instanceof ServiceError && (error.kind === 'permission' || error.kind === 'not-found');
}
