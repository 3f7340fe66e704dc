import { messageIdOf } from '../../src/model/index.ts';
import type { Happening } from '../relay/contract.ts';

/** A happening as `/api/stream` tells it: without the message itself, which `/api/deliveries` shows in part. */
export function outlineOf(happening: Happening): object {
  if (!('delivery' in happening)) return happening;
  const { delivery, ...rest } = happening;
  const { id, eventId, route, from, to, event, attempts } = delivery;
  const receivedAt = new Date(delivery.receivedAt).toISOString();
  const outline = {
    id,
    eventId,
    route,
    from,
    to,
    type: event.type,
    messageId: messageIdOf(event),
    attempts,
    receivedAt,
  };
  return { ...rest, at: new Date().toISOString(), delivery: outline };
}
