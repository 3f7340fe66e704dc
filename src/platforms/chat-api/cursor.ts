import { z } from 'zod';
import { ServiceError } from '../../host/index.ts';

/**
 * Where a feed stands. Services that number their messages: the last number taken in. The others: a second, with
 * the ids already seen from that second on (clocks have seconds only, and a later message may bear the same one).
 */
export type Cursor =
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'time'; readonly since: number; readonly seen: readonly string[] };

const timeSchema = z.object({ since: z.number(), seen: z.array(z.string()) });

export function writeCursor(cursor: Cursor): string {
  return cursor.kind === 'number'
    ? String(cursor.number)
    : JSON.stringify({ since: cursor.since, seen: cursor.seen });
}

/** @throws {ServiceError} for a cursor that this platform never wrote */
export function readCursor(text: string): Cursor {
  if (/^\d+$/.test(text)) return { kind: 'number', number: Number(text) };
  try {
    return { kind: 'time', ...timeSchema.parse(JSON.parse(text)) };
  } catch {
    throw new ServiceError({
      kind: 'invalid',
      tried: 'continue from the stored cursor',
      cameBack: 'a cursor that Chat API never had',
      advice: 'Forget the cursor of this account, so that its feed begins with what comes from now on.',
    });
  }
}
