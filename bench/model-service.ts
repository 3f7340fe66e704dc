import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One question that has reached the model and been answered. */
export interface Consulted {
  /** The number that the question ends with. */
  readonly sequence: number;
  /** When the whole request was there, and when the answer was on its way: `performance.now()` */
  readonly askedAt: number;
  readonly answeredAt: number;
}

/** The leanest model API: no time to think, so that what is measured is the bot. */
export interface LeanModel {
  /** Base URL. */
  readonly url: string;
  onConsulted(listener: (consulted: Consulted) => void): () => void;
  close(): Promise<void>;
}

/** The number in the last of the orders that are asked about; the address may stand in angle brackets by then. */
const ORDER = /shop\.example\/o\D{1,8}(\d+)/g;

export async function startLeanModel(): Promise<LeanModel> {
  const listeners = new Set<(consulted: Consulted) => void>();
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const askedAt = performance.now();
      const sequence = Number([...body.matchAll(ORDER)].at(-1)?.[1]);
      const answer = completion(`Your parcel is on its way, order ${String(sequence)}`);
      const answeredAt = performance.now();
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(answer),
      });
      response.end(answer);
      for (const listener of listeners) listener({ sequence, askedAt, answeredAt });
    });
  });
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/v1`,
    onConsulted: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
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

function completion(content: string): string {
  return JSON.stringify({
    id: 'chatcmpl-bench',
    object: 'chat.completion',
    created: 0,
    model: 'bench',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: null },
        finish_reason: 'stop',
        logprobs: null,
      },
    ],
    usage: { prompt_tokens: 20, completion_tokens: 10, total_tokens: 30 },
  });
}
