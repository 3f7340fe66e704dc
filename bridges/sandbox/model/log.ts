import type { ServerResponse } from 'node:http';
import type { HonoRequest } from 'hono';
import type { ModelCall } from './emulator.ts';

/** Requests that are kept; the oldest go first. */
const KEPT = 10_000;

/** What was asked, for tests and for people. */
export class CallLog {
  readonly #calls: ModelCall[] = [];
  readonly #listeners = new Set<(call: ModelCall) => void>();
  readonly #answerListeners = new Set<(call: ModelCall) => void>();

  all(): readonly ModelCall[] {
    return [...this.#calls];
  }

  onCall(listener: (call: ModelCall) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  onAnswer(listener: (call: ModelCall) => void): () => void {
    this.#answerListeners.add(listener);
    return () => {
      this.#answerListeners.delete(listener);
    };
  }

  async take(request: HonoRequest, response: ServerResponse): Promise<void> {
    const text = await textOf(request);
    const call = {
      at: Date.now(),
      method: request.method,
      path: request.path,
      headers: request.header(),
      text,
      body: parsed(text),
    };
    this.#calls.push(call);
    if (this.#calls.length > KEPT) this.#calls.shift();
    response.once('finish', () => {
      for (const listener of this.#answerListeners) listener(call);
    });
    for (const listener of this.#listeners) listener(call);
  }
}

async function textOf(request: HonoRequest): Promise<string> {
  if (!request.header('content-type')?.startsWith('multipart/')) return request.text();
  const form = await request.parseBody({ all: true });
  return Object.entries(form)
    .flatMap(([name, values]) =>
      [values].flat().map((value) => `${name}: ${typeof value === 'string' ? value : value.name}`),
    )
    .join('\n');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
