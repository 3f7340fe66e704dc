import { describe, expect, it } from 'vitest';
import { failure, inbox, scene } from './fixture.ts';

describe('what the instance wrote down', () => {
  it('tells how its status changed while that is kept, within a range of time', async () => {
    const { connection, emulator } = await scene();
    const { client } = connection;
    emulator.setState('loading');
    await client.changeSettings({ instanceStatuses: true });
    emulator.setState('authenticated');
    emulator.clock.step(600_000);
    const later = Math.floor(emulator.clock.now() / 1000);
    emulator.setState('not_paid');
    const statuses = async (range?: Parameters<typeof client.instanceStatuses>[0]) =>
      (await client.instanceStatuses(range)).data?.map(({ status }) => status);
    expect(await statuses()).toEqual(['authenticated', 'not_paid']);
    expect(await statuses({ minTime: later })).toEqual(['not_paid']);
    expect(await statuses({ maxTime: later - 1 })).toEqual(['authenticated']);
  });

  it('tells whether the webhook took a message', async () => {
    const { connection, emulator, group, person } = await scene();
    const { client } = connection;
    await client.changeSettings({ webhookStatuses: true });
    const { url, received } = await inbox(200, 500, 200);
    await client.setWebhook(url);
    const receive = (body: string) =>
      emulator.receive({ conversation: group, as: person, type: 'chat', body });
    const [taken, refused] = [receive('taken'), receive('refused')];
    receive('last');
    // They go one after the other: with the third here, the first two are settled.
    await received(3);
    expect(await client.webhookStatus(taken.id)).toMatchObject({ msgId: taken.id, status: 'sent' });
    expect(await client.webhookStatus(refused.id)).toMatchObject({ status: 'not sent' });
    expect((await failure(client.webhookStatus('false_1@c.us_0'))).kind).toBe('not-found');
  });

  it('tells that a message waits for its next attempt', async () => {
    const { connection, emulator, group, person } = await scene({ guaranteedHooks: true, hookGapMs: 60_000 });
    const { client } = connection;
    await client.changeSettings({ webhookStatuses: true });
    const { url, received } = await inbox(500);
    await client.setWebhook(url);
    const { id } = emulator.receive({ conversation: group, as: person, type: 'chat', body: 'x' });
    await received(1);
    expect(await client.webhookStatus(id)).toMatchObject({ msgId: id, status: 'queued' });
  });
});

describe('blocking of numbers', () => {
  it('is set in part, and tried on a number', async () => {
    const { connection } = await scene();
    const { client } = connection;
    expect(await client.banTest('+34 600 112 233')).toMatchObject({ banned: false });
    expect(await client.changeBanSettings({ banPhoneMask: '^34' })).toMatchObject({ set: true });
    await client.changeBanSettings({ preBanMessage: 'Goodbye' });
    expect(await client.banSettings()).toEqual({
      banPhoneMask: '^34',
      preBanMessage: 'Goodbye',
      set: false,
    });
    expect(await client.banTest('+34 600 112 233')).toEqual({
      banned: true,
      message: 'Goodbye',
      phone: '34600112233',
      banPhoneMask: '^34',
    });
    expect(await client.banTest('17472822486@c.us')).toMatchObject({ banned: false });
    expect((await failure(client.changeBanSettings({ banPhoneMask: '(' }))).kind).toBe('invalid');
  });
});
