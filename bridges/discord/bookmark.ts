import type { SessionInfo } from 'discord.js';

/** So long after the last connection the gateway is asked to go on with its session, milliseconds. */
const KEPT_MS = 180_000;

/**
 * Where a client stands in the gateway's story. A client that takes over from another one goes on from there, so that
 * it is told of everything meanwhile: of deletions and reactions nothing could be read later.
 */
export class Bookmark {
  #session: SessionInfo | null;
  /** By a clock that nobody sets. */
  #aliveAt: number;
  #isClosed = false;

  /** @param before that of the client whose place is taken */
  constructor(before?: Bookmark) {
    this.#aliveAt = before ? before.#aliveAt : Number.NEGATIVE_INFINITY;
    this.#session = before && performance.now() - this.#aliveAt < KEPT_MS ? before.#session : null;
  }

  get session(): string {
    return this.#session?.sessionId ?? '';
  }

  /** The connection is there, or was until now. */
  alive(): void {
    this.#aliveAt = performance.now();
  }

  /** There is nothing to go on with. */
  clear(): void {
    this.#session = null;
  }

  /** For the SDK, which asks before every try. No answer comes once it is closed, so that it makes no other one. */
  read(): Promise<SessionInfo | null> {
    return this.#isClosed ? new Promise(() => undefined) : Promise.resolve(this.#session);
  }

  /** For the SDK, which also forgets the session of a connection that it is told to end. */
  write(session: SessionInfo | null): void {
    if (!this.#isClosed) this.#session = session;
  }

  /** Keeps its client from coming back. */
  close(): void {
    this.#isClosed = true;
  }
}
