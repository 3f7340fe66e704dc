import { describe, expect, it } from 'vitest';
import { sign } from '../../bridges/sandbox/messages-dev/index.ts';
import type { Scene } from './emulator-fixture.ts';
import { emulated, receiver, refusal } from './emulator-fixture.ts';

const EVERYTHING = ['message.received', 'message.sent', 'reaction.added', 'reaction.removed'];

/** Makes a webhook and gives its secret. */
async function subscribe({ post, line }: Scene, url: string, events = EVERYTHING): Promise<string> {
  const { json } = await post('/webhooks', { from: line, url, events });
  return String(json['secret']);
}

describe('signatures', () => {
  it('are made of the time and the bare body', () => {
    const body =
      '{"event":"message.received","data":{"id":"msg_1","chat_id":"cht_1","guid":"G-1","sender":"+15559876543",' +
      '"text":"hi","attachments":[],"is_from_me":false,"is_audio_message":false,"sent_at":1710000000000,' +
      '"reply_to_guid":null,"line_handle":"+15551234567"},"timestamp":1710000000123,"delivery_id":"dlv_1"}';
    expect(body).toHaveLength(300);
    expect(sign('whsec_test', 1_710_000_000_123, body)).toBe(
      'de56e6a8f66a6400e998340ca9ae5b99848c5a4c14879f80f4136229610e4151',
    );
  });

  it('prove every delivery by the secret that came with the webhook', async () => {
    const scene = await emulated();
    const { url, received } = await receiver();
    const secret = await subscribe(scene, url);
    await scene.emulator.say({ conversation: scene.group, as: scene.nora, text: 'hi' });
    const [hook] = await received(1);
    const timestamp = Number(hook?.headers['x-webhook-timestamp']);
    expect(hook?.headers['x-webhook-signature']).toBe(sign(secret, timestamp, hook?.body ?? ''));
    expect(JSON.parse(hook?.body ?? '')).toMatchObject({
      timestamp,
      delivery_id: hook?.headers['x-webhook-delivery-id'],
    });
  });
});

describe('webhooks', () => {
  it('tell their secret once, and end by a DELETE with a body', async () => {
    const { get, post, call, line: from } = await emulated();
    const made = await post('/webhooks', { from, url: 'https://example.com/hook', events: EVERYTHING });
    expect(made.status).toBe(201);
    const { id, line_ids, url, events, is_active } = made.json;
    const webhook = { id, line_ids, url, events, is_active };
    expect(made.json['secret']).toMatch(/^whsec_[0-9a-f]{32}$/);
    expect((await get('/webhooks', { from })).json).toEqual({
      data: [webhook],
      has_more: false,
      next_cursor: null,
      request_id: expect.any(String),
    });
    expect(webhook).toMatchObject({ line_ids: [expect.stringMatching(/^ln_/)], is_active: true });
    const body = JSON.stringify({ id: webhook['id'] });
    const gone = await call('DELETE', '/webhooks', { body });
    expect([gone.status, gone.json]).toMatchObject([200, { id: webhook['id'], deleted: true }]);
    expect(await refusal(call('DELETE', '/webhooks', { body }))).toBe(
      '404 not_found_error webhook_not_found id',
    );
    expect(await refusal(call('DELETE', '/webhooks'))).toContain('missing_required_parameter id');
  });

  it('take HTTPS, this machine without it, and four events only', async () => {
    const { post, line: from } = await emulated();
    const make = (url: string, events: unknown = EVERYTHING) => post('/webhooks', { from, url, events });
    expect((await make('http://127.0.0.1:1/x')).status).toBe(201);
    expect(await refusal(make('http://example.com/x'))).toContain('invalid_parameter_value url');
    for (const events of [['typing.started'], ['message.failed'], [], 'message.sent']) {
      expect(await refusal(make('https://example.com', events))).toContain('invalid_parameter_value events');
    }
  });

  it('are told of what they asked for, each of several, and less than a reader gets', async () => {
    const scene = await emulated();
    const { emulator, list, line: from, group: to, nora } = scene;
    const [all, some] = [await receiver(), await receiver()];
    await subscribe(scene, all.url);
    await subscribe(scene, some.url, ['message.sent']);
    await emulator.say({ conversation: to, as: nora, text: 'hi' });
    await all.received(1);
    const write = await scene.post('/messages', { from, to, text: 'hello' });
    await scene.ended(write);
    const hooks = await all.received(2);
    expect(hooks.map(({ event, data }) => [event, data['sender'], data['is_from_me']])).toEqual([
      ['message.received', nora, false],
      ['message.sent', from, true],
    ]);
    expect(hooks[1]?.data).not.toHaveProperty('outbox_id');
    expect(hooks[0]?.data).toMatchObject({ line_handle: from, chat_id: to });
    for (const field of ['line_id', 'synced_at', 'service']) {
      expect(hooks[0]?.data).not.toHaveProperty(field);
      expect((await list('/messages', { from, to })).data[0]).toHaveProperty(field);
    }
    expect((await some.received(1)).map(({ event }) => event)).toEqual(['message.sent']);

    emulator.setWebhookData('wide');
    await emulator.say({ conversation: to, as: nora, text: 'wide' });
    expect((await all.received(3))[2]?.data).toMatchObject({ line_id: expect.stringMatching(/^ln_/) });
  });

  it('come again with the same id, time and signature until they are taken, three times at most', async () => {
    const scene = await emulated({ retryAfterMs: [1, 1] });
    const { emulator, group, nora } = scene;
    const stubborn = await receiver(500);
    await subscribe(scene, stubborn.url);
    await emulator.say({ conversation: group, as: nora, text: 'hi' });
    const hooks = await stubborn.received(3);
    const marks = hooks.map(({ headers, body }) => [
      headers['x-webhook-delivery-id'],
      headers['x-webhook-timestamp'],
      headers['x-webhook-signature'],
      body,
    ]);
    expect(new Set(marks.map((each) => each.join())).size).toBe(1);
    const patient = await receiver(503, 204);
    await subscribe(scene, patient.url);
    await emulator.say({ conversation: group, as: nora, text: 'again' });
    await patient.received(2);
    // Four attempts would have come by then: the next message is through on both.
    await emulator.say({ conversation: group, as: nora, text: 'once more' });
    await patient.received(3);
    await stubborn.received(9);
    expect(emulator.deliveries().map(({ answers }) => answers.length)).toContain(3);
    expect(Math.max(...emulator.deliveries().map(({ answers }) => answers.length))).toBeLessThanOrEqual(3);
  });

  it('can be made to come twice, out of order, or not at all', async () => {
    const scene = await emulated();
    const { emulator, group, nora } = scene;
    const { url, received } = await receiver();
    await subscribe(scene, url);
    const say = (text: string) => emulator.say({ conversation: group, as: nora, text });
    emulator.faults.add({ kind: 'deliver-twice' });
    await say('1');
    await received(2);
    emulator.faults.add({ kind: 'deliver-out-of-order' });
    await say('2');
    await say('3');
    await received(4);
    emulator.faults.add({ kind: 'drop-delivery', match: { path: 'message.received' } });
    await say('4');
    await say('5');
    const hooks = await received(5);
    const texts = hooks.map(({ data }) => data['text']);
    expect(texts.toSorted()).toEqual(['1', '1', '2', '3', '5']);
    expect(hooks[0]?.headers['x-webhook-delivery-id']).toBe(hooks[1]?.headers['x-webhook-delivery-id']);
  });
});
