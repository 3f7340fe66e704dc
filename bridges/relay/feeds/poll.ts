import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../../src/host/index.ts';
import { redact, retryDelayMs, ServiceError } from '../../../src/host/index.ts';
import type { Account, Feed, FeedStatus, Intaking } from '../contract.ts';

export interface PollFeedOptions {
  readonly account: Account;
  readonly conversations: readonly string[];
  readonly intake: Intaking;
  readonly log: Log;
}

/** A feed that asks the service again and again, from the cursor. The cursor moves only with stored events. */
export class PollFeed implements Feed {
  readonly #options: PollFeedOptions;
  readonly #stopping = new AbortController();
  #status: FeedStatus = { kind: 'poll', state: 'starting' };
  #loop: Promise<void> = Promise.resolve();

  constructor(options: PollFeedOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    this.#status = { ...this.#status, state: 'stopped' };
  }

  status(): FeedStatus {
    return this.#status;
  }

  async #run(): Promise<void> {
    const { account, log } = this.#options;
    let failures = 0;
    while (!this.#stopping.signal.aborted) {
      let waitMs = account.config.pollEveryMs;
      try {
        await catchUp(this.#options, this.#stopping.signal);
        failures = 0;
        this.#status = { kind: 'poll', state: 'running', lastAt: new Date().toISOString() };
      } catch (error) {
        failures += 1;
        const reason = sentenceOf(error, account);
        waitMs = Math.max(waitMs, retryDelayMs(failures, Math.random(), retryAfterOf(error)));
        if (reason !== this.#status.error)
          log.error({ account: account.config.name }, `cannot read new messages: ${reason}`);
        this.#status = { kind: 'poll', state: 'failing', error: reason };
      }
      await rest(waitMs, this.#stopping.signal);
    }
  }
}

/**
 * Polls until nothing is left, or until it is stopped; what was read by then is left for the next time.
 * @throws what the platform or the journal throws; the cursor stands where it stood
 */
export async function catchUp(
  { account, conversations, intake }: Pick<PollFeedOptions, 'account' | 'conversations' | 'intake'>,
  signal?: AbortSignal,
): Promise<void> {
  const { name } = account.config;
  const signals = intake.wantsSignals?.(name) ?? false;
  const all = intake.wantsAll?.(name) ?? false;
  for (;;) {
    const result = await account.connection.poll(intake.cursor(name), { conversations, signals, all });
    if (signal?.aborted) return;
    await intake.accept(name, result.events, result.cursor);
    if (result.signals) intake.signal(name, result.signals);
    if (!result.more || signal?.aborted) return;
  }
}

/** What to show of an error. */
export function sentenceOf(error: unknown, account: Account): string {
  return redact(error instanceof Error ? error.message : String(error), account.connection.secrets);
}

export function retryAfterOf(error: unknown): number | undefined {
  return error instanceof ServiceError ? error.retryAfterMs : undefined;
}

/** Sleeps, or returns early when told to stop. */
export async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
