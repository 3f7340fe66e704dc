import { z } from 'zod';
import type { ParleyEvent } from '../../model/index.ts';
import { toPosition } from './map.ts';

/** So far back from the newest message a read looks again, seconds: a message may show up a little late. */
const OVERLAP_S = 60;
/** So many things seen within the overlap are remembered; with more of them the overlap is shorter. */
const MOST_SEEN = 500;
/** So many threads are watched in a channel beyond those whose first message is among its last. */
const MOST_THREADS = 20;
/** A thread is watched so long after its last answer, seconds. */
const THREAD_AGE_S = 7 * 24 * 3600;

const channelSchema = z.object({
  /** The newest thing that a read of the history has shown, as a position. */
  newest: z.string(),
  /** Nothing at or before this position is ever brought: it was there before we were, or came long ago. */
  floor: z.string(),
  /** What was brought already after the floor, as `position` or `position/ts`. */
  seen: z.array(z.string()),
  /** `ts` of threads that were answered lately, with the position of the last answer. */
  threads: z.record(z.string()),
});
const cursorSchema = z.record(channelSchema);

export type ChannelCursor = z.output<typeof channelSchema>;
export type Cursor = z.output<typeof cursorSchema>;

/** Starts anew, channel by channel, when the text is not one of ours. */
export function parseCursor(text: string | undefined): Cursor {
  if (text === undefined) return {};
  try {
    const parsed = cursorSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

/** Where a channel stands that nothing is to be brought of but what comes after `newest`. */
export function startAfter(newest: string): ChannelCursor {
  return { newest, floor: newest, seen: [], threads: {} };
}

/** The channel after a complete read of its history, which brought these things. */
export function afterRead(before: ChannelCursor, brought: readonly string[], newest: string): ChannelCursor {
  const latest = newest > before.newest ? newest : before.newest;
  const overlap = minus(latest, OVERLAP_S);
  let floor = overlap > before.floor ? overlap : before.floor;
  let seen = [...new Set([...before.seen, ...brought])].filter((entry) => positionOf(entry) > floor).sort();
  if (seen.length > MOST_SEEN) {
    const dropped = seen[seen.length - MOST_SEEN - 1];
    floor = dropped === undefined ? floor : positionOf(dropped);
    seen = seen.filter((entry) => positionOf(entry) > floor);
  }
  return { newest: latest, floor, seen, threads: youngest(before.threads, latest) };
}

/** The same channel, watching a thread that was answered. */
export function withThread(channel: ChannelCursor, root: string, answered: string): ChannelCursor {
  const last = channel.threads[root] ?? '';
  if (last >= answered) return channel;
  const threads = youngest({ ...channel.threads, [root]: answered }, channel.newest);
  return { ...channel, threads };
}

/**
 * The cursor once live events are stored. Their times do not move it, because only a read of the history shows that
 * nothing is missing before them; what they tell is which threads are alive.
 */
export function advance(text: string | undefined, events: readonly ParleyEvent[]): string {
  const answers = events.filter(
    (event) => event.type === 'message.created' && event.message.thread !== undefined,
  );
  if (answers.length === 0) return text ?? '{}';
  const cursor = parseCursor(text);
  for (const event of answers) {
    const channel = cursor[event.conversation];
    if (event.type !== 'message.created' || event.message.thread === undefined || !channel) continue;
    cursor[event.conversation] = withThread(channel, event.message.thread, event.position);
  }
  return JSON.stringify(cursor);
}

function positionOf(entry: string): string {
  return entry.split('/')[0] ?? entry;
}

function minus(position: string, seconds: number): string {
  const [whole = '0', micros = '0'] = position.split('.');
  return toPosition(`${String(Math.max(0, Number(whole) - seconds))}.${micros}`);
}

function youngest(threads: Readonly<Record<string, string>>, newest: string): Record<string, string> {
  const oldest = minus(newest, THREAD_AGE_S);
  const alive = Object.entries(threads).filter(([, answered]) => answered > oldest);
  return Object.fromEntries(alive.sort(([, a], [, b]) => (a < b ? 1 : -1)).slice(0, MOST_THREADS));
}
