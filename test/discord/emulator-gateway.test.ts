import { Events, GatewayIntentBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stage } from './emulator-kit.ts';
import { INTENTS, next, openServer } from './emulator-kit.ts';

let stage: Stage;

describe('the gateway of the emulated Discord', () => {
  beforeEach(async () => {
    stage = await openServer();
  });
  afterEach(() => stage.close());

  it('lets discord.js sign in and see the server with its channels', async () => {
    const client = await stage.login();
    const guild = client.guilds.cache.get(stage.server.admin.serverId);
    expect(client.user.username).toBe('parley');
    expect(guild?.available).toBe(true);
    expect(guild?.channels.cache.map(({ name }) => name)).toEqual([
      'general',
      'support',
      'questions',
      'leads',
    ]);
    const leads = guild?.channels.cache.find(({ name }) => name === 'leads');
    expect(leads?.permissionsFor(client.user)?.has('ViewChannel')).toBe(false);
    expect(guild?.channels.cache.get(stage.channel)?.permissionsFor(client.user)?.has('ManageWebhooks')).toBe(
      true,
    );
  });

  it('tells of messages, changes, deletions and reactions as they happen', async () => {
    const client = await stage.login();
    const { channel: conversation, ann: as, server } = stage;
    const created = next(client, Events.MessageCreate);
    const { id } = await server.say({ conversation, as, text: 'hello' });
    const [message] = await created;
    expect(message).toMatchObject({ id, content: 'hello', channelId: conversation });
    expect(message.author.globalName).toBe('Nadia');
    expect(message.createdTimestamp).toBeLessThanOrEqual(server.clock.now());

    const updated = next(client, Events.MessageUpdate);
    await server.edit({ conversation, id, as, text: 'hello there' });
    expect((await updated)[1]).toMatchObject({ id, content: 'hello there' });
    expect((await updated)[1].editedTimestamp).not.toBeNull();

    const reacted = next(client, Events.MessageReactionAdd);
    await server.react({ conversation, id, as, emoji: '👍' });
    expect((await reacted)[0].emoji.name).toBe('👍');

    const deleted = next(client, Events.MessageDelete);
    await server.delete({ conversation, id, as });
    expect((await deleted)[0].id).toBe(id);
  });

  it('echoes what the bot and its webhook say', async () => {
    const client = await stage.login();
    const channel = await client.channels.fetch(stage.channel);
    if (!channel?.isSendable()) throw new Error('no channel to send to');
    const own = next(client, Events.MessageCreate);
    await channel.send('by the bot');
    expect((await own)[0].author.id).toBe(client.user.id);
    const hook = await stage.webhook();
    const hooked = next(client, Events.MessageCreate);
    await hook.client.send({ content: 'by the webhook', username: 'Mei' });
    const [message] = await hooked;
    expect(message).toMatchObject({ webhookId: hook.id, applicationId: client.user.id });
    expect(message.author).toMatchObject({ id: hook.id, username: 'Mei', bot: true });
  });

  it('tells of a link twice: the preview comes as a change that is no edit', async () => {
    const client = await stage.login();
    const updated = next(client, Events.MessageUpdate);
    await stage.say('see https://example.org');
    const [, message] = await updated;
    expect(message.embeds).toHaveLength(1);
    expect(message.editedTimestamp).toBeNull();
  });

  it('tells only what was asked for', async () => {
    const quiet = await stage.socket();
    await quiet.identify(stage.token, GatewayIntentBits.GuildMessages);
    await stage.server.type?.({ conversation: stage.channel, as: stage.ann });
    const id = await stage.say('hello');
    await stage.server.react({ conversation: stage.channel, id, as: stage.ben, emoji: '🎉' });
    await stage.say('bye');
    await stage.server.delete({ conversation: stage.channel, id, as: stage.ann });
    await quiet.got('MESSAGE_DELETE');
    expect(quiet.names()).toEqual(['READY', 'MESSAGE_CREATE', 'MESSAGE_CREATE', 'MESSAGE_DELETE']);
  });

  it('keeps the words of others from those without the intent for content, save when they are mentioned', async () => {
    const wire = await stage.socket();
    await wire.identify(stage.token, INTENTS & ~GatewayIntentBits.MessageContent);
    const file = { name: 'a.txt', mimeType: 'text/plain', bytes: new Uint8Array(3) };
    const { channel: conversation, ann: as, server } = stage;
    await server.say({ conversation, as, text: 'secret', files: [file] });
    expect((await wire.got('MESSAGE_CREATE')).d).toMatchObject({ content: '', attachments: [], embeds: [] });
    wire.seen.length = 0;
    const bot = (await stage.call('GET', '/users/@me')).body;
    await server.say({ conversation, as, text: `psst <@${String(bot['id'])}>` });
    expect((await wire.got('MESSAGE_CREATE')).d['content']).toContain('psst');
    wire.seen.length = 0;
    await stage.call('POST', `/channels/${conversation}/messages`, { content: 'my own' });
    expect((await wire.got('MESSAGE_CREATE')).d['content']).toBe('my own');
  });

  it('does not tell of channels that the bot cannot see', async () => {
    const wire = await stage.socket();
    await wire.identify(stage.token);
    stage.server.admin.deny(stage.channel, ['ViewChannel']);
    await stage.say('behind closed doors');
    await stage.say('in the open', stage.other);
    expect((await wire.got('MESSAGE_CREATE')).d['content']).toBe('in the open');
    expect((await wire.got('CHANNEL_UPDATE')).d['id']).toBe(stage.channel);
  });

  it('tells that many messages were deleted at once, and that a webhook is gone', async () => {
    const client = await stage.login();
    const ids = [await stage.say('one'), await stage.say('two')];
    const deleted = next(client, Events.MessageBulkDelete);
    stage.server.admin.deleteMany(stage.channel, ids);
    expect([...(await deleted)[0].keys()].sort()).toEqual(ids);
    const hook = await stage.webhook();
    const updated = next(client, Events.WebhooksUpdate);
    stage.server.admin.deleteWebhook(hook.id);
    expect((await updated)[0].id).toBe(stage.channel);
  });

  it('gives the members to those who may ask, in a chunk', async () => {
    const wire = await stage.socket();
    await wire.identify(stage.token);
    wire.send(8, { guild_id: stage.server.admin.serverId, query: '', limit: 0, nonce: 'n' });
    const { d } = await wire.got('GUILD_MEMBERS_CHUNK');
    expect(d).toMatchObject({ nonce: 'n', chunk_index: 0, chunk_count: 1 });
  });

  it.each([
    ['4001 an op that does not exist', 4001, 99, {}],
    ['4002 what is no JSON of the right form', 4002, 2, { token: 1 }],
    ['4003 who has not signed in', 4003, 3, {}],
    ['4004 a wrong token', 4004, 2, { token: 'x', intents: 1, properties: {} }],
    ['4010 a shard that cannot be', 4010, 2, { intents: 1, properties: {}, shard: [1, 1] }],
    ['4013 an intent that does not exist', 4013, 2, { intents: 1 << 30, properties: {} }],
    ['4014 an intent that is not switched on', 4014, 2, { intents: 1 << 1, properties: {} }],
  ])('closes with %s', async (_what, code, op, d) => {
    const wire = await stage.socket();
    await wire.got(10);
    wire.send(op, { token: stage.token, ...d });
    expect(await wire.closed).toBe(code);
  });

  it('closes with 4002 on what is too long and with 4008 on what comes too often', async () => {
    const long = await stage.socket();
    await long.got(10);
    long.sendText(JSON.stringify({ op: 1, d: 'x'.repeat(4100) }));
    expect(await long.closed).toBe(4002);
    const fast = await stage.socket();
    await fast.got(10);
    for (let beat = 0; beat < 121; beat += 1) fast.send(1, null);
    expect(await fast.closed).toBe(4008);
  });

  it('signs nobody in when the content intent is off or the token was revoked, and ends whom it had let in', async () => {
    const wire = await stage.socket();
    await wire.identify(stage.token);
    stage.server.admin.setContentIntent(false);
    expect(await wire.closed).toBe(4014);
    const application = (await stage.call('GET', '/applications/@me')).body;
    expect(Number(application['flags']) & ((1 << 18) | (1 << 19))).toBe(0);
    stage.server.admin.setContentIntent(true);
    const again = await stage.socket();
    await again.identify(stage.token);
    stage.server.admin.revokeToken();
    expect(await again.closed).toBe(4004);
    expect((await stage.call('GET', '/users/@me')).status).toBe(401);
  });

  it('counts the sessions of a day, and lets nobody in when they are used up', async () => {
    const limit = async () => (await stage.call('GET', '/gateway/bot')).body['session_start_limit'];
    expect(await limit()).toMatchObject({ total: 1000, remaining: 1000, max_concurrency: 1 });
    await (await stage.socket()).identify(stage.token);
    expect(await limit()).toMatchObject({ remaining: 999 });
    stage.server.admin.setStartsLeft(0);
    await expect(stage.client().login(stage.token)).rejects.toThrow(/sessions? remaining/i);
  });

  it('answers with an HTTP status in place of a socket when told to', async () => {
    stage.server.admin.refuseSockets(503);
    expect(await (await stage.socket()).closed).toBe(503);
    stage.server.admin.refuseSockets();
    await (await stage.socket()).identify(stage.token);
  });

  it('tells a bot that it was removed from the server, and shows it nothing any more', async () => {
    const client = await stage.login();
    const removed = next(client, Events.GuildDelete);
    stage.server.admin.setMember(false);
    expect((await removed)[0].id).toBe(stage.server.admin.serverId);
    expect((await stage.call('GET', `/channels/${stage.channel}`)).body).toMatchObject({ code: 50001 });
    const joined = next(client, Events.GuildCreate);
    stage.server.admin.setMember(true);
    expect((await joined)[0].id).toBe(stage.server.admin.serverId);
  });
});
