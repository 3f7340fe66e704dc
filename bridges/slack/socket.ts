import type { Log } from '../../src/host/index.ts';
import { ServiceError, retryDelayMs } from '../../src/host/index.ts';
import type { SlackConnection, SlackSettings } from '../../src/platforms/slack/index.ts';
import { explainError, isSlackConnection } from '../../src/platforms/slack/index.ts';
import type { Account, Feed, FeedStatus, Intaking } from '../relay/contract.ts';
import { catchUp, rest, retryAfterOf } from '../relay/feeds/poll.ts';
import type { Sequencer } from '../relay/sequencer.ts';
import { createSequencer } from '../relay/sequencer.ts';
import { slack } from './platform.ts';
import type { Envelope, Session } from './session.ts';
import { openSession } from './session.ts';

/** Longest time between two tries to connect, milliseconds. */
const MAX_WAIT_MS = 60_000;
/** A connection that ended sooner than this counts as a try that failed, milliseconds. */
const SHORT_LIFE_MS = 1_000;
/** Slack lets about fifty channels be read a minute; a safety read of all of them takes at most half of that. */
const POLL_PER_CHANNEL_MS = 2_400;

export interface SlackSocketFeedOptions {
  readonly account: Account;
  readonly conversations: readonly string[];
  readonly intake: Intaking;
  readonly log: Log;
  /** @default one that holds events for the platform's `settleMs` */
  readonly sequencer?: Sequencer;
}

/** The feed of a Slack account over Socket Mode. @throws {TypeError} when the account is none of Slack */
export async function createSlackSocketFeed(options: SlackSocketFeedOptions): Promise<Feed> {
  const { connection, config } = options.account;
  if (!isSlackConnection(connection)) throw new TypeError(`The account ${config.name} is not one of Slack.`);
  return new SlackSocketFeed(options, connection, slack.settings.parse(config.settings));
}

/**
 * Events over Socket Mode. An envelope is acknowledged only when what it says is on disk. Every new connection first
 * catches up with what was missed; what comes meanwhile waits. While it is connected the history is still read from
 * time to time, because an event that Slack gives up on is announced by nobody.
 */
class SlackSocketFeed implements Feed {
  readonly #options: SlackSocketFeedOptions;
  readonly #connection: SlackConnection;
  readonly #settings: SlackSettings;
  readonly #sequencer: Sequencer;
  readonly #stopping = new AbortController();
  readonly #taking = new Set<Promise<void>>();
  #status: FeedStatus = { kind: 'socket', state: 'starting' };
  #session: Session | undefined;
  #loop: Promise<void> = Promise.resolve();
  /** Set while live events have to wait. */
  #gate: { readonly opened: Promise<void>; open(): void } | undefined;

  constructor(options: SlackSocketFeedOptions, connection: SlackConnection, settings: SlackSettings) {
    this.#options = options;
    this.#connection = connection;
    this.#settings = settings;
    this.#sequencer =
      options.sequencer ??
      createSequencer({
        settleMs: connection.capabilities.settleMs,
        deliver: (_, events) => this.#store(events),
      });
  }

  /** Resolves once events flow or the first try has failed; it goes on trying either way. */
  async start(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#loop = this.#run(resolve);
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#gate?.open();
    await this.#sequencer.idle();
    await Promise.all(this.#taking);
    await this.#session?.close();
    await this.#loop;
    this.#status = { kind: 'socket', state: 'stopped' };
  }

  status(): FeedStatus {
    return this.#status;
  }

  async #run(onSettled: () => void): Promise<void> {
    const { signal } = this.#stopping;
    let failures = 0;
    while (!signal.aborted) {
      const startedAt = Date.now();
      let waitMs = 0;
      try {
        this.#close();
        if (this.#status.state === 'running') this.#status = { ...this.#status, state: 'catching-up' };
        const session = await openSession(this.#settings, (envelope) => {
          this.#receive(envelope);
        });
        this.#session = session;
        await this.#live(session, onSettled);
        failures = Date.now() - startedAt < SHORT_LIFE_MS ? failures + 1 : 0;
        if (failures > 0) waitMs = backOff(failures);
      } catch (error) {
        failures += 1;
        waitMs = backOff(failures, error);
        this.#fail('connect', error);
      } finally {
        await this.#session?.close();
        this.#session = undefined;
      }
      onSettled();
      await rest(waitMs, signal);
    }
    onSettled();
  }

  /** From the hello to the end of one connection. */
  async #live(session: Session, onSettled: () => void): Promise<void> {
    const life = AbortSignal.any([this.#stopping.signal, aborted(session.ended)]);
    if (this.#stopping.signal.aborted) return;
    await this.#sequencer.idle();
    for (let failures = 1; !(await this.#catchUp()); failures += 1) {
      onSettled();
      await rest(backOff(failures), life);
      if (life.aborted) return;
    }
    this.#gate?.open();
    onSettled();
    const everyMs = Math.max(
      this.#options.account.config.pollEveryMs,
      this.#options.conversations.length * POLL_PER_CHANNEL_MS,
    );
    for (;;) {
      await rest(everyMs, life);
      if (life.aborted) return;
      await this.#catchUp();
    }
  }

  /** @returns whether everything up to now is on disk */
  async #catchUp(): Promise<boolean> {
    try {
      await catchUp(this.#options, this.#stopping.signal);
      this.#status = { kind: 'socket', state: 'running', lastAt: new Date().toISOString() };
      return true;
    } catch (error) {
      this.#fail('catch up', error);
      return false;
    }
  }

  #receive(envelope: Envelope): void {
    if (this.#stopping.signal.aborted) return;
    const taking = this.#take(envelope).catch((error: unknown) => {
      // Not acknowledged: Slack sends it again.
      this.#options.log.warn({ account: this.#name, reason: String(error) }, 'an event could not be stored');
    });
    this.#taking.add(taking);
    void taking.finally(() => this.#taking.delete(taking));
  }

  async #take({ type, body, ack }: Envelope): Promise<void> {
    if (type === 'events_api') {
      const events = await this.#connection.readEvent(body);
      while (this.#gate && !this.#stopping.signal.aborted) await this.#gate.opened;
      if (this.#stopping.signal.aborted) return;
      if (events.length > 0) await this.#sequencer.add(events);
    }
    await ack().catch((error: unknown) => {
      this.#options.log.debug({ account: this.#name, reason: String(error) }, 'an event comes again');
    });
  }

  async #store(events: Parameters<Intaking['accept']>[1]): Promise<void> {
    const { intake } = this.#options;
    await intake.accept(this.#name, events, this.#connection.advance(intake.cursor(this.#name), events));
    this.#status = { ...this.#status, lastAt: new Date().toISOString() };
  }

  get #name(): string {
    return this.#options.account.config.name;
  }

  #close(): void {
    if (this.#gate) return;
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      open = () => {
        this.#gate = undefined;
        resolve();
      };
    });
    this.#gate = { opened, open };
  }

  #fail(what: string, error: unknown): void {
    const reason = explainError(
      error,
      what === 'connect' ? 'open a Socket Mode connection' : what,
      this.#connection.secrets,
    );
    if (reason !== this.#status.error)
      this.#options.log.error({ account: this.#name }, `cannot ${what}: ${reason}`);
    this.#status = { kind: 'socket', state: 'failing', error: reason };
  }
}

function backOff(failures: number, error?: unknown): number {
  return Math.min(
    MAX_WAIT_MS,
    retryDelayMs(failures, Math.random(), error instanceof ServiceError ? retryAfterOf(error) : undefined),
  );
}

function aborted(when: Promise<void>): AbortSignal {
  const controller = new AbortController();
  void when.then(() => {
    controller.abort();
  });
  return controller.signal;
}
