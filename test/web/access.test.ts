import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createMetrics, createWebServer } from '../../bridges/web/index.ts';
import { fakeRelay, silent, start } from './fixture.ts';

/** Node's own client, because `fetch` does not let a test set `Host`. */
function ask(
  port: number,
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ port, path, headers, method, host: '127.0.0.1' }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

const PAGES = ['/', '/api/status', '/api/deliveries', '/metrics', '/api/stream'];

describe('with a token', () => {
  test('pages, API and metrics are for those who have it; health is for everybody', async () => {
    await using setup = await start({ config: { token: 'correct horse' } });
    for (const path of PAGES) expect((await fetch(setup.server.url + path)).status, path).toBe(401);
    const wrong = await fetch(`${setup.server.url}/api/status`, {
      headers: { authorization: 'Bearer correct horsf' },
    });
    expect(wrong.status).toBe(401);
    const right = await fetch(`${setup.server.url}/api/status`, {
      headers: { authorization: 'Bearer correct horse' },
    });
    expect(right.status).toBe(200);
    expect((await fetch(`${setup.server.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${setup.server.url}/readyz`)).status).toBe(200);
  });

  test('a browser is asked to sign in and is remembered by a cookie that scripts cannot read', async () => {
    await using setup = await start({ config: { token: 'correct horse' } });
    const { url } = setup.server;
    const sent = await fetch(url, { headers: { accept: 'text/html' }, redirect: 'manual' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/login']);
    expect(await (await fetch(`${url}/login`)).text()).toContain('type="password"');

    const signIn = (token: string) =>
      fetch(`${url}/login`, {
        method: 'POST',
        body: new URLSearchParams({ token }),
        headers: { origin: url },
        redirect: 'manual',
      });
    const refused = await signIn('incorrect');
    expect([refused.status, refused.headers.get('set-cookie')]).toEqual([401, null]);
    const cookie = (await signIn('correct horse')).headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    expect(cookie).not.toContain('correct');
    const page = await fetch(url, { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(page.status).toBe(200);
  });

  test('an address that other machines reach is refused when there is none', async () => {
    const relay = fakeRelay().view;
    const metrics = createMetrics(relay);
    const config = { host: '0.0.0.0', port: 0, maxBodyBytes: 1000 };
    await expect(createWebServer({ config, relay, hooks: {}, log: silent, metrics })).rejects.toThrow(
      'Set web.token',
    );
  });
});

describe('requests that change something', () => {
  test('pass from the own page or with the token, and from nowhere else', async () => {
    await using setup = await start({ config: { token: 'correct horse' } });
    const { port, url } = setup.server;
    const signedIn = await fetch(`${url}/login`, {
      method: 'POST',
      body: new URLSearchParams({ token: 'correct horse' }),
      headers: { origin: url },
      redirect: 'manual',
    });
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const retry = (headers: Record<string, string>) => ask(port, '/api/deliveries/7/retry', headers, 'POST');
    expect(await retry({ cookie })).toBe(403);
    expect(await retry({ cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await retry({ cookie, origin: 'null' })).toBe(403);
    expect(await retry({ cookie, origin: url, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(setup.relay.retried).toEqual([]);
    expect(await retry({ cookie, origin: url })).toBe(200);
    expect(await retry({ cookie, 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await retry({ authorization: 'Bearer correct horse' })).toBe(200);
    expect(setup.relay.retried).toEqual([[7], [7], [7]]);
  });
});

describe('on a loopback address', () => {
  test('pages answer only to names of this machine, so that a name pointed at it opens nothing', async () => {
    await using setup = await start();
    const { port } = setup.server;
    for (const path of PAGES.slice(0, 4)) {
      expect(await ask(port, path, { host: `evil.example:${String(port)}` }), path).toBe(403);
    }
    expect(await ask(port, '/', { host: `localhost:${String(port)}` })).toBe(200);
    expect(await ask(port, '/', { host: `127.0.0.1:${String(port)}` })).toBe(200);
  });

  test('the public address that webhooks come in by opens the pages only with a token', async () => {
    const publicUrl = 'https://parley.example.org';
    await using open = await start({ config: { publicUrl } });
    expect(await ask(open.server.port, '/', { host: 'parley.example.org' })).toBe(403);
    expect(await ask(open.server.port, '/', { host: '127.0.0.1', 'x-forwarded-for': '203.0.113.9' })).toBe(
      403,
    );
    await using closed = await start({ config: { publicUrl, token: 'correct horse' } });
    const headers = { host: 'parley.example.org', authorization: 'Bearer correct horse' };
    expect(await ask(closed.server.port, '/', headers)).toBe(200);
  });

  test('every answer carries the headers that keep others out', async () => {
    await using setup = await start();
    for (const path of ['/', '/api/status', '/healthz', '/nothing']) {
      const { headers } = await fetch(setup.server.url + path);
      expect(headers.get('content-security-policy'), path).toMatch(
        /default-src 'self'; script-src 'nonce-[^']+'; .*frame-ancestors 'none'/,
      );
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('referrer-policy'), path).toBe('no-referrer');
      expect(headers.get('cache-control'), path).toBe('no-store');
    }
  });
});
