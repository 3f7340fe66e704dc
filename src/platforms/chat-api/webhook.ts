import type { Host } from '../../host/index.ts';
import { ServiceError, WebhookRefused } from '../../host/index.ts';
import type { MessageStatus } from '../../model/index.ts';
import type { Received, Webhook } from '../contract.ts';
import type { ChatApiClient } from './client.ts';
import { numbered } from './feed.ts';
import { toCreated, toStatus } from './map.ts';
import type { WireDelivery } from './schema.ts';
import { deliverySchema, toNumber } from './schema.ts';
import type { ChatApiSettings } from './settings.ts';

/**
 * Reads the body of a webhook request. Requests bear no signature and no id: the unguessable address and, where it
 * is configured, the instance number are all that tells a real one.
 * @throws {WebhookRefused}
 */
export function readDelivery(body: Uint8Array, instanceId: string | undefined): WireDelivery {
  const parsed = deliverySchema.safeParse(parseJson(body));
  if (!parsed.success) throw new WebhookRefused(400, 'body', 'the body is no notification of Chat API');
  const named = parsed.data.instanceId;
  if (instanceId !== undefined && String(named ?? '') !== instanceId) {
    throw new WebhookRefused(401, 'instance', 'the notification is for another instance');
  }
  return parsed.data;
}

/** The webhook of an instance: one address, replaced by whoever sets it last. */
export function createWebhook(
  client: ChatApiClient,
  settings: ChatApiSettings,
  account: string,
  host: Host,
): Webhook {
  let ours: string | undefined;
  // A request that came too early is offered again, and again; its body is read once.
  const read = new WeakMap<Uint8Array, WireDelivery>();
  const deliveryIn = (body: Uint8Array): WireDelivery => {
    const known = read.get(body);
    if (known) return known;
    const delivery = readDelivery(body, settings.instanceId);
    read.set(body, delivery);
    if (delivery.status !== undefined && delivery.status !== null) {
      const { status, substatus } = delivery;
      host.log.warn({ account, status, substatus }, 'the status of the instance changed');
    }
    return delivery;
  };
  const registered = async (): Promise<string | undefined> => {
    const answer = await client.webhook();
    return answer.webhookUrl || undefined;
  };

  return {
    receive(request, cursor) {
      const delivery = deliveryIn(request.body);
      const context = { account, now: host.now() };
      const statuses: MessageStatus[] = [];
      for (const ack of delivery.ack ?? []) {
        const status = toStatus(ack, context);
        if (status) statuses.push(status);
      }
      return receiveMessages(delivery, cursor, statuses, context);
    },
    /** Replaces whatever address was set: ask `registered` first. */
    async register(url) {
      await client.setWebhook(url);
      // `set` in the answer only says whether something changed, so the truth is read back.
      const now = await registered();
      if (now !== url) {
        throw new ServiceError({
          kind: 'protocol',
          tried: 'set the webhook address',
          cameBack:
            now === undefined ? 'an instance without an address' : 'an instance that keeps another address',
          advice: 'Set the address in the pages of the provider, or poll.',
        });
      }
      ours = url;
    },
    registered,
    /** Leaves an address alone that somebody else has set since. */
    async unregister() {
      const now = await registered();
      if (now === undefined) return;
      if (ours !== undefined && now !== ours) {
        host.log.warn({ account }, 'the webhook address was changed by somebody else and is left as it is');
        return;
      }
      await client.setWebhook('');
      ours = undefined;
    },
  };
}

/** Messages against the cursor: known ones are dropped, a hole is told, the rest moves the cursor. */
function receiveMessages(
  delivery: WireDelivery,
  cursor: string | undefined,
  statuses: readonly MessageStatus[],
  context: { account: string; now: number },
): Received {
  const messages = delivery.messages ?? [];
  const stored = cursor === undefined ? NaN : Number(cursor);
  const counted = messages.length > 0 && messages.every((wire) => toNumber(wire.messageNumber) !== undefined);
  if (Number.isNaN(stored) || !counted) {
    return { events: [...messages.map((wire) => toCreated(wire, context)), ...statuses] };
  }
  const fresh = numbered(messages).filter(({ number }) => number > stored);
  const last = fresh.at(-1);
  if (!last) return { events: statuses };
  if (fresh.some(({ number }, index) => number !== stored + 1 + index)) return { events: [], gap: true };
  return {
    events: [...fresh.map(({ wire }) => toCreated(wire, context)), ...statuses],
    cursor: String(last.number),
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    throw new WebhookRefused(400, 'body', 'the body is not JSON');
  }
}
