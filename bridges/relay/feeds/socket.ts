import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../../src/host/index.ts';
import { retryDelayMs } from '../../../src/host/index.ts';
import type { ParleyEvent, Signal } from '../../../src/model/index.ts';
import type { Account, Feed, FeedStatus, Intaking } from '../contract.ts';
import type { Sequencer } from '../sequencer.ts';
import { createSequencer } from '../sequencer.ts';
import { createGate } from './gate.ts';
import { catchUp, rest, retryAfterOf } from './poll.ts';

/** Longest time between two tries to connect where the service does not name another one, milliseconds. */
const MAX_WAIT_MS = 60_000;
/** Longest time that a service's own wish is followed, milliseconds. */
const MAX_ASKED_WAIT_MS = 600_000;
/** A connection that ended sooner than this counts as a try that failed, milliseconds. */
const SHORT_LIFE_MS = 1_000;
/** How long a reading that is under way may hold up the end, milliseconds. What it brings is then not stored. */
const PATIENCE_MS = 2_000;

/** Something that came in live. */
export interface Live {
  /** What it means. Asked for one after the other, in the order in which they came. */
  read(): Promise<{ readonly events: readonly ParleyEvent[]; readonly signals?: readonly Signal[] }>;
  /** Tells the source that it is on disk. Rejects when the connection is gone. */
  ack?(): Promise<unknown>;
}

const NOTHING: Awaited<ReturnType<Live['read']>> = { events: [] };

/** One connection, from where live events flow to its end. */
export interface SocketSession {
  /** Resolves when the connection is over, or about to be. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

/** What sets the sockets of services apart. */
export interface SocketLine {
  /** What connecting is called: "open a Socket Mode connection". */
  readonly tried: string;
  /** Whether the service brings again what it was not told to be on disk. Elsewhere storing is tried until it succeeds. */
  readonly redelivers: boolean;
  /**
   * Opens a connection, or waits until one is open again by itself. Live events may come before it resolves.
   * Rejects with `ServiceError` or whatever `explain` understands.
   */
  open(onLive: (live: Live) => void, signal: AbortSignal): Promise<SocketSession>;
  /** A sentence for people about what `open` or the platform threw. */
  explain(error: unknown, tried: string): string;
  /** Lets go of everything; no connection is opened any more. */
  close(): Promise<void>;
}

export interface SocketFeedOptions {
  readonly account: Account;
  readonly conversations: readonly string[];
  readonly intake: Intaking;
  readonly log: Log;
  /** @default one that holds events for the platform's `settleMs` */
  readonly sequencer?: Sequencer;
}

/**
 * A feed over a socket. Nothing is acknowledged before it is on disk. Every new connection first catches up with what
 * was missed; what comes meanwhile waits. While it is connected the history is still read from time to time, because
 * an event that the service gives up on is announced by nobody.
 */
export class SocketFeed implements Feed {
  readonly #options: SocketFeedOptions;
  readonly #line: SocketLine;
  readonly #pollEveryMs: number;
  readonly #sequencer: Sequencer;
  readonly #stopping = new AbortController();
  readonly #taking = new Set<Promise<void>>();
  readonly #gate = createGate();
  #status: FeedStatus = { kind: 'socket', state: 'starting' };
  #session: SocketSession | undefined;
  #loop: Promise<void> = Promise.resolve();
  #reading: Promise<unknown> = Promise.resolve();

  /** @param pollEveryMs time between two readings of the history while connected */
  constructor(options: SocketFeedOptions, line: SocketLine, pollEveryMs: number) {
    this.#options = options;
    this.#line = line;
    this.#pollEveryMs = pollEveryMs;
    this.#sequencer =
      options.sequencer ??
      createSequencer({
        settleMs: options.account.connection.capabilities.settleMs,
        deliver: (_, events) => (line.redelivers ? this.#store(events) : this.#insist(events)),
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
    this.#gate.open();
    const enough = sleep(PATIENCE_MS, undefined, { ref: false });
    await this.#sequencer.idle();
    await Promise.race([Promise.all(this.#taking), enough]);
    await this.#session?.close();
    await this.#line.close();
    await Promise.race([this.#loop, enough]);
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
        this.#gate.close();
        if (this.#status.state === 'running') this.#status = { ...this.#status, state: 'catching-up' };
        const session = await this.#line.open((live) => {
          this.#receive(live);
        }, signal);
        this.#session = session;
        // At once, whatever is being read just then: the next connection may be there before the reading has ended.
        void session.ended.then(() => {
          this.#gate.close();
        });
        await this.#live(session, onSettled);
        failures = Date.now() - startedAt < SHORT_LIFE_MS ? failures + 1 : 0;
        if (failures > 0) waitMs = backOff(failures);
      } catch (error) {
        failures += 1;
        waitMs = backOff(failures, error);
        if (!signal.aborted) this.#fail(this.#line.tried, 'connect', error);
      } finally {
        await this.#session?.close();
        this.#session = undefined;
      }
      onSettled();
      await rest(waitMs, signal);
    }
    onSettled();
  }

  /** From the beginning to the end of one connection. */
  async #live(session: SocketSession, onSettled: () => void): Promise<void> {
    const life = AbortSignal.any([this.#stopping.signal, aborted(session.ended)]);
    if (this.#stopping.signal.aborted) return;
    await this.#sequencer.idle();
    for (let failures = 1; !(await this.#catchUp()); failures += 1) {
      onSettled();
      await rest(backOff(failures), life);
      if (life.aborted) return;
    }
    // What the next connection brings comes after what was missed before it.
    if (life.aborted) return;
    this.#gate.open();
    onSettled();
    for (;;) {
      await rest(this.#pollEveryMs, life);
      if (life.aborted) return;
      await this.#catchUp();
    }
  }

  /** @returns whether everything up to now is on disk */
  async #catchUp(): Promise<boolean> {
    try {
      await catchUp(this.#options, this.#stopping.signal);
      if (this.#stopping.signal.aborted) return true;
      this.#status = { kind: 'socket', state: 'running', lastAt: new Date().toISOString() };
      return true;
    } catch (error) {
      this.#fail('catch up', 'catch up', error);
      return false;
    }
  }

  #receive(live: Live): void {
    if (this.#stopping.signal.aborted) return;
    const reading = this.#reading.then(() => (this.#stopping.signal.aborted ? NOTHING : live.read()));
    this.#reading = reading.catch(() => undefined);
    const taking = this.#take(reading, live).catch((error: unknown) => {
      // Not acknowledged: where the source brings it again, it does so now.
      this.#options.log.warn({ account: this.#name, reason: String(error) }, 'an event could not be stored');
    });
    this.#taking.add(taking);
    void taking.finally(() => this.#taking.delete(taking));
  }

  async #take(reading: ReturnType<Live['read']>, { ack }: Live): Promise<void> {
    const { events, signals = [] } = await reading;
    if (signals.length > 0) this.#options.intake.signal(this.#name, signals);
    while (this.#gate.isClosed() && !this.#stopping.signal.aborted) await this.#gate.opened();
    if (this.#stopping.signal.aborted) return;
    if (events.length > 0) await this.#sequencer.add(events);
    await ack?.().catch((error: unknown) => {
      this.#options.log.debug({ account: this.#name, reason: String(error) }, 'an event comes again');
    });
  }

  /** Stores what nobody brings again, however long it takes; later events of the conversation wait behind it. */
  async #insist(events: readonly ParleyEvent[]): Promise<void> {
    for (let failures = 1; ; failures += 1) {
      try {
        await this.#store(events);
        return;
      } catch (error) {
        this.#fail('store what happened', 'store events', error);
        await rest(backOff(failures), this.#stopping.signal);
        if (this.#stopping.signal.aborted) throw error;
      }
    }
  }

  async #store(events: readonly ParleyEvent[]): Promise<void> {
    const { intake, account } = this.#options;
    const cursor = intake.cursor(this.#name);
    await intake.accept(this.#name, events, account.connection.advance?.(cursor, events) ?? cursor);
    this.#status = {
      kind: 'socket',
      state: this.#gate.isClosed() ? 'catching-up' : 'running',
      lastAt: new Date().toISOString(),
    };
  }

  get #name(): string {
    return this.#options.account.config.name;
  }

  #fail(tried: string, what: string, error: unknown): void {
    const reason = this.#line.explain(error, tried);
    if (this.#stopping.signal.aborted) return;
    if (reason !== this.#status.error)
      this.#options.log.error({ account: this.#name }, `cannot ${what}: ${reason}`);
    this.#status = { kind: 'socket', state: 'failing', error: reason };
  }
}

function backOff(failures: number, error?: unknown): number {
  const asked = retryAfterOf(error);
  const mostMs = asked === undefined ? MAX_WAIT_MS : MAX_ASKED_WAIT_MS;
  return Math.min(mostMs, retryDelayMs(failures, Math.random(), asked));
}

function aborted(when: Promise<void>): AbortSignal {
  const controller = new AbortController();
  void when.then(() => {
    controller.abort();
  });
  return controller.signal;
}
