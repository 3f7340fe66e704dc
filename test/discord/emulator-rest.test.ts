import { AttachmentBuilder } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stage } from './emulator-kit.ts';
import { openServer } from './emulator-kit.ts';

let stage: Stage;
const NOWHERE = '1180000000000009999';

describe('the REST API of the emulated Discord', () => {
  beforeEach(async () => {
    stage = await openServer();
  });
  afterEach(() => stage.close());

  const post = (body: object, where = stage.channel) =>
    stage.call('POST', `/channels/${where}/messages`, body);
  const list = async (query: string): Promise<unknown[]> =>
    (await stage.call('GET', `/channels/${stage.channel}/messages?${query}`)).body.map(({ id }) => id);
  const sendable = async () => {
    const channel = await (await stage.login()).channels.fetch(stage.channel);
    if (!channel?.isSendable()) throw new Error('no channel to send to');
    return channel;
  };

  it.each([
    [401, 0, 'GET', '/users/@me', undefined, 'Bot wrong'],
    [401, 0, 'GET', '/users/@me', undefined, ''],
    [404, 0, 'GET', '/nothing/here', undefined, undefined],
    [404, 10003, 'GET', `/channels/${NOWHERE}`, undefined, undefined],
    [404, 10004, 'GET', `/guilds/${NOWHERE}`, undefined, undefined],
    [404, 10007, 'GET', `/guilds/1180000000000000001/members/${NOWHERE}`, undefined, undefined],
    [404, 10013, 'GET', `/users/${NOWHERE}`, undefined, undefined],
    [404, 10015, 'GET', `/webhooks/${NOWHERE}/token`, undefined, undefined],
    [404, 10008, 'GET', `/channels/CHANNEL/messages/${NOWHERE}`, undefined, undefined],
    [400, 50035, 'GET', '/channels/none', undefined, undefined],
    [400, 50035, 'GET', '/channels/CHANNEL/messages?limit=101', undefined, undefined],
    [400, 50035, 'GET', '/channels/CHANNEL/messages?before=1&after=2', undefined, undefined],
    [403, 50001, 'GET', '/channels/1180000000000000204', undefined, undefined],
    [400, 50006, 'POST', '/channels/CHANNEL/messages', { content: ' ' }, undefined],
    [400, 50035, 'POST', '/channels/CHANNEL/messages', { content: 'x'.repeat(2001) }, undefined],
    [400, 40058, 'POST', '/channels/FORUM/messages', { content: 'x' }, undefined],
    [400, 50016, 'POST', '/channels/CHANNEL/messages/bulk-delete', { messages: ['1'] }, undefined],
    [400, 50034, 'POST', '/channels/CHANNEL/messages/bulk-delete', { messages: ['1', '2'] }, undefined],
  ])('answers %i with code %i to %s %s', async (status, code, method, path, body, auth) => {
    const { channel, forum } = stage;
    const answer = await stage.call(
      method,
      path.replace('CHANNEL', channel).replace('FORUM', forum),
      body,
      ...(auth === undefined ? [] : [auth]),
    );
    expect(answer).toMatchObject({ status, body: { code, message: expect.any(String) as string } });
  });

  it('says which field is wrong, and how', async () => {
    const { body } = await post({ content: 'x'.repeat(2001) });
    expect(body['errors']).toEqual({
      content: {
        _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' }],
      },
    });
  });

  it('sends, changes and deletes what discord.js tells it to', async () => {
    const channel = await sendable();
    const message = await channel.send('first');
    await message.edit('second');
    const [stored] = await stage.server.read(stage.channel);
    expect(stored).toMatchObject({ id: message.id, stored: 'second', own: true, edited: true });
    await message.delete();
    expect(await stage.server.read(stage.channel)).toEqual([]);
  });

  it('lets nobody change what another one wrote, and only those with the right delete it', async () => {
    const id = await stage.say('mine');
    const path = `/channels/${stage.channel}/messages/${id}`;
    expect((await stage.call('PATCH', path, { content: 'x' })).body).toMatchObject({ code: 50005 });
    stage.server.admin.deny(stage.channel, ['ManageMessages']);
    expect((await stage.call('DELETE', path)).body).toMatchObject({ code: 50013 });
    stage.server.admin.deny(stage.channel, []);
    expect((await stage.call('DELETE', path)).status).toBe(204);
  });

  it('gives the same message again for the same nonce, for a few minutes', async () => {
    const body = { content: 'once', nonce: 'delivery-1', enforce_nonce: true };
    const first = (await post(body)).body;
    expect((await post({ ...body, content: 'again' })).body).toMatchObject({
      id: first['id'],
      content: 'once',
    });
    expect(await stage.server.read(stage.channel)).toHaveLength(1);
    const { body: loose } = await post({ content: 'once', nonce: 'delivery-1' });
    expect(loose['id']).not.toBe(first['id']);
    stage.server.clock.step(5 * 60_000);
    expect((await post(body)).body['id']).not.toBe(first['id']);
    expect(await stage.server.read(stage.channel)).toHaveLength(3);
  });

  it('answers to a message, notifies its author unless told not to, and knows when it is gone', async () => {
    const id = await stage.say('a question');
    const message_reference = { message_id: id };
    const { body } = await post({ content: 'an answer', message_reference });
    expect(body).toMatchObject({ type: 19, referenced_message: { id }, mentions: [{ id: stage.ann }] });
    const quiet = await post({ content: 'psst', message_reference, allowed_mentions: { parse: [] } });
    expect(quiet.body['mentions']).toEqual([]);
    await stage.server.delete({ conversation: stage.channel, id, as: stage.ann });
    const late = await post({ content: 'too late', message_reference });
    expect(late.body).toMatchObject({ code: 50035 });
    const lenient = { ...message_reference, fail_if_not_exists: false };
    expect((await post({ content: 'still', message_reference: lenient })).body).toMatchObject({ type: 0 });
  });

  it('notifies only whom the sender allows, and nobody from inside of code', async () => {
    const { ann, ben, server, channel } = stage;
    const content = `<@${ann}> <@${ben}> @everyone <@&1180000000000000003> \`<@${ann}>\``;
    const notified = async (body: object): Promise<readonly string[]> =>
      server.admin.notified(channel, String((await post(body)).body['id']));
    expect(await notified({ content, allowed_mentions: { parse: [] } })).toEqual([]);
    expect(await notified({ content, allowed_mentions: { parse: [], users: [ben] } })).toEqual([ben]);
    expect(await notified({ content: `\`<@${ann}>\`` })).toEqual([]);
    expect((await notified({ content })).length).toBeGreaterThan(4);
    const both = { parse: ['users'], users: [ben] };
    expect((await post({ content, allowed_mentions: both })).body).toMatchObject({ code: 50035 });
  });

  it('shows a history newest first, a page at a time, on either side of an id', async () => {
    const ids: string[] = [];
    for (const text of ['1', '2', '3', '4', '5']) ids.push(await stage.say(text));
    const [first, second, third, fourth, fifth] = ids;
    expect(await list('limit=2')).toEqual([fifth, fourth]);
    expect(await list(`limit=2&before=${String(fourth)}`)).toEqual([third, second]);
    expect(await list(`limit=2&after=${String(first)}`)).toEqual([third, second]);
    expect(await list(`limit=3&around=${String(third)}`)).toEqual([fourth, third, second]);
    stage.server.admin.deny(stage.channel, ['ReadMessageHistory']);
    expect(await list('limit=2')).toEqual([]);
  });

  it('makes ids that rise, whatever the clock does', async () => {
    const before = await stage.say('now');
    stage.server.clock.step(-60_000);
    const after = await stage.say('a minute ago');
    expect(BigInt(after) > BigInt(before)).toBe(true);
    expect(before).toMatch(/^\d{17,19}$/);
  });

  it('adds and takes away reactions, up to twenty kinds', async () => {
    const id = await stage.say('hello');
    const reactions = `/channels/${stage.channel}/messages/${id}/reactions`;
    const put = (emoji: string) => stage.call('PUT', `${reactions}/${encodeURIComponent(emoji)}/@me`);
    expect((await put('👍')).status).toBe(204);
    expect((await put('👍')).status).toBe(204);
    expect((await put('❤')).status).toBe(204);
    expect((await put('party:1180000000000000777')).status).toBe(204);
    expect((await put('party:1180000000000000778')).body).toMatchObject({ code: 10014 });
    expect((await put('nonsense')).body).toMatchObject({ code: 10014 });
    const [message] = (await stage.call('GET', `/channels/${stage.channel}/messages`)).body;
    expect(message?.['reactions']?.map(({ emoji, count, me }) => [emoji?.['name'], count, me])).toEqual([
      ['👍', 1, true],
      ['❤️', 1, true],
      ['party', 1, true],
    ]);
    const people = (await stage.call('GET', `${reactions}/${encodeURIComponent('👍')}`)).body;
    expect(people.map(({ username }) => username)).toEqual(['parley']);
    await stage.call('DELETE', `${reactions}/${encodeURIComponent('👍')}/@me`);
    await stage.call('DELETE', `${reactions}/party:1180000000000000777`);
    const [{ reactions: left } = {}] = await stage.server.read(stage.channel);
    expect(left?.map(({ emoji }) => emoji)).toEqual(['❤️']);
    for (const code of Array.from({ length: 19 }, (_, index) => 0x1f600 + index)) {
      expect((await put(String.fromCodePoint(code))).status).toBe(204);
    }
    expect((await put('🚀')).body).toMatchObject({ code: 30010 });
    await stage.call('DELETE', reactions);
    expect((await stage.server.read(stage.channel))[0]?.reactions).toBeUndefined();
  });

  it('takes files from discord.js and serves them at addresses that expire', async () => {
    const channel = await sendable();
    const file = new AttachmentBuilder(Buffer.from('bytes'), { name: 'größe 1.txt', description: 'a text' });
    const message = await channel.send({ content: 'look', files: [file] });
    const sent = message.attachments.first();
    expect(sent).toMatchObject({ name: 'gre_1.txt', title: 'größe 1', size: 5, description: 'a text' });
    const url = sent?.url ?? '';
    expect(await (await fetch(url)).text()).toBe('bytes');
    expect((await fetch(url.replace(/hm=[0-9a-f]/, 'hm=x'))).status).toBe(404);
    stage.server.clock.step(25 * 60 * 60_000);
    expect((await fetch(url)).status).toBe(404);
    const refreshed = (await stage.call('POST', '/attachments/refresh-urls', { attachment_urls: [url] }))
      .body;
    expect((await fetch(String(refreshed['refreshed_urls']?.[0]?.['refreshed']))).status).toBe(200);
    const [stored] = await stage.server.read(stage.channel);
    expect(stored?.attachments).toMatchObject([{ name: 'größe 1.txt', size: 5 }]);
    await message.delete();
    expect((await fetch(String(refreshed['refreshed_urls']?.[0]?.['refreshed']))).status).toBe(404);
  });

  it.each([
    [50159, 'voice.ogg', 'audio/ogg', { duration_secs: 2, waveform: 'AAAA' }, 'words'],
    [50160, 'voice.txt', 'text/plain', { duration_secs: 2, waveform: 'AAAA' }, ''],
    [50161, 'voice.ogg', 'audio/ogg', {}, ''],
    [undefined, 'voice.ogg', 'audio/ogg', { duration_secs: 2, waveform: 'AAAA' }, ''],
  ])('answers with code %s to a voice message %s of type %s', async (code, name, type, about, content) => {
    const form = new FormData();
    form.set('files[0]', new Blob(['sound'], { type }), name);
    form.set('payload_json', JSON.stringify({ content, flags: 8192, attachments: [{ id: '0', ...about }] }));
    const { body } = await stage.call('POST', `/channels/${stage.channel}/messages`, form);
    expect(body['code']).toBe(code);
  });

  it('refuses files where the bot may not attach any', async () => {
    stage.server.admin.deny(stage.channel, ['AttachFiles']);
    const form = new FormData();
    form.set('files[0]', new Blob(['x']), 'a.txt');
    const { body } = await stage.call('POST', `/channels/${stage.channel}/messages`, form);
    expect(body).toMatchObject({ code: 50013 });
    expect((await post({ content: 'words' })).status).toBe(200);
  });

  it('refuses a file that is a byte too long', async () => {
    const form = (bytes: number): FormData => {
      const data = new FormData();
      data.set('files[0]', new Blob([new Uint8Array(bytes)]), 'big.bin');
      data.set('payload_json', JSON.stringify({ content: 'here' }));
      return data;
    };
    const path = `/channels/${stage.channel}/messages`;
    expect(await stage.call('POST', path, form(10 * 1024 * 1024 + 1))).toMatchObject({
      status: 413,
      body: { code: 40005 },
    });
    expect((await stage.call('POST', path, form(10 * 1024 * 1024))).status).toBe(200);
  });

  it('finds people by how their names begin, and knows what they are called here', async () => {
    const { serverId } = stage.server.admin;
    const { body } = await stage.call('GET', `/guilds/${serverId}/members/search?query=in%C3%AA&limit=5`);
    expect(body).toMatchObject([{ nick: 'Inês (support)', user: { username: 'ines.duarte' } }]);
    const picture = `${stage.server.origin}/avatars/${stage.ann}/${String(
      (await stage.call('GET', `/users/${stage.ann}`)).body['avatar'],
    )}.png`;
    const response = await fetch(picture);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect((await response.bytes()).subarray(1, 4)).toEqual(new TextEncoder().encode('PNG'));
  });

  it('carries the call out and loses the answer when told to', async () => {
    stage.server.faults.add({ kind: 'lost-answer', match: { method: 'POST', path: '/messages' } });
    await expect(post({ content: 'done' })).rejects.toThrow();
    expect(await stage.server.read(stage.channel)).toMatchObject([{ stored: 'done' }]);
  });

  it('shows that the bot is writing, for ten seconds or until it has sent', async () => {
    const typing = () => stage.server.typing?.();
    expect((await stage.call('POST', `/channels/${stage.channel}/typing`)).status).toBe(204);
    expect(typing()).toEqual([stage.channel]);
    stage.server.clock.step(11_000);
    expect(typing()).toEqual([]);
    await stage.call('POST', `/channels/${stage.channel}/typing`);
    await post({ content: 'there' });
    expect(typing()).toEqual([]);
  });
});

describe('the rate limits of the emulated Discord', () => {
  afterEach(() => stage.close());
  const send = () => stage.call('POST', `/channels/${stage.channel}/messages`, { content: 'x' });

  it('are told with every answer, and never met where they are off', async () => {
    stage = await openServer();
    for (let call = 0; call < 8; call += 1) {
      const { status, headers } = await send();
      expect(status).toBe(200);
      expect(Number(headers.get('x-ratelimit-remaining'))).toBeGreaterThan(0);
      expect(headers.get('x-ratelimit-bucket')).toMatch(/^[0-9a-f]{32}$/);
    }
  });

  it('count a bucket for each channel, until its time is over', async () => {
    stage = await openServer({ limits: 'real' });
    for (let left = 4; left >= 0; left -= 1) {
      expect((await send()).headers.get('x-ratelimit-remaining')).toBe(String(left));
    }
    const late = await send();
    expect(late.status).toBe(429);
    expect(late.headers.get('x-ratelimit-scope')).toBe('user');
    expect(late.body).toMatchObject({ global: false });
    expect(Number(late.body['retry_after'])).toBeLessThanOrEqual(5);
    const elsewhere = await stage.call('POST', `/channels/${stage.other}/messages`, { content: 'x' });
    expect(elsewhere.status).toBe(200);
    stage.server.clock.step(5000);
    expect((await send()).status).toBe(200);
  });

  it('count fifty calls a second in all', async () => {
    stage = await openServer({ limits: 'real' });
    const scopeOf = async (call: number): Promise<string | null> =>
      (await stage.call('GET', `/channels/${stage.channel}/messages/${String(call)}`)).headers.get(
        'x-ratelimit-scope',
      );
    await scopeOf(1);
    // The second that has begun does not end any more.
    stage.server.clock.step(-60_000);
    for (let call = 2; call <= 50; call += 1) expect(await scopeOf(call)).not.toBe('global');
    expect(await scopeOf(51)).toBe('global');
  });

  it.each(['user', 'global', 'shared'] as const)('can be had on demand, of the scope %s', async (scope) => {
    stage = await openServer();
    stage.server.admin.throttle({ scope, retryAfterMs: 1500, path: '/messages' });
    expect((await stage.call('GET', '/users/@me')).status).toBe(200);
    const { status, headers, body } = await send();
    expect([status, headers.get('x-ratelimit-scope'), headers.get('retry-after')]).toEqual([429, scope, '2']);
    expect(body).toMatchObject({ retry_after: 1.5, global: scope === 'global' });
    expect((await send()).status).toBe(200);
  });
});
