import { describe, expect, it } from 'vitest';
import { acting, failing, GROUP, instance, only, PERSON, stored, typed } from './site.ts';

const HOOK = 'https://example.org/hook';

describe('the instance', () => {
  it('tells its status, account and address', async () => {
    const phone = await instance();
    const act = acting(phone);
    expect(only(await act('instance', 'getStatus'))).toEqual({ accountStatus: 'authenticated' });
    phone.setState('loading', { reason: 'conflict' });
    expect(only(await act('instance', 'getStatus', { details: true }))).toMatchObject({
      statusData: { reason: 'conflict' },
    });
    expect(only(await act('instance', 'takeover'))).toMatchObject({ success: true });
    expect(only(await act('instance', 'getAccount'))).toMatchObject({
      id: '17680561234@c.us',
      name: 'Parley',
    });
    expect(only(await act('instance', 'getIpAddress'))).toEqual({ address: '127.0.0.1' });
  });

  it('wakes only when asked to', async () => {
    const phone = await instance();
    phone.setState('init');
    const act = acting(phone);
    const asleep = await act('instance', 'getStatus');
    expect(asleep.json).toEqual([{ accountStatus: 'init' }]);
    expect(asleep.requests[0]?.url).toContain('no_wakeup=true');
    const awake = await act('instance', 'getStatus', { wakeUp: true });
    expect(awake.requests[0]?.url).toContain('no_wakeup=false');
  });

  it.each(['seed', 'openapi'] as const)(
    'signs out and in again by QR code, with the methods of %s',
    async (verbs) => {
      const phone = await instance({ verbs });
      const act = acting(phone, { verbs });
      expect(only(await act('instance', 'logout'))).toEqual({
        success: true,
        message: 'Logout request sent to messengers',
      });
      const { items } = await act('instance', 'getQrCode', { outputField: 'code' });
      expect(items[0]?.binary?.code).toMatchObject({ mimeType: 'image/png', fileName: 'qr-code.png' });
      expect(
        Buffer.from(items[0]?.binary?.code?.data ?? '', 'base64')
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG');
      expect(only(await act('instance', 'renewQrCode'))).toMatchObject({ success: false });
      phone.clock.step(61_000);
      expect(only(await act('instance', 'renewQrCode'))).toMatchObject({ success: true });
      phone.scanQrCode();
      expect((await failing(act('instance', 'getQrCode'))).message).toContain('no QR code');
      expect(only(await act('instance', 'reboot'))).toEqual({ success: true });
    },
  );

  it('synchronizes again only when it is doing so', async () => {
    const phone = await instance();
    const act = acting(phone);
    expect(only(await act('instance', 'retrySync'))).toMatchObject({ success: false });
    phone.setState('loading', { reason: 'syncing' });
    expect(only(await act('instance', 'retrySync'))).toMatchObject({ success: true });
  });

  it('has settings that are changed in part', async () => {
    const act = acting(await instance());
    const settings = {
      sendDelay: 2,
      chatUpdateOn: true,
      proxy: '192.0.2.1:1080',
      others: '{"videoUploadOn":false}',
    };
    expect(only(await act('instance', 'updateSettings', { settings }))).toMatchObject({
      update: { sendDelay: 2, chatUpdateOn: true, proxy: '192.0.2.1:1080', videoUploadOn: false },
    });
    expect(only(await act('instance', 'setAckNotifications', { notify: true }))).toEqual({
      success: true,
      ackNotificationsOn: true,
    });
    expect(only(await act('instance', 'getSettings'))).toMatchObject({
      sendDelay: 2,
      ackNotificationsOn: true,
      ignoreOldMessages: false,
    });
    expect((await failing(act('instance', 'updateSettings'))).message).toBe('The field “Settings” is empty');
    const wrong = await failing(act('instance', 'updateSettings', { settings: { others: '[1]' } }));
    expect(wrong.message).toBe('The field “Others (JSON)” is no JSON object');
  });

  it('writes down how its status changed', async () => {
    const phone = await instance();
    const act = acting(phone);
    await act('instance', 'updateSettings', { settings: { instanceStatuses: true } });
    phone.setState('loading');
    phone.clock.step(600_000);
    const since = new Date(phone.clock.now() - 1000).toISOString();
    phone.setState('authenticated');
    expect((await act('instance', 'getStatusHistory')).json.map(({ status }) => status)).toEqual([
      'loading',
      'authenticated',
    ]);
    const later = await act('instance', 'getStatusHistory', { filters: { since } });
    expect(later.json.map(({ status }) => status)).toEqual(['authenticated']);
  });
});

describe('the webhook address', () => {
  it('is set, read and deleted', async () => {
    const act = acting(await instance());
    expect(only(await act('webhook', 'get'))).toEqual({ isSet: false });
    expect(only(await act('webhook', 'set', { url: HOOK }))).toEqual({ isSet: true, url: HOOK });
    expect(only(await act('webhook', 'get'))).toEqual({ isSet: true, url: HOOK });
    expect(only(await act('webhook', 'delete'))).toEqual({ deleted: true });
    expect(only(await act('webhook', 'get'))).toEqual({ isSet: false });
  });

  it('of somebody else is replaced only when asked to', async () => {
    const phone = await instance();
    await phone.setWebhook?.('https://other.example.org/');
    const act = acting(phone);
    const error = await failing(act('webhook', 'set', { url: HOOK }));
    expect(error.message).toBe('The instance calls another address already: https://other.example.org/');
    expect(only(await act('webhook', 'set', { url: HOOK, replace: true }))).toEqual({
      isSet: true,
      url: HOOK,
      replaced: 'https://other.example.org/',
    });
  });

  it('is told of messages, which can be looked up', async () => {
    const phone = await instance({ guaranteedHooks: true, hookGapMs: 60_000 });
    const act = acting(phone);
    await act('instance', 'updateSettings', { settings: { webhookStatuses: true } });
    await act('webhook', 'set', { url: `${phone.origin}/nobody` });
    const { id } = phone.receive({ conversation: PERSON, as: PERSON, type: 'chat', body: 'x' });
    expect(only(await act('webhook', 'getDelivery', { messageId: id }))).toMatchObject({
      msgId: id,
      status: 'queued',
    });
  });
});

describe('the queues', () => {
  it('show messages that wait, and drop them', async () => {
    const phone = await instance();
    phone.holdQueue(true);
    const act = acting(phone);
    for (const text of ['one', 'two']) await act('message', 'send', { conversation: typed(GROUP), text });
    const { json } = await act('queue', 'getMessages');
    expect(json).toEqual([
      {
        queueNumber: 1,
        conversation: GROUP,
        type: 'text',
        text: 'one',
        lastTryAt: expect.any(String),
        waiting: 2,
      },
      {
        queueNumber: 2,
        conversation: GROUP,
        type: 'text',
        text: 'two',
        lastTryAt: expect.any(String),
        waiting: 2,
      },
    ]);
    expect(only(await act('queue', 'clearMessages'))).toMatchObject({
      deleted: true,
      examples: ['one', 'two'],
    });
    expect((await act('queue', 'getMessages')).json).toEqual([]);
    phone.holdQueue(false);
    await act('message', 'send', { conversation: typed(GROUP), text: 'three' });
    expect((await stored(phone, GROUP)).map(({ shown }) => shown)).toEqual(['three']);
  });

  it('show actions that wait, and drop them', async () => {
    const phone = await instance();
    phone.holdQueue(true);
    const act = acting(phone);
    await act('group', 'create', { name: 'Later', people: '17472822486' });
    expect((await act('queue', 'getActions')).json).toMatchObject([
      { id: 1, type: 'create group', waiting: 1 },
    ]);
    expect(only(await act('queue', 'clearActions'))).toMatchObject({
      deleted: true,
      examples: ['create group'],
    });
    expect((await act('queue', 'getActions')).json).toEqual([]);
  });
});

describe('numbers', () => {
  it('are looked up on WhatsApp', async () => {
    const act = acting(await instance());
    expect(only(await act('phoneNumber', 'check', { phone: '+1 747 282 2486' }))).toEqual({
      phone: '17472822486',
      exists: true,
      conversation: PERSON,
    });
    expect(only(await act('phoneNumber', 'check', { phone: '19999999999' }))).toMatchObject({
      exists: false,
    });
    expect((await failing(act('phoneNumber', 'check', { phone: 'call me' }))).message).toContain(
      'Phone Number',
    );
  });

  it('are blocked by a rule', async () => {
    const act = acting(await instance());
    await act('blocking', 'update', { updateFields: { mask: '^34' } });
    expect(only(await act('blocking', 'update', { updateFields: { message: 'Bye' } }))).toEqual({
      mask: '^34',
      message: 'Bye',
    });
    expect(only(await act('blocking', 'get'))).toEqual({ mask: '^34', message: 'Bye' });
    expect(only(await act('blocking', 'test', { phone: '+34 600 112 233' }))).toEqual({
      phone: '34600112233',
      isBlocked: true,
    });
    expect(only(await act('blocking', 'test', { phone: '17472822486' }))).toMatchObject({ isBlocked: false });
    expect((await failing(act('blocking', 'update'))).message).toBe('The field “Update Fields” is empty');
  });
});
