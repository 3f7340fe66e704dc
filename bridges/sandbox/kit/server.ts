import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { FaultBox } from './faults.ts';

export interface EmulatorServer {
  readonly origin: string;
  /** For emulators that also speak WebSocket. */
  onUpgrade(handler: (request: IncomingMessage, socket: Socket, head: Buffer) => void): void;
  close(): Promise<void>;
}

/**
 * Serves an emulator on 127.0.0.1 and commits its request faults, which need the bare socket: `drop` before the
 * app sees the request, `lost-answer` after it has done the work. The control door (`/_control`) is never faulted.
 */
export async function serveEmulator(
  app: { readonly fetch: Hono['fetch'] },
  faults: FaultBox,
  port = 0,
): Promise<EmulatorServer> {
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => {
    void answer(request, response, listener, faults);
  });
  server.keepAliveTimeout = 60_000;
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${String(address.port)}`,
    onUpgrade: (handler) => server.on('upgrade', handler),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  listener: Listener,
  faults: FaultBox,
): Promise<void> {
  const path = request.url ?? '/';
  const fault = path.startsWith('/_control')
    ? undefined
    : faults.takeForRequest(request.method ?? 'GET', path);
  switch (fault?.kind) {
    case 'drop':
      request.socket.destroy();
      return;
    case 'status': {
      const headers: Record<string, string> = { 'content-type': 'application/json' };
      if (fault.retryAfter !== undefined) headers['retry-after'] = String(fault.retryAfter);
      response.writeHead(fault.status, headers);
      response.end(fault.body ?? '{}');
      return;
    }
    case 'slow':
      await sleep(fault.ms);
      break;
    case 'lost-answer':
      // The app writes its whole answer into a response that no longer has a wire.
      response.write = () => true;
      response.writeHead = () => response;
      response.end = () => {
        request.socket.destroy();
        return response;
      };
      break;
    default:
  }
  await listener(request, response);
}
