import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { uploadResumably } from '../../src/platforms/better-messages/index.ts';
import { useStage } from './stage.ts';

const bytes = Uint8Array.from({ length: 50_000 }, (_, index) => (index * 7) % 256);
const file = { name: 'numbers "1".csv', mimeType: 'text/csv', kind: 'document', bytes } as const;
const sha256 = createHash('sha256').update(bytes).digest('hex');

describe('files of Better Messages', () => {
  const stage = useStage({ attachmentsProxy: true });

  it('go up with a message and come back, where the site guards them too', async () => {
    const { connection, group, site } = stage();
    await connection.send(group, { key: 'k', text: '', file: { ...file, name: 'numbers.csv' } });
    const [attachment] = (await connection.listMessages(group)).at(-1)?.attachments ?? [];
    expect(attachment).toMatchObject({
      name: 'numbers.csv',
      mimeType: 'text/csv',
      size: 50_000,
      kind: 'document',
    });
    expect(attachment && (await connection.download(attachment))).toEqual(bytes);
    expect((await site.read(group)).at(-1)?.attachments?.[0]?.sha256).toBe(sha256);
    expect((await connection.client.attachments(Number(group))).files[0]?.name).toBe('numbers.csv');
  });

  it('are asked for without credentials anywhere but on the site itself', async () => {
    const { connection, site, host } = stage();
    const asked: unknown[] = [];
    const spying = {
      ...host,
      request: (request: Parameters<typeof host.request>[0]) => {
        asked.push(request.headers?.authorization);
        return host.request(request);
      },
    };
    const { download } = await import('../../src/platforms/better-messages/download.ts');
    const { createClient } = await import('../../src/platforms/better-messages/index.ts');
    const client = createClient(
      { url: site.origin, user: 'parley', applicationPassword: 'pass word' },
      spying,
    );
    const elsewhere = site.origin.replace('127.0.0.1', 'localhost');
    const from = (url: string) =>
      download(client, connection.home, { kind: 'image', name: 'a', mimeType: 'image/png', url });
    await Promise.allSettled([from(`${elsewhere}/a.png`)]);
    await Promise.allSettled([from(`${site.origin}/a.png`)]);
    expect(asked).toEqual([undefined, expect.stringMatching(/^Basic /) as string]);
  });
});

describe('uploads that can be resumed', () => {
  const stage = useStage({ attachmentsUploadMethod: 'tus' });

  it('arrive whole in pieces', async () => {
    const { connection, group, site } = stage();
    const id = await uploadResumably(connection.client, Number(group), { ...file, name: 'n.csv' }, 12_000);
    await connection.client.send(Number(group), { message: 'here', files: [id] });
    expect((await site.read(group)).at(-1)?.attachments).toMatchObject([{ size: 50_000, sha256 }]);
  });

  it.each(['drop', 'lost-answer'] as const)('go on after a break (%s) where they stood', async (kind) => {
    const { connection, group, site } = stage();
    await connection.client.ping();
    site.faults.add({ kind: 'slow', ms: 0, times: 1, match: { method: 'PATCH' } });
    site.faults.add({ kind, match: { method: 'PATCH' } });
    const id = await uploadResumably(connection.client, Number(group), { ...file, name: 'n.csv' }, 12_000);
    await connection.client.send(Number(group), { message: 'here', files: [id] });
    expect((await site.read(group)).at(-1)?.attachments).toMatchObject([{ size: 50_000, sha256 }]);
  });

  it('end with an error, and nothing sent, when the site stays away', async () => {
    const { connection, group, site } = stage();
    await connection.client.ping();
    site.faults.add({ kind: 'drop', match: { method: 'PATCH' }, times: 20 });
    await expect(
      uploadResumably(connection.client, Number(group), { ...file, name: 'n.csv' }),
    ).rejects.toMatchObject({
      kind: 'unavailable',
      outcome: 'not-done',
    });
  });

  it('can be given up', async () => {
    const { client } = stage().connection;
    const upload = await client.createTusUpload(Number(stage().group), {
      name: 'n.csv',
      mimeType: 'text/csv',
      size: 10,
    });
    expect(await client.tusOffset(upload)).toBe(0);
    await client.deleteTusUpload(upload);
    await expect(client.tusOffset(upload)).rejects.toMatchObject({ kind: 'not-found' });
  });
});
