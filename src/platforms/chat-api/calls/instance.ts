import type { Api } from '../http.ts';
import { doneSchema, meSchema, outputIpSchema, statusSchema, webhookSchema } from '../schema.ts';
import type { InstanceStatus } from '../schema.ts';

/** Settings of an instance that can be read and changed in part; booleans come back as true/false or 1/0. */
export type InstanceSettings = Readonly<Record<string, unknown>>;

/** The instance itself: the linked phone, its settings, its webhook. */
export function instanceCalls(api: Api) {
  /** The first years had GET for what later became POST. */
  const verb = api.settings.verbs === 'openapi' ? 'POST' : 'GET';
  const order = (path: string, tried: string) => () =>
    api.call(doneSchema, { method: verb, path, tried, write: true });
  const post = (path: string, tried: string) => () =>
    api.call(doneSchema, { method: 'POST', path, tried, write: true, body: {} });

  return {
    /**
     * How the link to the phone stands, with the QR code while there is one to scan (valid for a minute).
     * @param options `full` adds `statusData`; `noWakeup` leaves a sleeping instance asleep
     */
    status: (options: { full?: boolean; noWakeup?: boolean } = {}): Promise<InstanceStatus> =>
      api.call(statusSchema, {
        method: 'GET',
        path: 'status',
        query: { full: options.full, no_wakeup: options.noWakeup },
        tried: 'read the status of the instance',
        write: false,
      }),
    /** The QR code as a PNG picture. */
    qrCode: (): Promise<Uint8Array> =>
      api.bytes({ method: 'GET', path: 'qr_code', tried: 'fetch the QR code', write: false }),
    /** Signs the phone out; a new QR code follows. */
    logout: order('logout', 'sign the instance out'),
    reboot: order('reboot', 'reboot the instance'),
    /** Takes the session back from another WhatsApp Web (status reason `conflict`). */
    takeover: post('takeover', 'take the session over'),
    /** Renews a QR code that has expired. */
    renewQrCode: post('expiry', 'renew the QR code'),
    /** Synchronizes with the phone again. */
    retrySync: post('retry', 'synchronize with the phone again'),
    settings: (): Promise<InstanceSettings> =>
      api.call(doneSchema, { method: 'GET', path: 'settings', tried: 'read the settings', write: false }),
    changeSettings: (changes: InstanceSettings): Promise<InstanceSettings> =>
      api.call(doneSchema, {
        method: 'POST',
        path: 'settings',
        body: changes,
        tried: 'change the settings',
        write: true,
      }),
    /**
     * Whether webhooks also tell when a message was delivered and viewed. Off in a new instance.
     * @param method either does the same
     */
    setAckNotifications: (on: boolean, method: 'GET' | 'POST' = 'POST'): Promise<InstanceSettings> => {
      const switched = { ackNotificationsOn: on ? 1 : 0 };
      return api.call(doneSchema, {
        method,
        path: 'settings/ackNotificationsOn',
        ...(method === 'GET' ? { query: switched } : { body: switched }),
        tried: 'switch delivery notifications',
        write: true,
      });
    },
    /** Who the instance is on WhatsApp. Not in the first years. */
    me: () =>
      api.call(meSchema, { method: 'GET', path: 'me', tried: 'read whose phone is linked', write: false }),
    /** The IP address that the instance reaches the world from, in `address`. Late years only. */
    outputIp: () =>
      api.call(outputIpSchema, {
        method: 'GET',
        path: 'outputIP',
        tried: 'read the IP address of the instance',
        write: false,
      }),
    /** Whether a number is on WhatsApp: `exists` in `result`. */
    checkPhone: (phone: string) =>
      api.call(doneSchema, {
        method: 'GET',
        path: 'checkPhone',
        query: { phone },
        tried: 'look a number up',
        write: false,
      }),
    /** The address that is called now. */
    webhook: () =>
      api.call(webhookSchema, {
        method: 'GET',
        path: 'webhook',
        tried: 'read the webhook address',
        write: false,
      }),
    /** Sets the one address of the instance; an empty one clears it. */
    setWebhook: (url: string) =>
      api.call(webhookSchema, {
        method: 'POST',
        path: 'webhook',
        body: { webhookUrl: url },
        tried: url === '' ? 'clear the webhook address' : 'set the webhook address',
        write: true,
      }),
  };
}
