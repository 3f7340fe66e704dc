import type { Host } from '../../host/index.ts';
import type { ParleyEvent } from '../../model/index.ts';
import { messageIdOf } from '../../model/index.ts';
import type { Received } from '../contract.ts';
import type { MessagesDevClient } from './client.ts';
import { stateOf } from './delivered.ts';
import type { Known } from './known.ts';

/** With a smaller share of the hour's calls left, deliveries are believed to be in order. */
const RESERVE = 0.3;
/** A message that no poll shows for so long is taken in all the same, milliseconds. */
const MESSAGE_PATIENCE_MS = 5_000;
/** The same for a reaction to a message that nobody has heard of: most of those are old. */
const REACTION_PATIENCE_MS = 2_000;
/** Nobody offers a delivery again after this time, milliseconds. */
const FORGET_MS = 60_000;

/**
 * Deliveries carry no number, may overtake each other, and one that failed three times is gone for good. So a delivery
 * of a message only tells that there is something to be read: it is a gap until a poll, which brings everything in
 * order, has covered it.
 */
export interface Order {
  place(event: ParleyEvent, cursor: string | undefined): Received;
}

export function createOrder(client: MessagesDevClient, host: Host, known: Known): Order {
  /** When a delivery that waits was first seen, by the key of its event. */
  const waiting = new Map<string, number>();
  /** Messages whose delivery waits. */
  const told = new Map<string, string>();

  const take = (event: ParleyEvent, events: readonly ParleyEvent[]): Received => {
    waiting.delete(event.key);
    told.delete(messageIdOf(event));
    return { events };
  };
  const wait = (event: ParleyEvent, patienceMs: number): Received => {
    forget(host.now() - FORGET_MS);
    const since = waiting.get(event.key) ?? host.now();
    if (host.now() - since >= patienceMs || client.callsLeft() <= RESERVE) return take(event, [event]);
    waiting.set(event.key, since);
    return { events: [], gap: true };
  };
  /** Deliveries that were given up by those who made them. */
  const forget = (before: number): void => {
    for (const [key, since] of waiting) if (since < before) waiting.delete(key);
    for (const [id, key] of told) if (!waiting.has(key)) told.delete(id);
  };

  return {
    place(event, cursor) {
      // Without a feed there is nothing that a delivery could have overtaken.
      if (cursor === undefined) return take(event, [event]);
      const id = messageIdOf(event);
      if (event.type !== 'message.created') {
        if (known.hasMessage(id) && !told.has(id)) return take(event, [event]);
        return wait(event, REACTION_PATIENCE_MS);
      }
      // Ours are told apart, and nothing waits for them.
      if (event.message.author.kind === 'self') return { events: [event] };
      const state = stateOf(cursor, event);
      if (state !== 'missing') return take(event, state === 'covered' ? [] : [event]);
      const received = wait(event, MESSAGE_PATIENCE_MS);
      if (received.gap) told.set(id, event.key);
      return received;
    },
  };
}
