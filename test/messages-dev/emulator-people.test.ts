import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { emulated, receiver, refusal } from './emulator-fixture.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('files', () => {
  it('go up as bare bytes and come from an address that wants no key', async () => {
    const { get, call, upload } = await emulated({ maxFileBytes: 10 });
    const id = await upload('photo.jpg', 'image/jpeg', 'abcd');
    const found = await get('/files', { id });
    expect(found.status).toBe(302);
    const address = found.headers.get('location') ?? '';
    const bare = await fetch(address);
    expect([await bare.text(), bare.headers.get('content-type')]).toEqual(['abcd', 'image/jpeg']);
    expect((await fetch(address, { headers: { authorization: 'Bearer sk_live_x' } })).status).toBe(400);
    expect(await refusal(call('POST', '/files', { body: '' }))).toContain(
      '400 invalid_request_error empty_file',
    );
    expect(await refusal(call('POST', '/files', { body: '12345678901' }))).toContain(
      'invalid_parameter_value',
    );
    expect(await refusal(get('/files', { id: 'file_gone' }))).toContain('404 not_found_error file_not_found');
  });

  it('say what they are when they are taken', async () => {
    const { call } = await emulated();
    const headers = { 'content-type': 'text/vcard', 'x-filename': 'me.vcf' };
    const { status, json } = await call('POST', '/files', { body: 'BEGIN:VCARD', headers });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      id: expect.stringMatching(/^file_/),
      url: expect.stringContaining('me.vcf'),
      filename: 'me.vcf',
      mime_type: 'text/vcard',
      size: 11,
    });
  });

  it('go out with a message, and come in with a place held in its text and a folder in their name', async () => {
    const { emulator, post, list, ended, upload, line: from, group: to, nora } = await emulated();
    const file = await upload('a.png', 'image/png', 'own');
    await ended(await post('/messages', { from, to, attachments: [file] }));
    const photo = { name: 'IMG_1.jpg', mimeType: 'image/jpeg', bytes: bytesOf('theirs') };
    await emulator.say({ conversation: to, as: nora, text: 'look', files: [photo] });
    const { data } = await list('/messages', { from, to });
    expect(data).toMatchObject([
      {
        text: '\uFFFClook',
        attachments: [{ filename: expect.stringMatching(/\/IMG_1\.jpg$/), transcription: null }],
      },
      { text: null, attachments: [{ filename: 'a.png', mime_type: 'image/png', size: 3 }] },
    ]);
    expect(await emulator.read(to)).toMatchObject([
      { own: true, authorName: 'Parley', attachments: [{ name: 'a.png', size: 3 }] },
      { own: false, shown: 'look', attachments: [{ name: 'IMG_1.jpg', sha256: expect.any(String) }] },
    ]);
  });
});

describe('audio messages', () => {
  it('go out as voice on lines that can, with sound only', async () => {
    const { post, list, ended, upload, line: from, group: to } = await emulated();
    const sound = await upload('note.m4a', 'audio/mp4', 'sound');
    const picture = await upload('a.png', 'image/png', 'own');
    const voice = (body: object): Promise<string> => refusal(post('/audio-messages', body));
    expect(await voice({ from, to })).toContain('missing_required_parameter audio_message');
    expect(await voice({ from, to, audio_message: picture })).toContain('invalid_parameter_value');
    const plain = { from: '+12025550102', to: '+447700900461' };
    expect(await voice({ ...plain, audio_message: sound })).toContain('400 invalid_request_error advanced_');
    await ended(await post('/audio-messages', { from, to, audio_message: sound }));
    expect((await list('/messages', { from, to })).data).toMatchObject([
      { is_audio_message: true, text: null },
    ]);
  });

  it('come in without what was said, which readers find later', async () => {
    const { emulator, post, list, line: from, group: to, nora } = await emulated();
    const { url, received } = await receiver();
    await post('/webhooks', { from, url, events: ['message.received'] });
    const memo = { name: 'Audio Message.caf', mimeType: 'audio/x-caf', bytes: bytesOf('sound') };
    await emulator.say({ conversation: to, as: nora, text: '', files: [memo] });
    const [hook] = await received(1);
    expect(hook?.data).toMatchObject({ is_audio_message: true, attachments: [{ transcription: null }] });
    expect((await list('/messages', { from, to })).data).toMatchObject([
      { text: null, attachments: [{ transcription: expect.stringContaining('Audio Message.caf') }] },
    ]);
  });
});

describe('reactions', () => {
  it('are a history in which a second tapback of a person takes the place of the first', async () => {
    const {
      emulator,
      post,
      list,
      ended,
      line: from,
      group: to,
      nora,
    } = await emulated({
      order: 'oldest-first',
    });
    const { url, received } = await receiver();
    await post('/webhooks', { from, url, events: ['reaction.added', 'reaction.removed'] });
    const { id } = await emulator.say({ conversation: to, as: nora, text: 'hi' });
    const tap = async (type: string) => ended(await post('/reactions', { from, to, message_id: id, type }));
    await tap('love');
    await tap('laugh');
    await tap('laugh');
    const rows = (await list('/reactions', { message_id: id })).data;
    expect(rows.map(({ type, added, is_from_me }) => [type, added, is_from_me])).toEqual([
      ['love', true, true],
      ['love', false, true],
      ['laugh', true, true],
    ]);
    expect((await emulator.read(to))[0]?.reactions).toEqual([{ emoji: '😂', by: [from] }]);
    const hooks = await received(3);
    expect(hooks.map(({ event }) => event).toSorted()).toEqual([
      'reaction.added',
      'reaction.added',
      'reaction.removed',
    ]);
    expect(hooks[0]?.data).toMatchObject({ message_id: id, chat_id: to, line_handle: from, sender: from });
  });

  it('are six, for messages by id or GUID', async () => {
    const { emulator, post, list, ended, line: from, group: to, direct, nora } = await emulated();
    const { id } = await emulator.say({ conversation: to, as: nora, text: 'hi' });
    const tap = (body: object) => post('/reactions', { from, to, message_id: id, type: 'like', ...body });
    expect(await refusal(tap({ type: '🎉' }))).toContain('invalid_parameter_value type');
    expect(await refusal(tap({ message_id: 'rxn_1' }))).toContain('invalid_parameter_value message_id');
    expect(await refusal(tap({ message_id: 'msg_gone' }))).toContain('404 not_found_error message_not_found');
    expect(await refusal(tap({ to: direct }))).toContain('404 not_found_error message_not_found');
    const [message] = (await list('/messages', { from, to })).data;
    await ended(await tap({ message_id: message?.['guid'] }));
    const own = { conversation: to, id, as: nora };
    for (const emoji of ['❤', '👍', '👎', '😂', '‼️', '❓']) await emulator.react({ ...own, emoji });
    const reactions = async () => (await emulator.read(to))[0]?.reactions;
    expect(await reactions()).toEqual([
      { emoji: '👍', by: [from] },
      { emoji: '❓', by: [nora] },
    ]);
    await emulator.react({ ...own, emoji: '❓', remove: true });
    expect(await reactions()).toEqual([{ emoji: '👍', by: [from] }]);
    await expect(emulator.react({ ...own, emoji: '🎉' })).rejects.toThrow('There are six');
  });
});

describe('who is writing and who has read', () => {
  it('is told to those who ask, and a sign of writing goes out by itself', async () => {
    const { emulator, list, line: from, direct: to, nora } = await emulated();
    const typing = async () => (await list('/typing', { from, to })).data;
    expect(await typing()).toEqual([]);
    await emulator.type?.({ conversation: to, as: nora });
    expect(await typing()).toMatchObject([{ handle: nora, chat_id: to, is_typing: true }]);
    emulator.clock.step(60_000);
    expect(await typing()).toMatchObject([{ is_typing: false }]);
    await emulator.see?.({ conversation: to, as: nora });
    await emulator.see?.({ conversation: to, as: nora });
    expect((await list('/receipts', { from, to })).data).toMatchObject([
      { id: expect.stringMatching(/^rcp_/), handle: nora, last_read_at: expect.any(Number) },
    ]);
  });

  it('shows people that our line writes until it stops, sends or lets it lapse', async () => {
    const { emulator, post, ended, line: from, direct: to } = await emulated();
    const type = async (state?: string) => ended(await post('/typing', { from, to, state }));
    await type();
    expect(emulator.typing?.()).toEqual([to]);
    await type('off');
    expect(emulator.typing?.()).toEqual([]);
    await type('on');
    await ended(await post('/messages', { from, to, text: 'done' }));
    expect(emulator.typing?.()).toEqual([]);
    await type('on');
    emulator.clock.step(60_000);
    expect(emulator.typing?.()).toEqual([]);
    expect(await refusal(post('/typing', { from, to, state: 'maybe' }))).toContain('value state');
    await ended(await post('/receipts', { from, to }));
    expect(emulator.readUntil(to)).toBeGreaterThan(0);
  });
});

describe('people', () => {
  it('answer by quoting, and change or delete nothing that programs would hear of', async () => {
    const { emulator, list, line: from, direct: to, nora, stranger } = await emulated();
    const { id } = await emulator.say({ conversation: to, as: nora, text: 'one' });
    await emulator.say({ conversation: to, as: nora, text: 'two', replyTo: id });
    const [two, one] = (await list('/messages', { from, to })).data;
    expect(two?.['reply_to_guid']).toBe(one?.['guid']);
    expect((await emulator.read(to))[1]?.replyTo).toBe(id);
    await expect(emulator.edit({ conversation: to, id, as: nora, text: 'x' })).rejects.toThrow(
      'tells nobody',
    );
    await expect(emulator.delete({ conversation: to, id, as: nora })).rejects.toThrow('tells nobody');
    await expect(emulator.say({ conversation: to, as: stranger, text: 'x' })).rejects.toThrow('is not in');
  });

  it('can be acted as over HTTP, as can the Mac and the sandbox line', async () => {
    const { emulator, call, post, line: from, group, nora } = await emulated();
    const door = async (path: string, body?: object): Promise<unknown> => {
      const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
      const answer = await fetch(`${emulator.origin}/_control${path}`, init);
      return { status: answer.status, json: await answer.json() };
    };
    await door('/outbox-hold', { isHeld: true });
    await post('/messages', { from, to: group, text: 'waits' });
    const files = [{ name: 'a.txt', mimeType: 'text/plain', bytes: 'YWJj' }];
    await door('/say', { conversation: group, as: nora, text: 'hi', files });
    expect((await emulator.read(group)).map(({ shown }) => shown)).toEqual(['hi']);
    await door('/webhook-data', { form: 'wide' });
    await call('POST', '/sandbox');
    expect(await door('/sandbox-activate', { as: nora })).toMatchObject({ status: 200 });
    expect(await door('/sandbox-activate', { as: nora })).toMatchObject({ status: 400 });
    expect(await door('/group', { people: [nora, '+12025550178'], name: 'Two' })).toMatchObject({
      json: { id: expect.stringMatching(/^cht_/) },
    });
    const { json } = z.object({ json: z.array(z.unknown()) }).parse(await door('/deliveries'));
    expect(json).toEqual([]);
  });
});
