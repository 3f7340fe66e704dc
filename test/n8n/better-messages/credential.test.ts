import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BetterMessagesEmulator } from '../../../bridges/sandbox/better-messages/index.ts';
import { startBetterMessages } from '../../../bridges/sandbox/better-messages/index.ts';
import { startBuddyPress } from '../../../bridges/sandbox/buddypress/index.ts';
import { BetterMessagesApi } from '../../../credentials/BetterMessagesApi.credentials.ts';
import { testCredential } from '../support/credential-test.ts';
import { run } from '../support/run.ts';
import { PARLEY, acting, only, placed, signIn } from './site.ts';

describe('the Better Messages credential', () => {
  let site: BetterMessagesEmulator;
  beforeAll(async () => {
    site = await startBetterMessages();
  });
  afterAll(() => site.close());

  const visitor = () => Number(site.people().find(({ name }) => name === 'Visitor Vera')?.id);
  const tested = (fields: Record<string, string>) =>
    testCredential(new BetterMessagesApi(), { url: site.origin, ...fields });
  const whoAmI = async (credential: Record<string, string>) =>
    only(await run({ ...placed(site, PARLEY, { resource: 'user', operation: 'getSelf' }), credential }));

  it.each([
    '',
    '/',
    '/wp-json',
    '/wp-json/',
    '/?rest_route=/',
    '/index.php?rest_route=/',
    '/wp-json/better-messages/v1',
  ])('takes the address of the site with "%s" behind it', async (ending) => {
    const credential = { ...signIn(site, PARLEY), url: ` ${site.origin}${ending} ` };
    expect(await tested(credential)).toBe('OK');
    expect(await whoAmI(credential)).toEqual({ id: String(PARLEY), name: 'Parley' });
  });

  it('takes an address without a scheme for a secure one', async () => {
    const bare = site.origin.replace('http://', '');
    const [used] = await Promise.allSettled([whoAmI({ ...signIn(site, PARLEY), url: bare })]);
    expect(used).toMatchObject({ reason: { message: expect.stringContaining(`https://${bare}`) as string } });
  });

  it('signs in as a guest', async () => {
    const guest = visitor();
    expect(await tested(signIn(site, guest))).toBe('OK');
    expect(only(await acting(site, guest)('user', 'getSelf'))).toEqual({
      id: String(guest),
      name: 'Visitor Vera',
    });
  });

  it('takes the number of a guest below zero', async () => {
    const credential = { ...signIn(site, visitor()), guestId: String(visitor()) };
    expect(await tested(credential)).toBe('OK');
    expect(await whoAmI({ ...credential, url: site.origin })).toMatchObject({ name: 'Visitor Vera' });
  });

  it.each([
    ['a wrong password', { signIn: 'user', user: 'parley', applicationPassword: 'none of it' }],
    ['a user who is not there', { signIn: 'user', user: 'nobody', applicationPassword: 'abcd efgh' }],
    ['a wrong secret', { signIn: 'guest', guestId: '1', guestSecret: 'guessed' }],
    ['a guest who is not there', { signIn: 'guest', guestId: '99', guestSecret: 'guessed' }],
  ])('is refused with %s, when tested and when used', async (_, fields) => {
    expect(await tested(fields)).toMatch(/does not know this (account|guest)/);
    await expect(whoAmI({ ...fields, url: site.origin })).rejects.toMatchObject({
      httpCode: '401',
      description: expect.stringMatching(/\S/) as string,
    });
  });

  it('shows no password when the site refuses it', async () => {
    const credential = { url: site.origin, signIn: 'user', user: 'parley', applicationPassword: 'hunter22' };
    const [refused] = await Promise.allSettled([whoAmI(credential)]);
    expect(refused.status).toBe('rejected');
    expect(JSON.stringify(refused)).not.toContain('hunter22');
  });

  it('says that a site has no Better Messages', async () => {
    const other = await startBuddyPress({ version: 'v2' });
    try {
      const credential = { url: other.origin, ...site.credentials(PARLEY), signIn: 'user' };
      expect(await tested(credential)).toContain('Better Messages is not active');
      const used = run({
        ...placed(site, PARLEY, { resource: 'conversation', operation: 'getAll' }),
        credential,
      });
      await expect(used).rejects.toMatchObject({
        message: expect.stringContaining('a REST index without better-messages/v1') as string,
        description: expect.stringContaining('Install and activate') as string,
      });
    } finally {
      await other.close();
    }
  });

  it.each(['a page of another kind', 'a firewall'])('does not take %s for the site', async (what) => {
    const status = what === 'a firewall' ? 403 : 200;
    site.faults.add({ kind: 'status', status, body: '<html><body>Hello</body></html>' });
    expect(await tested(signIn(site, PARLEY))).toContain('does not answer as a WordPress site');
  });

  it.each([
    [{ url: '' }, 'Site URL'],
    [{ url: 'ftp://community.example.org' }, 'Site URL'],
    [{ user: '' }, 'User'],
    [{ applicationPassword: '' }, 'Application Password'],
    [{ signIn: 'guest', guestId: 'vera', guestSecret: 'abcdef' }, 'Guest ID'],
    [{ signIn: 'guest', guestId: '1', guestSecret: '' }, 'Guest Secret'],
  ])('names the field that is not filled in well: %j', async (wrong, named) => {
    const credential = { url: site.origin, ...signIn(site, PARLEY), ...wrong };
    await expect(whoAmI(credential)).rejects.toThrow(named);
  });
});
