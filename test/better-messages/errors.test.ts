import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { partOf, useStage } from './stage.ts';

const PAGE = '<!DOCTYPE html><html><body>Bad gateway</body></html>';
const SEND = { path: '/send' };

describe('answers of Better Messages that are none', () => {
  const stage = useStage();
  const send = () => stage().connection.send(stage().group, partOf(stage().connection, 'x'));

  it.each([
    ['an error page', { status: 502, body: PAGE }, { kind: 'unavailable', outcome: 'unknown' }],
    ['a page that says success', { status: 200, body: PAGE }, { kind: 'protocol', outcome: 'unknown' }],
    ['nothing at all', { status: 200, body: '' }, { kind: 'protocol', outcome: 'unknown' }],
    ['the way elsewhere', { status: 302, body: '' }, { kind: 'protocol', outcome: 'unknown' }],
    ['the page of a firewall', { status: 403, body: PAGE }, { kind: 'permission', outcome: 'not-done' }],
    [
      'a failure of PHP',
      { status: 500, body: '{"code":"internal_server_error","message":"<p>x</p>"}' },
      {
        kind: 'unavailable',
        outcome: 'unknown',
      },
    ],
  ])('%s leaves open what may have happened, and nothing else', async (_what, fault, error) => {
    await stage().connection.check([]);
    stage().site.faults.add({ kind: 'status', ...fault, match: SEND });
    await expect(send()).rejects.toMatchObject(error);
  });

  it('do not make a room look deleted', async () => {
    const { connection, site, room } = stage();
    const cursor = await stage().baseline();
    await stage().say('still here', room, '3');
    site.faults.add({ kind: 'status', status: 403, body: PAGE, match: { path: '/loadMore' } });
    await expect(connection.poll(cursor, { conversations: [room] })).rejects.toThrow('firewall');
  });
});

describe('a server in front of a site, or beside it', () => {
  const stage = useStage();
  const open: (() => void)[] = [];
  afterEach(() => {
    for (const close of open.splice(0)) close();
  });

  async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(() => server.close());
    const address: AddressInfo | string | null = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `http://127.0.0.1:${String(address.port)}`;
  }

  it('may say by a date when it wants to be asked again', async () => {
    const url = await serve((_, response) => {
      response.writeHead(429, {
        date: 'Sat, 21 Nov 2026 10:00:00 GMT',
        'retry-after': 'Sat, 21 Nov 2026 10:00:30 GMT',
      });
      response.end(PAGE);
    });
    const account = stage().connect({ url, user: 'a', applicationPassword: 'b' });
    await expect(account.whoAmI()).rejects.toMatchObject({ kind: 'rate-limited', retryAfterMs: 30_000 });
  });

  it('learns nothing of the account and teaches it nothing when a file lies there', async () => {
    const seen: string[][] = [];
    const url = await serve((request, response) => {
      seen.push(Object.keys(request.headers).filter((name) => /cookie|nonce|authorization/.test(name)));
      response.writeHead(200, { 'x-wp-nonce': 'forged' });
      response.end('bytes');
    });
    const { site } = stage();
    const { Cookie: cookie = '' } = site.browserHeaders(2);
    const alice = stage().connect({ url: site.origin, cookie });
    await alice.whoAmI();
    const file = { kind: 'document', name: 'a.txt', mimeType: 'text/plain', url: `${url}/a.txt` } as const;
    expect(new TextDecoder().decode(await alice.download(file))).toBe('bytes');
    site.faults.add({ kind: 'drop', match: { path: 'admin-ajax.php' } });
    await alice.whoAmI();
    expect((await alice.listConversations()).items.length).toBeGreaterThan(0);
    expect(seen).toEqual([[]]);
  });
});
