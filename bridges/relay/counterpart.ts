import type { Journal, Link, Place } from '../journal/contract.ts';
import { keyOf } from './routing.ts';

/** What corresponds in one place to a message of another. */
export interface Counterpart {
  /** Ids of its messages, texts before files; empty when there is none. */
  readonly ids: readonly string[];
  /** The message that all of them are copies of, or that is itself the counterpart. */
  readonly origin: { readonly place: Place; readonly messageId: string };
  /** Our copies, as against a message of somebody else; empty for the latter. */
  readonly copies: readonly Link[];
}

/**
 * The message of `to` that corresponds to a message of `from`: its copy there, the original it is a copy of, or
 * another copy of the same original. What a bot said in `to` stands there as a copy of its words.
 */
export async function findCounterpart(
  journal: Journal,
  from: Place,
  messageId: string,
  to: Place,
): Promise<Counterpart> {
  const link = await journal.originOf(from, messageId);
  const origin = link ? { place: link.from, messageId: link.messageId } : { place: from, messageId };
  const copies = await journal.copies(origin.place, origin.messageId, to);
  const isAtHome = keyOf(origin.place) === keyOf(to) && copies.length === 0;
  if (isAtHome) return { ids: [origin.messageId], origin, copies };
  return { ids: copies.map(({ copyId }) => copyId), origin, copies };
}
