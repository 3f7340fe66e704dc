import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../src/host/index.ts';
import { retryDelayMs } from '../../src/host/index.ts';
import type { Webhook } from '../../src/platforms/index.ts';
import type { Account } from '../relay/index.ts';
import { retryAfterOf, sentenceOf } from '../relay/index.ts';

/** How often it is looked whether the service still calls us, milliseconds. */
const EVERY_MS = 600_000;
/** A registration that failed is tried again no sooner than this, milliseconds. */
const AGAIN_MS = 15_000;

export interface KeepRegisteredOptions {
  readonly account: Account;
  readonly webhook: Webhook;
  /** Address of the account's webhook as the service reaches it. */
  readonly url: string;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** @default every ten minutes, and 15 seconds after a failure */
  readonly everyMs?: number;
}

/**
 * Points the service at us, where that can be done and nobody else's address would be replaced, and does so again when
 * somebody removed the webhook there. Says what changed, once. Ends when the signal is given; throws nothing.
 */
export async function keepRegistered(options: KeepRegisteredOptions): Promise<void> {
  const { account, log, signal, everyMs } = options;
  const fields = { account: account.config.name };
  let said: string | undefined;
  for (let failures = 0; !signal.aborted;) {
    let waitMs = everyMs ?? EVERY_MS;
    try {
      const outcome = await registerOnce(options);
      failures = 0;
      if (outcome.registered) log.info(fields, 'webhook registered');
      if (outcome.other !== undefined && outcome.other !== said) {
        const what =
          'the service calls another address already, which Parley does not replace; new messages come by polling ' +
          'until that webhook is removed';
        log.warn({ ...fields, host: outcome.other }, what);
      }
      said = outcome.other;
      if (!options.webhook.registered) return;
    } catch (error) {
      failures += 1;
      const reason = sentenceOf(error, account);
      if (reason !== said)
        log.warn(fields, `the webhook could not be registered, so new messages come by polling: ${reason}`);
      said = reason;
      waitMs = everyMs ?? Math.max(AGAIN_MS, retryDelayMs(failures, Math.random(), retryAfterOf(error)));
    }
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
  }
}

/** @returns whether it was registered now, and the host that is called in our place */
async function registerOnce({
  webhook,
  url,
}: KeepRegisteredOptions): Promise<{ registered: boolean; other?: string }> {
  const current = await webhook.registered?.(url);
  if (current === url) return { registered: false };
  if (current !== undefined && current !== '')
    // The rest of the address may be a secret.
    return { registered: false, other: URL.parse(current)?.host ?? 'no valid address' };
  await webhook.register?.(url);
  return { registered: true };
}
