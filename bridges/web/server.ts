import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Log } from '../../src/host/index.ts';
import type { WebConfig } from '../config/model.ts';
import { isLoopback } from '../config/web.ts';
import { createApp } from './app.ts';
import type { HookHandler, RelayView } from './contract.ts';
import type { PictureSource } from './pictures.ts';
import { hookListener } from './hooks.ts';
import type { Metrics } from './metrics.ts';

/** A body that takes longer than this to come in is cut off, milliseconds. */
const REQUEST_TIMEOUT_MS = 30_000;

export interface WebServerOptions {
  readonly config: WebConfig;
  readonly relay: RelayView;
  /** By path: `/hooks/<account>/<unguessable secret>`; one an account. */
  readonly hooks: Readonly<Record<string, HookHandler>>;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Pictures for services that cannot fetch them where they stand; none when absent. */
  readonly pictures?: PictureSource;
}

export interface WebServer {
  /** Without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Takes no request any more; resolves when those under way are answered. Streams are ended. */
  close(): Promise<void>;
}

/**
 * Starts the daemon's HTTP side: webhooks in, status page, HTTP API, metrics, health.
 * @throws {Error} when the pages would be open to the network without a token, or the port cannot be had
 */
export async function createWebServer(options: WebServerOptions): Promise<WebServer> {
  const { config } = options;
  if (!isLoopback(config.host) && config.token === undefined) {
    throw new Error(
      `web.host ${config.host} opens the pages to other machines, and web.token is not set. Set web.token, or listen on 127.0.0.1.`,
    );
  }
  const hooks = hookListener({ ...options, maxBodyBytes: config.maxBodyBytes });
  const pages = getRequestListener(createApp(options).fetch, { overrideGlobalObjects: false });
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith('/hooks/')) hooks(request, response);
    else void pages(request, response);
  });
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  const streams = trackStreams(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  const name = config.host.includes(':') ? `[${config.host}]` : config.host;
  return {
    url: `http://${name}:${String(port)}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeIdleConnections();
        streams.end();
      }),
  };
}

/** Streams never end by themselves, so closing the server has to cut them. */
function trackStreams(server: ReturnType<typeof createServer>): { end(): void } {
  const open = new Set<ServerResponse>();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/api/stream')) return;
    open.add(response);
    response.once('close', () => open.delete(response));
  });
  return {
    end: () => {
      for (const response of open) response.destroy();
    },
  };
}
