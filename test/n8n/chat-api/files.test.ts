import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { acting, failing, fileItem, instance, only, PERSON, stored, typed } from './site.ts';

const conversation = typed(PERSON);

/** A web site with one file. */
async function fileAt(): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'image/png' });
    response.end('from the web');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/a.png`;
}

describe('sending files', () => {
  it.each([false, true])('takes them from binary fields, as a form: %s', async (asForm) => {
    const phone = await instance();
    const { id: replyTo } = phone.receive({
      conversation: PERSON,
      as: PERSON,
      type: 'chat',
      body: 'the file?',
    });
    const { ids } = only(
      await acting(phone)(
        'message',
        'sendFile',
        { conversation, caption: 'for **you**', options: { asForm, replyTo } },
        { items: [fileItem(Uint8Array.of(0, 1, 255), 'image/png', 'a.png')] },
      ),
    );
    const [, sent] = await stored(phone, PERSON, 2);
    expect(sent).toMatchObject({
      id: (ids as string[])[0],
      stored: 'for *you*',
      replyTo,
      attachments: [{ name: 'a.png', mimeType: 'image/png', size: 3 }],
    });
  });

  it('sends several fields of an item, the caption with the first', async () => {
    const phone = await instance();
    const items = [
      {
        json: {},
        binary: {
          ...fileItem('a', 'image/png', 'a.png', 'one').binary,
          ...fileItem('bb', 'application/pdf', 'b.pdf', 'two').binary,
        },
      },
    ];
    const fields = { conversation, binaryFields: 'one, two', caption: 'both' };
    await acting(phone)('message', 'sendFile', fields, { items });
    const messages = await stored(phone, PERSON, 2);
    expect(messages.map(({ shown, attachments }) => [shown, attachments?.[0]?.name])).toEqual([
      ['both', 'a.png'],
      ['', 'b.pdf'],
    ]);
  });

  it('takes one from an address, from Base64 and from a data URI', async () => {
    const phone = await instance();
    const act = acting(phone);
    await act('message', 'sendFile', { conversation, source: 'url', url: await fileAt(), fileName: 'w.png' });
    const data = Buffer.from('text').toString('base64');
    const base64 = { conversation, source: 'base64', fileName: 'n.txt', caption: 'a note' };
    await act('message', 'sendFile', { ...base64, data, mimeType: 'text/plain' });
    await act('message', 'sendFile', { ...base64, data: `data:text/csv;base64,${data}` });
    const messages = await stored(phone, PERSON, 3);
    expect(
      messages.map(({ shown, attachments: [file] = [] }) => [shown, file?.name, file?.mimeType, file?.size]),
    ).toEqual([
      ['', 'w.png', 'image/png', 12],
      ['a note', 'n.txt', 'text/plain', 4],
      ['a note', 'n.txt', 'text/csv', 4],
    ]);
  });

  it('sends voice notes, and nothing else as one', async () => {
    const phone = await instance();
    const act = acting(phone);
    await act(
      'message',
      'sendVoice',
      { conversation },
      { items: [fileItem('v', 'audio/ogg; codecs=opus', 'v.ogg')] },
    );
    await act('message', 'sendVoice', {
      conversation,
      source: 'url',
      url: await fileAt(),
      fileName: 'v.ogg',
    });
    await stored(phone, PERSON, 2);
    const { json } = await act('message', 'getAll', { conversation, simplify: false });
    expect(json.map(({ type }) => type)).toEqual(['ptt', 'ptt']);
    const wrong = await failing(
      act('message', 'sendVoice', { conversation }, { items: [fileItem('m', 'audio/mpeg', 'm.mp3')] }),
    );
    expect(wrong.message).toContain('“m.mp3” is audio/mpeg, and a voice note has to be Ogg with Opus');
  });

  it('refuses what is too large, not there or no Base64 before anything is sent', async () => {
    const phone = await instance();
    const act = acting(phone);
    const large = fileItem(new Uint8Array(16 * 1024 * 1024 + 1), 'video/mp4', 'film.mp4');
    const base64 = { conversation, source: 'base64', fileName: 'x.bin' };
    const data = Buffer.alloc(16 * 1024 * 1024 + 1).toString('base64');
    const wrong: readonly [Promise<unknown>, string][] = [
      [act('message', 'sendFile', { conversation }, { items: [large] }), 'film.mp4” has 16.0 MB'],
      [act('message', 'sendFile', { conversation, binaryFields: 'other' }, { items: [large] }), "'other'"],
      [act('message', 'sendFile', { ...base64, data }), 'takes at most 16777216'],
      [act('message', 'sendFile', { ...base64, data: 'no base64!' }), 'The field “Base64 Data” is no Base64'],
      [
        act('message', 'sendFile', { conversation, source: 'url', url: 'ftp://x', fileName: 'x' }),
        '“URL” must be',
      ],
      [
        act('message', 'sendFile', { conversation, binaryFields: '' }),
        'The field “Input Binary Field” is empty',
      ],
    ];
    for (const [running, words] of wrong) await expect(running).rejects.toThrow(words);
    expect(await phone.read(PERSON)).toEqual([]);
  });
});

describe('files of messages', () => {
  it('are downloaded without the token', async () => {
    const phone = await instance();
    phone.receive({
      conversation: PERSON,
      as: PERSON,
      type: 'image',
      caption: 'here',
      file: { name: 'a.png', mimeType: 'image/png', bytes: Uint8Array.of(7, 8) },
    });
    const { items, requests } = await acting(phone)('message', 'getAll', { conversation, download: true });
    expect(items[0]?.binary?.attachment_0).toMatchObject({
      data: Buffer.of(7, 8).toString('base64'),
      fileName: 'a.png',
      mimeType: 'image/png',
    });
    expect(requests.map(({ url }) => url.includes('token='))).toEqual([true, false]);
  });

  it('keep a token of their own in their links', async () => {
    const phone = await instance();
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(request.url ?? '');
      response.end('from a bucket');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    const { port } = server.address() as AddressInfo;
    // As the buckets of the real service have it.
    const body = `http://127.0.0.1:${String(port)}/o/a.jpg?alt=media&token=6f1c-2b`;
    phone.receive({ conversation: PERSON, as: PERSON, type: 'image', body });
    const { items } = await acting(phone)('message', 'getAll', { conversation, download: true });
    expect(Buffer.from(items[0]?.binary?.attachment_0?.data ?? '', 'base64').toString()).toBe(
      'from a bucket',
    );
    expect(seen).toEqual(['/o/a.jpg?alt=media&token=6f1c-2b']);
  });
});
