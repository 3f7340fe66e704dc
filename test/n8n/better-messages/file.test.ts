import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BetterMessagesEmulator } from '../../../bridges/sandbox/better-messages/index.ts';
import { startBetterMessages } from '../../../bridges/sandbox/better-messages/index.ts';
import { BOB, acting, id as picked, only } from './site.ts';

const PNG = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.from('picture')]);

function input(fields: Record<string, readonly [name: string, mimeType: string, bytes: Buffer]>) {
  const binary = Object.fromEntries(
    Object.entries(fields).map(([field, [fileName, mimeType, bytes]]) => [
      field,
      { fileName, mimeType, data: bytes.toString('base64') },
    ]),
  );
  return { items: [{ json: {}, binary }] satisfies INodeExecutionData[] };
}

const note = (text = 'a note') => input({ data: ['note.txt', 'text/plain', Buffer.from(text)] });

describe('files in the Better Messages node', () => {
  let site: BetterMessagesEmulator;
  let group: string;
  beforeEach(async () => {
    site = await startBetterMessages();
    group = site.conversations()[0]?.id ?? '';
  });
  afterEach(() => site.close());

  const act = (operation: string, parameters: IDataObject = {}, more = {}) =>
    acting(site)('file', operation, { conversation: picked(group), ...parameters }, more);
  /** Uploads and sends. */
  const share = async (files: ReturnType<typeof input>, binaryFields: string) => {
    const { json } = await act('upload', { binaryFields }, files);
    await act('send', { fileIds: json.map(({ id }) => id) });
  };

  it.each(['auto', 'once'])('are uploaded (%s), and then sent with a text', async (way) => {
    const { json } = await act('upload', { way }, note());
    expect(json).toEqual([
      {
        id: expect.stringMatching(/^\d+$/),
        conversation: group,
        name: 'note.txt',
        mimeType: 'text/plain',
        size: 6,
      },
    ]);
    expect((await site.read(group)).at(-1)?.shown).toBe('Welcome to the support desk!');
    const sent = only(await act('send', { fileIds: json[0]?.id, text: 'see **this**' }));
    const [message] = (await site.read(group)).slice(-1);
    expect(message).toMatchObject({ id: sent.id, own: true, shown: expect.stringContaining('see this') });
    const [listed] = (await act('getAll')).json;
    expect(listed).toMatchObject({ name: 'note.txt', messageId: Number(sent.id), conversation: group });
  });

  it('are listed, of all kinds or of one, and fetched', async () => {
    const files = input({
      data: ['note.txt', 'text/plain', Buffer.from('a note')],
      picture: ['dot.png', 'image/png', PNG],
    });
    await share(files, 'data, picture');
    const names = async (parameters: IDataObject) =>
      (await act('getAll', parameters)).json.map(({ name }) => name);
    expect(await names({ returnAll: true })).toEqual(['dot.png', 'note.txt']);
    expect(await names({ limit: 1 })).toEqual(['dot.png']);
    expect(await names({ kind: 'files' })).toEqual(['note.txt']);
    expect(await names({ kind: 'audio' })).toEqual([]);
    const { items } = await act('getAll', { download: true });
    expect(items.map(({ binary }) => binary?.attachment_0?.data)).toEqual(
      [PNG, Buffer.from('a note')].map((bytes) => bytes.toString('base64')),
    );
  });

  it('are listed over several pages', async () => {
    for (let shared = 0; shared < 55; shared += 1) {
      await site.say({
        conversation: group,
        as: String(BOB),
        text: '',
        files: [{ name: `n${String(shared)}.txt`, mimeType: 'text/plain', bytes: Buffer.from('n') }],
      });
    }
    expect((await act('getAll', { returnAll: true })).json).toHaveLength(55);
    expect((await act('getAll', { limit: 52 })).json).toHaveLength(52);
  });

  it.each([false, true])('are downloaded by their address, guarded by the site: %s', async (isGuarded) => {
    site.settings.attachmentsProxy = isGuarded;
    await share(input({ data: ['dot.png', 'image/png', PNG] }), 'data');
    const [listed] = (await act('getAll')).json;
    const { items } = await act('download', { url: listed?.url, fileName: 'my dot.png', outputField: 'dot' });
    expect(items).toEqual([
      {
        json: { name: 'my dot.png', mimeType: 'image/png', size: PNG.length, url: listed?.url },
        binary: { dot: { data: PNG.toString('base64'), mimeType: 'image/png', fileName: 'my dot.png' } },
        pairedItem: { item: 0 },
      },
    ]);
  });

  it('show their credentials to their own site only', async () => {
    const stranger = await startBetterMessages();
    try {
      const { requests, json } = await act(
        'download',
        { url: `${stranger.origin}/a%20b.txt` },
        { continueOnFail: true },
      );
      expect(json).toEqual([{ error: expect.stringContaining('Could not download a b.txt') }]);
      expect(requests.at(-1)).toMatchObject({ url: `${stranger.origin}/a%20b.txt` });
      expect(requests.at(-1)?.headers.authorization).toBeUndefined();
    } finally {
      await stranger.close();
    }
  });

  it.each(['note.txt', 'file:///etc/passwd', 'http://'])('are not looked for at "%s"', async (url) => {
    const { json, requests } = await act('download', { url }, { continueOnFail: true });
    expect(json).toEqual([{ error: expect.stringContaining('“File URL” is no address of a file') }]);
    expect(requests).toEqual([]);
  });

  describe('in pieces', () => {
    beforeEach(() => {
      site.settings.attachmentsUploadMethod = 'tus';
    });

    it('are uploaded at one go, past a break', async () => {
      site.faults.add({ kind: 'lost-answer', match: { method: 'PATCH' } });
      const bytes = Buffer.alloc(5 * 1024 * 1024, 'x');
      const film = input({ data: ['film.mp4', 'video/mp4', bytes] });
      const { json, requests } = await act('upload', { way: 'pieces' }, film);
      await act('send', { fileIds: json[0]?.id });
      expect((await act('getAll')).json).toMatchObject([{ name: 'film.mp4', size: bytes.length }]);
      expect(requests.map(({ method }) => method)).toEqual(['GET', 'POST', 'PATCH', 'HEAD', 'PATCH']);
    });

    it('are uploaded step by step', async () => {
      const begun = only(await act('beginUpload', { fileName: 'note.txt', mimeType: 'text/plain', size: 6 }));
      const { uploadId } = begun;
      expect(begun).toEqual({ conversation: group, uploadId: expect.any(String), offset: 0, size: 6 });
      const first = only(await act('continueUpload', { uploadId, offset: 0, chunk: 4 }, note()));
      expect(first).toEqual({ conversation: group, uploadId, offset: 4, size: 6, isDone: false });
      expect(only(await act('getUpload', { uploadId }))).toEqual({
        conversation: group,
        uploadId,
        offset: 4,
      });
      const last = only(await act('continueUpload', { uploadId, offset: 4, chunk: 4 }, note()));
      expect(last).toMatchObject({ offset: 6, isDone: true, fileId: expect.stringMatching(/^\d+$/) });
      await act('send', { fileIds: last.fileId });
      const { items } = await act('getAll', { download: true });
      expect(items[0]?.binary?.attachment_0?.data).toBe(Buffer.from('a note').toString('base64'));
    });

    it('are given up', async () => {
      const size = 6;
      const { uploadId } = only(
        await act('beginUpload', { fileName: 'n.txt', mimeType: 'text/plain', size }),
      );
      expect(only(await act('cancelUpload', { uploadId }))).toEqual({ deleted: true });
      await expect(act('getUpload', { uploadId })).rejects.toMatchObject({ httpCode: '404' });
    });

    it.each([
      [{ offset: 6 }, '“Offset” must lie within the file, which has 6 bytes'],
      [{ offset: -1 }, '“Offset” must lie within the file'],
      [{ chunk: 0 }, '“Bytes at Once” must be at least 1'],
      [{ uploadId: '' }, '“Upload ID” is empty'],
      [{ binaryFields: 'other' }, "binary file 'other'"],
    ])('refuse %j before anything is sent', async (wrong, sentence) => {
      const parameters = { uploadId: 'a-1', offset: 0, ...wrong };
      const { json, requests } = await act('continueUpload', parameters, { ...note(), continueOnFail: true });
      expect(json).toEqual([{ error: expect.stringContaining(sentence) }]);
      expect(requests).toEqual([]);
    });
  });

  it('name the setting when the site takes none in pieces', async () => {
    const begin = act('beginUpload', { fileName: 'n.txt', mimeType: 'text/plain', size: 6 });
    await expect(begin).rejects.toMatchObject({
      description: expect.stringContaining('"Upload method" to TUS'),
    });
  });

  it('name the setting when the site takes none', async () => {
    site.settings.attachmentsEnable = false;
    await expect(act('upload', {}, note())).rejects.toMatchObject({
      description: expect.stringContaining('Switch on "Enable files"'),
    });
  });

  it.each([
    ['upload', { binaryFields: '' }, '“Input Binary Field” is empty'],
    ['upload', { binaryFields: 'other' }, "binary file 'other'"],
    ['send', { fileIds: '' }, '“File IDs” is empty'],
    ['send', { fileIds: 'a' }, '“File IDs” must be numbers'],
    ['send', { fileIds: '1', text: 'long '.repeat(6000) }, '“Text” is too long to go with files'],
    ['beginUpload', { fileName: 'n.txt', mimeType: 'text/plain', size: 0 }, '“Size” must be at least 1'],
  ])('%s refuses %j before anything is sent', async (operation, parameters, sentence) => {
    const { json, requests } = await act(operation, parameters, { ...note(), continueOnFail: true });
    expect(json).toEqual([{ error: expect.stringContaining(sentence) }]);
    expect(requests).toEqual([]);
  });
});
