import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'discord.js';
import { z } from 'zod';
import { redact } from '../../src/host/index.ts';
import type { Bookmark } from './bookmark.ts';
import { finalRefusal, noConnection } from './refusals.ts';

/** How long it may take until events flow, milliseconds. */
const READY_MS = 30_000;
/** A connection that ends sooner than this has failed, milliseconds. */
const SHORT_LIFE_MS = 5_000;
/** How long a connection that is just being made may take to come about or fail, when it is not wanted any more. */
const SETTLE_MS = 20_000;
/** How long the other side may take to say goodbye, milliseconds. */
const GOODBYE_MS = 2_000;
/** After so many failures one after the other the client is given up; the SDK itself would try for ever. */
const MOST_FAILURES = 4;

const packetSchema = z.object({ t: z.string(), d: z.unknown(), s: z.number() });
const readySchema = z.object({ session_id: z.string() });

/** Something that the gateway told, and where in its story it stands. */
export interface Packet {
  readonly t: string;
  readonly d: unknown;
  readonly session: string;
  readonly sequence: number;
}

/**
 * One client of discord.js, watched. It comes back by itself after most interruptions; where it would try for ever,
 * or has been sent away for good and says nothing more, it is ended here with a sentence about why.
 */
export class Wire {
  readonly #client: Client;
  readonly #bookmark: Bookmark;
  readonly #secrets: readonly string[];
  #session = '';
  #state: 'down' | 'up' | 'over' = 'down';
  /** What the SDK is doing: it can be told to stop only while it is not `connecting`. */
  #phase: 'connecting' | 'up' | 'waiting' = 'connecting';
  #disposing: Promise<void> | undefined;
  #upAt = 0;
  #failures = 0;
  #lastCode: string | undefined;
  #lastError: string | undefined;
  #patience: NodeJS.Timeout | undefined;
  /** Called at every change of the state. */
  #wake: (() => void)[] = [];
  /** Why it is over. */
  reason: Error | undefined;

  /** @param bookmark the client's own */
  constructor(
    client: Client,
    bookmark: Bookmark,
    secrets: readonly string[],
    onPacket: (packet: Packet) => void,
  ) {
    this.#client = client;
    this.#bookmark = bookmark;
    this.#session = bookmark.session;
    this.#secrets = secrets;
    client.on('raw', (packet: unknown) => {
      this.#take(packet, onPacket);
    });
    client.on('shardReconnecting', () => {
      this.#phase = 'waiting';
      this.#down();
    });
    client.on('shardDisconnect', ({ code }) => {
      this.#phase = 'waiting';
      this.#bookmark.clear();
      this.end(finalRefusal(code));
    });
    client.on('shardError', (error) => {
      this.#lastError = error.message;
    });
    client.on('error', (error) => {
      this.#lastError = error.message;
    });
    client.on('debug', (message) => {
      if (message.includes('Connecting to ')) this.#phase = 'connecting';
      this.#lastCode = /^\s*Code: (\d{4})$/m.exec(message)?.[1] ?? this.#lastCode;
    });
    this.#expect();
  }

  /** Begins to connect. */
  login(token: string): void {
    this.#client.login(token).catch((error: unknown) => {
      this.#lastError = error instanceof Error ? error.message : String(error);
      this.#phase = 'waiting';
      this.#become(this.#state);
      this.end(noConnection(this.#story()));
    });
  }

  get isOver(): boolean {
    return this.#state === 'over';
  }

  /** Resolves when events flow; rejects with the reason when they never will. */
  async up(): Promise<void> {
    while (this.#state === 'down') await this.#change();
    if (this.#state === 'over') throw this.reason ?? noConnection('the connection was closed');
  }

  /** Resolves when events do not flow any more. */
  async down(): Promise<void> {
    while (this.#state === 'up') await this.#change();
  }

  /** Ends it for good. @param reason thrown to whoever waits for it */
  end(reason?: Error): void {
    if (this.#state === 'over') return;
    this.reason = reason;
    clearTimeout(this.#patience);
    // One that is just being made would go on with the session beside whoever takes over.
    if (this.#phase === 'connecting') this.#bookmark.clear();
    this.#become('over');
    this.#disposing = this.#dispose();
  }

  /** Resolves when nothing of it is open any more. */
  async ended(): Promise<void> {
    await this.#disposing;
  }

  async #dispose(): Promise<void> {
    const client = this.#client;
    const settled = AbortSignal.timeout(SETTLE_MS);
    while (this.#phase === 'connecting' && !settled.aborted)
      await Promise.race([this.#change(), gone(settled)]);
    client.removeAllListeners();
    // Without a listener, an error would be thrown.
    client.on('error', () => undefined);
    if (this.#phase !== 'up') this.#bookmark.close();
    await Promise.race([
      client.destroy().catch(() => undefined),
      sleep(GOODBYE_MS, undefined, { ref: false }),
    ]);
  }

  #take(packet: unknown, onPacket: (packet: Packet) => void): void {
    const parsed = packetSchema.safeParse(packet);
    if (!parsed.success) return;
    const { t, d, s } = parsed.data;
    if (t === 'READY') this.#session = readySchema.safeParse(d).data?.session_id ?? '';
    if (t === 'READY' || t === 'RESUMED') {
      this.#phase = 'up';
      if (this.#state === 'over') {
        this.#become('over');
        return;
      }
      this.#upAt = performance.now();
      this.#bookmark.alive();
      clearTimeout(this.#patience);
      this.#become('up');
    } else if (this.#state !== 'over') onPacket({ t, d, session: this.#session, sequence: s });
  }

  #down(): void {
    if (this.#state === 'over') {
      this.#become('over');
      return;
    }
    if (this.#state === 'up') this.#bookmark.alive();
    const lived = this.#state === 'up' ? performance.now() - this.#upAt : 0;
    this.#failures = lived >= SHORT_LIFE_MS ? 0 : this.#failures + 1;
    if (this.#failures >= MOST_FAILURES) {
      // The code of the last close is told only after this.
      setImmediate(() => {
        this.end(noConnection(this.#story()));
      });
    }
    this.#expect();
    this.#become('down');
  }

  #expect(): void {
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => {
      this.end(noConnection(`no connection within ${String(READY_MS / 1000)} s${this.#suffix()}`));
    }, READY_MS);
  }

  #story(): string {
    if (this.#failures > 0)
      return `${String(this.#failures)} connections ended right after they began${this.#suffix()}`;
    return redact(this.#lastError ?? 'no connection', this.#secrets);
  }

  #suffix(): string {
    if (this.#lastError !== undefined) return ` (${redact(this.#lastError, this.#secrets)})`;
    return this.#lastCode === undefined ? '' : ` (code ${this.#lastCode})`;
  }

  #become(state: 'down' | 'up' | 'over'): void {
    this.#state = state;
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake.push(resolve);
    });
  }
}

function gone(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
  });
}
