import type { Log } from '../../../src/host/index.ts';
import { retryDelayMs, ServiceError } from '../../../src/host/index.ts';
import type { ParleyEvent } from '../../../src/model/index.ts';
import type { Received, Webhook, WebhookRequest } from '../../../src/platforms/index.ts';
import type { HookAnswer } from '../../web/contract.ts';
import type { Feed, FeedStatus } from '../contract.ts';
import type { Sequencer } from '../sequencer.ts';
import { createSequencer } from '../sequencer.ts';
import type { PollFeedOptions } from './poll.ts';
import { catchUp, rest, retryAfterOf, sentenceOf } from './poll.ts';

/** A request that overtook another one is held so long before the missing one is fetched, milliseconds. */
const GAP_MS = 100;
/** After a poll that did not bring the missing event, the next one follows so soon, milliseconds. */
const STILL_MISSING_MS = 1000;
/** Requests held at once; more are answered with 503, and the service or the next poll brings them again. */
const MAX_HELD = 2000;
const BEHIND = 'Parley cannot reach the service to catch up with what it missed. Send again later.';

export interface WebhookFeedOptions extends PollFeedOptions {
  readonly webhook: Webhook;
  readonly log: Log;
}

interface Held {
  readonly request: WebhookRequest;
  resolve(answer: HookAnswer): void;
  reject(error: unknown): void;
}

/**
 * A feed that the service calls. Every request is answered only when what it says is on disk. The feed polls from
 * the cursor at start, when a request shows that an earlier one is missing, and from time to time; requests that come
 * meanwhile wait, so that nothing overtakes what is being caught up.
 */
export class WebhookFeed implements Feed {
  readonly #options: WebhookFeedOptions;
  readonly #stopping = new AbortController();
  readonly #sequencer: Sequencer | undefined;
  #status: FeedStatus = { kind: 'webhook', state: 'starting' };
  #held: Held[] = [];
  /** Ends when all requests so far are prepared. */
  #preparing: Promise<unknown> = Promise.resolve();
  #gapTimer: NodeJS.Timeout | undefined;
  #catchingUp = true;
  /** What was missed could not be fetched: what comes now must not overtake it. */
  #isBehind = false;
  #hasCaughtUp = false;
  /** Storing a held request looks for the next one: the loop that is running already does that. */
  #offering = false;
  #loop: Promise<void> = Promise.resolve();
  #wakeLoop: () => void = () => undefined;

  constructor(options: WebhookFeedOptions) {
    this.#options = options;
    const { settleMs } = options.account.connection.capabilities;
    if (settleMs > 0)
      this.#sequencer = createSequencer({ settleMs, deliver: (_, events) => this.#store(events) });
  }

  async start(): Promise<void> {
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#gapTimer);
    this.#stopping.abort();
    this.#wakeLoop();
    await this.#loop;
    this.#answerHeld({ status: 503, body: 'Parley is stopping. Send again later.' });
    this.#status = { ...this.#status, state: 'stopped' };
  }

  status(): FeedStatus {
    return this.#status;
  }

  /** Takes in one request. @throws {WebhookRefused} and the journal's errors */
  async handle(request: WebhookRequest): Promise<HookAnswer> {
    let received = this.#read(request);
    if (this.#options.webhook.prepare) {
      // Only now that the request is known to come from the service may it make us ask for names.
      // All at the same time, but none goes on before one that came earlier.
      this.#preparing = Promise.allSettled([this.#preparing, this.#options.webhook.prepare(request)]);
      await this.#preparing;
      received = this.#read(request);
    }
    if (this.#stopping.signal.aborted) return { status: 503, body: 'Parley is stopping. Send again later.' };
    if (received.answer !== undefined) return { status: 200, body: received.answer };
    if (this.#isBehind) return { status: 503, body: BEHIND };
    if (this.#catchingUp || received.gap) return this.#hold(request);
    return this.#take(received);
  }

  #read(request: WebhookRequest): Received {
    const { account, intake, webhook } = this.#options;
    return webhook.receive(request, intake.cursor(account.config.name));
  }

  async #take(received: Received): Promise<HookAnswer> {
    const { account, intake } = this.#options;
    if (received.signals) intake.signal(account.config.name, received.signals);
    if (this.#sequencer && received.events.length > 0) await this.#sequencer.add(received.events);
    else await this.#store(received.events, received.cursor);
    return { status: 200 };
  }

  async #store(events: readonly ParleyEvent[], cursor?: string): Promise<void> {
    const { account, intake } = this.#options;
    const { name } = account.config;
    const moved = cursor ?? account.connection.advance?.(intake.cursor(name), events);
    const stored = intake.accept(name, events, moved);
    // The cursor has moved in memory: what waited for exactly this event may follow in the same transaction.
    if (this.#held.length > 0 && !this.#offering) this.#offerHeld();
    await stored;
    if (this.#status.state !== 'failing')
      this.#status = { kind: 'webhook', state: 'running', lastAt: new Date().toISOString() };
  }

  #hold(request: WebhookRequest): Promise<HookAnswer> {
    if (this.#held.length >= MAX_HELD) {
      return Promise.resolve({ status: 503, body: 'Too many events at once. Send again later.' });
    }
    return new Promise((resolve, reject) => {
      this.#held.push({ request, resolve, reject });
      if (!this.#catchingUp) {
        this.#gapTimer ??= setTimeout(() => {
          this.#gapTimer = undefined;
          if (this.#held.length > 0) this.#wakeLoop();
        }, GAP_MS);
      }
    });
  }

  /** Offers held requests again; those that fit now are taken, in the order in which they fit. */
  #offerHeld(): void {
    this.#offering = true;
    for (let progress = true; progress && !this.#catchingUp;) {
      progress = false;
      for (const held of this.#held) {
        const received = this.#readHeld(held);
        if (received?.gap) continue;
        // Out of the line before it is taken: what is taken looks at the line again.
        this.#held = this.#held.filter((other) => other !== held);
        if (received) this.#take(received).then(held.resolve, held.reject);
        progress = true;
        break;
      }
    }
    this.#offering = false;
    if (this.#held.length === 0) {
      clearTimeout(this.#gapTimer);
      this.#gapTimer = undefined;
    }
  }

  /** Undefined for a request that has grown too old while it was held; it is refused like any other. */
  #readHeld({ request, reject }: Held): Received | undefined {
    try {
      return this.#read(request);
    } catch (error) {
      reject(error);
      return undefined;
    }
  }

  #answerHeld(answer: HookAnswer): void {
    const held = this.#held;
    this.#held = [];
    for (const { resolve } of held) resolve(answer);
  }

  async #run(): Promise<void> {
    const { account, log } = this.#options;
    let failures = 0;
    while (!this.#stopping.signal.aborted) {
      let waitMs = account.config.pollEveryMs;
      try {
        this.#catchingUp = true;
        await this.#sequencer?.idle();
        await catchUp(this.#options, this.#stopping.signal);
        this.#catchingUp = false;
        this.#isBehind = false;
        this.#hasCaughtUp = true;
        failures = 0;
        this.#status = { kind: 'webhook', state: 'running', lastAt: new Date().toISOString() };
        this.#offerHeld();
        // The missing event is not there to be fetched yet.
        if (this.#held.length > 0) waitMs = Math.min(waitMs, STILL_MISSING_MS);
      } catch (error) {
        failures += 1;
        const reason = sentenceOf(error, account);
        waitMs = retryDelayMs(failures, Math.random(), retryAfterOf(error));
        if (reason !== this.#status.error)
          log.error({ account: account.config.name }, `cannot catch up: ${reason}`);
        this.#status = { kind: 'webhook', state: 'failing', error: reason };
        // A service that is asked too often still calls us, so that a poll less misses nothing.
        this.#isBehind ||= !(this.#hasCaughtUp && isLimited(error));
        this.#catchingUp = this.#isBehind;
        this.#offerHeld();
        this.#answerHeld({ status: 503, body: BEHIND });
      }
      await this.#waitOrWake(waitMs);
    }
  }

  async #waitOrWake(ms: number): Promise<void> {
    const woken = new AbortController();
    this.#wakeLoop = () => {
      woken.abort();
    };
    if (!this.#stopping.signal.aborted) await rest(ms, woken.signal);
    this.#wakeLoop = () => undefined;
  }
}

function isLimited(error: unknown): boolean {
  return error instanceof ServiceError && error.kind === 'rate-limited';
}
