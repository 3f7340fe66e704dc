import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';

/** One caller of a webhook, on one kept-alive connection, that waits for its 200 before it calls again. */
export interface Sender {
  /** @throws {Error} when the answer is not 200 */
  call(body: string): Promise<void>;
  close(): void;
}

/** The bare socket instead of an HTTP client, so that sending costs the machine as little as possible. */
export async function openSender(address: string): Promise<Sender> {
  const url = new URL(address);
  const socket = connect(Number(url.port), url.hostname);
  socket.setNoDelay(true);
  await once(socket, 'connect');
  const answers = readAnswers(socket);
  const head = `POST ${url.pathname} HTTP/1.1\r\nhost: ${url.host}\r\ncontent-type: application/json\r\ncontent-length: `;
  return {
    call: async (body) => {
      socket.write(`${head}${String(Buffer.byteLength(body))}\r\n\r\n${body}`);
      const status = await answers.next();
      if (status !== 200) throw new Error(`The relay answered a webhook request with ${String(status)}.`);
    },
    close: () => socket.destroy(),
  };
}

/** Reads answers one after the other; the relay and the floor both give a content-length. */
function readAnswers(socket: Socket): { next(): Promise<number> } {
  let text = '';
  let waiting: { resolve: (status: number) => void; reject: (error: Error) => void } | undefined;
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    text += chunk;
    const end = text.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = text.slice(0, end);
    const length = Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    if (text.length < end + 4 + length) return;
    text = text.slice(end + 4 + length);
    waiting?.resolve(Number(head.slice(9, 12)));
    waiting = undefined;
  });
  const fail = (): void => {
    waiting?.reject(new Error('The relay closed the connection.'));
  };
  socket.on('error', fail).on('close', fail);
  return {
    next: () =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
      }),
  };
}
