import { z } from 'zod';
import { idAt, timeOf, toPosition } from './snowflake.ts';

/** So far back from the newest message a read looks again, milliseconds: ids need not come in their order. */
const OVERLAP_MS = 60_000;
/** So many things seen within the overlap are remembered; with more of them the overlap is shorter. */
const MOST_SEEN = 500;

const channelSchema = z.object({
  /** The newest thing that a read has shown, as a position. */
  newest: z.string().regex(/^\d{20}$/),
  /** Nothing at or before this position is ever brought: it was there before we were, or came long ago. */
  floor: z.string().regex(/^\d{20}$/),
  /** What was brought already after the floor, as `position` or `position/id`. */
  seen: z.array(z.string()),
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

/** Where a conversation stands of which nothing is to be brought but what comes after `newest`. */
export function startAfter(newest: string): ChannelCursor {
  return { newest, floor: newest, seen: [] };
}

/** The conversation after a complete read, which brought these things. */
export function afterRead(before: ChannelCursor, brought: readonly string[], newest: string): ChannelCursor {
  const latest = newest > before.newest ? newest : before.newest;
  const overlap = toPosition(idAt(timeOf(latest) - OVERLAP_MS));
  let floor = overlap > before.floor ? overlap : before.floor;
  let seen = [...new Set([...before.seen, ...brought])].filter((entry) => positionOf(entry) > floor).sort();
  const dropped = seen[seen.length - MOST_SEEN - 1];
  if (dropped !== undefined) {
    floor = positionOf(dropped);
    seen = seen.filter((entry) => positionOf(entry) > floor);
  }
  return { newest: latest, floor, seen };
}

function positionOf(entry: string): string {
  return entry.split('/')[0] ?? entry;
}
