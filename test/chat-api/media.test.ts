import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../src/model/index.ts';
import { failure, scene } from './fixture.ts';

const DAY_MS = 24 * 3_600_000;

async function withPicture() {
  const here = await scene();
  here.emulator.receive({
    conversation: here.group,
    as: here.person,
    type: 'image',
    file: { name: 'a.png', mimeType: 'image/png', bytes: Uint8Array.of(1, 2, 3) },
  });
  const [message] = await here.connection.listMessages(here.group);
  const [attachment] = message?.attachments ?? [];
  if (!attachment) throw new Error('the picture did not come');
  const download = (one: Attachment = attachment): Promise<Uint8Array> =>
    here.connection.download?.(one) ?? Promise.reject(new Error('there is no download'));
  return { ...here, attachment, download };
}

describe('files of messages', () => {
  it('can be fetched for 30 days, and then say that they are gone', async () => {
    const { emulator, download } = await withPicture();
    emulator.clock.step(30 * DAY_MS - 60_000);
    expect(await download()).toEqual(Uint8Array.of(1, 2, 3));
    emulator.clock.step(120_000);
    const error = await failure(download());
    expect([error.kind, error.status]).toEqual(['not-found', 404]);
    expect(error.advice).toContain('30 days');
  });

  it.each([
    'file:///etc/passwd',
    'ftp://example.org/x',
    'data:text/plain;base64,AA==',
    'javascript:alert(1)',
  ])('are not fetched from %s', async (url) => {
    const { attachment, download, requests } = await withPicture();
    const before = requests.length;
    expect((await failure(download({ ...attachment, url }))).kind).toBe('not-found');
    expect(requests).toHaveLength(before);
  });

  it('are not followed to where a redirect points', async () => {
    const { emulator, download } = await withPicture();
    emulator.faults.add({ kind: 'status', status: 302 });
    expect((await failure(download())).kind).toBe('protocol');
  });

  it('say that the service is broken when it is', async () => {
    const { emulator, download } = await withPicture();
    emulator.faults.add({ kind: 'status', status: 500 });
    expect((await failure(download())).kind).toBe('unavailable');
    emulator.faults.add({ kind: 'drop' });
    expect((await failure(download())).kind).toBe('unavailable');
  });

  it('come as the text they are where there is no file', async () => {
    const { download } = await withPicture();
    const place: Attachment = {
      kind: 'location',
      name: 'location.txt',
      mimeType: 'text/plain',
      content: '48.85,2.29',
    };
    expect(new TextDecoder().decode(await download(place))).toBe('48.85,2.29');
  });
});
