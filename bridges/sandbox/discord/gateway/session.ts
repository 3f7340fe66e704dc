import { randomBytes } from 'node:crypto';
import { GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import type { GatewayEvent, Viewer } from '../events.ts';
import { isAskedFor } from '../events.ts';
import type { BotApp } from '../model.ts';

/** Dispatches that a session remembers for a client that comes back. */
const REMEMBERED = 20_000;

/** The wire of a session, while it has one. */
export interface Wire {
  send(text: string): void;
  close(code: number, reason?: string): void;
}

/** What one identify began: a numbered stream of events that outlives its socket for a while. */
export class Session {
  readonly id = randomBytes(16).toString('hex');
  readonly bot: BotApp;
  readonly intents: number;
  readonly shard: readonly [number, number];
  wire: Wire | undefined;
  /** Unix milliseconds since when it has no wire. */
  aloneSince = 0;
  #sequence = 0;
  /** From which number on the dispatches are still known. */
  #log: { readonly s: number; readonly text: string }[] = [];

  constructor(bot: BotApp, intents: number, shard: readonly [number, number], wire: Wire) {
    this.bot = bot;
    this.intents = intents;
    this.shard = shard;
    this.wire = wire;
  }

  get sequence(): number {
    return this.#sequence;
  }

  /** Whether all that happened since is still remembered. */
  canReplay(after: number): boolean {
    const first = this.#log[0]?.s ?? 1;
    return after <= this.#sequence && after >= first - 1;
  }

  get viewer(): Viewer {
    const asks = (this.intents & GatewayIntentBits.MessageContent) !== 0;
    const may = (this.bot.privileged & GatewayIntentBits.MessageContent) !== 0;
    return { bot: this.bot, readsContent: asks && may };
  }

  asksFor(name: GatewayEvent['t']): boolean {
    return isAskedFor(name, this.intents);
  }

  /** Gives an event its number and sends it, or keeps it for when the client comes back. */
  dispatch(event: GatewayEvent, copies = 1): void {
    this.#sequence += 1;
    const text = JSON.stringify({ op: GatewayOpcodes.Dispatch, s: this.#sequence, t: event.t, d: event.d });
    this.#log.push({ s: this.#sequence, text });
    if (this.#log.length > REMEMBERED) this.#log = this.#log.slice(-REMEMBERED / 2);
    for (let copy = 0; copy < copies; copy += 1) this.wire?.send(text);
  }

  replay(after: number): void {
    for (const { s, text } of this.#log) if (s > after) this.wire?.send(text);
  }
}
