import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuddyPressEmulator } from '../../../bridges/sandbox/buddypress/index.ts';
import { startBuddyPress } from '../../../bridges/sandbox/buddypress/index.ts';
import { startBetterMessages } from '../../../bridges/sandbox/better-messages/index.ts';
import { BuddyPressApi } from '../../../credentials/BuddyPressApi.credentials.ts';
import { testCredential } from '../support/credential-test.ts';
import { evaluate } from '../support/http.ts';
import { run } from '../support/run.ts';
import { PARLEY, VERSIONS, only, placed } from './site.ts';

const WHO = { resource: 'member', operation: 'getMe' };
const PASSWORD = 'abcd efgh ijkl mnop qrst uvwx';

describe.each(VERSIONS)('the BuddyPress credential on API %s', (version) => {
  let site: BuddyPressEmulator;
  beforeAll(async () => {
    site = await startBuddyPress({ version });
  });
  afterAll(() => site.close());

  const tested = (fields: Record<string, string> = {}) =>
    testCredential(new BuddyPressApi(), { ...placed(site).credential, ...fields });
  const used = (fields: Record<string, string> = {}) =>
    run({ ...placed(site, WHO), credential: { ...placed(site).credential, ...fields } });

  it.each([
    '',
    '/',
    '/index.php',
    '/index.php/',
    '/wp-json',
    '/wp-json/',
    '/wp-json/buddypress/v1',
    '/?rest_route=/',
    '/index.php?rest_route=/buddypress/v2',
  ])('takes the address of the site with "%s" behind it', async (ending) => {
    const url = ` ${site.origin}${ending} `;
    expect(await tested({ url })).toBe('OK');
    expect(only(await used({ url }))).toMatchObject({ id: String(PARLEY) });
  });

  it.each(['auto', version])('takes the version "%s", and a password without its spaces', async (chosen) => {
    expect(await tested({ version: chosen })).toBe('OK');
    const bare = site.credentials(PARLEY).applicationPassword.replaceAll(' ', '');
    expect(await tested({ version: chosen, applicationPassword: bare, user: ' parley@example.com ' })).toBe(
      'OK',
    );
  });

  it.each<[string, Record<string, string>]>([
    ['a wrong password', { applicationPassword: PASSWORD }],
    ['a user who is not there', { user: 'nobody' }],
    ['a user with letters from all over the world', { user: 'жанна 李' }],
  ])('is refused with %s, when tested and when used', async (_, fields) => {
    expect(await tested(fields)).toContain('does not know this account');
    expect(await tested({ ...fields, version })).toContain('does not know this account');
    const [refused] = await Promise.allSettled([used(fields)]);
    expect(refused).toMatchObject({
      status: 'rejected',
      reason: { httpCode: '401', description: expect.stringContaining('application password') as string },
    });
    expect(JSON.stringify(refused)).not.toContain(fields.applicationPassword ?? PASSWORD);
  });

  it('writes user and password as UTF-8', async () => {
    const signed = await run({
      ...placed(site, WHO),
      credential: { ...placed(site).credential, user: 'жанна 李', applicationPassword: PASSWORD },
      continueOnFail: true,
    });
    const headers = signed.requests.flatMap(({ headers: { authorization } }) => authorization ?? []);
    const pairs = headers.map((header) =>
      Buffer.from(header.slice('Basic '.length), 'base64').toString('utf8'),
    );
    expect(new Set(pairs)).toEqual(new Set([`жанна 李:${PASSWORD}`]));
  });

  it('does not take the other version', async () => {
    const other = version === 'v1' ? 'v2' : 'v1';
    expect(await tested({ version: other })).toContain('no BuddyPress, or not with this version');
    await expect(used({ version: other })).rejects.toThrow(/No route was found|no longer supported/);
  });

  it('names the field of the credential that is not filled in', async () => {
    await expect(used({ url: ' ' })).rejects.toThrow('The credential is not complete: Site URL');
    await expect(used({ url: 'ftp://example.org' })).rejects.toThrow('Site URL must begin with http');
    await expect(used({ user: '' })).rejects.toThrow('The credential is not complete: User');
    await expect(used({ applicationPassword: '' })).rejects.toThrow(
      'The credential is not complete: Application Password',
    );
  });

  it('says that a site has no BuddyPress', async () => {
    const other = await startBetterMessages();
    const [{ user = '', applicationPassword = '' } = {}] = [other.credentials(1)];
    const fields = { url: other.origin, user, applicationPassword };
    expect(await tested({ ...fields, version })).toContain('The site has no BuddyPress');
    await expect(used(fields)).rejects.toMatchObject({
      message: expect.stringContaining('without buddypress/v1 or buddypress/v2') as string,
      description: expect.stringContaining('Install and activate BuddyPress') as string,
    });
    await other.close();
  });

  it('says that messages are switched off', async () => {
    site.switches.component = false;
    const listing = run(placed(site, { resource: 'thread', operation: 'getAll' }));
    await expect(listing).rejects.toMatchObject({
      description: expect.stringContaining('"Private Messaging" component') as string,
    });
    site.switches.component = true;
  });
});

describe('the address in the BuddyPress credential', () => {
  const { test } = new BuddyPressApi();
  const asked = (url: string, version = 'auto') =>
    `${evaluate(test.request.baseURL ?? '', { url })}${evaluate(test.request.url ?? '', { version })}`;

  it.each([
    ['example.org', 'https://example.org'],
    ['HTTP://Example.org:8080/', 'HTTP://Example.org:8080'],
    ['https://example.org/community', 'https://example.org/community'],
    ['https://example.org/community/', 'https://example.org/community'],
    ['https://example.org/community/wp-json/', 'https://example.org/community'],
    ['https://example.org/community/index.php', 'https://example.org/community'],
    ['https://example.org/community/index.php/wp-json/wp/v2', 'https://example.org/community'],
    ['https://example.org/community/?rest_route=/wp/v2', 'https://example.org/community'],
    ['https://example.org/?page_id=7#top', 'https://example.org'],
    ['https://example.org/wp-jsonish', 'https://example.org/wp-jsonish'],
  ])('%s is the site %s', (url, root) => {
    expect(asked(url)).toBe(`${root}/?rest_route=/wp/v2/users/me`);
    expect(asked(url, 'v2')).toBe(`${root}/?rest_route=/buddypress/v2/members/me`);
  });

  it('is told from a page, a redirect and a closed door', async () => {
    const answers = [
      [200, {}, '<!DOCTYPE html><title>Welcome</title>', 'not the address of a WordPress site'],
      [301, { location: 'https://www.example.org/' }, '', 'not the address of a WordPress site'],
      [404, {}, '<h1>Not here</h1>', 'not the address of a WordPress site'],
      [403, {}, '{"code":"rest_forbidden","message":"no","data":{"status":403}}', 'security plugin'],
      [501, {}, '{"code":"application_passwords_disabled","message":"no","data":{"status":501}}', 'HTTPS'],
    ] as const;
    const waiting = [...answers];
    const server = createServer((_, response) => {
      const [status, headers, body] = waiting.shift() ?? answers[0];
      response.writeHead(status, headers).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    for (const [status, , , told] of answers) {
      const said = await testCredential(new BuddyPressApi(), { url, user: 'a', applicationPassword: 'b' });
      expect([status, said]).toEqual([status, expect.stringContaining(told)]);
    }
    await new Promise((resolve) => server.close(resolve));
  });
});
