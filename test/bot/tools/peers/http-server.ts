import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, Server as HttpServer } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { onTestFinished } from 'vitest';
import type { PeerTool } from './tools.ts';
import { peerServer } from './tools.ts';

export interface HttpPeer {
  readonly url: string;
  readonly requests: { readonly method: string; readonly headers: IncomingHttpHeaders }[];
  /** As after a restart: sessions are not known any more. */
  forget(): void;
  /** Takes no connections meanwhile. */
  away(meanwhile: () => Promise<void>): Promise<void>;
}

/** A tool server on the loopback interface, with sessions, gone when the test has finished. */
export async function httpPeer(tools: readonly PeerTool[]): Promise<HttpPeer> {
  const requests: HttpPeer['requests'][number][] = [];
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  const http = createServer((request, response) => {
    if (request.url === '/moved') {
      response.writeHead(307, { location: '/mcp' }).end();
      return;
    }
    requests.push({ method: request.method ?? '', headers: request.headers });
    const id = request.headers['mcp-session-id'];
    const known = typeof id === 'string' ? sessions.get(id) : undefined;
    if (id !== undefined && !known) {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
      return;
    }
    const transport =
      known ??
      new StreamableHTTPServerTransport({
        sessionIdGenerator: randomUUID,
        onsessioninitialized: (session) => {
          sessions.set(session, transport);
        },
      });
    const ready = known ? Promise.resolve() : peerServer(() => tools).connect(transport as Transport);
    void ready.then(() => transport.handleRequest(request, response));
  });
  const origin = await listen(http);
  return {
    url: `${origin}/mcp`,
    requests,
    async away(meanwhile) {
      const closed = new Promise((resolve) => http.close(resolve));
      http.closeAllConnections();
      await closed;
      await meanwhile();
      await new Promise<void>((resolve) => http.listen(Number(new URL(origin).port), '127.0.0.1', resolve));
    },
    forget() {
      sessions.clear();
    },
  };
}

/** Starts an HTTP server on a free port until the test has finished. @returns its origin */
export async function listen(http: HttpServer): Promise<string> {
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise((resolve) => {
        http.close(() => {
          resolve();
        });
        http.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${String((http.address() as AddressInfo).port)}`;
}
