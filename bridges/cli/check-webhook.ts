import type { Connection, Finding } from '../../src/platforms/index.ts';
import type { AccountConfig } from '../config/index.ts';

export interface WebhookCheck {
  readonly findings: readonly Finding[];
  /** Address that a person has to enter in the service's own pages. */
  readonly webhookUrl?: string;
}

/**
 * Looks at how webhooks reach the daemon. Changes nothing on the service.
 * @param ours address of the account's webhook, absent without `web.publicUrl`
 */
export async function checkWebhook(
  { feed, pollEveryMs }: AccountConfig,
  { webhook }: Connection,
  ours: string | undefined,
): Promise<WebhookCheck> {
  if (feed !== 'webhook' || !webhook) return { findings: [] };
  const seconds = String(pollEveryMs / 1000);
  if (ours === undefined) {
    const message = `The feed is "webhook", but web.publicUrl is not set: the service cannot call this daemon.`;
    const advice = `Set web.publicUrl to an address that the service reaches. Until then events come by polling every ${seconds} s.`;
    return { findings: [{ level: 'warning', message, advice }] };
  }
  if (!webhook.registered) return { findings: [], webhookUrl: ours };
  const current = await webhook.registered(ours);
  if (current === undefined || current === '' || current === ours) return { findings: [] };
  const message = `The service calls another address already (${hostOf(current)}), which Parley does not replace.`;
  const advice = `Remove that webhook at the service if it is not needed. Until then events come by polling every ${seconds} s.`;
  return { findings: [{ level: 'warning', message, advice }] };
}

/** The rest of the address may be a secret. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : 'not a valid address';
}
