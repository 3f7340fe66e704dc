import type { Journal, Place } from '../journal/contract.ts';
import { keyOf } from './routing.ts';

/**
 * The message of `to` that corresponds to a message of `from`: its copy there, the original it is a copy of, or
 * another copy of the same original.
 * @returns the ids of its parts, in order; empty when there is none
 */
export async function findCounterpart(
  journal: Journal,
  from: Place,
  messageId: string,
  to: Place,
): Promise<string[]> {
  const origin = await journal.originOf(from, messageId);
  const root = origin ? { place: origin.from, id: origin.messageId } : { place: from, id: messageId };
  if (keyOf(root.place) === keyOf(to)) return [root.id];
  return (await journal.copies(root.place, root.id, to)).map((link) => link.copyId);
}
