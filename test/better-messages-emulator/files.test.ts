import { expect, test } from 'vitest';
import type { Stage } from './stage.ts';
import { ALICE, BOB, CAROL, GROUP, PARLEY, credentials, stage } from './stage.ts';

async function upload({ call }: Stage, as: number, thread: string, name: string): Promise<unknown> {
  const form = new FormData();
  form.append('file', new Blob(['hello']), name);
  return (await call(as, 'POST', `thread/${thread}/upload`, form)).body;
}

const META = { messages: [{ meta: { files: [{ id: 5, name: 'a.txt', size: 5, mimeType: 'text/plain' }] } }] };

test('an upload that worked says that it did not, and has an id', async () => {
  const there = await stage();
  expect(await upload(there, PARLEY, GROUP, 'a.txt')).toEqual({ result: false, error: '', id: 5 });
  const { body } = await there.call(PARLEY, 'POST', `thread/${GROUP}/send`, { message: '', files: [5] });
  expect(body).toMatchObject({ update: META });
  expect(body).toMatchObject({ update: { messages: [{ message: '<!-- BM-ONLY-FILES -->' }] } });
});

test('files of others, of other threads and used ones are left out without a word', async () => {
  const there = await stage();
  await upload(there, ALICE, GROUP, 'a.txt');
  const send = async (as: number): Promise<unknown> =>
    (await there.call(as, 'POST', `thread/${GROUP}/send`, { message: 'x', files: [5] })).body;
  expect(await send(PARLEY)).not.toHaveProperty('update.messages.0.meta.files');
  expect(await send(ALICE)).toMatchObject({ update: META });
  expect(await send(ALICE)).not.toHaveProperty('update.messages.0.meta.files');
});

test('only some kinds of files may be uploaded, and the content has to be what the name says', async () => {
  const there = await stage();
  expect(await upload(there, PARLEY, GROUP, 'x.php')).toMatchObject({ code: 'rest_forbidden' });
  expect(await upload(there, PARLEY, GROUP, 'x.png')).toMatchObject({ code: 'rest_upload_failed' });
  expect((await there.call(PARLEY, 'POST', `thread/${GROUP}/upload`, {})).body).toMatchObject({
    code: 'rest_upload_failed',
  });
});

test('files lie open, or behind the proxy for those who may read them', async () => {
  const there = await stage();
  const { id } = await there.site.say({
    conversation: GROUP,
    as: String(ALICE),
    text: '',
    files: [{ name: 'a b.txt', mimeType: 'text/plain', bytes: new TextEncoder().encode('hello') }],
  });
  const address = async (): Promise<string> => {
    const { body } = await there.call(PARLEY, 'POST', 'lazyPool', { messages: [Number(id)] });
    const [message] = (body as { messages: { meta: { files: { url: string }[] } }[] }).messages;
    return (message?.meta.files[0]?.url ?? '').replace(there.site.origin, '');
  };
  expect(await address()).toMatch(/^\/wp-content\/uploads\/bp-better-messages\/.*\/a-b\.txt$/);
  expect((await there.fetch(await address())).text).toBe('hello');
  there.site.settings.attachmentsProxy = true;
  expect(await address()).toBe('/wp-json/better-messages/v1/file/5');
  const proxied = async (as: number, range = ''): Promise<{ status: number; text: string }> => {
    const headers = { ...credentials(there.site, as), ...(range === '' ? {} : { range }) };
    return there.fetch(await address(), { headers });
  };
  expect(await proxied(BOB)).toMatchObject({ status: 200, text: 'hello' });
  expect(await proxied(BOB, 'bytes=1-3')).toMatchObject({ status: 206, text: 'ell' });
  expect((await proxied(CAROL)).status).toBe(403);
  expect((await proxied(0)).status).toBe(401);
});

test('a file comes in pieces by TUS, and the last piece names it', async () => {
  const there = await stage({ settings: { attachmentsUploadMethod: 'tus' } });
  const tus = (method: string, path: string, headers: Record<string, string>, body?: string) =>
    there.fetch(path, {
      method,
      headers: { ...credentials(there.site, PARLEY), 'Tus-Resumable': '1.0.0', ...headers },
      ...(body === undefined ? {} : { body }),
    });
  const metadata = `filename ${Buffer.from('a.txt').toString('base64')}`;
  const route = `/wp-json/better-messages/v1/tus/${GROUP}`;
  expect(await tus('POST', route, { 'Upload-Metadata': metadata })).toMatchObject({
    status: 400,
    body: { code: 'tus_missing_upload_length' },
  });
  const created = await tus('POST', route, { 'Upload-Length': '5', 'Upload-Metadata': metadata });
  expect([created.status, created.text]).toEqual([201, '']);
  const place = (created.headers.get('location') ?? '').replace(there.site.origin, '');
  const piece = (offset: number, text: string, type = 'application/offset+octet-stream') =>
    tus('PATCH', place, { 'Upload-Offset': String(offset), 'Content-Type': type }, text);
  const first = await piece(0, 'hel');
  expect([first.status, first.headers.get('upload-offset')]).toEqual([204, '3']);
  expect(await piece(0, 'hel')).toMatchObject({ status: 409, body: { code: 'tus_offset_mismatch' } });
  expect(await piece(3, 'lo', 'text/plain')).toMatchObject({ status: 415 });
  const state = await tus('HEAD', place, {});
  expect([state.headers.get('upload-offset'), state.headers.get('upload-length')]).toEqual(['3', '5']);
  const last = await piece(3, 'lo');
  expect([last.status, last.headers.get('x-bm-attachment-id')]).toEqual([204, '5']);
  const { body } = await there.call(PARLEY, 'POST', `thread/${GROUP}/send`, { message: '', files: [5] });
  expect(body).toMatchObject({ update: META });
});
