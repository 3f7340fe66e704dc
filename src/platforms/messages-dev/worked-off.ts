import { ServiceError, retryDecision } from '../../host/index.ts';
import { follow, stillOpen } from './follow.ts';
import { listening } from './nudges.ts';
import type { SendParts } from './send.ts';

/** The line has so long to show that it works, milliseconds; then the next attempt asks again. */
export const FOLLOW_MS = 15_000;

/**
 * Waits until the line has worked off what was accepted for it before now. The outbox shows only items whose id one
 * has, so a harmless one is put behind them and followed: that we are not writing. Without the right to that, nothing
 * is waited for.
 * @throws {ServiceError} with an unknown outcome while the line works nothing off, or the service cannot be asked
 */
export async function workedOff({ client, nudges }: SendParts, conversation: string): Promise<void> {
  const tried = `find out whether the line still has messages to ${conversation} to send`;
  try {
    const fate = await listening(nudges, conversation, async (listener) =>
      follow(client, listener, await client.showTyping(conversation, 'off'), FOLLOW_MS),
    );
    // One that failed was worked off as well.
    if (fate.state === 'pending') throw stillOpen(tried, fate);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.outcome === 'unknown') throw error;
    if (retryDecision(error.kind) !== 'fail') throw error;
  }
}
