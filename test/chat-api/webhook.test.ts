import { describe, expect, it } from 'vitest';
import { WebhookRefused } from '../../src/host/index.ts';
import { messageIdOf } from '../../src/model/index.ts';
import { asRequest, inbox, partOf, scene } from './fixture.ts';

const message = (messageNumber: number | undefined, more: object = {}) => ({
  id: `false_17472822486@c.us_${String(messageNumber ?? 'A')}`,
  body: 'Ok!',
  type: 'chat',
  senderName: 'Ilya',
  fromMe: false,
  author: '17472822486@c.us',
  time: 1_504_208_593,
  chatId: '17472822486@c.us',
  ...(messageNumber === undefined ? {} : { messageNumber }),
  ...more,
});
const delivery = (...numbers: (number | undefined)[]) =>
  asRequest({ messages: numbers.map((number) => message(number)), instanceId: '12345' });

function refusal(call: () => unknown): [number, string] {
  try {
    call();
  } catch (error) {
    if (error instanceof WebhookRefused) return [error.status, error.reason];
    throw error;
  }
  throw new Error('it was taken in');
}

describe('a webhook request against the cursor', () => {
  it('moves the cursor when it continues where the feed stands', async () => {
    const { webhook } = await scene();
    const received = webhook.receive(delivery(100), '99');
    expect(received.events.map(({ key, position }) => [key, position])).toEqual([
      ['created:false_17472822486@c.us_100', '000000000100'],
    ]);
    expect(received.cursor).toBe('100');
  });

  it('sorts the messages of one request', async () => {
    const { webhook } = await scene();
    const received = webhook.receive(delivery(102, 100, 101), '99');
    expect(received.events.map(({ position }) => Number(position))).toEqual([100, 101, 102]);
    expect(received.cursor).toBe('102');
  });

  it('takes nothing of a request that leaves a hole', async () => {
    const { webhook } = await scene();
    expect(webhook.receive(delivery(101), '99')).toEqual({ events: [], gap: true });
    expect(webhook.receive(delivery(100, 102), '99')).toEqual({ events: [], gap: true });
  });

  it('makes nothing of what it knows, and only the rest of what it knows in part', async () => {
    const { webhook } = await scene();
    expect(webhook.receive(delivery(98, 99), '99')).toEqual({ events: [] });
    expect(webhook.receive(delivery(99, 100, 100), '99')).toMatchObject({ events: [{}], cursor: '100' });
  });

  it('moves no cursor before there is one, or without numbers', async () => {
    const { webhook } = await scene();
    expect(webhook.receive(delivery(5), undefined)).toMatchObject({ events: [{ position: '000000000005' }] });
    expect(webhook.receive(delivery(5), undefined).cursor).toBeUndefined();
    expect(webhook.receive(delivery(undefined), '99')).toMatchObject({
      events: [{ position: 't01504208593' }],
    });
    expect(webhook.receive(delivery(undefined), '99').cursor).toBeUndefined();
  });

  it('reads every kind that stands in one request', async () => {
    const { webhook, logged } = await scene();
    const { events, cursor } = webhook.receive(
      asRequest({
        messages: [message(100)],
        ack: [
          { id: 'true_17472822486@c.us_1', queueNumber: 6, chatId: '17472822486@c.us', status: 'delivered' },
          { id: 'true_17472822486@c.us_1', queueNumber: 6, chatId: '17472822486@c.us', status: 'viewed' },
          { id: 'true_17472822486@c.us_1', status: 'seen by the moon' },
        ],
        chatUpdate: [{ old: null, new: { id: '17472822486@c.us' } }],
        status: 'loading',
        substatus: 'battery_low_2',
        instanceId: 12345,
      }),
      '99',
    );
    expect(
      events.map((event) => [event.type, 'status' in event ? event.status : messageIdOf(event)]),
    ).toEqual([
      ['message.created', 'false_17472822486@c.us_100'],
      ['message.status', 'delivered'],
      ['message.status', 'read'],
    ]);
    expect(cursor).toBe('100');
    expect(logged.join()).toContain('battery_low_2');
  });

  it('has one key for an ack, however often it comes', async () => {
    const { webhook } = await scene();
    const ack = asRequest({ ack: [{ id: 'true_1747@c.us_1', status: 'viewed' }] });
    const keys = [webhook.receive(ack, '1'), webhook.receive(ack, '1')].map(({ events }) => events[0]?.key);
    expect(keys).toEqual(['status:true_1747@c.us_1:read', 'status:true_1747@c.us_1:read']);
  });

  it('refuses what is no JSON, no notification, or for another instance', async () => {
    const here = await scene();
    expect(refusal(() => here.webhook.receive(asRequest('{"messages":[{'), '1'))).toEqual([400, 'body']);
    expect(refusal(() => here.webhook.receive(asRequest({ messages: 'x' }), '1'))).toEqual([400, 'body']);
    expect(refusal(() => here.webhook.receive(asRequest({ messages: [{ body: 'no id' }] }), '1'))).toEqual([
      400,
      'body',
    ]);
    const strict = here.connect({ instanceId: '12345' }).webhook;
    expect(strict?.receive(delivery(1), '0').events).toHaveLength(1);
    const foreign = asRequest({ messages: [message(1)], instanceId: '150505' });
    expect(refusal(() => strict?.receive(foreign, '0'))).toEqual([401, 'instance']);
    expect(refusal(() => strict?.receive(asRequest({ messages: [message(1)] }), '0'))).toEqual([
      401,
      'instance',
    ]);
  });
});

describe('the one webhook address of an instance', () => {
  it('is set, read and cleared', async () => {
    const { webhook } = await scene();
    expect(await webhook.registered()).toBeUndefined();
    await webhook.register('https://example.org/hook/secret');
    expect(await webhook.registered()).toBe('https://example.org/hook/secret');
    await webhook.register('https://example.org/hook/secret');
    await webhook.unregister();
    expect(await webhook.registered()).toBeUndefined();
  });

  it('is left alone once somebody else has set it', async () => {
    const { webhook, emulator } = await scene();
    await webhook.register('https://example.org/ours');
    await emulator.setWebhook?.('https://example.org/theirs');
    await webhook.unregister();
    expect(await webhook.registered()).toBe('https://example.org/theirs');
  });

  it('gets own messages too, and what became of them when that is switched on', async () => {
    const { connection, emulator, group, webhook } = await scene();
    const { url, received } = await inbox();
    await webhook.register(url);
    await connection.client.setAckNotifications(true);
    const { id } = await connection.send(group, partOf(connection, 'hello'));
    const events = (await received(3)).flatMap((body) => webhook.receive(asRequest(body), '0').events);
    expect(events.map((event) => [event.type, messageIdOf(event)])).toEqual([
      ['message.created', id],
      ['message.status', id],
      ['message.status', id],
    ]);
    expect(events[0]).toMatchObject({ message: { author: { kind: 'self' } } });
    expect(emulator.faults).toBeDefined();
  });
});

describe('how the service delivers', () => {
  it('tries up to twenty times where hooks are guaranteed', async () => {
    const { emulator, group, person } = await scene({ guaranteedHooks: true, hookGapMs: 1 });
    const { url, bodies, received } = await inbox(...Array.from({ length: 19 }, () => 500), 200);
    await emulator.setWebhook?.(url);
    emulator.receive({ conversation: group, as: person, type: 'chat', body: 'first' });
    await received(20);
    emulator.receive({ conversation: group, as: person, type: 'chat', body: 'second' });
    await received(21);
    expect(bodies.map((body) => (body.includes('first') ? 1 : 2))).toEqual([
      ...Array.from({ length: 20 }, () => 1),
      2,
    ]);
  });

  it('tries once where they are not', async () => {
    const { emulator, group, person } = await scene();
    const { url, received } = await inbox(500);
    await emulator.setWebhook?.(url);
    for (const body of ['first', 'second'])
      emulator.receive({ conversation: group, as: person, type: 'chat', body });
    const bodies = await received(2);
    expect(bodies.map((body) => body.includes('first'))).toEqual([true, false]);
  });

  it('loses, doubles and reorders deliveries on demand', async () => {
    const { emulator, group, person } = await scene();
    const { url, received } = await inbox();
    await emulator.setWebhook?.(url);
    emulator.faults.add({ kind: 'drop-delivery' });
    emulator.faults.add({ kind: 'deliver-out-of-order' });
    for (const body of ['lost', 'late', 'early'])
      emulator.receive({ conversation: group, as: person, type: 'chat', body });
    emulator.faults.add({ kind: 'deliver-twice' });
    emulator.receive({ conversation: group, as: person, type: 'chat', body: 'twice' });
    const words = (await received(4)).map((body) => /"body":"(\w+)"/.exec(body)?.[1]);
    expect(words).toEqual(['early', 'late', 'twice', 'twice']);
  });

  it('lets a delivery go that nothing follows', async () => {
    const { emulator, group, person } = await scene();
    const { url, received } = await inbox();
    await emulator.setWebhook?.(url);
    emulator.faults.add({ kind: 'deliver-out-of-order' });
    emulator.receive({ conversation: group, as: person, type: 'chat', body: 'alone' });
    expect(await received(1)).toHaveLength(1);
  });

  it('tells of changed chats and of its own status when that is switched on', async () => {
    const { connection, emulator, group } = await scene();
    const { url, received } = await inbox();
    await emulator.setWebhook?.(url);
    await connection.client.changeSettings({ chatUpdateOn: 1, statusNotificationsOn: true });
    emulator.rename(group, 'Renamed');
    emulator.setState('loading', { substatus: 'phone' });
    const bodies = await received(2);
    expect(bodies.map((body) => JSON.parse(body) as unknown)).toMatchObject([
      { chatUpdate: [{ old: { name: 'Neighbourhood' }, new: { name: 'Renamed' } }], instanceId: '12345' },
      { status: 'loading', previous_status: 'authenticated', substatus: 'phone', instanceId: '12345' },
    ]);
  });
});
