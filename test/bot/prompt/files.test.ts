import { deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { botConfig, openRoom } from './stage.ts';

const PNG = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
  deflateSync(Buffer.from([0, 0, 0, 0, 0])),
]);
const file = (name: string, mimeType: string, bytes: Uint8Array | string) => ({
  name,
  mimeType,
  bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes,
});

it.each(['slack', 'discord', 'messages-dev'])('shows a picture to the model, on %s', async (service) => {
  const room = await openRoom({ service });
  const asked = await room.say('What is this?', { files: [file('cat.png', 'image/png', PNG)] });
  const { messages } = await room.ask([asked]);
  expect(messages.at(-1)?.pictures).toEqual([`data:image/png;base64,${PNG.toString('base64')}`]);
  expect(messages.at(-1)?.content).toContain('[image: cat.png, image/png]');
});

it('shows four pictures at most, and none that is no picture', async () => {
  const room = await openRoom({ service: 'slack' });
  const pictures = [1, 2, 3, 4, 5].map((number) => file(`${String(number)}.png`, 'image/png', PNG));
  const fake = file('fake.png', 'image/png', '<svg onload="x"/>');
  const { messages } = await room.ask([await room.say('These?', { files: [...pictures, fake] })]);
  expect(messages.at(-1)?.pictures).toHaveLength(4);
  expect(messages.at(-1)?.content).toContain('fake.png');
});

it('shows the beginning of a text file, and only the name of any other', async () => {
  const room = await openRoom({ service: 'discord' });
  const files = [
    file('prices.csv', 'text/csv', `rose;5\n${'tulip;3\n'.repeat(4000)}`),
    file('tool.exe', 'application/octet-stream', 'MZ\0\0secret bytes'),
  ];
  const { messages } = await room.ask([await room.say('Which is cheaper?', { files })]);
  const shown = messages.at(-1)?.content ?? '';
  expect(shown).toMatch(/⟦\w{8} file name="prices\.csv"⟧\nrose;5\ntulip;3/);
  expect(shown).toContain('the rest of the file is left out here');
  expect(shown).toContain('tool.exe');
  expect(shown).not.toContain('secret bytes');
});

it('names files only where the configuration says so, and where they cannot be had', async () => {
  const off = await openRoom({ service: 'slack', bot: { shape: { ...botConfig().shape, files: false } } });
  const files = [file('a.txt', 'text/plain', 'inside the file')];
  const quiet = await off.ask([await off.say('Look', { files })]);
  expect(quiet.raw).toContain('a.txt');
  expect(quiet.raw).not.toContain('inside the file');

  const room = await openRoom({ service: 'slack' });
  const asked = await room.say('Look', { files });
  const lost = {
    ...asked,
    attachments: asked.attachments.map((one) => ({ ...one, url: `${one.url ?? ''}gone` })),
  };
  room.emulator.faults.add({ kind: 'status', status: 404, match: { path: 'files' }, times: 5 });
  const { messages } = await room.ask([lost]);
  expect(messages.at(-1)?.content).toContain('a.txt');
});

it('shows a voice note by what was written down of it', async () => {
  const room = await openRoom();
  const asked = await room.say('(voice)');
  const { messages } = await room.ask([asked], {
    steps: [{ kind: 'transcript', messageId: asked.id, text: 'When do you open?' }],
  });
  expect(messages.at(-1)?.content).toContain('[voice note, written down] When do you open?');
});

it('shows the picture that a question answers', async () => {
  const room = await openRoom({ service: 'discord' });
  const picture = await room.say('Look at that', { files: [file('cat.png', 'image/png', PNG)] });
  const { messages } = await room.ask([await room.say('What is it?', { replyTo: picture.id })]);
  expect(messages.at(-1)?.pictures).toHaveLength(1);
});
