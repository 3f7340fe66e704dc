import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/text/index.ts';
import { scene } from './client-fixture.ts';

const bare = { id: 'msg_1', chat_id: 'cht_1', sent_at: 1_710_000_000_000 };

/** What a message that the service sends like this is read as. */
async function read(wire: Record<string, unknown>) {
  const { connection, emulator, direct } = await scene();
  const body = JSON.stringify({ data: [{ ...bare, ...wire }] });
  emulator.faults.add({ kind: 'status', status: 200, body, match: { path: '/messages' } });
  const [message] = await connection.listMessages(direct);
  if (!message) throw new Error('nothing was read');
  return message;
}

describe('a message as the service may send it', () => {
  it('may lack everything but its id, chat and time', async () => {
    const message = await read({ text: null, attachments: null, sender: null });
    expect(message).toMatchObject({ id: 'msg_1', sentAt: '2024-03-09T16:00:00.000Z', attachments: [] });
    expect([message.author.kind, message.text.children, message.replyTo]).toEqual(['person', [], undefined]);
  });

  it('is our own whoever is named as its sender', async () => {
    expect((await read({ is_from_me: true, sender: '+15550001111' })).author).toMatchObject({ kind: 'self' });
  });

  it('keeps the words around a file, and the fields that are new to us', async () => {
    const message = await read({ text: '\ufffclook\ufffc', invented: 1 });
    expect(plainText(message.text)).toBe('look');
    expect(message.raw).toMatchObject({ invented: 1 });
  });

  it('names the GUID of what it answers while the id of that is not known', async () => {
    expect((await read({ reply_to_guid: 'p:0/8F3C' })).replyTo).toBe('p:0/8F3C');
  });

  it.each([
    [{}, 'document', 'document.bin', 'application/octet-stream'],
    [{ filename: '~/Library/x/IMG_1.HEIC' }, 'image', 'IMG_1.HEIC', 'image/heic'],
    [{ filename: 'C:\\x\\a.mov', mime_type: null }, 'video', 'a.mov', 'video/quicktime'],
    [{ mime_type: 'audio/mpeg' }, 'audio', 'audio.m4a', 'audio/mpeg'],
    [{ mime_type: 'text/x-vcard', filename: 'ann.vcf' }, 'contact', 'ann.vcf', 'text/x-vcard'],
  ])('may say little of a file: %j', async (file, kind, name, mimeType) => {
    const { attachments } = await read({ attachments: [{ url: null, size: null, ...file }] });
    expect(attachments).toEqual([{ kind, name, mimeType }]);
  });

  it('is a voice memo when it says so, whatever it says of the file', async () => {
    const { attachments } = await read({ is_audio_message: true, attachments: [{}] });
    expect(attachments).toMatchObject([{ kind: 'voice', name: 'voice.m4a' }]);
  });
});

describe('the calls of an hour', () => {
  it('are counted together for all accounts of a key, and begin anew after it', async () => {
    const { connect, stepClock } = await scene();
    const connection = connect({ callsPerHour: 1000 });
    const other = connect({ callsPerHour: 500, line: '+12025550102' });
    await connection.client.lines();
    await other.client.lines();
    expect([connection.client.callsLeft(), other.client.callsLeft()]).toEqual([0.998, 0.996]);
    stepClock(3_600_001);
    expect(connection.client.callsLeft()).toBe(1);
  });
});

describe('the settings', () => {
  it.each(['5551234567', 'front desk', '+1 555', 'ln_abc', ''])('refuse the line "%s"', async (line) => {
    const { connect } = await scene();
    expect(() => connect({ line })).toThrow('line');
  });

  it('split texts where they are told to', async () => {
    const { connect } = await scene();
    const connection = connect({ maxTextLength: 100 });
    const paragraph = { type: 'paragraph', children: [{ type: 'text', value: 'word '.repeat(50) }] } as const;
    const parts = connection.compose({
      text: { type: 'root', children: [{ ...paragraph, children: [...paragraph.children] }] },
      key: 'k',
    });
    expect(Math.max(...parts.map(({ text }) => text.length))).toBeLessThanOrEqual(100);
    expect(parts.length).toBeGreaterThan(2);
  });
});
