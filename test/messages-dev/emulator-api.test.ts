import { Agent, request } from 'undici';
import { describe, expect, it } from 'vitest';
import { emulated, refusal } from './emulator-fixture.ts';

describe('who may call', () => {
  it('asks for a key before it looks at anything else', async () => {
    const { emulator, call } = await emulated();
    const bare = await fetch(`${emulator.origin}/v1/messages`, { method: 'POST', body: 'no json' });
    expect(bare.status).toBe(401);
    expect(await bare.json()).toMatchObject({
      error: { type: 'authentication_error', code: 'missing_api_key' },
      request_id: expect.stringMatching(/^req_/),
    });
    expect(await refusal(call('GET', '/lines', { key: 'sk_live_nobody' }))).toBe(
      '401 authentication_error invalid_api_key',
    );
    emulator.setKey({ key: 'sk_live_old' });
    expect((await call('GET', '/lines', { key: 'sk_live_old' })).status).toBe(200);
    emulator.revokeKey('sk_live_old');
    expect((await call('GET', '/lines', { key: 'sk_live_old' })).status).toBe(401);
  });

  it('checks the scope before the body, and the line last', async () => {
    const { emulator, call, line } = await emulated();
    emulator.setKey({ key: 'sk_live_reader', scopes: ['lines:read', 'chats:read'], lines: ['+12025550102'] });
    const key = 'sk_live_reader';
    expect(await refusal(call('POST', '/messages', { key, body: '{' }))).toBe(
      '403 authorization_error insufficient_scope',
    );
    const from = encodeURIComponent(line);
    expect(await refusal(call('GET', `/chats?from=${from}`, { key }))).toBe(
      '403 authorization_error line_not_accessible from',
    );
    const { json } = await call('GET', '/lines', { key });
    expect(json).toMatchObject({ data: [{ handle: '+12025550102', service: 'auto' }], has_more: false });
  });

  it('gives a key a thousand requests an hour where limits are real, then says how long to wait', async () => {
    const { emulator, call } = await emulated({ limits: 'real' });
    const dispatcher = new Agent({ connections: 4, pipelining: 50 });
    const headers = { authorization: `Bearer ${String(emulator.accountSettings()['apiKey'])}` };
    const one = async () => {
      const { body } = await request(`${emulator.origin}/v1/sandbox`, { dispatcher, headers });
      await body.dump();
    };
    await Promise.all(Array.from({ length: 1_000 }, one));
    await dispatcher.destroy();
    const refused = await call('GET', '/lines');
    expect(await refusal(Promise.resolve(refused))).toBe('429 rate_limit_error rate_limit_exceeded');
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(3_500);
    expect(seconds).toBeLessThanOrEqual(3_600);
    emulator.clock.step(seconds * 1_000);
    expect((await call('GET', '/lines')).status).toBe(200);
  });

  it('lets pages of other sites call with its four methods', async () => {
    const { emulator } = await emulated();
    const answer = await fetch(`${emulator.origin}/v1/messages`, {
      method: 'OPTIONS',
      headers: { origin: 'https://example.com', 'access-control-request-method': 'DELETE' },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-methods')).toBe('GET,POST,DELETE,OPTIONS');
  });
});

it('tells by its own clock when it answered', async () => {
  const { emulator, call } = await emulated();
  emulator.clock.step(-3_600_000);
  const { headers } = await call('GET', '/lines');
  const behind = Date.now() - Date.parse(headers.get('date') ?? '');
  expect(behind).toBeGreaterThanOrEqual(3_600_000);
});

describe('what a call must have', () => {
  it('names what is missing, wrong or not there', async () => {
    const { call, get, post, line: from, direct: to, stranger } = await emulated();
    const write = (body: object): Promise<string> => refusal(post('/messages', { from, to, ...body }));
    expect(await refusal(call('POST', '/messages', { body: '{"from"' }))).toBe(
      '400 invalid_request_error invalid_json',
    );
    const missing = '400 invalid_request_error missing_required_parameter';
    expect(await refusal(post('/messages', { to, text: 'x' }))).toBe(`${missing} from`);
    expect(await write({ text: '' })).toBe(`${missing} text`);
    const wrong = '400 invalid_request_error invalid_parameter_value';
    expect(await write({ text: 7 })).toBe(`${wrong} text`);
    expect(await write({ from: 'nobody', text: 'x' })).toBe(`${wrong} from`);
    expect(await write({ attachments: ['file_1', 'file_2'] })).toBe(`${wrong} attachments`);
    expect(await write({ attachments: ['msg_1'] })).toBe(`${wrong} attachments`);
    expect(await write({ text: 'x', reply_to: 'cht_1' })).toBe(`${wrong} reply_to`);
    expect(await refusal(get('/messages', { from, to, limit: '101' }))).toBe(`${wrong} limit`);
    expect(await refusal(get('/messages', { from, to, cursor: 'made up' }))).toBe(`${wrong} cursor`);
    const unknown = '404 not_found_error';
    expect(await write({ from: '+15551234567', text: 'x' })).toBe(`${unknown} line_not_found from`);
    expect(await write({ to: 'cht_gone', text: 'x' })).toBe(`${unknown} chat_not_found to`);
    expect(await write({ attachments: ['file_gone'] })).toBe(`${unknown} file_not_found attachments`);
    expect(await write({ text: 'x', reply_to: 'msg_gone' })).toBe(`${unknown} message_not_found reply_to`);
    expect(await write({ text: 'x', reply_to: '8F3C-GUID' })).toBe(`${unknown} message_not_found reply_to`);
    expect(await refusal(get('/messages', { from, to: stranger }))).toBe(`${unknown} chat_not_found to`);
    expect(await refusal(get('/outbox', { id: 'obx_gone' }))).toBe(`${unknown} outbox_item_not_found id`);
    expect(await refusal(get('/outbox', { id: 'msg_1' }))).toBe(`${wrong} id`);
    expect(await refusal(get('/teapots'))).toBe(`${unknown} not_found`);
  });

  it('writes to nobody who has not written first, neither person nor group', async () => {
    const { emulator, post, line: from, stranger: to, ended } = await emulated();
    const cold = await post('/messages', { from, to, text: 'hello?' });
    expect(cold.status).toBe(403);
    expect(cold.json['error']).toEqual({
      type: 'invalid_request_error',
      code: 'contact_has_not_messaged',
      message: 'Cannot send to a contact who has not messaged this line first.',
      param: 'to',
    });
    const people = emulator.people().map(({ id }) => id);
    const group = emulator.addGroup(people, 'New');
    expect(await refusal(post('/messages', { from, to: group.id, text: 'x' }))).toContain(
      'contact_has_not_messaged',
    );
    await emulator.say({ conversation: to, as: to, text: 'hi' });
    await emulator.say({ conversation: group.id, as: to, text: 'hi all' });
    for (const place of [to, group.id]) {
      const { status } = await ended(await post('/messages', { from, to: place, text: 'welcome' }));
      expect(status).toBe('sent');
    }
  });
});

describe('the sandbox line', () => {
  it('wants to be activated, and then reaches one phone, fifty times a day', async () => {
    const { emulator, call, get, post, nora, stranger } = await emulated({ outboxDelayMs: 0 });
    const state = async (): Promise<Record<string, unknown>> => (await get('/sandbox')).json;
    const from = String((await state())['sandbox_line_handle']);
    const to = nora;
    const write = (more: object = {}): Promise<string> =>
      refusal(post('/messages', { from, to, text: 'x', ...more }));
    expect(await write()).toBe('403 authorization_error sandbox_not_activated');
    emulator.setKey({ key: 'sk_live_member', isOwner: false });
    expect(await refusal(call('POST', '/sandbox', { key: 'sk_live_member' }))).toBe(
      '403 authorization_error sandbox_requires_owner',
    );
    const { json } = await call('POST', '/sandbox');
    expect(json).toMatchObject({ status: 'pending', activation_code: expect.stringMatching(/^\w{6}$/) });
    emulator.activateSandbox(nora);
    expect(await state()).toMatchObject({
      status: 'active',
      contact_identifier: nora,
      activation_code: null,
    });
    expect(await write({ to: stranger })).toBe('400 invalid_request_error sandbox_contact_mismatch to');
    for (let count = 0; count < 50; count += 1) await post('/messages', { from, to, text: 'x' });
    expect(await state()).toMatchObject({ usage: { used: 50, limit: 50, remaining: 0 } });
    expect(await write()).toBe('429 rate_limit_error sandbox_quota_exceeded');
    emulator.clock.step(24 * 3_600_000);
    expect((await post('/messages', { from, to, text: 'x' })).status).toBe(201);
  });
});
