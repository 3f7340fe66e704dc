import type { Host } from '../../host/index.ts';
import { ServiceError, WebhookRefused } from '../../host/index.ts';
import type { ParleyEvent } from '../../model/index.ts';
import type { Webhook, WebhookRequest } from '../contract.ts';
import type { MessagesDevClient } from './client.ts';
import { plainHandle } from './known.ts';
import type { MapContext } from './map.ts';
import { created, toMessage, toReaction } from './map.ts';
import type { Nudges } from './nudges.ts';
import { createOrder } from './order.ts';
import type { Registration } from './registration.ts';
import type { WireMessage } from './schema.ts';
import { deliverySchema, messageSchema, reactionSchema } from './schema.ts';
import type { WireDelivery } from './signature.ts';
import { readDelivery } from './signature.ts';

/** What an answer answers is looked for only while more than this share of the hour's calls is left. */
const RESERVE = 0.3;
/** Other deliveries wait meanwhile, milliseconds. */
const PREPARE_MS = 1000;

/** Deliveries of the line's messages and reactions. They are told apart from repeats by the keys of their events. */
export function createWebhook(
  client: MessagesDevClient,
  registration: Registration,
  host: Host,
  context: MapContext,
  nudges: Nudges,
): Webhook {
  const { known } = context;
  const order = createOrder(client, host, known);
  return {
    /** An answer names what it answers by GUID; one that is not known is looked for among the chat's last messages. */
    async prepare(request) {
      const message = messageIn(request);
      const answered = message?.reply_to_guid;
      if (!message || !answered || known.messageIdOf(answered) !== undefined) return;
      if (client.callsLeft() <= RESERVE) return;
      try {
        const page = { limit: 100, timeoutMs: PREPARE_MS };
        known.learnMessages((await client.messages(message.chat_id, page)).items);
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        host.log.debug({ account: context.account }, `what a message answers is not known: ${error.message}`);
      }
    },
    receive(request, cursor) {
      const event = toEvent(readDelivery(request, registration.secret(), host), context, nudges);
      return event ? order.place(event, cursor) : { events: [] };
    },
    register: (url) => registration.register(url),
    registered: (ours) => registration.registered(ours),
    unregister: () => registration.unregister(),
  };
}

/** Undefined for events that we did not ask for, and for those of another line. */
function toEvent(delivery: WireDelivery, context: MapContext, nudges: Nudges): ParleyEvent | undefined {
  switch (delivery.event) {
    case 'message.received':
    case 'message.sent': {
      const wire = messageSchema.safeParse(delivery.data);
      if (!wire.success) throw unreadable(delivery.event);
      if (!isOfLine(wire.data.line_handle, context)) return undefined;
      context.known.learnMessages([wire.data]);
      if (wire.data.is_from_me === true) nudges.wake(wire.data.chat_id);
      return created(toMessage(wire.data, context));
    }
    case 'reaction.added':
    case 'reaction.removed': {
      const wire = reactionSchema.safeParse(delivery.data);
      if (!wire.success) throw unreadable(delivery.event);
      if (!isOfLine(wire.data.line_handle, context)) return undefined;
      if (wire.data.is_from_me === true && wire.data.chat_id) nudges.wake(wire.data.chat_id);
      return toReaction(wire.data, delivery.event === 'reaction.added', context);
    }
    default:
      return undefined;
  }
}

function isOfLine(handle: unknown, { line }: MapContext): boolean {
  return typeof handle !== 'string' || handle === '' || plainHandle(handle) === plainHandle(line);
}

function unreadable(event: string): WebhookRefused {
  return new WebhookRefused(400, 'body', `The delivery "${event}" is not shaped as messages.dev shapes it.`);
}

function messageIn(request: WebhookRequest): WireMessage | undefined {
  try {
    const { data } = deliverySchema.parse(JSON.parse(new TextDecoder().decode(request.body)));
    return messageSchema.safeParse(data).data;
  } catch {
    return undefined;
  }
}
