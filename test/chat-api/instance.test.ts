import { describe, expect, it } from 'vitest';
import { failure, scene } from './fixture.ts';

const words = (findings: readonly { message: string }[]): string =>
  findings.map(({ message }) => message).join(' ');

describe('checking an account', () => {
  it('finds nothing where all is well', async () => {
    const { connection, group, direct } = await scene();
    expect(await connection.check([group, direct])).toEqual([]);
  });

  it.each([
    ['got qr code', {}, /No phone is linked/],
    ['loading', { reason: 'conflict' }, /still loading.*somewhere else/],
    ['loading', { substatus: 'phone' }, /cannot be reached/],
    ['not_paid', {}, /not paid/],
  ] as const)('says what "%s" %j means', async (state, details, sentence) => {
    const { connection, emulator } = await scene();
    emulator.setState(state, details);
    const findings = await connection.check([]);
    expect(words(findings)).toMatch(sentence);
    expect(findings.every(({ level, advice }) => level === 'problem' && advice.endsWith('.'))).toBe(true);
  });

  it('tells a wrong token, a wrong address and a service that is away', async () => {
    const here = await scene();
    expect(words(await here.connect({ token: 'another' }).check([]))).toContain('Wrong token');
    const wrongPath = here.connect({ url: `${here.emulator.origin}/instance999` });
    expect((await wrongPath.check([]))[0]?.advice).toContain('instance path');
    const away = here.connect({ url: 'http://127.0.0.1:9/instance1' });
    expect((await away.check([]))[0]?.advice).toContain('can be reached');
  });

  it('tells ids that are none, groups we are not in, and people we never wrote with', async () => {
    const { connection } = await scene();
    const findings = await connection.check(['general', '1-1@g.us', '34600112233@c.us']);
    expect(findings.map(({ level, message }) => [level, message])).toEqual([
      ['problem', '"general" is no chat id.'],
      ['problem', 'The phone is in no group 1-1@g.us.'],
      ['warning', 'There is no chat with 34600112233@c.us yet.'],
    ]);
  });
});

describe('who it is', () => {
  it('is the linked phone', async () => {
    const { connection } = await scene();
    expect(await connection.whoAmI()).toEqual({ id: '17680561234@c.us', name: 'Parley' });
  });

  it('is the instance while no phone is linked, or where the service cannot say', async () => {
    const here = await scene();
    here.emulator.setState('got qr code');
    expect(await here.connection.whoAmI()).toEqual({ id: 'instance12345', name: 'instance12345' });
    here.emulator.setState('authenticated');
    here.emulator.faults.add({ kind: 'status', status: 404, match: { path: '/me' } });
    expect(await here.connect({ instanceId: '12345' }).whoAmI()).toEqual({ id: '12345', name: '12345' });
    expect(await here.connection.whoAmI()).toMatchObject({ name: 'Parley' });
  });

  it('is nobody with a wrong token, even where the service has no such call', async () => {
    const here = await scene();
    here.emulator.faults.add({ kind: 'status', status: 404, match: { path: '/me' } });
    expect((await failure(here.connect({ token: 'another' }).whoAmI())).kind).toBe('auth');
  });
});

describe('linking a phone', () => {
  it('shows a QR code for a minute, and a new one on demand', async () => {
    const { connection, emulator } = await scene();
    const { client } = connection;
    await client.logout();
    expect(await client.status()).toMatchObject({
      accountStatus: 'got qr code',
      qrCode: expect.stringMatching(/^data:image/),
    });
    expect([...(await client.qrCode()).subarray(1, 4)]).toEqual([...'PNG'].map((char) => char.charCodeAt(0)));
    emulator.clock.step(61_000);
    expect(await client.status({ full: true })).toMatchObject({ statusData: { substatus: 'expired' } });
    expect(() => {
      emulator.scanQrCode();
    }).toThrow('expired');
    expect((await failure(client.qrCode())).cameBack).toContain('no QR code');
    await client.renewQrCode();
    emulator.scanQrCode();
    expect(await client.status()).toEqual({ accountStatus: 'authenticated' });
  });

  it('comes back by itself after a reboot', async () => {
    const { connection } = await scene();
    const { client } = connection;
    await client.reboot();
    const seen = new Set<string>();
    let state: string | null | undefined;
    while (state !== 'authenticated') {
      state = (await client.status()).accountStatus;
      seen.add(state ?? '');
    }
    expect([...seen].filter((each) => !['init', 'loading', 'authenticated'].includes(each))).toEqual([]);
    expect(seen.size).toBeGreaterThan(1);
  });

  it('takes the session back from another WhatsApp Web', async () => {
    const { connection, emulator } = await scene();
    expect(await connection.client.takeover()).toMatchObject({
      accountStatus: expect.stringContaining('not sent'),
    });
    emulator.setState('loading', { reason: 'conflict' });
    await connection.client.takeover();
    expect(await connection.check([])).toEqual([]);
  });

  it.each(['seed', 'openapi'] as const)(
    'speaks the methods of either age to a service that takes no other (%s)',
    async (verbs) => {
      const here = await scene({ verbs });
      const { client } = here.connect({ verbs });
      await client.logout();
      await client.clearMessagesQueue();
      await client.reboot();
      const other = here.connect({ verbs: verbs === 'seed' ? 'openapi' : 'seed' }).client;
      expect((await failure(other.logout())).status).toBe(404);
    },
  );
});
