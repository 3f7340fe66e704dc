import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stage } from './emulator-kit.ts';
import { openServer } from './emulator-kit.ts';

let stage: Stage;

describe('the people of the emulated Discord', () => {
  beforeEach(async () => {
    stage = await openServer();
  });
  afterEach(() => stage.close());

  const control = async (path: string, body: object): Promise<unknown> =>
    (
      await fetch(`${stage.server.origin}/_control${path}`, { method: 'POST', body: JSON.stringify(body) })
    ).json();

  it('start with two text channels and a forum that Parley may use', () => {
    expect(stage.server.conversations().map(({ name }) => name)).toEqual(['general', 'support', 'questions']);
    expect(stage.server.people().map(({ name }) => name)).toEqual([
      'Nadia',
      'Tomás',
      'Mei',
      'samir',
      'Inês (support)',
    ]);
  });

  it('write as they type: names that they pick become mentions, stars become weight', async () => {
    const { channel: conversation, ann: as, ben, server } = stage;
    await server.say({ conversation, as, text: '@Tomás look at *this* in #support', mentions: [ben] });
    const [message] = await server.read(conversation);
    expect(message).toMatchObject({
      stored: `<@${ben}> look at *this* in <#${stage.other}>`,
      shown: '@Tomás look at this in #support',
      mentions: [ben],
      authorName: 'Nadia',
    });
    expect((await fetch(message?.authorPicture ?? '')).status).toBe(200);
  });

  it('answer, attach files, react, and change only what is their own', async () => {
    const { channel: conversation, ann, ben, server } = stage;
    const bytes = new TextEncoder().encode('hello');
    const { id } = await server.say({
      conversation,
      as: ann,
      text: '',
      files: [{ name: 'a.txt', mimeType: 'text/plain', bytes }],
    });
    await server.say({ conversation, as: ben, text: 'nice', replyTo: id });
    await server.react({ conversation, id, as: ben, emoji: '🎉' });
    expect(await server.read(conversation)).toMatchObject([
      {
        id,
        reactions: [{ emoji: '🎉', by: [ben] }],
        attachments: [
          {
            name: 'a.txt',
            mimeType: 'text/plain',
            size: 5,
            sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
          },
        ],
      },
      { replyTo: id, mentions: [ann] },
    ]);
    await expect(server.edit({ conversation, id, as: ben, text: 'x' })).rejects.toThrow(/not written by/);
    await expect(server.say({ conversation, as: ann, text: ' ' })).rejects.toThrow(/nothing to send/);
    await expect(server.say({ conversation, as: ann, text: 'x'.repeat(4001) })).rejects.toThrow(/4000/);
  });

  it('send what they speak as a voice message', async () => {
    const { channel: conversation, ann: as, server } = stage;
    const voice = { name: 'voice-message.ogg', mimeType: 'audio/ogg', bytes: new Uint8Array(9) };
    await server.say({ conversation, as, text: '', files: [voice] });
    const [message] = (await stage.call('GET', `/channels/${conversation}/messages`)).body;
    expect(message).toMatchObject({ flags: 8192, attachments: [{ duration_secs: 1, waveform: 'AAAA' }] });
  });

  it('and the administrators can be played over HTTP', async () => {
    const { channel: conversation, ann: as } = stage;
    const { id } = (await control('/say', { conversation, as, text: 'hello' })) as { id: string };
    await control('/say-in-thread', { conversation, id, as, text: 'in the thread' });
    await control('/thread', { thread: id, archived: true });
    await control('/deny', { channel: stage.other, permissions: ['SendMessages'] });
    const refused = await stage.call('POST', `/channels/${stage.other}/messages`, { content: 'x' });
    expect(refused.body).toMatchObject({ code: 50013 });
    const wire = await stage.socket();
    await wire.identify(stage.token);
    await control('/reconnect', {});
    await wire.got(7);
    await control('/close-sockets', { code: 4000 });
    expect(await wire.closed).toBe(4000);
    await control('/revoke-token', {});
    expect((await stage.call('GET', '/users/@me')).status).toBe(401);
    expect(await control('/faults', { kind: 'drop-delivery' })).toMatchObject({
      error: expect.stringContaining('refuse-resume') as string,
    });
    expect(await control('/thread', { thread: 'none' })).toMatchObject({ error: 'Unknown Channel' });
  });
});
