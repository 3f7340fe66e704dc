import { Buffer } from 'node:buffer';
import type { Hono } from 'hono';
import { DEFAULT_SETTINGS } from '../instance.ts';
import { readParams } from '../request.ts';
import { PEOPLE, SELF } from '../seed.ts';
import type { Service } from '../service.ts';

/** A PNG of one dot: nobody scans the code of an emulator. */
const QR_PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==';
export const NOT_AUTHENTICATED = 'Status of the account not equals authenticated';

/** The instance: status, QR code, settings, webhook address. */
export function instanceRoutes(app: Hono, service: Service): void {
  const { instance, behaviour } = service;
  const either = ['GET', 'POST'];
  const byAge = behaviour.verbs === 'both' ? either : behaviour.verbs === 'seed' ? ['GET'] : ['POST'];
  const late = behaviour.verbs === 'openapi' ? ['POST'] : either;

  app.on(either, '/status', (c) => {
    if (instance.state === 'init' && c.req.query('no_wakeup') !== 'true') instance.reboot();
    const qrCode = instance.hasFreshQrCode ? { qrCode: `data:image/png;base64,${QR_PNG}` } : {};
    const answer = { accountStatus: instance.state, ...qrCode };
    if (!['true', '1'].includes(c.req.query('full') ?? '')) return c.json(answer);
    const expired = instance.state === 'got qr code' && !instance.hasFreshQrCode;
    const statusData = {
      substatus: expired ? 'expired' : instance.substatus,
      title: instance.state,
      msg: '',
      submsg: '',
      ...(instance.reason === undefined ? {} : { reason: instance.reason }),
      actions: {},
    };
    return c.json({ ...answer, statusData });
  });

  app.get('/me', (c) => {
    if (!instance.isAuthenticated) return c.json({ error: NOT_AUTHENTICATED });
    const device = { model: 'Sandbox', manufacturer: 'Parley', os_version: '1' };
    return c.json({ id: SELF.id, name: SELF.name, battery: '100', locale: 'en', wa_version: '2.0', device });
  });

  app.on(either, '/webhook', async (c) => {
    if (c.req.method === 'POST') {
      const url = (await readParams(c)).text('webhookUrl') ?? '';
      const set = instance.settings['webhookUrl'] !== url;
      instance.settings['webhookUrl'] = url;
      return c.json({ set, webhookUrl: url });
    }
    const url = instance.settings['webhookUrl'];
    return c.json({ set: url !== '', webhookUrl: url });
  });

  if (behaviour.dialect === '1msg') return;

  app.get('/qr_code', (c) => {
    if (!instance.hasFreshQrCode) return c.json({ error: 'there is no QR code now' });
    return c.body(Uint8Array.from(Buffer.from(QR_PNG, 'base64')), 200, { 'content-type': 'image/png' });
  });
  app.on(byAge, '/logout', (c) => {
    instance.logout();
    return c.json({ result: 'Logout request sent to messengers' });
  });
  app.on(byAge, '/reboot', (c) => {
    instance.reboot();
    return c.json({ success: true });
  });

  const request = (
    path: string,
    title: string,
    condition: () => boolean,
    unless: string,
    act: () => void,
  ): void => {
    app.on(late, path, (c) => {
      if (!condition()) return c.json({ accountStatus: `${title} request not sent because ${unless}` });
      act();
      return c.json({ accountStatus: `${title} request sent to WhatsApp` });
    });
  };
  const resume = (): void => {
    instance.setState('authenticated');
  };
  request(
    '/takeover',
    'Takeover',
    () => instance.reason === 'conflict',
    `reason don't equals "conflict"`,
    resume,
  );
  request('/retry', 'Retry', () => instance.reason === 'syncing', `reason don't equals "syncing"`, resume);
  request(
    '/expiry',
    'Expiry',
    () => instance.renewQrCode(),
    `substatus don't equals "expired"`,
    () => undefined,
  );

  app.on(either, '/settings/ackNotificationsOn', async (c) => {
    instance.settings['ackNotificationsOn'] = (await readParams(c)).isOn('ackNotificationsOn');
    return c.json({ ackNotificationsOn: instance.settings['ackNotificationsOn'] });
  });
  app.on(either, '/settings', async (c) => {
    if (c.req.method === 'GET') return c.json(instance.settings);
    const params = await readParams(c);
    const update: Record<string, boolean | number | string> = {};
    for (const [name, usual] of Object.entries(DEFAULT_SETTINGS)) {
      const value = params.text(name);
      if (value === undefined) continue;
      const typed =
        typeof usual === 'boolean' ? params.isOn(name) : typeof usual === 'number' ? Number(value) : value;
      if (instance.settings[name] !== typed) update[name] = typed;
    }
    Object.assign(instance.settings, update);
    return c.json({ ...instance.settings, update });
  });
  app.get('/outputIP', (c) => c.json({ address: '127.0.0.1' }));
  app.get('/checkPhone', (c) => {
    if (!instance.isAuthenticated) return c.json({ error: NOT_AUTHENTICATED });
    const phone = `${c.req.query('phone') ?? ''}@c.us`;
    return c.json({ result: PEOPLE.some(({ id }) => id === phone) ? 'exists' : 'not exists' });
  });
}
