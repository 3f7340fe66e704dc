import PQueue from 'p-queue';
import type { Capabilities } from '../../src/platforms/index.ts';
import type { AccountConfig } from '../config/model.ts';

/** Sends a second at which timers could not pace any more: as a setting, it lifts the limit. */
const NO_LIMIT = 1000;

/** The writes of one account: no more at once, and no more a second, than the platform bears. */
export interface Outbox {
  /** Runs a write when its turn has come. */
  run<T>(write: () => Promise<T>): Promise<T>;
  /** Least time between two sends into one conversation, milliseconds. */
  readonly conversationGapMs: number;
  /** Writes that have been asked for and have not ended. */
  pending(): number;
}

/** The configuration's rates go before the platform's own. */
export function createOutbox(capabilities: Capabilities, overrides: AccountConfig['rate']): Outbox {
  const rate = { ...capabilities.rate, ...overrides };
  const queue = new PQueue({
    concurrency: rate.concurrency,
    // A sliding window: services that allow one send a second count any second, not the one on the clock.
    ...windowOf(rate.perSecond),
  });
  const perConversation = rate.perConversationPerSecond;
  return {
    run: <T>(write: () => Promise<T>) => queue.add(write) as Promise<T>,
    conversationGapMs: perConversation === undefined ? 0 : 1000 / perConversation,
    pending: () => queue.size + queue.pending,
  };
}

/** Rates below one a second become one in several seconds. */
function windowOf(perSecond = NO_LIMIT): { interval?: number; intervalCap?: number; strict?: true } {
  if (perSecond >= NO_LIMIT) return {};
  return perSecond >= 1
    ? { interval: 1000, intervalCap: Math.floor(perSecond), strict: true }
    : { interval: Math.ceil(1000 / perSecond), intervalCap: 1, strict: true };
}
