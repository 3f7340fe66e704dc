import { DiscordAPIError } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stage } from './emulator-kit.ts';
import { openServer } from './emulator-kit.ts';

let stage: Stage;

const codeOf = async (doing: Promise<unknown>): Promise<unknown> => {
  try {
    await doing;
    return undefined;
  } catch (error) {
    return error instanceof DiscordAPIError ? error.code : error;
  }
};

describe('a webhook of the emulated Discord', () => {
  beforeEach(async () => {
    stage = await openServer();
  });
  afterEach(() => stage.close());

  it('speaks under any name and picture, changes and deletes what it said', async () => {
    const hook = await stage.webhook();
    const picture = 'https://pictures.example/mei.png';
    const sent = await hook.client.send({ content: 'hello', username: 'Mei', avatarURL: picture });
    expect(await stage.server.read(stage.channel)).toMatchObject([
      { id: sent.id, author: hook.id, authorName: 'Mei', authorPicture: picture, own: true },
    ]);
    const [shown] = (await stage.call('GET', `/channels/${stage.channel}/messages`)).body;
    expect(shown?.['author']).toMatchObject({ id: hook.id, bot: true, discriminator: '0000' });
    const cdn = `${stage.server.origin}/avatars/${hook.id}/${String(shown?.['author']?.['avatar'])}.png`;
    expect((await fetch(cdn, { redirect: 'manual' })).headers.get('location')).toBe(picture);
    await hook.client.editMessage(sent.id, 'hello again');
    expect(await stage.server.read(stage.channel)).toMatchObject([{ stored: 'hello again', edited: true }]);
    await hook.client.deleteMessage(sent.id);
    expect(await stage.server.read(stage.channel)).toEqual([]);
    expect(await codeOf(hook.client.deleteMessage(sent.id))).toBe(10008);
  });

  it('answers only when asked to wait, and makes a second message of a second request', async () => {
    const hook = await stage.webhook();
    const body = { content: 'hello', nonce: 'n', enforce_nonce: true };
    expect(await stage.call('POST', hook.path, body, '')).toMatchObject({ status: 204, body: undefined });
    expect((await stage.call('POST', `${hook.path}?wait=true`, body, '')).body).toMatchObject({ type: 0 });
    expect(await stage.server.read(stage.channel)).toHaveLength(2);
  });

  it.each([
    ['Discord Admin', 50035],
    ['clyde', 50035],
    ['x'.repeat(81), 50035],
    ['', 50035],
    ['x'.repeat(80), undefined],
  ])('may not be called %s', async (username, code) => {
    const hook = await stage.webhook();
    expect(await codeOf(hook.client.send({ content: 'x', username }))).toBe(code);
    const made = await stage.call('POST', `/channels/${stage.channel}/webhooks`, { name: username });
    expect(made.body['code']).toEqual(code);
  });

  it('is known by its token, and gone for good when somebody deletes it', async () => {
    const hook = await stage.webhook();
    const wrong = await stage.call('POST', `/webhooks/${hook.id}/wrong`, { content: 'x' }, '');
    expect(wrong).toMatchObject({ status: 401, body: { code: 50027 } });
    stage.server.admin.deleteWebhook(hook.id);
    expect(await codeOf(hook.client.send('x'))).toBe(10015);
    expect(stage.server.admin.webhooks(stage.channel)).toEqual([]);
  });

  it('is one of at most fifteen of a channel', async () => {
    for (let made = 0; made < 15; made += 1) await stage.webhook();
    const path = `/channels/${stage.channel}/webhooks`;
    expect((await stage.call('POST', path, { name: 'one more' })).body).toMatchObject({ code: 30007 });
    expect((await stage.call('GET', path)).body).toHaveLength(15);
    stage.server.admin.deny(stage.channel, ['ManageWebhooks']);
    expect((await stage.call('GET', path)).body).toMatchObject({ code: 50013 });
  });

  it('that somebody made by hand is not ours', async () => {
    const { id, token } = stage.server.admin.makeWebhook(stage.channel, 'News');
    await stage.call('POST', `/webhooks/${id}/${token}`, { content: 'news' }, '');
    expect(await stage.server.read(stage.channel)).toMatchObject([{ authorName: 'News', own: false }]);
    const [shown] = (await stage.call('GET', `/channels/${stage.channel}/messages`)).body;
    expect(shown).not.toHaveProperty('application_id');
  });

  it('speaks in threads of its channel alone', async () => {
    const hook = await stage.webhook();
    const id = await stage.say('a question');
    const path = `/channels/${stage.channel}/messages/${id}/threads`;
    expect((await stage.call('POST', path, { name: 'answers' })).body).toMatchObject({ id, type: 11 });
    expect((await stage.call('POST', path, { name: 'again' })).body).toMatchObject({ code: 160004 });
    const sent = await hook.client.send({ content: 'an answer', threadId: id });
    await hook.client.editMessage(sent.id, { content: 'a better answer', threadId: id });
    expect(await codeOf(hook.client.editMessage(sent.id, 'lost'))).toBe(10008);
    expect(await stage.server.read(stage.channel)).toMatchObject([
      { id },
      { id: `${id}/${sent.id}`, stored: 'a better answer', replyTo: id },
    ]);
    const other = await stage.webhook(stage.other);
    expect(await codeOf(other.client.send({ content: 'x', threadId: id }))).toBe(10003);
    expect(await codeOf(hook.client.send({ content: 'x', threadName: 'x' }))).toBe(220003);
  });

  it('opens posts in a forum, which needs a name', async () => {
    const hook = await stage.webhook(stage.forum);
    expect(await codeOf(hook.client.send('nameless'))).toBe(220001);
    const post = await hook.client.send({ content: 'how does it work?', threadName: 'A question' });
    expect(post.channel_id).toBe(post.id);
    await hook.client.send({ content: 'like this', threadId: post.id });
    const both = { content: 'x', threadName: 'x', threadId: post.id };
    expect(await codeOf(hook.client.send(both))).toBe(220002);
    expect(await stage.server.read(stage.forum)).toMatchObject([
      { id: `${post.id}/${post.id}`, stored: 'how does it work?' },
      { stored: 'like this', replyTo: `${post.id}/${post.id}` },
    ]);
  });
});

describe('a thread of the emulated Discord', () => {
  beforeEach(async () => {
    stage = await openServer();
  });
  afterEach(() => stage.close());

  const active = async (): Promise<unknown> =>
    (await stage.call('GET', `/guilds/${stage.server.admin.serverId}/threads/active`)).body['threads']?.map(
      ({ id }) => id,
    );
  const archived = async () =>
    (await stage.call('GET', `/channels/${stage.channel}/threads/archived/public`)).body;

  it('is archived, listed as such, refuses changes, and opens when somebody writes', async () => {
    const { channel: conversation, ann: as, server } = stage;
    const id = await stage.say('a question');
    const { id: answer } = server.admin.sayInThread({ conversation, id, as, text: 'an answer' });
    const [thread = '', message = ''] = answer.split('/');
    expect(thread).toBe(id);
    expect(await active()).toEqual([id]);
    server.admin.setThread(id, { archived: true });
    expect(await active()).toEqual([]);
    expect(await archived()).toMatchObject({ threads: [{ id, message_count: 1 }], has_more: false });
    const reaction = `/channels/${id}/messages/${message}/reactions/${encodeURIComponent('👍')}/@me`;
    expect((await stage.call('PUT', reaction)).body).toMatchObject({ code: 50083 });
    const sent = await stage.call('POST', `/channels/${id}/messages`, { content: 'here' });
    expect(sent.status).toBe(200);
    expect(await active()).toEqual([id]);
    await stage.call('PATCH', `/channels/${id}`, { archived: true });
    server.admin.setThread(id, { locked: true });
    expect((await stage.call('POST', `/channels/${id}/messages`, { content: 'x' })).body).toMatchObject({
      code: 160005,
    });
  });

  it('shows the message that it hangs on, and is shown by it', async () => {
    const id = await stage.say('a question');
    await stage.call('POST', `/channels/${stage.channel}/messages/${id}/threads`, { name: 'answers' });
    const [parent] = (await stage.call('GET', `/channels/${stage.channel}/messages`)).body;
    expect(parent).toMatchObject({ flags: 32, thread: { id, name: 'answers' } });
    const [starter] = (await stage.call('GET', `/channels/${id}/messages`)).body;
    expect(starter).toMatchObject({ type: 21, content: '', referenced_message: { id } });
    await stage.call('DELETE', `/channels/${id}`);
    expect((await stage.call('GET', `/channels/${id}`)).body).toMatchObject({ code: 10003 });
  });

  it('is told of over the gateway, with its messages', async () => {
    const wire = await stage.socket();
    await wire.identify(stage.token);
    const { channel: conversation, ann: as, server } = stage;
    const id = await stage.say('a question');
    server.admin.sayInThread({ conversation, id, as, text: 'an answer' });
    expect((await wire.got('THREAD_CREATE')).d).toMatchObject({ id, parent_id: conversation });
    server.admin.deleteChannel(id);
    expect((await wire.got('THREAD_DELETE')).d).toMatchObject({ id, parent_id: conversation });
    expect(wire.names()).toEqual([
      'READY',
      'GUILD_CREATE',
      'MESSAGE_CREATE',
      'THREAD_CREATE',
      'MESSAGE_UPDATE',
      'MESSAGE_CREATE',
      'MESSAGE_CREATE',
      'THREAD_DELETE',
    ]);
  });

  it('of a forum is a post, which people and bots open', async () => {
    const { forum, ann: as, server } = stage;
    const said = await server.say({ conversation: forum, as, text: 'First line\nand more' });
    const answer = await server.say({ conversation: forum, as, text: 'an answer', replyTo: said.id });
    expect(answer.id.split('/')[0]).toBe(said.id.split('/')[0]);
    const made = await stage.call('POST', `/channels/${forum}/threads`, {
      name: 'By the bot',
      message: { content: 'hello' },
    });
    expect(made).toMatchObject({ status: 201, body: { name: 'By the bot', message: { content: 'hello' } } });
    expect(await server.read(forum)).toMatchObject([
      { id: said.id, stored: 'First line\nand more' },
      { id: answer.id, replyTo: said.id },
      { stored: 'hello', own: true },
    ]);
  });
});
