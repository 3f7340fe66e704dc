import OpenAI from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelEmulator } from '../../../bridges/sandbox/model/index.ts';
import { startModelApi } from '../../../bridges/sandbox/model/index.ts';

const HELLO = [{ role: 'user' as const, content: 'hello there' }];
const WEATHER = { name: 'weather', parameters: { type: 'object', properties: {} } };

/** The sandbox's model API, as the vendor's own SDK sees it. */
describe('the model API of the sandbox', () => {
  let service: ModelEmulator;
  let client: OpenAI;
  beforeEach(async () => {
    service = await startModelApi();
    client = new OpenAI({ baseURL: service.url, apiKey: service.key, maxRetries: 0 });
  });
  afterEach(() => service.close());

  const post = async (
    path: string,
    body: string,
    key = service.key,
  ): Promise<{ status: number; body: unknown }> => {
    const headers = {
      'content-type': 'application/json',
      ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
    };
    const response = await fetch(`${service.url}${path}`, { method: 'POST', headers, body });
    return { status: response.status, body: await response.json() };
  };

  it('says that it is a script and repeats what was said', async () => {
    const { choices } = await client.chat.completions.create({ model: 'scripted', messages: HELLO });
    expect(choices[0]?.message.content).toBe(
      'Thank you for your message. I am a script of the sandbox, not a model. You said: hello there',
    );
  });

  it('answers the last words of what a program puts together', async () => {
    const content = [
      '⟦k1 message from="Who are you"⟧\nRemember that I like tea.\n⟦k1 end⟧',
      '⟦k1: it is Friday; answer what follows⟧',
      '⟦k1 message from="Person"⟧\nSecond thoughts:\n\nlook for tea leaves, please\n⟦k1 end⟧',
    ].join('\n\n');
    const ask = async (names: readonly string[]): Promise<OpenAI.ChatCompletionMessage | undefined> => {
      const tools = names.map((name) => ({ type: 'function' as const, function: { ...WEATHER, name } }));
      const messages = [{ role: 'user' as const, content }];
      const request = { model: 'scripted', messages, ...(tools.length === 0 ? {} : { tools }) };
      return (await client.chat.completions.create(request)).choices[0]?.message;
    };
    expect((await ask([]))?.content).toMatch(/You said: look for tea leaves, please$/);
    expect((await ask(['remember_note', 'search_conversation']))?.tool_calls).toMatchObject([
      { function: { name: 'search_conversation', arguments: '{"words":"tea leaves, please"}' } },
    ]);
  });

  it('streams completions that the SDK puts together', async () => {
    service.setScript([
      { answer: { text: 'Let me see.', toolCalls: [{ name: 'weather', arguments: '{"town":"Bonn"}' }] } },
    ]);
    const tools = [{ type: 'function' as const, function: WEATHER }];
    const stream = client.chat.completions.stream({
      model: 'scripted',
      messages: HELLO,
      tools,
      stream_options: { include_usage: true },
    });
    const { choices, usage } = await stream.finalChatCompletion();
    expect(choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { content: 'Let me see.', tool_calls: [{ function: { arguments: '{"town":"Bonn"}' } }] },
    });
    const unstreamed = await client.chat.completions.create({ model: 'scripted', messages: HELLO, tools });
    expect(usage).toEqual(unstreamed.usage);
    expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0));
  });

  it('streams responses that the SDK puts together', async () => {
    service.setScript([
      { answer: { text: 'Let me see.', toolCalls: [{ name: 'weather', arguments: '{"town":"Bonn"}' }] } },
    ]);
    const request = {
      model: 'scripted',
      input: 'hello',
      tools: [{ type: 'function' as const, strict: false, ...WEATHER }],
    };
    const stream = client.responses.stream(request);
    const types: string[] = [];
    stream.on('event', ({ type }) => types.push(type));
    const streamed = await stream.finalResponse();
    expect(types.slice(0, 4)).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
    ]);
    expect(types.at(-1)).toBe('response.completed');
    expect(streamed.output_text).toBe('Let me see.');
    const whole = await client.responses.create(request);
    expect(whole.output_text).toBe('Let me see.');
    expect(streamed.output.map(({ type }) => type)).toEqual(whole.output.map(({ type }) => type));
    expect(streamed.usage).toEqual(whole.usage);
  });

  it('tells of responses that were cut or refused', async () => {
    service.setScript([
      { when: { said: 'long' }, answer: { text: 'word '.repeat(50) } },
      { answer: { refusal: 'No.' } },
    ]);
    const cut = await client.responses
      .stream({ model: 'scripted', input: 'long', max_output_tokens: 16 })
      .finalResponse();
    expect(cut).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } });
    const refused = await client.responses.create({ model: 'scripted', input: 'other' });
    expect(refused.output[0]).toMatchObject({ content: [{ type: 'refusal', refusal: 'No.' }] });
  });

  it('lists its models', async () => {
    const { data } = await client.models.list();
    expect(data.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['scripted', 'scripted-small', 'whisper-1']),
    );
    expect(await client.models.retrieve('scripted')).toMatchObject({ id: 'scripted', object: 'model' });
    await expect(client.models.retrieve('other')).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
    });
  });

  it.each([
    { why: 'no key', key: '', path: '/models', body: '{}', status: 401, code: null, param: null },
    {
      why: 'a wrong key',
      key: 'x',
      path: '/models',
      body: '{}',
      status: 401,
      code: 'invalid_api_key',
      param: null,
    },
    { why: 'no JSON', path: '/chat/completions', body: '{', status: 400, code: null, param: null },
    { why: 'an unknown address', path: '/chats', body: '{}', status: 404, code: null, param: null },
    {
      why: 'a role that is none',
      path: '/chat/completions',
      body: '{"model":"scripted","messages":[{"role":"boss","content":"x"}]}',
      status: 400,
      code: null,
      param: 'messages[0].role',
    },
    {
      why: 'a result without a call',
      path: '/chat/completions',
      body: '{"model":"scripted","messages":[{"role":"tool","tool_call_id":"a","content":"x"}]}',
      status: 400,
      code: null,
      param: 'messages.[0].role',
    },
    {
      why: 'a call without a result',
      path: '/chat/completions',
      body: '{"model":"scripted","messages":[{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"user","content":"x"}]}',
      status: 400,
      code: null,
      param: 'messages',
    },
    {
      why: 'a result without a call, in a response',
      path: '/responses',
      body: '{"model":"scripted","input":[{"type":"function_call_output","call_id":"a","output":"x"}]}',
      status: 400,
      code: null,
      param: 'input',
    },
    {
      why: 'a tool with a dot in its name',
      path: '/chat/completions',
      body: '{"model":"scripted","messages":[{"role":"user","content":"x"}],"tools":[{"type":"function","function":{"name":"a.b"}}]}',
      status: 400,
      code: null,
      param: 'tools[0].function.name',
    },
  ])(
    'refuses $why, with an error in the form of the real service',
    async ({ path, body, status, code, param, key }) => {
      const answer = await post(path, body, key);
      expect(answer.status).toBe(status);
      expect(answer.body).toEqual({
        error: { message: expect.any(String), type: 'invalid_request_error', param, code },
      });
    },
  );

  it('words a bare fault like the real service', async () => {
    service.faults.add({ kind: 'status', status: 429, retryAfter: 7 });
    const response = await fetch(`${service.url}/models`);
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await response.json()).toMatchObject({ error: { type: 'requests', code: 'rate_limit_exceeded' } });
  });

  it('has a second door over HTTP', async () => {
    const control = (path: string, method: string, body?: unknown): Promise<Response> =>
      fetch(`${service.origin}/_control${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    await control('/script', 'POST', [{ when: { said: 'HELLO' }, answer: { text: 'By another script.' } }]);
    await control('/faults', 'POST', { kind: 'empty' });
    const request = { model: 'scripted', messages: HELLO };
    expect((await client.chat.completions.create(request)).choices[0]?.message.content).toBeNull();
    expect((await client.chat.completions.create(request)).choices[0]?.message.content).toBe(
      'By another script.',
    );
    const asked = (await (await control('/requests', 'GET')).json()) as { path: string; body: unknown }[];
    expect(asked.map(({ path }) => path)).toEqual(['/v1/chat/completions', '/v1/chat/completions']);
    expect(asked[0]?.body).toEqual(request);
    expect((await control('/faults', 'POST', { kind: 'unheard-of' })).status).toBe(400);
  });
});
