import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { GatewayCloseCodes, GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import { WebSocketServer } from 'ws';
import type { Happening } from '../events.ts';
import type { Guild } from '../guild.ts';
import type { BotApp } from '../model.ts';
import { GUILD } from '../seed.ts';
import { showMember } from '../show/people.ts';
import type { Desk, Identify, Resume } from './connection.ts';
import { Connection } from './connection.ts';
import type { DeliveryFaults } from './delivery-faults.ts';
import { Session } from './session.ts';
import { guildCreate, ready } from './welcome.ts';

const PRIVILEGED =
  GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences | GatewayIntentBits.MessageContent;
const ALL_INTENTS = Object.values(GatewayIntentBits).reduce<number>(
  (all, bit) => (typeof bit === 'number' ? all | bit : all),
  0,
);
/** How long a session waits for its client to come back. */
const KEPT_MS = 5 * 60 * 1000;
/** A client may come back at another address than the one that newcomers are sent to. */
const PATHS = ['/gateway', '/gateway-resume'];
/** With these codes the session ends too: the app leaves for good, or was silent for too long. */
const GOODBYES: readonly number[] = [1000, 1001, GatewayCloseCodes.SessionTimedOut];

export interface GatewayOptions {
  /** Time between heartbeats that clients are asked for, milliseconds. */
  readonly heartbeatMs: number;
  /** Sessions that may be begun a day. */
  readonly starts: number;
  /** Time that has to pass between two new sessions of an app, milliseconds. */
  readonly startEveryMs: number;
}

/** The WebSocket side: who is connected, and who is told what. */
export class Gateway implements Desk {
  readonly heartbeatMs: number;
  readonly #guild: Guild;
  readonly #faults: DeliveryFaults;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #connections = new Set<Connection>();
  readonly #sessions = new Map<string, Session>();
  readonly #starts: number;
  readonly #startEveryMs: number;
  #lastStartAt = Number.NEGATIVE_INFINITY;
  /** Sessions that may still be begun today. */
  startsLeft: number;
  /** Whether heartbeats are answered. */
  acks = true;
  /** Answers with this HTTP status in place of opening a WebSocket. */
  insteadOfOpening: number | undefined;

  constructor(guild: Guild, faults: DeliveryFaults, options: GatewayOptions) {
    this.#guild = guild;
    this.#faults = faults;
    this.heartbeatMs = options.heartbeatMs;
    this.#starts = options.starts;
    this.#startEveryMs = options.startEveryMs;
    this.startsLeft = options.starts;
    guild.onHappening = (happening) => {
      faults.deliver(happening, (one, copies) => {
        this.#dispatch(one, copies);
      });
    };
  }

  get starts(): number {
    return this.#starts;
  }

  get open(): number {
    return this.#connections.size;
  }

  /** Sessions that could be resumed or have a socket. */
  get sessions(): number {
    this.#forget();
    return this.#sessions.size;
  }

  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://sandbox.invalid');
    const status = PATHS.includes(pathname) ? this.insteadOfOpening : 404;
    if (status !== undefined) {
      socket.end(`HTTP/1.1 ${String(status)} No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (client) => {
      const connection = new Connection(client, this);
      this.#connections.add(connection);
      if (searchParams.get('v') !== '10') {
        connection.close(GatewayCloseCodes.InvalidAPIVersion, 'Invalid API version.');
      } else if (searchParams.get('encoding') !== 'json' || searchParams.has('compress')) {
        connection.close(GatewayCloseCodes.DecodeError, 'The sandbox speaks uncompressed JSON.');
      }
    });
  }

  now(): number {
    return Date.now();
  }

  isAcking(): boolean {
    return this.acks;
  }

  identify(connection: Connection, { token, intents, shard }: Identify): void {
    const bot = this.#guild.bots.find((candidate) => candidate.token === token && !candidate.isRevoked);
    if (!bot || this.startsLeft <= 0) {
      connection.close(GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.');
    } else if (shard[0] >= shard[1]) {
      connection.close(GatewayCloseCodes.InvalidShard, 'Invalid shard.');
    } else if ((intents & ~ALL_INTENTS) !== 0) {
      connection.close(GatewayCloseCodes.InvalidIntents, 'Invalid intent(s).');
    } else if ((intents & PRIVILEGED & ~bot.privileged) !== 0) {
      connection.close(GatewayCloseCodes.DisallowedIntents, 'Disallowed intent(s).');
    } else if (Math.abs(this.#guild.clock.now() - this.#lastStartAt) < this.#startEveryMs) {
      connection.tell(GatewayOpcodes.InvalidSession, false);
    } else {
      this.startsLeft -= 1;
      this.#lastStartAt = this.#guild.clock.now();
      const session = new Session(bot, intents, shard, connection);
      connection.session = session;
      this.#sessions.set(session.id, session);
      const resumeUrl = `${this.#guild.origin.replace('http:', 'ws:')}/gateway-resume`;
      session.dispatch({ t: 'READY', d: ready(this.#guild, session, resumeUrl) });
      if (bot.isMember) this.#welcome(session);
    }
  }

  resume(connection: Connection, { token, session_id, seq }: Resume): void {
    this.#forget();
    const session = this.#sessions.get(session_id);
    if (this.#faults.refusesResume()) {
      if (session) this.#end(session);
      connection.tell(GatewayOpcodes.InvalidSession, false);
    } else if (!session || !session.canReplay(seq)) {
      if (session && seq > session.sequence) {
        connection.close(GatewayCloseCodes.InvalidSeq, 'Invalid seq.');
        this.#end(session);
      } else connection.tell(GatewayOpcodes.InvalidSession, false);
    } else if (session.bot.token !== token || session.bot.isRevoked) {
      connection.close(GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.');
    } else {
      session.wire?.close(GatewayCloseCodes.UnknownError, 'Resumed elsewhere.');
      session.wire = connection;
      connection.session = session;
      session.replay(seq);
      session.dispatch({ t: 'RESUMED', d: { _trace: [] } });
    }
  }

  members(session: Session, nonce: string | undefined): void {
    const people = [...this.#guild.users.values()];
    session.dispatch({
      t: 'GUILD_MEMBERS_CHUNK',
      d: {
        guild_id: GUILD.id,
        members: people.map(showMember),
        chunk_index: 0,
        chunk_count: 1,
        ...(nonce === undefined ? {} : { nonce }),
      },
    });
  }

  left(connection: Connection, code: number): void {
    this.#connections.delete(connection);
    const { session } = connection;
    if (this.#part(connection) && session && GOODBYES.includes(code)) this.#end(session);
  }

  /** Asks something of every client: a heartbeat (op 1), to come back on a new socket (op 7). */
  ask(op: GatewayOpcodes.Heartbeat | GatewayOpcodes.Reconnect): void {
    for (const connection of this.#connections) connection.tell(op, null);
  }

  /** Op 9. The socket stays open: the client resumes on it, or signs in anew where it cannot. */
  invalidate(isResumable: boolean): void {
    for (const connection of this.#connections) {
      connection.tell(GatewayOpcodes.InvalidSession, isResumable);
      if (connection.session && !isResumable) this.#end(connection.session);
      this.#part(connection);
    }
  }

  /** Closes every socket with a code. Sessions live on unless the code ends them. */
  closeAll(code: number): void {
    for (const connection of this.#connections) {
      if (connection.session && GOODBYES.includes(code)) this.#end(connection.session);
      connection.close(code);
    }
  }

  /** Ends sessions, with a code where a socket is open. */
  endSessions(isMeant: (session: Session) => boolean, code: number): void {
    for (const session of [...this.#sessions.values()].filter(isMeant)) {
      this.#end(session);
      session.wire?.close(code);
    }
  }

  /** Tells the sessions of a bot of the server, when it joins. */
  introduce(bot: BotApp): void {
    for (const session of this.#sessions.values()) {
      if (session.bot === bot) this.#welcome(session);
    }
  }

  cut(): void {
    for (const connection of [...this.#connections]) connection.cut();
  }

  close(): void {
    this.cut();
    this.#server.close();
  }

  #dispatch(happening: Happening, copies: number): void {
    this.#forget();
    const channel =
      happening.channelId === undefined ? undefined : this.#guild.channels.get(happening.channelId);
    for (const session of this.#sessions.values()) {
      if (!session.asksFor(happening.name)) continue;
      if (channel && !this.#guild.sees(session.bot, channel)) continue;
      session.dispatch(happening.tell(session.viewer), copies);
    }
  }

  #welcome(session: Session): void {
    if (session.asksFor('GUILD_CREATE')) {
      session.dispatch({ t: 'GUILD_CREATE', d: guildCreate(this.#guild, session) });
    }
  }

  /** Takes the wire from the session of a connection. @returns whether it was this one's */
  #part(connection: Connection): boolean {
    const { session } = connection;
    connection.session = undefined;
    if (!session || session.wire !== connection) return false;
    session.wire = undefined;
    session.aloneSince = this.#guild.clock.now();
    return true;
  }

  #end(session: Session): void {
    this.#sessions.delete(session.id);
  }

  #forget(): void {
    const limit = this.#guild.clock.now() - KEPT_MS;
    for (const session of this.#sessions.values()) {
      if (!session.wire && session.aloneSince < limit) this.#end(session);
    }
  }
}
