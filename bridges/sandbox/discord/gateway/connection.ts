import { GatewayCloseCodes, GatewayOpcodes } from 'discord-api-types/v10';
import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
import type { Session } from './session.ts';

const MOST_BYTES = 4096;
const MOST_A_MINUTE = 120;
const MINUTE_MS = 60_000;

const payloadSchema = z.object({ op: z.number(), d: z.unknown() });
const identifySchema = z.object({
  token: z.string(),
  intents: z.number().int(),
  properties: z.object({}).passthrough(),
  shard: z.tuple([z.number().int(), z.number().int()]).default([0, 1]),
});
const resumeSchema = z.object({ token: z.string(), session_id: z.string(), seq: z.number().int() });
const membersSchema = z.object({ nonce: z.string().optional(), query: z.string().optional() });

export type Identify = z.output<typeof identifySchema>;
export type Resume = z.output<typeof resumeSchema>;

/** What a connection asks of the gateway. */
export interface Desk {
  readonly heartbeatMs: number;
  now(): number;
  isAcking(): boolean;
  identify(connection: Connection, identify: Identify): void;
  resume(connection: Connection, resume: Resume): void;
  members(session: Session, nonce: string | undefined): void;
  left(connection: Connection, code: number): void;
}

/** One socket of a client: its manners, not its session. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #desk: Desk;
  #sent: number[] = [];
  #lateTimer: NodeJS.Timeout | undefined;
  session: Session | undefined;

  constructor(socket: WebSocket, desk: Desk) {
    this.#socket = socket;
    this.#desk = desk;
    socket.on('error', () => {
      socket.terminate();
    });
    socket.on('message', (data) => {
      this.#take(data);
    });
    socket.on('close', (code) => {
      clearTimeout(this.#lateTimer);
      desk.left(this, code);
    });
    this.#expectHeartbeat();
    this.tell(GatewayOpcodes.Hello, { heartbeat_interval: desk.heartbeatMs });
  }

  /** Anything but a dispatch. */
  tell(op: GatewayOpcodes, d: unknown): void {
    this.send(JSON.stringify({ op, d, s: null, t: null }));
  }

  send(text: string): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(text);
  }

  close(code: number, reason = ''): void {
    this.#socket.close(code, reason);
  }

  /** Ends it without a goodbye. */
  cut(): void {
    this.#socket.terminate();
  }

  #take(data: RawData): void {
    const text = (data as Buffer).toString('utf8');
    const payload = payloadSchema.safeParse(parseJson(text));
    if (Buffer.byteLength(text) > MOST_BYTES || !payload.success) {
      this.close(GatewayCloseCodes.DecodeError, 'Error while decoding payload.');
      return;
    }
    const now = this.#desk.now();
    this.#sent = [...this.#sent.filter((at) => at > now - MINUTE_MS), now];
    if (this.#sent.length > MOST_A_MINUTE) {
      this.close(GatewayCloseCodes.RateLimited, 'You are being rate limited.');
      return;
    }
    this.#obey(payload.data.op, payload.data.d);
  }

  #obey(op: GatewayOpcodes, d: unknown): void {
    switch (op) {
      case GatewayOpcodes.Heartbeat:
        this.#expectHeartbeat();
        if (this.#desk.isAcking()) this.tell(GatewayOpcodes.HeartbeatAck, null);
        return;
      case GatewayOpcodes.Identify:
        if (this.session) this.close(GatewayCloseCodes.AlreadyAuthenticated, 'Already authenticated.');
        else this.#parsed(identifySchema, d, (identify) => this.#desk.identify(this, identify));
        return;
      case GatewayOpcodes.Resume:
        if (this.session) this.close(GatewayCloseCodes.AlreadyAuthenticated, 'Already authenticated.');
        else this.#parsed(resumeSchema, d, (resume) => this.#desk.resume(this, resume));
        return;
      case GatewayOpcodes.PresenceUpdate:
      case GatewayOpcodes.VoiceStateUpdate:
        this.#withSession(() => undefined);
        return;
      case GatewayOpcodes.RequestGuildMembers:
        this.#withSession((session) => {
          this.#parsed(membersSchema, d, ({ nonce }) => this.#desk.members(session, nonce));
        });
        return;
      default:
        this.close(GatewayCloseCodes.UnknownOpcode, 'Unknown opcode.');
    }
  }

  #withSession(run: (session: Session) => void): void {
    if (this.session) run(this.session);
    else this.close(GatewayCloseCodes.NotAuthenticated, 'Not authenticated.');
  }

  #parsed<T>(schema: z.ZodType<T, z.ZodTypeDef, unknown>, d: unknown, run: (value: T) => void): void {
    const parsed = schema.safeParse(d);
    if (parsed.success) run(parsed.data);
    else this.close(GatewayCloseCodes.DecodeError, 'Error while decoding payload.');
  }

  /** Who falls silent for two beats is taken for gone. */
  #expectHeartbeat(): void {
    clearTimeout(this.#lateTimer);
    this.#lateTimer = setTimeout(() => {
      this.close(GatewayCloseCodes.SessionTimedOut, 'Session timed out.');
    }, this.#desk.heartbeatMs * 2);
    this.#lateTimer.unref();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
