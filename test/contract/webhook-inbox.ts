import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { WebhookRequest } from '../../src/platforms/index.ts';

/** An address that a service can call, which keeps what came. */
export interface WebhookInbox {
  readonly url: string;
  /** The requests so far, once there are so many. */
  received(count: number): Promise<readonly WebhookRequest[]>;
  close(): Promise<void>;
}

/** @param answer what to answer a request with; every request is answered 200. */
export async function openInbox(
  answer: (request: WebhookRequest) => string | undefined,
): Promise<WebhookInbox> {
  const requests: WebhookRequest[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const server = createServer((incoming, response) => {
    void buffer(incoming).then((body) => {
      const headers = Object.fromEntries(
        Object.entries(incoming.headers).map(([name, value]) => [name, value?.toString()]),
      );
      const request = { headers, body };
      const said = answer(request);
      if (said === undefined) requests.push(request);
      response.end(said ?? '');
      for (const one of waiting) if (requests.length >= one.count) one.resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/hook`,
    received: async (count) => {
      if (requests.length < count) {
        await new Promise<void>((resolve) => {
          waiting.push({ count, resolve });
        });
      }
      return [...requests];
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
