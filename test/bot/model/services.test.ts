import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Model, ModelAnswer, ModelRequest } from '../../../bridges/bot/contract.ts';
import type { ModelConfig } from '../../../bridges/config/bot-model.ts';
import type { ModelEmulator } from '../../../bridges/sandbox/model/index.ts';
import { apiError, startModelApi } from '../../../bridges/sandbox/model/index.ts';
import { Lines, failureOf, modelAt, modelOf, patience, said } from './ask.ts';

/** Services that do not answer, and people who do not wait, by both APIs, streamed and not. */
describe.each([
  { api: 'chat', streams: false },
  { api: 'chat', streams: true },
  { api: 'responses', streams: false },
  { api: 'responses', streams: true },
] as const)('by $api, streamed: $streams', ({ api, streams }) => {
  let service: ModelEmulator;
  let seen: string[];
  beforeEach(async () => {
    seen = [];
    service = await startModelApi({
      models: [
        { id: 'scripted', contextTokens: 8000 },
        { id: 'scripted-small', contextTokens: 500 },
        { id: 'scripted-large', contextTokens: 500_000 },
      ],
    });
  });
  afterEach(() => service.close());

  const model = (settings: Partial<ModelConfig> = {}, more: Parameters<typeof modelAt>[1] = {}): Model =>
    modelAt({ url: service.url, api, ...settings }, more);
  const ask = (
    asked: Model,
    request: ModelRequest = said('hello'),
    signal = patience(),
  ): Promise<ModelAnswer> =>
    asked.ask(request, { signal, ...(streams ? { onText: (text: string) => void seen.push(text) } : {}) });
  const models = (): string[] => service.requests().map(({ body }) => modelOf(body));

  it('tells a service that is always silent', async () => {
    const held = Promise.withResolvers<undefined>();
    service.setScript([
      {
        answer: async () => {
          await held.promise;
          return { text: 'late' };
        },
      },
    ]);
    const error = await failureOf(ask(model({ timeoutMs: 50, attempts: 1 })));
    held.resolve(undefined);
    expect(error.kind).toBe('timeout');
    expect(error.message).toContain('no answer within 0.05 s');
  });

  it('tells a service that is not there', async () => {
    await service.close();
    const error = await failureOf(ask(model({ attempts: 1 })));
    expect(error.kind).toBe('unavailable');
    expect(error.message).toContain('ECONNREFUSED');
    expect(error.message).toContain(new URL(service.url).host);
  });

  it('tells an address without an API', async () => {
    const error = await failureOf(ask(model({ url: `${service.origin}/v2` })));
    expect(error.kind).toBe('invalid');
    expect(error.message).toContain('/v1');
  });

  it('finds a model with room for 200 pages, or tells that none has', async () => {
    const pages = said('A page of a book. '.repeat(4000));
    const found = await ask(model({ names: ['scripted-small', 'scripted', 'scripted-large'] }), pages);
    expect(found.model).toBe('scripted-large');
    expect(models()).toEqual(['scripted-small', 'scripted', 'scripted-large']);
    const error = await failureOf(ask(model({ names: ['scripted', 'scripted-small'] }), pages));
    expect(error.kind).toBe('too-long');
    expect(models()).toHaveLength(5);
  });

  it('tells a model that does not exist, without another try', async () => {
    const error = await failureOf(ask(model({ names: ['gpt-99'] })));
    expect(error.kind).toBe('no-model');
    expect(error.message).toContain('"gpt-99"');
    expect(service.requests()).toHaveLength(1);
  });

  it('tells that nothing is left to spend, without another try', async () => {
    service.setScript([{ answer: { error: { status: 429, body: apiError.quota() } } }]);
    expect((await failureOf(ask(model()))).kind).toBe('quota');
    expect(service.requests()).toHaveLength(1);
  });

  it('keeps a wrong key out of errors and logs, though the service repeats it', async () => {
    const log = new Lines();
    const key = 'a-key-that-nobody-may-see';
    const error = await failureOf(ask(model({ key }, { log })));
    expect(error.kind).toBe('auth');
    expect(error.message).toContain('Incorrect API key provided: [hidden]');
    expect(JSON.stringify([error.message, error.stack, log.lines])).not.toContain(key);
    expect(log.lines).toHaveLength(1);
  });

  it('tells how long it is to be left alone', async () => {
    service.faults.add({ kind: 'status', status: 429, retryAfter: 3600 });
    const error = await failureOf(ask(model()));
    expect(error).toMatchObject({ kind: 'rate-limited', retryAfterMs: 3_600_000 });
  });

  it('stops while it waits for another try', async () => {
    service.faults.add({ kind: 'status', status: 429, retryAfter: 50 });
    const stop = new AbortController();
    const log = new Lines();
    const reason = new Error('enough');
    log.warn = () => {
      setImmediate(() => {
        stop.abort(reason);
      });
    };
    await expect(ask(model({}, { log }), said('hello'), stop.signal)).rejects.toBe(reason);
    expect(service.requests()).toEqual([]);
  });

  if (streams) {
    it('stops in the middle of a stream', async () => {
      service.setScript([{ answer: { text: 'word '.repeat(50).trim() } }]);
      const stop = new AbortController();
      const asked = model().ask(said('hello'), {
        signal: stop.signal,
        onText: (text) => {
          seen.push(text);
          if (seen.length === 2) stop.abort(new Error('enough'));
        },
      });
      await expect(asked).rejects.toThrow('enough');
      expect(seen).toHaveLength(2);
    });
  }

  it('learns what a model does not take', async () => {
    await service.close();
    service = await startModelApi({
      models: [{ id: 'thinker', refuses: ['max_tokens', 'temperature', 'user'] }],
    });
    const thinker = model({ names: ['thinker'], temperature: 0.5, attempts: 1 });
    const request = said('hello', { user: 'somebody' });
    expect((await ask(thinker, request)).finish).toBe('stop');
    const complaints = service.requests().length - 1;
    expect((await ask(thinker, request)).finish).toBe('stop');
    expect(service.requests()).toHaveLength(complaints + 2);
    expect(complaints).toBe(api === 'chat' ? 3 : 2);
  });

  it('does not ask for ever when a model takes nothing', async () => {
    await service.close();
    service = await startModelApi({
      models: [
        { id: 'mule', refuses: ['max_tokens', 'max_completion_tokens', 'max_output_tokens', 'store'] },
      ],
    });
    expect((await failureOf(ask(model({ names: ['mule'] })))).kind).toBe('invalid');
  });
});
