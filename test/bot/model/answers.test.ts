import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Model, ModelAnswer, ModelRequest } from '../../../bridges/bot/contract.ts';
import type { ModelConfig } from '../../../bridges/config/bot-model.ts';
import type { ModelEmulator } from '../../../bridges/sandbox/model/index.ts';
import { apiError, startModelApi } from '../../../bridges/sandbox/model/index.ts';
import { WEATHER, failureOf, modelAt, modelOf, patience, said } from './ask.ts';

/** What services do that they should not, by both APIs, streamed and not. */
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

  it('counts what the service counted', async () => {
    const { usage, usageFrom } = await ask(model());
    expect(usage.input).toBeGreaterThan(5);
    expect(usage.output).toBeGreaterThan(5);
    expect(usageFrom).toBeUndefined();
  });

  it('counts for a service that does not, or says that nobody did', async () => {
    service.setScript([{ answer: { text: 'four words of text', withoutUsage: true } }]);
    const count = (text: string): Promise<number> => Promise.resolve(text.split(/\s+/).length);
    expect(await ask(model({}, { count }))).toMatchObject({
      usage: { input: 6 + 2 * 3, output: 4, cached: 0 },
      usageFrom: 'estimate',
    });
    const broken = (): Promise<number> => Promise.reject(new Error('no tokenizer'));
    expect((await ask(model({}, { count: broken }))).usageFrom).toBe('nothing');
    expect(await ask(model())).toMatchObject({
      usage: { input: 0, output: 0, cached: 0 },
      usageFrom: 'nothing',
    });
  });

  it('tells a refusal', async () => {
    service.setScript([{ answer: { refusal: 'I cannot help with that.' } }]);
    expect(await ask(model())).toMatchObject({ finish: 'refused', text: 'I cannot help with that.' });
  });

  it('tells what a content filter did to an answer', async () => {
    service.setScript([{ answer: { text: 'The first half', finish: 'content_filter' } }]);
    expect(await ask(model())).toMatchObject({ finish: 'refused', text: 'The first half' });
  });

  it('takes a question that a filter stopped for refused, without another try', async () => {
    const body = apiError.invalid('The prompt was filtered.', 'prompt', 'content_filter');
    service.setScript([{ answer: { error: { status: 400, body } } }]);
    expect(await ask(model())).toMatchObject({ finish: 'refused', text: '' });
    expect(service.requests()).toHaveLength(1);
  });

  it('tells an answer that was cut', async () => {
    service.setScript([{ answer: { text: 'word '.repeat(100).trim() } }]);
    const answer = await ask(model(), said('hello', { maxOutputTokens: 16 }));
    expect(answer.finish).toBe('length');
    expect(answer.text.length).toBeGreaterThan(40);
    expect(answer.text.length).toBeLessThan(100);
  });

  it('asks another model when all tokens went into thoughts', async () => {
    service.setScript([
      { when: { model: 'scripted' }, answer: { text: '<think>Let me see. It', finish: 'length' } },
      { answer: { text: '<think>Quick.</think>\n\nYes.' } },
    ]);
    const answer = await ask(model({ names: ['scripted', 'scripted-large'] }));
    expect(answer).toMatchObject({ text: 'Yes.', finish: 'stop', model: 'scripted-large' });
    expect(models()).toEqual(['scripted', 'scripted-large']);
    expect(seen.filter((text) => text.includes('think') || text.includes('Quick'))).toEqual([]);
  });

  if (api === 'chat') {
    it('takes a reason to end that nobody has heard of for an end', async () => {
      service.setScript([{ answer: { text: 'Done.', finish: 'eos_token' } }]);
      expect(await ask(model())).toMatchObject({ finish: 'stop', text: 'Done.' });
    });
  }

  it.each(['empty', 'malformed', 'no-body'] as const)(
    'asks again after an answer that is %s',
    async (kind) => {
      service.faults.add({ kind });
      service.setScript([{ answer: { text: 'This time it works.' } }]);
      expect(await ask(model())).toMatchObject({ text: 'This time it works.' });
      expect(service.requests()).toHaveLength(2);
    },
  );

  it('counts what an answer without words has cost', async () => {
    service.setScript([{ answer: { text: 'This time it works.' } }]);
    const once = await ask(model());
    service.faults.add({ kind: 'empty' });
    const twice = await ask(model());
    expect(twice.usage).toEqual({ ...once.usage, input: 2 * once.usage.input });
  });

  it('gives up after answers that are always empty, and says so', async () => {
    service.faults.add({ kind: 'empty', times: 4 });
    const error = await failureOf(ask(model({ names: ['scripted', 'scripted-large'] })));
    expect(error.kind).toBe('protocol');
    expect(error.message).toContain('an empty answer');
    expect(models()).toEqual(['scripted', 'scripted', 'scripted-large', 'scripted-large']);
  });

  it('asks again after a 429 that does not say for how long', async () => {
    service.faults.add({ kind: 'status', status: 429 });
    expect((await ask(model())).finish).toBe('stop');
  });

  it('asks again after a connection that was cut, before and after the work', async () => {
    service.faults.add({ kind: 'drop' });
    expect((await ask(model())).finish).toBe('stop');
    service.faults.add({ kind: 'lost-answer' });
    expect((await ask(model())).finish).toBe('stop');
  });

  if (streams) {
    it.each([
      { kind: 'break-stream', after: 3 },
      { kind: 'end-stream', after: 3 },
      { kind: 'stream-error', after: 3 },
    ] as const)('begins anew after a stream that suffered $kind', async (fault) => {
      service.setScript([{ answer: { text: 'one two three four five six' } }]);
      service.faults.add(fault);
      expect((await ask(model())).text).toBe('one two three four five six');
      expect(service.requests()).toHaveLength(2);
      expect(seen).toEqual([
        'one',
        'one two',
        'one two three',
        'one',
        'one two',
        'one two three',
        'one two three four',
        'one two three four five',
        'one two three four five six',
      ]);
    });
  }

  it('sends broken arguments back as JSON, which services parse', async () => {
    const broken = { id: 'call_1', name: 'weather', arguments: '{"town": Bonn' };
    const { messages } = said('hello');
    await ask(model(), {
      ...said('hello'),
      messages: [
        ...messages,
        { role: 'assistant', text: '', toolCalls: [broken] },
        { role: 'tool', callId: 'call_1', text: 'These arguments are no JSON.' },
      ],
    });
    const sent = /"arguments":("(?:[^"\\]|\\.)*")/.exec(service.requests()[0]?.text ?? '')?.[1] ?? '';
    const args: unknown = JSON.parse(sent);
    expect(JSON.parse(String(args))).toEqual({ malformed: broken.arguments });
  });

  it('shows pictures, names the user, and sends several calls with their results', async () => {
    service.setScript([
      {
        when: { afterTool: false },
        answer: {
          text: 'Let me look.',
          toolCalls: [
            { name: 'weather', arguments: '{"town":"Bonn"}' },
            { name: 'weather', arguments: '' },
          ],
        },
      },
    ]);
    const request: ModelRequest = {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image', mimeType: 'image/png', base64: 'iVBORw0KGgo=' },
          ],
        },
      ],
      tools: [WEATHER],
      maxOutputTokens: 100,
      user: 'person-7',
    };
    const first = await ask(model(), request);
    expect(first).toMatchObject({ text: 'Let me look.', finish: 'tools' });
    expect(first.toolCalls.map((call) => call.arguments)).toEqual(['{"town":"Bonn"}', '{}']);
    expect(new Set(first.toolCalls.map(({ id }) => id)).size).toBe(2);
    const second = await ask(model(), {
      ...request,
      messages: [
        ...request.messages,
        { role: 'assistant', text: first.text, toolCalls: first.toolCalls },
        ...first.toolCalls.map(({ id }) => ({ role: 'tool' as const, callId: id, text: 'sunny' })),
      ],
    });
    expect(second.text).toContain('I found: sunny');
    expect(second.text).toContain('I was shown 1 picture.');
    expect(service.requests()[0]?.body).toMatchObject({ user: 'person-7' });
  });
});
