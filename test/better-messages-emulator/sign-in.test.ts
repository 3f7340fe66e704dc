import { expect, test } from 'vitest';
import { ALICE, PARLEY, VISITOR, credentials, stage } from './stage.ts';

const ME = '/wp-json/wp/v2/users/me';
const HALF_DAY_MS = 12 * 3_600_000;

test('an application password signs in by login or address, with or without its blanks', async () => {
  const { site, fetch } = await stage();
  const { user, applicationPassword } = site.credentials(PARLEY);
  const me = async (login: string, password: string): Promise<unknown> => {
    const authorization = `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`;
    return (await fetch(ME, { headers: { authorization } })).body;
  };
  expect(await me(user, applicationPassword)).toMatchObject({ id: PARLEY, name: 'Parley', slug: 'parley' });
  expect(await me('parley@example.test', applicationPassword.replaceAll(' ', ''))).toMatchObject({
    id: PARLEY,
  });
  expect(await me(user, 'wrong')).toMatchObject({ code: 'rest_not_logged_in' });
});

test('a wrong password leaves a call anonymous: open routes answer all the same', async () => {
  const { fetch } = await stage();
  const headers = { authorization: `Basic ${Buffer.from('parley:wrong').toString('base64')}` };
  const base = '/wp-json/better-messages/v1';
  expect(await fetch(`${base}/ping`, { headers })).toMatchObject({ status: 200, body: 'pong' });
  expect(await fetch(`${base}/threads`, { headers })).toMatchObject({
    status: 401,
    body: { code: 'rest_forbidden' },
  });
});

test('a cookie needs a nonce, which the site gives out, repeats, and forgets within a day', async () => {
  const { site, fetch } = await stage();
  const { Cookie = '' } = site.browserHeaders(ALICE);
  const page = '/wp-admin/admin-ajax.php?action=better_messages_new_nonce_token';
  const { body } = await fetch(page, { headers: { Cookie } });
  expect(body).toMatchObject({ user_id: ALICE, nonce: expect.stringMatching(/^[0-9a-f]{10}$/) });
  const { nonce } = body as { nonce: string };
  const threads = (headers: Record<string, string>) =>
    fetch('/wp-json/better-messages/v1/threads', { headers });
  expect((await threads({ Cookie })).status).toBe(401);
  const answer = await threads({ Cookie, 'X-WP-Nonce': nonce });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('x-wp-nonce')).toBe(nonce);
  site.clock.step(2 * HALF_DAY_MS);
  expect(await threads({ Cookie, 'X-WP-Nonce': nonce })).toMatchObject({
    status: 403,
    body: { code: 'rest_cookie_invalid_nonce' },
  });
});

test('guests sign in with two headers, which count for nothing beside a password', async () => {
  const { site, fetch } = await stage();
  const threads = (headers: Record<string, string>) =>
    fetch('/wp-json/better-messages/v1/threads', { headers });
  const guest = site.guestHeaders(VISITOR);
  expect((await threads(guest)).body).toMatchObject({ users: [{ id: '-1', user_id: -1 }] });
  expect(await threads({ ...guest, 'BM-Guest-Secret': 'wrong' })).toMatchObject({
    status: 401,
    body: { code: 'guest_secret_key_mismatch' },
  });
  expect(await threads({ ...guest, 'BM-Guest-ID': '99' })).toMatchObject({
    status: 401,
    body: { code: 'guest_not_found' },
  });
  const both = await threads({ ...guest, 'BM-Guest-Secret': 'wrong', ...credentials(site, PARLEY) });
  expect(both.status).toBe(200);
});
