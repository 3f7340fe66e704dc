import { z } from 'zod';
import { ServiceError, parseJson } from '../../host/index.ts';

/** So many messages are remembered one by one, those touched last, and as many of those with reactions. */
const REMEMBERED = 500;

/** What a message looked like when it was last seen. */
export interface Seen {
  readonly thread: number;
  /** Stands for its text. Empty when it was deleted. */
  readonly text: string;
  /** Who reacted, and with which key. */
  readonly reactions: ReadonlyMap<number, string>;
}

/** Where the poll stands. Times are the site's, 1/10,000 s. */
export interface FeedCursor {
  /** What to ask for: everything that was touched after this. */
  readonly since: number;
  /** When the last poll began, Unix milliseconds of our clock. */
  readonly at: number;
  /** Every message up to this id that was written up to this time counts as handled. */
  readonly floor: { readonly id: number; readonly time: number };
  /** Threads held. */
  readonly threads: readonly number[];
  /** Chat rooms that are read on their own, with the highest id handled there. */
  readonly rooms: ReadonlyMap<number, number>;
  /** By id, in the order in which they were touched. */
  readonly seen: ReadonlyMap<number, Seen>;
}

const cursorSchema = z.object({
  since: z.number(),
  at: z.number(),
  floor: z.tuple([z.number(), z.number()]),
  threads: z.array(z.number()),
  rooms: z.array(z.tuple([z.number(), z.number()])),
  seen: z.string(),
});

export function encodeCursor({ since, at, floor, threads, rooms, seen }: FeedCursor): string {
  return JSON.stringify({
    since,
    at,
    floor: [floor.id, floor.time],
    threads,
    rooms: [...rooms],
    seen: Array.from(seen, writeSeen).join(' '),
  });
}

/** @throws {ServiceError} when the text is no cursor of this feed */
export function decodeCursor(text: string): FeedCursor {
  const parsed = cursorSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new ServiceError({
      kind: 'invalid',
      tried: 'poll Better Messages',
      cameBack: 'the stored cursor is none of this platform',
      advice: 'Forget the cursor of this account; polling then begins anew from now.',
    });
  }
  const { since, at, floor, threads, rooms, seen } = parsed.data;
  return {
    since,
    at,
    floor: { id: floor[0], time: floor[1] },
    threads,
    rooms: new Map(rooms),
    seen: new Map(seen.split(' ').filter(Boolean).map(readSeen)),
  };
}

/** `id.thread.text`, and `.user=key` for each reaction. */
function writeSeen([id, { thread, text, reactions }]: readonly [number, Seen]): string {
  const reacted = Array.from(reactions, ([user, key]) => `.${String(user)}=${key}`).join('');
  return `${id.toString(36)}.${thread.toString(36)}.${text}${reacted}`;
}

function readSeen(written: string): [number, Seen] {
  const [id = '', thread = '', text = '', ...reacted] = written.split('.');
  const reactions = reacted.map((one): [number, string] => {
    const [user = '', key = ''] = one.split('=');
    return [Number(user), key];
  });
  return [
    Number.parseInt(id, 36),
    { thread: Number.parseInt(thread, 36), text, reactions: new Map(reactions) },
  ];
}

/**
 * Forgets the messages that were touched longest ago; which reactions are old cannot be told without, so those with
 * reactions stay longer. What is forgotten was handled, so the floor rises over it, but not over anything written later
 * than `time`, which may be on its way still.
 * @param kept messages that the next poll is told of again: none of them is forgotten
 */
export function settled(
  seen: ReadonlyMap<number, Seen>,
  floor: FeedCursor['floor'],
  time: number,
  kept: ReadonlySet<number>,
): Pick<FeedCursor, 'seen' | 'floor'> {
  const others = [...seen].filter(([id]) => !kept.has(id));
  const forgotten = [
    ...surplus(others.filter(([, { reactions }]) => reactions.size === 0)),
    ...surplus(others.filter(([, { reactions }]) => reactions.size > 0)),
  ];
  if (forgotten.length === 0) return { seen, floor };
  const left = new Map(seen);
  for (const id of forgotten) left.delete(id);
  return {
    seen: left,
    floor: { id: Math.max(floor.id, ...forgotten), time: Math.max(floor.time, time) },
  };
}

function surplus(messages: readonly (readonly [number, Seen])[]): number[] {
  return messages.slice(0, Math.max(0, messages.length - REMEMBERED)).map(([id]) => id);
}
