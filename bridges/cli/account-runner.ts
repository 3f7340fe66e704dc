import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../src/host/index.ts';
import { retryDelayMs } from '../../src/host/index.ts';
import type { HookHandler } from '../web/contract.ts';
import type { Account, Feed, FeedStatus, Relay } from '../relay/index.ts';
import { PollFeed, sentenceOf, WebhookFeed } from '../relay/index.ts';
import { keepRegistered } from './keep-registered.ts';

/** Makes the feed of a platform whose events come by socket. */
export type SocketFeedFactory = (options: {
  readonly account: Account;
  readonly conversations: readonly string[];
  readonly intake: Relay;
  readonly log: Log;
}) => Promise<Feed>;

export interface AccountRunnerOptions {
  readonly account: Account;
  readonly relay: Relay;
  readonly log: Log;
  /** Present for platforms with a socket. */
  readonly openSocket: SocketFeedFactory | undefined;
  /** Address of the account's webhook as the service reaches it; absent without `web.publicUrl`. */
  readonly webhookUrl: string | undefined;
}

/**
 * Brings one account to life and keeps trying: first who it is (without that, own messages could not be told from
 * others'), then its feed, then its webhook's registration.
 */
export class AccountRunner {
  readonly #options: AccountRunnerOptions;
  readonly #stopping = new AbortController();
  #identity: string | undefined;
  #feed: Feed | undefined;
  #webhook: WebhookFeed | undefined;
  #trouble: string | undefined;
  #starting: Promise<void> = Promise.resolve();
  #registering: Promise<void> = Promise.resolve();

  constructor(options: AccountRunnerOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.account.config.name;
  }

  /** Returns at once; the account comes up in its own time, so that one broken service delays no other. */
  start(): void {
    this.#starting = this.#start();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#starting;
    await this.#registering;
    await this.#feed?.stop();
  }

  /** Takes in webhook requests once the account is up. */
  readonly handle: HookHandler = async (request) => {
    if (!this.#webhook) return { status: 503, body: 'This account is not up yet. Send again later.' };
    return this.#webhook.handle(request);
  };

  status(): { identity?: string; feed: FeedStatus } {
    const kind = this.#options.account.config.feed;
    const starting: FeedStatus = this.#trouble
      ? { kind, state: 'failing', error: this.#trouble }
      : { kind, state: 'starting' };
    return {
      ...(this.#identity === undefined ? {} : { identity: this.#identity }),
      feed: this.#feed?.status() ?? starting,
    };
  }

  async #start(): Promise<void> {
    const { account, log } = this.#options;
    for (let attempt = 1; !this.#stopping.signal.aborted; attempt += 1) {
      try {
        this.#identity = (await account.connection.whoAmI()).name;
        // Known before it starts, so that a stop reaches it whatever has come to it already.
        this.#feed ??= await this.#createFeed();
        if (this.#stopping.signal.aborted) return;
        this.#trouble = undefined;
        await this.#feed.start();
        this.#registering = this.#keepRegistered();
        return;
      } catch (error) {
        const reason = sentenceOf(error, account);
        if (reason !== this.#trouble) log.error({ account: this.name }, `account is not up: ${reason}`);
        this.#trouble = reason;
        await sleep(retryDelayMs(attempt, Math.random()), undefined, { signal: this.#stopping.signal }).catch(
          () => undefined,
        );
      }
    }
  }

  async #createFeed(): Promise<Feed> {
    const { account, relay, log, openSocket } = this.#options;
    const { connection, config } = account;
    const conversations = relay.sources(config.name);
    const options = { account, conversations, intake: relay, log };
    if (config.feed === 'socket' && openSocket) return openSocket(options);
    if (config.feed === 'webhook' && connection.webhook) {
      this.#webhook = new WebhookFeed({ ...options, webhook: connection.webhook });
      return this.#webhook;
    }
    return new PollFeed(options);
  }

  #keepRegistered(): Promise<void> {
    const { account, log, webhookUrl } = this.#options;
    const { webhook } = account.connection;
    if (account.config.feed !== 'webhook' || !webhook?.register || webhookUrl === undefined)
      return Promise.resolve();
    return keepRegistered({ account, webhook, url: webhookUrl, log, signal: this.#stopping.signal });
  }
}
