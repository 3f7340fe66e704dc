import PQueue from 'p-queue';
import type { Capabilities } from '../../src/platforms/index.ts';
import type { AccountConfig } from '../config/model.ts';

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
    ...(rate.perSecond === undefined ? {} : { ...windowOf(rate.perSecond), strict: true }),
  });
  const perConversation = rate.perConversationPerSecond;
  return {
    run: <T>(write: () => Promise<T>) => queue.add(write) as Promise<T>,
    conversationGapMs: perConversation === undefined ? 0 : 1000 / perConversation,
    pending: () => queue.size + queue.pending,
  };
}

/** Rates below one a second become one in several seconds. */
function windowOf(perSecond: number): { interval: number; intervalCap: number } {
  return perSecond >= 1
    ? { interval: 1000, intervalCap: Math.floor(perSecond) }
    : { interval: Math.ceil(1000 / perSecond), intervalCap: 1 };
}
