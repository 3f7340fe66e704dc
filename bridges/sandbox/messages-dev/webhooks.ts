import type { Ids } from './ids.ts';
import type { Line } from './model.ts';

export const WEBHOOK_EVENTS = [
  'message.received',
  'message.sent',
  'reaction.added',
  'reaction.removed',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

export interface Webhook {
  readonly id: string;
  readonly lineId: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly secret: string;
}

/** The addresses that want to be told of what happens on a line; there may be several. */
export class Webhooks {
  readonly #ids: Ids;
  readonly #webhooks = new Map<string, Webhook>();

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  add(line: Line, url: string, events: readonly WebhookEvent[]): Webhook {
    const secret = this.#ids.secret();
    const webhook = { id: this.#ids.next('wh'), lineId: line.id, url, events, secret };
    this.#webhooks.set(webhook.id, webhook);
    return webhook;
  }

  get(id: string): Webhook | undefined {
    return this.#webhooks.get(id);
  }

  remove(id: string): void {
    this.#webhooks.delete(id);
  }

  of(line: Line): readonly Webhook[] {
    return [...this.#webhooks.values()].filter(({ lineId }) => lineId === line.id);
  }
}

/** Without the secret, which only the answer to its creation has. */
export function webhookToWire({ id, lineId, url, events }: Webhook): Record<string, unknown> {
  return { id, line_ids: [lineId], url, events, is_active: true };
}
