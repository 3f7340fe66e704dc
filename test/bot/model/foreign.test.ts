import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failureOf, modelAt, patience, said } from './ask.ts';

/** Answers in the forms of services that are only nearly like OpenAI's, as these send them. */
describe('a service that is only nearly compatible', () => {
  let server: Server;
  let url: string;
  let answers: {
    status?: number;
    type?: string;
    body: string;
    cut?: true;
    headers?: Record<string, string>;
  }[];
  let asked: { headers: IncomingHttpHeaders; url: string }[];

  beforeEach(async () => {
    answers = [];
    asked = [];
    server = createServer((request, response) => {
      asked.push({ headers: request.headers, url: request.url ?? '' });
      const answer = answers.shift() ?? { status: 500, body: '' };
      response.writeHead(answer.status ?? 200, {
        'content-type': answer.type ?? 'application/json',
        ...answer.headers,
      });
      if (!answer.cut) response.end(answer.body);
      else response.write(answer.body, () => request.socket.destroySoon());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/api/v3`;
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const events = (...chunks: object[]): { type: string; body: string } => ({
    type: 'text/event-stream',
    body: chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join(''),
  });
  const delta = (piece: object, finish_reason: string | null = null): object => ({
    choices: [{ index: 0, delta: piece, finish_reason }],
  });
  const streamed = (): ReturnType<ReturnType<typeof modelAt>['ask']> =>
    modelAt({ url, attempts: 1 }).ask(said('hello'), { signal: patience(), onText: () => undefined });
  const whole = (
    settings: { attempts?: number; api?: 'chat' | 'responses' } = {},
  ): ReturnType<typeof streamed> =>
    modelAt({ url, attempts: 1, ...settings }).ask(said('hello'), { signal: patience() });

  it('may leave out index and id of tool calls', async () => {
    answers.push(
      events(
        delta({ tool_calls: [{ function: { name: 'weather', arguments: '{"town":' } }] }),
        delta({ tool_calls: [{ function: { arguments: '"Bonn"}' } }] }),
        delta({ tool_calls: [{ function: { name: 'weather', arguments: '{"town":"Ulm"}' } }] }, 'stop'),
      ),
    );
    const { toolCalls, finish } = await streamed();
    expect(finish).toBe('tools');
    expect(toolCalls.map((call) => call.arguments)).toEqual(['{"town":"Bonn"}', '{"town":"Ulm"}']);
    expect(new Set(toolCalls.map(({ id }) => id)).size).toBe(2);
    expect(toolCalls.every(({ id }) => id !== '')).toBe(true);
  });

  it('may mix the pieces of several calls', async () => {
    const piece = (index: number, args: string, head: object = {}): object =>
      delta({ tool_calls: [{ index, ...head, function: { ...head, arguments: args } }] });
    answers.push(
      events(
        piece(0, '{"a"', { id: 'one', name: 'first' }),
        piece(1, '{"b"', { id: 'two', name: 'second' }),
        piece(0, ':1}'),
        piece(1, ':2}'),
        delta({}, 'tool_calls'),
      ),
    );
    expect((await streamed()).toolCalls).toEqual([
      { id: 'one', name: 'first', arguments: '{"a":1}' },
      { id: 'two', name: 'second', arguments: '{"b":2}' },
    ]);
  });

  it('may cut the connection when everything was said', async () => {
    answers.push({ ...events(delta({ content: 'All of it.' }), delta({}, 'stop')), cut: true });
    expect(await streamed()).toMatchObject({ text: 'All of it.', finish: 'stop', usageFrom: 'nothing' });
  });

  it('may send an empty reason to end with every piece', async () => {
    answers.push({ ...events(delta({ content: 'Only a ' }, ''), delta({ content: 'part' }, '')) });
    expect((await failureOf(streamed())).message).toContain('ended in the middle of the answer');
  });

  it('may answer in parts, thoughts among them', async () => {
    const content = [
      { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
      { type: 'text', text: 'Yes.' },
    ];
    answers.push({ body: JSON.stringify({ choices: [{ message: { content }, finish_reason: 'stop' }] }) });
    expect((await whole()).text).toBe('Yes.');
  });

  it.each([
    { headers: { 'retry-after-ms': '90000' }, least: 90_000 },
    { headers: { 'retry-after': '90' }, least: 90_000 },
    { headers: { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() }, least: 3_000_000 },
  ])('may tell how long to wait by $headers', async ({ headers, least }) => {
    answers.push({ status: 429, body: '{}', headers });
    const error = await failureOf(whole({ attempts: 3 }));
    expect(error.retryAfterMs).toBeGreaterThanOrEqual(least);
    expect(asked).toHaveLength(1);
  });

  it('may stop a question itself', async () => {
    const message = 'Your chosen model requires moderation and your input was flagged';
    answers.push({ status: 403, body: JSON.stringify({ error: { code: 403, message } }) });
    expect((await whole()).finish).toBe('refused');
  });

  it('may send comments, events without choices, and its count with the last words', async () => {
    const last = {
      ...delta({ content: ' there' }, 'stop'),
      usage: { prompt_tokens: 9, completion_tokens: 2 },
    };
    const { body, type } = events({ choices: [] }, delta({ role: 'assistant', content: 'Hi' }), last);
    answers.push({ type, body: `: PROCESSING\n\n${body}` });
    expect(await streamed()).toMatchObject({ text: 'Hi there', usage: { input: 9, output: 2, cached: 0 } });
  });

  it('may tell of tokens from its cache', async () => {
    const usage = {
      prompt_tokens: 90,
      completion_tokens: 2,
      prompt_tokens_details: { cached_tokens: 64 },
    };
    answers.push({
      body: JSON.stringify({ choices: [{ message: { content: 'Hi' }, finish_reason: null }], usage }),
    });
    expect(await whole()).toMatchObject({ text: 'Hi', usage: { input: 90, output: 2, cached: 64 } });
  });

  it('may tell of an error in the middle of a stream, with a number as its code', async () => {
    answers.push(
      events(delta({ content: 'Hal' }), { error: { code: 402, message: 'Insufficient credits' } }),
    );
    const error = await failureOf(streamed());
    expect(error.kind).toBe('quota');
    expect(error.message).toContain('Insufficient credits');
  });

  it('may hide behind a page of a proxy', async () => {
    answers.push({ type: 'text/html', body: '<html><body>Please sign in</body></html>' });
    expect((await failureOf(whole())).kind).toBe('protocol');
    answers.push({ type: 'text/html', body: '<html><body>Please sign in</body></html>' });
    expect((await failureOf(whole({ api: 'responses' }))).kind).toBe('protocol');
    answers.push({ status: 502, type: 'text/html', body: '<html><h1>Bad gateway</h1></html>' });
    const error = await failureOf(whole());
    expect(error.kind).toBe('unavailable');
    expect(error.message).not.toContain('<');
  });

  it.each([
    { status: 402, body: { error: { message: 'Insufficient Balance' } }, kind: 'quota' },
    { status: 403, body: { error: { message: 'No access', code: 'model_not_found' } }, kind: 'no-model' },
    { status: 403, body: { error: { message: 'Country not supported' } }, kind: 'auth' },
    {
      status: 404,
      body: { error: { message: 'model "x" not found, try pulling it first' } },
      kind: 'no-model',
    },
    {
      status: 400,
      body: { error: { message: 'the request exceeds the available context size' } },
      kind: 'too-long',
    },
    { status: 413, body: {}, kind: 'too-long' },
    {
      status: 429,
      body: { error: { message: 'Request too large for gpt-4o', type: 'tokens' } },
      kind: 'too-long',
    },
    { status: 429, body: { error: { message: 'Slow down' } }, kind: 'rate-limited' },
    { status: 422, body: { detail: 'something is wrong' }, kind: 'invalid' },
    { status: 504, body: {}, kind: 'timeout' },
    { status: 529, body: {}, kind: 'unavailable' },
  ])('means $kind by $status $body', async ({ status, body, kind }) => {
    answers.push({ status, body: JSON.stringify(body) });
    expect((await failureOf(whole())).kind).toBe(kind);
  });

  it('is told no key when there is none, and nothing that is meant for another service', async () => {
    vi.stubEnv('OPENAI_API_KEY', 'sk-meant-for-another');
    vi.stubEnv('OPENAI_ORG_ID', 'org-meant-for-another');
    vi.stubEnv('OPENAI_PROJECT_ID', 'proj-meant-for-another');
    vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:9/v1');
    answers.push({ body: JSON.stringify({ choices: [{ message: { content: 'Hi' } }] }) });
    const model = modelAt({ url, attempts: 1 }, { withoutKey: true });
    expect((await model.ask(said('hello'), { signal: patience() })).text).toBe('Hi');
    expect(asked).toHaveLength(1);
    expect(asked[0]?.url).toBe('/api/v3/chat/completions');
    expect(asked[0]?.headers.authorization).toBeUndefined();
    expect(JSON.stringify(asked)).not.toContain('meant-for-another');
  });
});
