import { describe, expect, it } from 'vitest';
import { toConversation, toCreated, toMessage, messageSchema } from '../../src/platforms/chat-api/index.ts';
import { plainText } from '../../src/text/index.ts';
import { scene } from './fixture.ts';

const context = { account: 'here', now: Date.UTC(2024, 0, 1) };
const wire = (more: object) =>
  messageSchema.parse({
    id: 'false_17680561234-1479621234@g.us_DF38E6A25B42CC8CCE57EC40F_17472822486@c.us',
    senderName: 'Ilya',
    fromMe: false,
    author: '17472822486@c.us',
    time: 1_504_208_593,
    chatId: '17680561234-1479621234@g.us',
    messageNumber: 100,
    ...more,
  });
const mapped = (more: object) => {
  const { text, attachments } = toMessage(wire(more), context);
  return { text: plainText(text), attachments };
};

describe('every type of message', () => {
  it('chat: text with its marks', () => {
    const { text } = toMessage(wire({ type: 'chat', body: 'really *bold*' }), context);
    expect(JSON.stringify(text)).toContain('"strong"');
    expect(plainText(text)).toBe('really bold');
  });

  it.each([
    ['image', 'https://s3.example/a/photo.png', 'image', 'photo.png', 'image/png'],
    ['image', 'https://s3.example/a/0123456789?sig=x', 'image', 'image.jpg', 'image/jpeg'],
    ['ptt', 'https://s3.example/a/voice.oga', 'voice', 'voice.oga', 'audio/ogg'],
    ['audio', 'https://s3.example/a/song.mp3', 'audio', 'song.mp3', 'audio/mpeg'],
    ['video', 'https://s3.example/a/clip.mp4', 'video', 'clip.mp4', 'video/mp4'],
    ['document', 'https://s3.example/a/My%20bill.pdf', 'document', 'My bill.pdf', 'application/pdf'],
    ['sticker', 'https://s3.example/a/x', 'image', 'image.webp', 'image/webp'],
  ])('%s: a file behind the link %s', (type, body, kind, name, mimeType) => {
    expect(mapped({ type, body, caption: 'look' })).toEqual({
      text: 'look',
      attachments: [{ kind, name, mimeType, url: body }],
    });
  });

  it.each(['48.8584;2.2945', '48.8584,2.2945', '48.8584; 2.2945'])('location: %s', (body) => {
    expect(mapped({ type: 'location', body }).attachments).toEqual([
      { kind: 'location', name: 'location.txt', mimeType: 'text/plain', content: '48.8584,2.2945' },
    ]);
  });

  it('vcard and multi_vcard: one contact for each card', () => {
    const card = (name: string): string => `BEGIN:VCARD\nVERSION:3.0\nFN:${name}\nEND:VCARD`;
    expect(mapped({ type: 'vcard', body: card('Ann') }).attachments).toEqual([
      { kind: 'contact', name: 'Ann.vcf', mimeType: 'text/vcard', content: card('Ann') },
    ]);
    const two = mapped({ type: 'multi_vcard', body: `${card('Ann')}\n${card('B/o')}` }).attachments;
    expect(two.map(({ name }) => name)).toEqual(['Ann.vcf', 'B_o.vcf']);
  });

  it('call_log: a line that tells of the call', () => {
    expect(mapped({ type: 'call_log', body: '[Call]' })).toEqual({ text: '[Call]', attachments: [] });
    expect(mapped({ type: 'call_log', body: null }).text).toBe('[Call]');
  });

  it('a type nobody knows yet: whatever text it has, literally', () => {
    expect(mapped({ type: 'poll_creation', body: 'Tea or *coffee*?' }).text).toBe('Tea or *coffee*?');
    expect(mapped({ type: 'ciphertext', body: null }).text).toBe('[ciphertext]');
    expect(mapped({ type: 'constructor', body: 'x' }).text).toBe('x');
  });

  it('media that the service did not keep: a file without an address', () => {
    expect(mapped({ type: 'image', body: '' }).attachments).toEqual([
      { kind: 'image', name: 'image.jpg', mimeType: 'image/jpeg' },
    ]);
  });
});

describe('who, where and when', () => {
  it('tells the author of a group message from the group', () => {
    expect(toMessage(wire({ type: 'chat', body: 'x' }), context)).toMatchObject({
      conversation: '17680561234-1479621234@g.us',
      author: { id: '17472822486@c.us', name: 'Ilya', kind: 'person' },
      sentAt: '2017-08-31T19:43:13.000Z',
    });
  });

  it.each([true, 1, 'true', '1'])('knows an own message by fromMe: %j', (fromMe) => {
    expect(toMessage(wire({ fromMe, type: 'chat', body: 'x' }), context).author.kind).toBe('self');
  });

  it('gives a number for a name where there is none', () => {
    const { author } = toMessage(wire({ senderName: null, type: 'chat', body: 'x' }), context);
    expect(author.name).toBe('+17472822486');
  });

  it('names the quoted message as what is answered', () => {
    expect(toMessage(wire({ quotedMsgId: 'true_1@c.us_AB', body: 'x' }), context).replyTo).toBe(
      'true_1@c.us_AB',
    );
    expect(toMessage(wire({ quotedMsgId: null, body: 'x' }), context)).not.toHaveProperty('replyTo');
  });

  it('survives a message with hardly anything in it', () => {
    const event = toCreated(messageSchema.parse({ id: 'false_1747@c.us_AB' }), context);
    expect(event).toMatchObject({
      conversation: '1747@c.us',
      at: '2024-01-01T00:00:00.000Z',
      position: 't01704067200',
    });
    expect(event.message.author).toMatchObject({ id: '1747@c.us', kind: 'person' });
  });

  it('reads counts that come as text', () => {
    const event = toCreated(wire({ messageNumber: '7', time: '1504208593' }), context);
    expect([event.position, event.at]).toEqual(['000000000007', '2017-08-31T19:43:13.000Z']);
  });

  it('reads chats with and without a picture and a time', () => {
    expect(toConversation({ id: '1-1@g.us', name: 'Browsers', last_time: 0 })).toMatchObject({
      kind: 'group',
    });
    expect(toConversation({ id: '1-1@g.us', last_time: 0 })).not.toHaveProperty('lastActivityAt');
    expect(toConversation({ id: '1747@c.us', name: '', last_time: 1_504_208_593 })).toMatchObject({
      name: '+1747',
      kind: 'direct',
      lastActivityAt: '2017-08-31T19:43:13.000Z',
    });
  });
});

describe('what comes in through the phone', () => {
  it('is read with its type, quote and file from a real answer', async () => {
    const { connection, emulator, group, person } = await scene();
    const bytes = Uint8Array.of(1, 2, 3);
    const base = { conversation: group, as: person };
    const { id } = emulator.receive({ ...base, type: 'chat', body: 'a question' });
    emulator.receive({ ...base, type: 'chat', body: 'an answer', quotedMsgId: id });
    emulator.receive({ ...base, type: 'chat', body: 'passed on', isForwarded: 1 });
    emulator.receive({
      ...base,
      type: 'image',
      caption: 'see',
      file: { name: 'a b.png', mimeType: 'image/png', bytes },
    });
    emulator.receive({ ...base, type: 'call_log', body: '[Call]' });
    const messages = await connection.listMessages(group);
    expect(messages.map(({ text, replyTo }) => [plainText(text), replyTo])).toEqual([
      ['a question', undefined],
      ['an answer', id],
      ['passed on', undefined],
      ['see', undefined],
      ['[Call]', undefined],
    ]);
    const [attachment] = messages[3]?.attachments ?? [];
    expect(attachment).toMatchObject({ kind: 'image', name: 'a b.png' });
    expect(attachment && (await connection.download?.(attachment))).toEqual(bytes);
  });
});
