import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createHttp } from '../../bridges/host/http.ts';

/** A service that reads a request and then does something to the socket. */
async function serve(answer: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      answer(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
}

function post(url: string, timeoutMs = 2000) {
  const http = createHttp();
  onTestFinished(() => {
    http.close();
  });
  return http.send({ method: 'POST', url, body: 'x', timeoutMs });
}

describe('the HTTP client', () => {
  it('says that a request was not done only when the service was not reached', async () => {
    const url = await serve(() => undefined);
    const closed = 'http://127.0.0.1:1/';
    await expect(post(closed)).rejects.toMatchObject({ outcome: 'not-done' });

    // The network goes while the service works on the request: Linux tells it with the codes of a failed connect.
    const cut = (message: unknown): void => {
      const { request } = message as { request: ClientRequest };
      request.once('finish', () => {
        const error = Object.assign(new Error('read EHOSTUNREACH'), {
          code: 'EHOSTUNREACH',
          syscall: 'read',
        });
        request.socket?.destroy(error);
      });
    };
    subscribe('http.client.request.start', cut);
    onTestFinished(() => {
      unsubscribe('http.client.request.start', cut);
    });
    await expect(post(url)).rejects.toMatchObject({ outcome: 'unknown', message: 'read EHOSTUNREACH' });
  });

  it.each([
    ['closed without an answer', ''],
    ['closed in the middle of the head', 'HTTP/1.1 200 OK\r\ncontent-'],
    ['closed in the middle of the body', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{"id"'],
    [
      'closed in the middle of the chunks',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"id"\r\n',
    ],
    ['that became another protocol', 'HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'],
    ['that is no HTTP', 'hello\r\n\r\n'],
  ])('takes an answer %s for an unknown outcome', async (_, bytes) => {
    const url = await serve((socket) => socket.end(bytes));
    await expect(post(url)).rejects.toMatchObject({ name: 'TransportError', outcome: 'unknown' });
  });

  it.each([
    ['before the answer', ''],
    ['in the middle of the answer', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{"id"'],
  ])('gives up in time %s, and says so', async (_, bytes) => {
    const url = await serve((socket) => socket.write(bytes));
    await expect(post(url, 50)).rejects.toMatchObject({
      outcome: 'unknown',
      message: expect.stringMatching(/^no answer within/) as string,
    });
  });
});
