import type { ModelConfig } from '../../../bridges/config/bot-model.ts';
import type { Log } from '../../../src/host/index.ts';
import type { ChatMessage, Model, ModelRequest } from '../../../bridges/bot/contract.ts';
import { ModelError } from '../../../bridges/bot/model-error.ts';
import { createModel } from '../../../bridges/bot/model/index.ts';

/** Everything that was logged, as lines of JSON. */
export class Lines implements Log {
  readonly lines: string[] = [];
  debug = this.#take.bind(this);
  info = this.#take.bind(this);
  warn = this.#take.bind(this);
  error = this.#take.bind(this);

  #take(fields: object, message: string): void {
    this.lines.push(JSON.stringify({ ...fields, message }));
  }
}

/** A model with the settings of a test; times short, so that what waits does not wait long. */
export function modelAt(
  settings: Partial<ModelConfig> & Pick<ModelConfig, 'url'>,
  more: {
    readonly log?: Log;
    readonly moderation?: string;
    readonly transcription?: string;
    readonly count?: (text: string) => Promise<number>;
    readonly withoutKey?: true;
  } = {},
): Model {
  const { log = new Lines(), moderation, transcription, count } = more;
  return createModel(
    {
      ...(more.withoutKey ? {} : { key: 'sandbox-key' }),
      api: 'chat',
      names: ['scripted'],
      timeoutMs: 20_000,
      attempts: 2,
      maxOutputTokens: 400,
      prices: {},
      ...settings,
    },
    moderation === undefined ? {} : { moderation },
    transcription === undefined ? {} : { transcription },
    log,
    count,
  );
}

export function said(text: string, more: Partial<ModelRequest> = {}): ModelRequest {
  const messages: ChatMessage[] = [
    { role: 'system', text: 'You answer in a chat.' },
    { role: 'user', content: [{ type: 'text', text }] },
  ];
  return { messages, tools: [], maxOutputTokens: 400, ...more };
}

export const WEATHER = {
  name: 'weather',
  description: 'The weather of a town',
  parameters: { type: 'object', properties: { town: { type: 'string' } }, required: ['town'] },
};

/** A signal that nobody aborts. */
export function patience(): AbortSignal {
  return new AbortController().signal;
}

/** What a call that must fail failed with. @throws {Error} when it did not, or with something else */
export async function failureOf(call: Promise<unknown>): Promise<ModelError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
  throw new Error('The call was answered, and must not have been.');
}

/** Name of the model in the body of a request. */
export function modelOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'model' in body ? String(body.model) : '';
}
