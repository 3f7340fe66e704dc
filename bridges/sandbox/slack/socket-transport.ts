import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { RawData, WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import type { EventDelivery, Redelivery, RetryReason, Transport } from './redelivery.ts';
import { Timers } from './redelivery.ts';

const PING_EVERY_MS = 10_000;
/** How long a client may take to leave after it was asked to. */
const LEAVE_MS = 10_000;
const ackSchema = z.object({ envelope_id: z.string() });

interface Pending {
  readonly delivery: EventDelivery;
  readonly retry: number;
  readonly socket: WebSocket;
  readonly timer: NodeJS.Timeout;
}

/** Socket Mode: envelopes over WebSocket, each to one of the open sockets; with none open, events are lost. */
export class SocketTransport implements Transport {
  readonly #appId: string;
  readonly #redelivery: Redelivery;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #timers = new Timers();
  readonly #tickets = new Set<string>();
  readonly #sockets: WebSocket[] = [];
  readonly #pending = new Map<string, Pending>();
  readonly #pings: NodeJS.Timeout;
  #turn = 0;

  constructor(appId: string, redelivery: Redelivery) {
    this.#appId = appId;
    this.#redelivery = redelivery;
    this.#pings = setInterval(() => {
      for (const socket of this.#sockets) socket.ping(`Ping from sandbox ${String(Date.now())}`);
    }, PING_EVERY_MS);
    this.#pings.unref();
  }

  get open(): number {
    return this.#sockets.length;
  }

  /** Path of a WebSocket address that works once. */
  newTicket(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return `/link/?ticket=${ticket}&app_id=${this.#appId}`;
  }

  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://sandbox.invalid').searchParams.get('ticket') ?? '';
    if (!this.#tickets.delete(ticket)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (client) => {
      this.#welcome(client);
    });
  }

  send(delivery: EventDelivery, retry: number, reason?: RetryReason): void {
    const socket = this.#sockets[this.#turn++ % Math.max(1, this.#sockets.length)];
    if (!socket) {
      if (retry > 0) this.#again(delivery, retry);
      return;
    }
    delivery.attempts += 1;
    const envelopeId = randomUUID();
    const timer = this.#timers.after(this.#redelivery.waitMs, () => {
      this.#pending.delete(envelopeId);
      this.#again(delivery, retry);
    });
    this.#pending.set(envelopeId, { delivery, retry, socket, timer });
    const envelope = {
      envelope_id: envelopeId,
      type: 'events_api',
      accepts_response_payload: false,
      payload: delivery.body,
      ...(retry > 0 ? { retry_attempt: retry, retry_reason: reason ?? 'timeout' } : {}),
    };
    socket.send(JSON.stringify(envelope));
  }

  /** Asks every client to come back on a fresh connection, as the service does every few hours. */
  refresh(reason = 'refresh_requested'): void {
    for (const socket of this.#sockets) {
      socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: {} }));
      this.#timers.after(LEAVE_MS, () => {
        socket.terminate();
      });
    }
  }

  /** Drops every connection without a goodbye. */
  cut(): void {
    for (const socket of [...this.#sockets]) socket.terminate();
  }

  close(): void {
    clearInterval(this.#pings);
    this.cut();
    this.#timers.clear();
    this.#server.close();
  }

  #welcome(socket: WebSocket): void {
    this.#sockets.push(socket);
    socket.on('error', () => {
      socket.terminate();
    });
    socket.on('message', (data) => {
      this.#acknowledge(data);
    });
    socket.on('close', () => {
      this.#sockets.splice(this.#sockets.indexOf(socket), 1);
      this.#abandon(socket);
    });
    const hello = {
      type: 'hello',
      num_connections: this.#sockets.length,
      connection_info: { app_id: this.#appId },
      debug_info: { host: 'sandbox', approximate_connection_time: 18_060 },
    };
    socket.send(JSON.stringify(hello));
  }

  #acknowledge(data: RawData): void {
    const ack = ackSchema.safeParse(parseJson(data));
    const pending = ack.success ? this.#pending.get(ack.data.envelope_id) : undefined;
    if (!ack.success || !pending) return;
    this.#pending.delete(ack.data.envelope_id);
    this.#timers.cancel(pending.timer);
    pending.delivery.acknowledged = true;
  }

  /** What a closed connection had not acknowledged is sent again as if the time for it had run out. */
  #abandon(socket: WebSocket): void {
    for (const [id, pending] of this.#pending) {
      if (pending.socket !== socket) continue;
      this.#pending.delete(id);
      this.#timers.cancel(pending.timer);
      this.#again(pending.delivery, pending.retry);
    }
  }

  #again(delivery: EventDelivery, retry: number): void {
    const delay = this.#redelivery.delaysMs[retry];
    if (delay === undefined) return;
    this.#timers.after(delay, () => {
      this.send(delivery, retry + 1, 'timeout');
    });
  }
}

function parseJson(data: RawData): unknown {
  try {
    return JSON.parse((data as Buffer).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
