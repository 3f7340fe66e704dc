import type { Log } from '../../host/index.ts';
import type { ParleyEvent } from '../../model/index.ts';
import type { PollResult } from '../contract.ts';
import type { Channels } from './channels.ts';
import { isForum, isThread } from './channels.ts';
import type { DiscordClient } from './client.ts';
import type { ChannelCursor, Cursor } from './cursor.ts';
import { afterRead, parseCursor, startAfter } from './cursor.ts';
import { INVALID_FORM } from './error-codes.ts';
import { isCode, isKind } from './errors.ts';
import { created, edited, positionOfEdit } from './events.ts';
import type { History } from './history.ts';
import type { MapContext } from './map.ts';
import { editedAt, isShown, toMessage } from './map.ts';
import type { DiscordChannel, DiscordMessage } from './schema.ts';
import { idAt, timeOf, toPosition } from './snowflake.ts';

export interface PollParts {
  readonly client: DiscordClient;
  readonly channels: Channels;
  readonly history: History;
  readonly log: Log;
  /** Who we are and the names we know; learns those in the messages first. */
  context(messages: readonly DiscordMessage[]): Promise<MapContext>;
}

const NOTHING = toPosition('0');
/** So many quiet threads of a channel are read again for changes. */
const QUIET_THREADS = 10;
/** A thread without a message for this long is not read for changes any more, milliseconds. */
const QUIET_MS = 24 * 3_600_000;

/**
 * What was said and changed in these conversations since the cursor, their threads included. A conversation that is
 * new to the cursor begins with what comes next. One that cannot be read (deleted, bot removed) is left where it stood
 * and holds up none of the others. Deletions and reactions leave no trace that could be read later.
 */
export async function poll(
  parts: PollParts,
  text: string | undefined,
  conversations: readonly string[],
): Promise<PollResult> {
  const before = parseCursor(text);
  const after: Cursor = {};
  const events: ParleyEvent[] = [];
  parts.channels.watch(conversations);
  const active = activeThreads(parts, new Set(conversations));
  for (const conversation of new Set(conversations)) {
    const known = before[conversation];
    try {
      const channel = await parts.channels.find(conversation);
      const read = known
        ? await catchUp(parts, channel, known, active)
        : { events: [], cursor: startAfter(await newest(parts, channel, await active(channel))) };
      after[conversation] = read.cursor;
      events.push(...read.events);
    } catch (error) {
      const isItsOwn = isKind(error, 'permission', 'not-found', 'unsupported') || isCode(error, INVALID_FORM);
      if (!isItsOwn) throw error;
      parts.log.warn({ conversation, code: error.code }, `a channel is left out: ${error.message}`);
      if (known) after[conversation] = known;
    }
  }
  return { events, cursor: JSON.stringify(after), more: false };
}

type Active = (channel: DiscordChannel) => Promise<readonly DiscordChannel[]>;

/** Asks a server once for the threads that are open, for all of its channels. */
function activeThreads({ client, channels }: PollParts, conversations: ReadonlySet<string>): Active {
  const asked = new Map<string, Promise<{ threads: readonly DiscordChannel[] }>>();
  return async (channel) => {
    const { guild_id: guild, id } = channel;
    if (guild === undefined || isThread(channel)) return [];
    const asking = asked.get(guild) ?? client.activeThreads(guild);
    asked.set(guild, asking);
    const { threads } = await asking;
    for (const thread of threads) channels.note(thread);
    return threads.filter((thread) => thread.parent_id === id && !conversations.has(thread.id));
  };
}

async function newest(
  { history }: PollParts,
  channel: DiscordChannel,
  threads: readonly DiscordChannel[],
): Promise<string> {
  const archived = isThread(channel) ? NOTHING : await history.archivedUntil(channel.id);
  const messages = isForum(channel) ? [] : await history.last(channel.id);
  const last = threads.map((thread) => toPosition(thread.last_message_id ?? thread.id));
  return newestOf(messages, [archived, ...last].sort().at(-1) ?? NOTHING);
}

async function catchUp(
  parts: PollParts,
  channel: DiscordChannel,
  known: ChannelCursor,
  active: Active,
): Promise<{ events: readonly ParleyEvent[]; cursor: ChannelCursor }> {
  const { history } = parts;
  const { floor } = known;
  const all = [...(isForum(channel) ? [] : await history.since(channel.id, floor))];
  for (const thread of await threadsToRead(parts, channel, floor, active)) {
    try {
      all.push(...(await history.since(thread.id, floor)));
    } catch (error) {
      if (!isKind(error, 'permission', 'not-found')) throw error;
    }
  }
  const seen = new Set(known.seen);
  const brought: { readonly mark: string; readonly event: ParleyEvent }[] = [];
  const shown = all.filter((message) => isShown(message) && lastOf(message) > floor);
  const context = await parts.context(shown);
  for (const message of shown) {
    const { id } = message;
    const sent = toPosition(id);
    const said = toMessage(message, channel.id, context);
    if (sent > floor && !seen.has(sent)) brought.push({ mark: sent, event: created(said) });
    const ms = editedAt(message);
    if (ms === undefined) continue;
    const mark = `${positionOfEdit(id, ms)}/${id}`;
    if (lastOf(message) > floor && !seen.has(mark)) brought.push({ mark, event: edited(said, ms) });
  }
  brought.sort((a, b) =>
    a.event.position < b.event.position ? -1 : a.event.position > b.event.position ? 1 : 0,
  );
  const marks = brought.map(({ mark }) => mark);
  return {
    events: brought.map(({ event }) => event),
    cursor: afterRead(known, marks, newestOf(all, known.newest)),
  };
}

/** Threads with something new, archived ones among them, and a few in which something may have been changed. */
async function threadsToRead(
  { history, channels }: PollParts,
  channel: DiscordChannel,
  floor: string,
  active: Active,
): Promise<readonly DiscordChannel[]> {
  if (isThread(channel)) return [];
  const open = await active(channel);
  const last = (thread: DiscordChannel): string => toPosition(thread.last_message_id ?? thread.id);
  const quietSince = toPosition(idAt(timeOf(floor) - QUIET_MS));
  const quiet = open
    .filter((thread) => last(thread) <= floor && last(thread) > quietSince)
    .sort((a, b) => (last(a) < last(b) ? 1 : -1))
    .slice(0, QUIET_THREADS);
  const archived = (await history.archived(channel.id, floor)).filter((thread) => {
    channels.note(thread);
    return channels.conversationOf(thread.id) === channel.id;
  });
  return [...open.filter((thread) => last(thread) > floor), ...archived, ...quiet];
}

/** Position of the last thing that happened to a message. */
function lastOf(message: DiscordMessage): string {
  const ms = editedAt(message);
  return ms === undefined ? toPosition(message.id) : positionOfEdit(message.id, ms);
}

function newestOf(messages: readonly DiscordMessage[], least: string): string {
  return messages.map(lastOf).reduce((a, b) => (a > b ? a : b), least);
}
