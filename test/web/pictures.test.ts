import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Author } from '../../src/model/index.ts';
import { createNodeHost } from '../../bridges/host/node-host.ts';
import { createPictures } from '../../bridges/relay/pictures.ts';
import { pictureName } from '../../bridges/relay/picture-name.ts';
import { createMetrics, createWebServer } from '../../bridges/web/index.ts';
import { createPictureSource } from '../../bridges/web/pictures.ts';
import { fakeRelay, silent } from './fixture.ts';

const SECRET = 'a secret of the journal';
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1, 2, 3);

/** A community site with pictures of its members, some of them bad. */
async function startSite(): Promise<{ origin: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const type = /svg/.test(request.url ?? '') ? 'image/svg+xml' : 'image/png';
    if (request.url === '/moved.png') response.writeHead(302, { location: '/ada.png' }).end();
    else if (request.url === '/gone.png') response.writeHead(404, { 'content-type': type }).end();
    else if (request.url === '/page.png') response.writeHead(200, { 'content-type': 'text/html' }).end('<b>');
    else if (request.url === '/huge.png')
      response.writeHead(200, { 'content-type': type }).end(Buffer.alloc(1024 * 1024 + 1));
    else response.writeHead(200, { 'content-type': `${type}; charset=binary` }).end(PNG);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, asked };
}

/** A daemon's pages, asked for in front of a proxy, with pictures of these homes. */
async function startPages(...homes: string[]): Promise<(path: string) => Promise<Response>> {
  const host = createNodeHost(silent);
  const { view } = fakeRelay();
  const metrics = createMetrics(view);
  const web = await createWebServer({
    config: { host: '127.0.0.1', port: 0, token: 'a-token-of-16-characters', maxBodyBytes: 1024 },
    relay: view,
    hooks: {},
    log: silent,
    metrics,
    pictures: createPictureSource({ secret: SECRET, homes: new Set(homes), host }),
  });
  onTestFinished(async () => {
    await web.close();
    metrics.close();
    await host.close();
  });
  return (path) => fetch(web.url + path, { headers: { 'x-forwarded-for': '203.0.113.9' } });
}

describe('GET /pictures/...', () => {
  it('shows a picture of the own service to everybody, and fetches it once', async () => {
    const { origin, asked } = await startSite();
    const get = await startPages(origin);
    const path = `/pictures/${pictureName(`${origin}/ada.png?size=96`, SECRET) ?? ''}`;
    for (const answer of [await get(path), await get(path)]) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('image/png');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('cache-control')).toBe('public, max-age=86400');
      expect(answer.headers.get('cross-origin-resource-policy')).toBeNull();
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(PNG);
    }
    expect(asked).toEqual(['/ada.png?size=96']);
  });

  it('fetches nothing for an address that was not made here, or stands elsewhere', async () => {
    const { origin, asked } = await startSite();
    const other = await startSite();
    const get = await startPages(origin);
    const name = pictureName(`${origin}/ada.png`, SECRET) ?? '';
    const [where = '', proof = ''] = name.split('.');
    const forged = Buffer.from(`${origin}/secret`).toString('base64url');
    const wrong = [
      `${forged}.${proof}`,
      `${where}.${proof.slice(1)}`,
      `${where}.`,
      where,
      `${name}.x`,
      pictureName(`${origin}/ada.png`, 'another secret') ?? '',
      pictureName(`${other.origin}/ada.png`, SECRET) ?? '',
      pictureName('file:///etc/passwd', SECRET) ?? '',
    ];
    for (const one of wrong) expect((await get(`/pictures/${one}`)).status, one).toBe(404);
    expect([...asked, ...other.asked]).toEqual([]);
  });

  it('shows nothing but small pictures that stand where they are said to', async () => {
    const { origin, asked } = await startSite();
    const get = await startPages(origin);
    for (const file of ['ada.svg', 'page.png', 'huge.png', 'moved.png', 'gone.png']) {
      const answer = await get(`/pictures/${pictureName(`${origin}/${file}`, SECRET) ?? ''}`);
      expect(answer.status, file).toBe(404);
    }
    expect(asked).not.toContain('/ada.png');
    const again = asked.length;
    await get(`/pictures/${pictureName(`${origin}/gone.png`, SECRET) ?? ''}`);
    expect(asked).toHaveLength(again);
  });
});

describe('the picture of an author', () => {
  const site = { account: 'site', conversation: '1' };
  const find = (publicUrl: string | undefined, home: string) => {
    const pictures = createPictures({ publicUrl, secret: SECRET, homes: new Map([['site', home]]) });
    return (avatarUrl: string | undefined, place = site): string | undefined => {
      const author: Author = { id: '7', name: 'Ada', kind: 'person' };
      return pictures(place, avatarUrl === undefined ? author : { ...author, avatarUrl });
    };
  };
  const ours = find('https://parley.example.org', 'http://10.0.0.5:8080');

  it('passes as it is where everybody can fetch it', () => {
    expect(ours('https://secure.gravatar.example/avatar/1?s=96')).toBe(
      'https://secure.gravatar.example/avatar/1?s=96',
    );
    expect(ours('https://[2606:4700::1111]/a.png')).toBe('https://[2606:4700::1111]/a.png');
  });

  it('becomes ours where only we can fetch it, from the service of the account alone', () => {
    const url = 'http://10.0.0.5:8080/avatars/7.png';
    expect(ours(url)).toBe(`https://parley.example.org/pictures/${pictureName(url, SECRET) ?? ''}`);
    expect(ours(url, { account: 'team', conversation: '1' })).toBeUndefined();
    expect(ours('http://10.0.0.5:9090/avatars/7.png')).toBeUndefined();
    expect(find(undefined, 'http://10.0.0.5:8080')(url)).toBeUndefined();
  });

  it('is left out where it would lead nowhere, or to somebody’s own network', () => {
    const bad = [
      undefined,
      '',
      '/avatars/7.png',
      'data:image/png;base64,AAAA',
      'javascript:alert(1)',
      'http://pictures.example/a.png',
      'https://localhost/a.png',
      'https://printer.local/a.png',
      'https://intranet/a.png',
      'https://127.0.0.1/a.png',
      'https://2130706433/a.png',
      'https://192.168.1.1/a.png',
      'https://169.254.169.254/latest/meta-data',
      'https://[::1]/a.png',
      'https://[::ffff:10.0.0.1]/a.png',
      'https://[fd00::1]/a.png',
      'https://user:password@pictures.example/a.png',
    ];
    expect(bad.filter((url) => ours(url) !== undefined)).toEqual([]);
    expect(ours(`http://10.0.0.5:8080/${'x'.repeat(1000)}`)).toBeUndefined();
  });
});
