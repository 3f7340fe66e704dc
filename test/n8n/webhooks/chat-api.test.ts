import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChatApiEmulator } from '../../../bridges/sandbox/chat-api/index.ts';
import { startChatApi } from '../../../bridges/sandbox/chat-api/index.ts';
import { startTriggerHost } from '../support/webhook.ts';
import type { TriggerHost } from '../support/webhook.ts';
import { onChatApi } from './placed.ts';

let service: ChatApiEmulator;
const hosts: TriggerHost[] = [];
let chat: string;
let person: string;

beforeEach(async () => {
  await begin();
});
afterEach(async () => {
  await Promise.all([service.close(), ...hosts.splice(0).map((host) => host.close())]);
});

async function begin(options: Parameters<typeof startChatApi>[0] = {}): Promise<void> {
  service = await startChatApi(options);
  chat = service.conversations()[0]?.id ?? '';
  person = service.people()[0]?.id ?? '';
}

async function host(parameters: Parameters<typeof onChatApi>[1] = {}, workflow = 'w1'): Promise<TriggerHost> {
  const made = await startTriggerHost({ ...onChatApi(service, parameters), workflow });
  hosts.push(made);
  return made;
}

const say = (text: string) => service.say({ conversation: chat, as: person, text });
const textsOf = (n8n: TriggerHost) => n8n.items().map(({ text }) => text);
const call = async (path: string, body?: object): Promise<Record<string, unknown>> => {
  const { url, token } = service.accountSettings();
  const answer = await fetch(`${String(url)}/${path}?token=${String(token)}`, {
    method: body ? 'POST' : 'GET',
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  return (await answer.json()) as Record<string, unknown>;
};
const webhook = async () => (await call('webhook')).webhookUrl;
const until = (n8n: TriggerHost, count: number) =>
  vi.waitFor(
    () => {
      expect(n8n.items().length).toBeGreaterThanOrEqual(count);
    },
    { timeout: 25_000, interval: 20 },
  );

describe('the one webhook of an instance', () => {
  it('is set, calls, and is taken away', async () => {
    const n8n = await host();
    await n8n.activate();
    expect(await webhook()).toBe(n8n.url);
    const { id } = await say('hello');
    await until(n8n, 1);
    expect(n8n.items()).toMatchObject([{ event: 'message.created', id, text: 'hello', conversation: chat }]);
    await n8n.deactivate();
    expect(await webhook()).toBe('');
  });

  it('is left to whom it belongs, named without what may be secret in it', async () => {
    await service.setWebhook?.('https://bot.example.org/whatsapp/secret-path?key=secret');
    const n8n = await host();
    const refusal = await n8n.activate().then(
      () => undefined,
      (error: unknown) => error as Error & { description: string },
    );
    expect(refusal?.message).toBe('The instance already calls another address: bot.example.org/whatsapp…');
    expect(refusal?.description).toContain('Replace Existing Webhook');
    expect(refusal?.description).toContain('Chat API Polling Trigger');
    await n8n.deactivate();
    expect(await webhook()).toBe('https://bot.example.org/whatsapp/secret-path?key=secret');
  });

  it('is taken over when that is asked for', async () => {
    await service.setWebhook?.('https://bot.example.org/whatsapp');
    const n8n = await host({ options: { replaceExisting: true } });
    await n8n.activate();
    expect(await webhook()).toBe(n8n.url);
  });

  it('serves one of two workflows', async () => {
    const first = await host();
    const second = await host({}, 'w2');
    await first.activate();
    await expect(second.activate()).rejects.toThrow('already calls another address');
    expect(await webhook()).toBe(first.url);
  });

  it('stays when somebody else has set another one since', async () => {
    const n8n = await host();
    await n8n.activate();
    await service.setWebhook?.('https://bot.example.org/whatsapp');
    await n8n.deactivate();
    expect(await webhook()).toBe('https://bot.example.org/whatsapp');
  });

  it('takes the place of the one for an earlier address', async () => {
    const before = await host();
    await before.activate();
    const moved = await host();
    moved.stored(before.stored());
    await moved.activate();
    expect(await webhook()).toBe(moved.url);
  });

  it('tells what became of messages when that is chosen', async () => {
    const n8n = await host({ events: ['message.status'] });
    await n8n.activate();
    await call('sendMessage', { chatId: chat, body: 'from us' });
    await until(n8n, 1);
    await service.see?.({ conversation: chat, as: person });
    await vi.waitFor(() => {
      expect(n8n.items().map(({ event, status }) => [event, status])).toContainEqual([
        'message.status',
        'read',
      ]);
    });
    const keys = n8n.items().map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('needs an address that the service can reach', async () => {
    const n8n = await host();
    n8n.change({ credential: { service: 'chat-api', instance: '12345', token: 'some-token' } });
    await expect(n8n.activate()).rejects.toThrow('The service cannot call n8n at 127.0.0.1');
  });
});

describe('what comes in', () => {
  it('is handed on once when it is delivered twice, and again later', async () => {
    const n8n = await host();
    await n8n.activate();
    service.faults.add({ kind: 'deliver-twice', times: 3 });
    const first = await say('a');
    for (const text of ['b', 'c']) await say(text);
    await until(n8n, 3);
    service.deliverAgain(first.id);
    await vi.waitFor(() => {
      expect(n8n.answers).toHaveLength(7);
    });
    expect(textsOf(n8n)).toEqual(['a', 'b', 'c']);
  });

  it('brings what was lost or overtaken before it, in order', async () => {
    const n8n = await host();
    await n8n.activate();
    service.faults.add({ kind: 'drop-delivery' });
    await say('a');
    service.faults.add({ kind: 'deliver-out-of-order' });
    for (const text of ['b', 'c']) await say(text);
    await until(n8n, 3);
    await n8n.idle();
    expect(textsOf(n8n)).toEqual(['a', 'b', 'c']);
  });

  it('brings what came while n8n was down, over many pages', async () => {
    const n8n = await host();
    await n8n.activate();
    n8n.setUp(false);
    const said = Array.from({ length: 230 }, (_, index) => `message ${String(index)}`);
    for (const text of said) await say(text);
    n8n.setUp(true);
    await n8n.restart();
    await say('last');
    await until(n8n, 231);
    expect(textsOf(n8n)).toEqual([...said, 'last']);
  });

  it('is handed on although what was missed cannot be read, and that follows later', async () => {
    const n8n = await host();
    await n8n.activate();
    service.faults.add({ kind: 'drop-delivery' });
    await say('a');
    service.faults.add({
      kind: 'status',
      status: 500,
      times: 2,
      match: { method: 'GET', path: '/messages' },
    });
    await say('b');
    await until(n8n, 1);
    await n8n.idle();
    await say('c');
    await until(n8n, 3);
    expect(textsOf(n8n)).toEqual(['b', 'a', 'c']);
    const { token } = service.accountSettings();
    expect(n8n.logged.join('\n')).toContain('What was missed could not be read');
    expect(n8n.logged.join('\n')).not.toContain(String(token));
  });

  it('goes on when the instance was created anew and counts from the beginning', async () => {
    const n8n = await host();
    await n8n.activate();
    for (const text of ['a', 'b', 'c']) await say(text);
    await until(n8n, 3);
    await n8n.idle();
    service.startAnew();
    await say('d');
    await until(n8n, 4);
    await n8n.idle();
    await say('e');
    await until(n8n, 5);
    expect(textsOf(n8n)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it.each(['not JSON', '[]', '"text"'])('is refused when it is %s', async (body) => {
    const n8n = await host();
    await n8n.activate();
    const answer = await fetch(n8n.url, { method: 'POST', body });
    expect(answer.status).toBe(400);
    expect(n8n.executions).toEqual([]);
  });

  it('is refused when it is of another instance', async () => {
    const n8n = await host();
    const { url, token } = service.accountSettings();
    const compatible = { service: 'compatible', url: String(url), token: String(token), dialect: 'chat-api' };
    n8n.change({ credential: { ...compatible, instance: '12345' } });
    await n8n.activate();
    const body = JSON.stringify({ messages: [], instanceId: '999' });
    const answer = await fetch(n8n.url, { method: 'POST', body });
    expect(answer.status).toBe(401);
  });

  it('comes with its files, and without those that cannot be had', async () => {
    const n8n = await host({ options: { download: true } });
    await n8n.activate();
    const bytes = Buffer.from('a picture');
    service.receive({
      conversation: chat,
      as: person,
      type: 'image',
      file: { name: 'a.png', mimeType: 'image/png', bytes },
    });
    await until(n8n, 1);
    service.faults.add({ kind: 'status', status: 404, times: 2, match: { path: '/media' } });
    service.receive({
      conversation: chat,
      as: person,
      type: 'image',
      file: { name: 'b.png', mimeType: 'image/png', bytes },
    });
    await until(n8n, 2);
    const [first, second] = n8n.executions.flat();
    expect(Buffer.from(first?.binary?.attachment_0?.data ?? '', 'base64').toString()).toBe('a picture');
    expect(second?.json.missingFiles).toHaveLength(1);
  });

  it('brings what was lost on 1msg.io, too, where nothing is numbered', async () => {
    await service.close();
    await begin({ dialect: '1msg' });
    const n8n = await host();
    await n8n.activate();
    await say('a');
    await until(n8n, 1);
    service.faults.add({ kind: 'drop-delivery' });
    await say('b');
    await say('c');
    await until(n8n, 3);
    await n8n.idle();
    service.faults.add({ kind: 'deliver-twice' });
    await say('d');
    await until(n8n, 4);
    await n8n.idle();
    expect(textsOf(n8n)).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('a test run', () => {
  it('gives the webhook back to the active workflow, which misses nothing', async () => {
    const n8n = await host();
    await n8n.activate();
    const before = n8n.stored();
    await n8n.listen();
    expect(await webhook()).toBe(n8n.testUrl);
    await say('try');
    await vi.waitFor(async () => {
      expect(n8n.tested).toMatchObject([{ text: 'try' }]);
      expect(await webhook()).toBe(n8n.url);
    });
    expect(n8n.stored()).toBe(before);
    await say('after');
    await until(n8n, 2);
    expect(textsOf(n8n)).toEqual(['try', 'after']);
  });

  it('clears the address that it has set where there was none', async () => {
    const n8n = await host();
    await n8n.listen();
    expect(await webhook()).toBe(n8n.testUrl);
    await n8n.stopListening();
    expect(await webhook()).toBe('');
  });

  it('takes nobody else’s webhook', async () => {
    await service.setWebhook?.('https://bot.example.org/whatsapp');
    const n8n = await host();
    await expect(n8n.listen()).rejects.toThrow('already calls another address');
    await n8n.stopListening();
    expect(await webhook()).toBe('https://bot.example.org/whatsapp');
  });

  it('borrows somebody else’s webhook when it may replace it', async () => {
    await service.setWebhook?.('https://bot.example.org/whatsapp');
    const n8n = await host({ options: { replaceExisting: true } });
    await n8n.listen();
    expect(await webhook()).toBe(n8n.testUrl);
    await n8n.stopListening();
    expect(await webhook()).toBe('https://bot.example.org/whatsapp');
  });
});
