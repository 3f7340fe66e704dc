import { describe, expect, it } from 'vitest';
import type { OutgoingFile } from '../../src/model/index.ts';
import type { Sent } from '../../src/platforms/index.ts';
import { textTree } from '../../src/text/index.ts';
import { eventually, failure, partOf, scene } from './fixture.ts';

const PICTURE: OutgoingFile = {
  name: 'dot.png',
  mimeType: 'image/png',
  kind: 'image',
  bytes: Uint8Array.from({ length: 70_000 }, (_, index) => index % 256),
};
const VOICE: OutgoingFile = {
  name: 'note.ogg',
  mimeType: 'audio/ogg; codecs=opus',
  kind: 'voice',
  bytes: Uint8Array.of(79, 103),
};

describe('sending', () => {
  it('returns the id under which the message is stored', async () => {
    const { connection, emulator, group } = await scene();
    const { id } = await connection.send(group, partOf(connection, 'hello'));
    const [stored] = await eventually(emulator, async () => {
      const own = (await emulator.read(group)).filter((message) => message.own);
      return own.length > 0 ? own : undefined;
    });
    expect(stored).toMatchObject({ id, shown: 'hello' });
  });

  it('takes the answer of the first years, which has no id', async () => {
    const { connection, group } = await scene({ answers: 'legacy' });
    expect(await connection.send(group, partOf(connection, 'hello'))).toEqual({ id: undefined });
  });

  it('sends to a phone number where that is all one has', async () => {
    const { connection, emulator } = await scene();
    await connection.send('+34 600 112 233', partOf(connection, 'hola'));
    const shown = await eventually(emulator, async () => (await emulator.read('34600112233@c.us'))[0]?.shown);
    expect(shown).toBe('hola');
  });

  it('quotes the message it answers', async () => {
    const { connection, emulator, group, person } = await scene();
    const { id } = await emulator.say({ conversation: group, as: person, text: 'a question' });
    await connection.send(group, partOf(connection, 'an answer', { replyTo: id }));
    const own = await eventually(emulator, async () =>
      (await emulator.read(group)).find((message) => message.own),
    );
    expect(own.replyTo).toBe(id);
  });

  it('sends a file as what it is, with a short text under it', async () => {
    const { connection, emulator, group } = await scene();
    const parts = connection.compose({ text: textTree('look'), key: 'k', files: [PICTURE] });
    expect(parts).toHaveLength(1);
    for (const part of parts) await connection.send(group, part);
    const stored = await eventually(emulator, async () => (await emulator.read(group))[0]);
    expect(stored).toMatchObject({
      shown: 'look',
      attachments: [{ name: 'dot.png', mimeType: 'image/png', size: 70_000 }],
    });
    const [message] = await connection.listMessages(group);
    const [attachment] = message?.attachments ?? [];
    expect(attachment).toMatchObject({ kind: 'image', name: 'dot.png', mimeType: 'image/png' });
    expect(attachment && (await connection.download?.(attachment))).toEqual(PICTURE.bytes);
  });

  it('sends a voice note as a voice note, and its text for itself', async () => {
    const { connection, emulator, group } = await scene();
    for (const part of connection.compose({ text: textTree('listen'), key: 'k', files: [VOICE] })) {
      await connection.send(group, part);
    }
    await eventually(emulator, async () => ((await emulator.read(group)).length === 2 ? true : undefined));
    const messages = await connection.listMessages(group);
    expect(messages.map(({ attachments }) => attachments.map(({ kind }) => kind))).toEqual([[], ['voice']]);
  });

  it('puts a long text before its file instead of cutting it to a caption', async () => {
    const { connection } = await scene();
    const parts = connection.compose({
      text: textTree('word '.repeat(400)),
      key: 'k',
      files: [PICTURE],
      replyTo: 'x',
    });
    expect(parts.map(({ key, file, replyTo }) => [key, file?.name, replyTo])).toEqual([
      ['k#0', undefined, 'x'],
      ['k#1', 'dot.png', undefined],
    ]);
  });

  it('tells a refusal that came with HTTP 200, in the words of the service', async () => {
    const { connection, group } = await scene();
    const error = await failure(connection.send(group, { key: 'k#0', text: '' }));
    expect([error.kind, error.outcome, error.status]).toEqual(['invalid', 'not-done', 200]);
    expect(error.cameBack).toContain('empty body');
  });

  it('tells that a number has no form a phone number can have', async () => {
    const { connection } = await scene();
    const error = await failure(connection.send('12', { key: 'k#0', text: 'x' }));
    expect(error.message).toContain('9-14 characters long');
  });

  it('tells that our phone is in no such group', async () => {
    const { connection } = await scene();
    const error = await failure(connection.send('1-1@g.us', { key: 'k#0', text: 'x' }));
    expect([error.kind, error.outcome]).toEqual(['not-found', 'not-done']);
  });
});

describe('while no phone is linked', () => {
  it('has messages taken into the queue, and sends them in order once a phone is', async () => {
    const { connection, emulator, group } = await scene();
    await connection.client.logout();
    const sent: Sent[] = [];
    for (const text of ['one', 'two', 'three'])
      sent.push(await connection.send(group, partOf(connection, text)));
    expect(await emulator.read(group)).toEqual([]);
    const queue = await connection.client.showMessagesQueue();
    expect(queue).toMatchObject({ totalMessages: 3, first100: [{ body: 'one', type: 'text' }, {}, {}] });
    emulator.scanQrCode();
    const stored = await eventually(emulator, async () => {
      const all = await emulator.read(group);
      return all.length === 3 ? all : undefined;
    });
    expect(stored.map(({ shown, id }) => [shown, id])).toEqual(
      ['one', 'two', 'three'].map((text, index) => [text, sent[index]?.id]),
    );
  });

  it('clears the queue on demand', async () => {
    const { connection, emulator, group } = await scene();
    emulator.setState('loading');
    for (const text of ['one', 'two']) await connection.send(group, partOf(connection, text));
    expect(await connection.client.clearMessagesQueue()).toMatchObject({
      message: 'Cleared 2 messages',
      messageTextsExample: ['one', 'two'],
    });
    expect(await connection.client.showMessagesQueue()).toMatchObject({ totalMessages: 0 });
  });

  it('says so where a call needs the phone', async () => {
    const { connection, emulator } = await scene();
    emulator.setState('got qr code');
    const error = await failure(connection.client.checkPhone('17472822486'));
    expect([error.kind, error.code]).toEqual(['auth', 'not_authenticated']);
    expect(error.advice).toContain('QR code');
  });
});
