import { describe, expect, it } from 'vitest';
import { failure, partOf, scene } from './client-fixture.ts';

const refusal = (code: string, message = 'No.'): string =>
  JSON.stringify({ error: { type: 'invalid_request_error', code, message }, request_id: 'req_1' });

describe('what a person is told', () => {
  it('explains that a stranger has to write first', async () => {
    const { connection, line } = await scene();
    const error = await failure(connection.send('+15550009999', partOf(connection, 'hello')));
    expect([error.kind, error.code, error.outcome]).toEqual([
      'permission',
      'contact_has_not_messaged',
      'not-done',
    ]);
    expect(error.advice).toBe(
      `iMessage lets you write only to people who have written to your line first. Ask +15550009999 to send a message to ${line}, then send again.`,
    );
  });

  it('explains the same of a group', async () => {
    const { connection, emulator, line } = await scene();
    const people = emulator.people().slice(0, 2);
    const { id } = emulator.addGroup(people.map((person) => person.id));
    const error = await failure(connection.send(id, partOf(connection, 'hello')));
    expect(error.advice).toContain(`Ask somebody in the chat to send a message to ${line}`);
  });

  it('names the scope that a key lacks', async () => {
    const { connection, emulator, direct } = await scene();
    emulator.setKey({ key: String(emulator.accountSettings()['apiKey']), scopes: ['lines:read'] });
    const error = await failure(connection.send(direct, partOf(connection, 'hello')));
    expect([error.kind, error.outcome]).toEqual(['permission', 'not-done']);
    expect(error.advice).toContain('messages:write');
  });

  it('says whose line it is when the key is for another one', async () => {
    const { connection, emulator, direct } = await scene();
    emulator.setKey({ key: String(emulator.accountSettings()['apiKey']), lines: ['+12025550102'] });
    const error = await failure(connection.send(direct, partOf(connection, 'hello')));
    expect([error.kind, error.code]).toEqual(['permission', 'line_not_accessible']);
  });

  it.each([
    ['line_not_found', 404, 'not-found'],
    ['chat_not_found', 404, 'not-found'],
    ['message_not_found', 404, 'not-found'],
    ['invalid_parameter_value', 400, 'invalid'],
    ['empty_file', 400, 'invalid'],
    ['sandbox_contact_mismatch', 400, 'invalid'],
    ['sandbox_requires_owner', 403, 'permission'],
    ['sandbox_not_activated', 403, 'permission'],
    ['invalid_api_key', 401, 'auth'],
    ['rate_limit_exceeded', 429, 'rate-limited'],
    ['something_new', 400, 'invalid'],
    ['something_new', 403, 'permission'],
    ['server_error', 500, 'unavailable'],
  ])('tells %s (%d) as %s', async (code, status, kind) => {
    const { connection, emulator, direct } = await scene();
    emulator.faults.add({ kind: 'status', status, body: refusal(code) });
    const error = await failure(connection.send(direct, partOf(connection, 'hello')));
    expect([error.kind, error.code, error.status]).toEqual([kind, code, status]);
    expect(error.advice).toMatch(/\.$/);
  });

  it.each([
    ['seconds', '7', 7000],
    ['a fraction', '0.5', 500],
  ])('says how long to wait by %s', async (_how, retryAfter, expected) => {
    const { connection, emulator } = await scene();
    emulator.faults.add({ kind: 'status', status: 429, retryAfter: Number(retryAfter) });
    expect((await failure(connection.client.lines())).retryAfterMs).toBe(expected);
  });

  it('says how long to wait by a date, and not at all for nonsense', async () => {
    const { connection, host } = await scene();
    const answer = (value: string) => {
      host.request = () =>
        Promise.resolve({
          status: 429,
          headers: { 'retry-after': value },
          body: new Uint8Array(),
          text: () => '{}',
        });
      return failure(connection.client.lines());
    };
    const { retryAfterMs = 0 } = await answer(new Date(host.now() + 90_000).toUTCString());
    expect(retryAfterMs).toBeGreaterThan(80_000);
    expect(retryAfterMs).toBeLessThanOrEqual(90_000);
    expect((await answer('later')).retryAfterMs).toBeUndefined();
  });

  it('waits for midnight UTC when the sandbox has sent its messages of the day', async () => {
    const { connection, emulator, host } = await scene();
    emulator.faults.add({ kind: 'status', status: 429, body: refusal('sandbox_quota_exceeded') });
    const { kind, retryAfterMs = 0 } = await failure(connection.client.lines());
    expect(kind).toBe('rate-limited');
    expect(new Date(host.now() + retryAfterMs).getUTCMinutes()).toBeOneOf([0, 59]);
    expect(retryAfterMs).toBeLessThanOrEqual(86_400_000);
  });

  it('hides the secret of a webhook that is not shaped as expected', async () => {
    const { connection, emulator } = await scene();
    const body = '{ "id": "wh_1", "secret": "whsec_0123456789", "request_id": "req_1" }';
    emulator.faults.add({ kind: 'status', status: 201, body, match: { method: 'POST', path: '/webhooks' } });
    const error = await failure(connection.client.createWebhook('https://a.example/hook', []));
    expect(error.message).toContain('wh_1');
    expect(error.message).not.toContain('whsec_');
  });

  it('hides the key that a service sends back', async () => {
    const { connection, emulator } = await scene();
    const key = String(emulator.accountSettings()['apiKey']);
    emulator.faults.add({
      kind: 'status',
      status: 400,
      body: refusal('invalid_json', `Bearer ${key} ${key}`),
    });
    expect((await failure(connection.client.lines())).message).not.toContain(key);
  });
});

describe('checking an account', () => {
  const words = async (check: Promise<readonly { message: string; advice: string; level: string }[]>) =>
    (await check).map(({ level, message, advice }) => `${level}: ${message} ${advice}`).join('\n');

  it('finds nothing wrong with one that works, under id or handle', async () => {
    const { connection, group, person } = await scene();
    expect(await connection.check([group, person])).toEqual([]);
  });

  it('names a line that the key does not have, and does not come up with it', async () => {
    const { connect } = await scene();
    const connection = connect({ line: '+19998887777' });
    expect(await words(connection.check([]))).toContain('no line +19998887777');
    expect((await failure(connection.whoAmI())).kind).toBe('not-found');
  });

  it('names every scope that sending and following take', async () => {
    const { connection, emulator } = await scene();
    emulator.setKey({
      key: String(emulator.accountSettings()['apiKey']),
      scopes: ['chats:read', 'lines:read'],
    });
    const said = await words(connection.check([]));
    for (const scope of ['messages:write', 'outbox:read', 'webhooks:read']) expect(said).toContain(scope);
  });

  it('does not mind that a service answers otherwise when asked for the sandbox', async () => {
    const { connection, emulator } = await scene();
    for (const status of [400, 405]) {
      emulator.faults.add({ kind: 'status', status, body: 'No.', match: { path: '/sandbox' } });
      expect(await connection.check([])).toEqual([]);
    }
  });

  it('comes up without the right to list lines', async () => {
    const { connection, emulator, line } = await scene();
    emulator.setKey({ key: String(emulator.accountSettings()['apiKey']), scopes: ['chats:read'] });
    expect(await connection.whoAmI()).toEqual({ id: line, name: line });
  });

  it('tells who has to write first, and which conversation is named twice', async () => {
    const { connection, emulator, direct, person } = await scene();
    const { id } = emulator.addGroup(emulator.people().map((one) => one.id));
    const said = await words(connection.check([id, '+15550009999', direct, person]));
    expect(said).toContain(`warning: Nobody has written to the line in ${id} yet`);
    expect(said).toContain('warning: There is no chat with +15550009999 yet');
    expect(said).toContain(`problem: "${direct}" and "${person}" are the same chat`);
  });

  it('tells the state of the sandbox when the account is for it', async () => {
    const { connect, connection, emulator, person } = await scene();
    const { sandbox_line_handle: line } = await connection.client.sandbox();
    const sandbox = connect({ line });
    expect(await words(sandbox.check([]))).toContain('The sandbox is not active (missing)');
    const { status, activation_code: code } = await sandbox.client.activateSandbox();
    expect([status, typeof code]).toEqual(['pending', 'string']);
    emulator.activateSandbox(person);
    expect(await words(sandbox.check([]))).toContain(`writes only to ${person}, 50 messages a day`);
    expect((await sandbox.whoAmI()).id).toBe(line);
  });
});

describe('every other call of the client', () => {
  it('is typed and works', async () => {
    const { connection, direct, person, emulator } = await scene();
    const { client } = connection;
    const { id } = await emulator.say({ conversation: direct, as: person, text: 'hi' });
    expect((await client.chats({ limit: 1 })).items).toHaveLength(1);
    expect((await client.chats({ limit: 1 })).next).toBeTypeOf('string');
    expect((await client.messages(direct)).items.map((message) => message.id)).toEqual([id]);
    await emulator.react({ conversation: direct, id, as: person, emoji: '👍' });
    expect(await client.reactions(id)).toMatchObject([{ message_id: id, type: 'like', added: true }]);
    const { id: item, status } = await client.sendMessage(direct, { text: 'hello' });
    expect(status).toBe('pending');
    expect((await client.outbox(item)).id).toBe(item);
    await client.showTyping(direct, 'off');
    expect(await client.typing(direct)).toBeInstanceOf(Array);
    await client.markRead(direct);
    expect(await client.receipts(direct)).toBeInstanceOf(Array);
    expect(await connection.participants?.(direct)).toEqual([{ id: person, name: person }]);
  });
});
