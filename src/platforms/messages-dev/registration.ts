import { z } from 'zod';
import { ServiceError } from '../../host/index.ts';
import type { Memory } from '../contract.ts';
import type { MessagesDevClient } from './client.ts';
import { hasCode } from './errors.ts';

const NAME = 'webhook';
const EVENTS = ['message.received', 'message.sent', 'reaction.added', 'reaction.removed'];

const oursSchema = z.object({ id: z.string(), url: z.string(), secret: z.string() });
type Ours = z.output<typeof oursSchema>;

/**
 * The webhook of this account. The service shows its secret once, at its creation, so id and secret are kept in the
 * account's memory. A line can have several webhooks: those of others are never touched.
 */
export interface Registration {
  /** What our deliveries are signed with. */
  secret(): string | undefined;
  /**
   * The address that our webhook calls; undefined when it is gone, switched off, or its secret is not known, and when
   * it calls another one than `wanted`.
   */
  registered(wanted?: string): Promise<string | undefined>;
  /** Makes the webhook anew: an earlier one of ours, and any other for this very address, is removed first. */
  register(url: string): Promise<void>;
  unregister(): Promise<void>;
}

export function createRegistration(client: MessagesDevClient, memory: Memory): Registration {
  const remove = async (id: string): Promise<void> => {
    await client.deleteWebhook(id).catch((error: unknown) => {
      if (!hasCode(error, 'webhook_not_found')) throw error;
    });
  };
  const keep = (ours: Ours | undefined): Promise<void> =>
    memory.set(NAME, ours === undefined ? '' : JSON.stringify(ours));

  return {
    secret: () => oursIn(memory)?.secret,
    async registered(wanted) {
      const ours = oursIn(memory);
      if (!ours || (wanted !== undefined && wanted !== ours.url)) return undefined;
      const webhook = (await client.webhooks()).find(({ id }) => id === ours.id);
      return webhook && webhook.is_active !== false && webhook.url === ours.url ? ours.url : undefined;
    },
    async register(url) {
      const before = oursIn(memory);
      for (const { id, url: other } of await client.webhooks()) {
        if (id === before?.id || other === url) await remove(id);
      }
      const { id, secret } = await client.createWebhook(url, EVENTS);
      if (!secret) {
        await remove(id);
        throw new ServiceError({
          kind: 'protocol',
          tried: 'set up a webhook',
          cameBack: 'a webhook without a secret',
          advice: 'Its deliveries could not be told from forged ones, so messages are read by polling.',
        });
      }
      await keep({ id, url, secret });
    },
    async unregister() {
      const ours = oursIn(memory);
      if (!ours) return;
      await remove(ours.id);
      await keep(undefined);
    },
  };
}

function oursIn(memory: Memory): Ours | undefined {
  const text = memory.get(NAME);
  if (text === undefined || text === '') return undefined;
  try {
    const parsed = oursSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
