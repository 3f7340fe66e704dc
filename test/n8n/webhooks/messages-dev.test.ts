import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MessagesDevEmulator } from '../../../bridges/sandbox/messages-dev/index.ts';
import { startMessagesDev } from '../../../bridges/sandbox/messages-dev/index.ts';
import { startTriggerHost } from '../support/webhook.ts';
import type { TriggerHost } from '../support/webhook.ts';
import { onMessagesDev } from './placed.ts';

let service: MessagesDevEmulator;
const hosts: TriggerHost[] = [];
let chat: string;
let person: string;

beforeEach(async () => {
  service = await startMessagesDev({ retryAfterMs: [50, 100] });
  chat = service.conversations()[0]?.id ?? '';
  person = service.people()[0]?.id ?? '';
});
afterEach(async () => {
  await Promise.all([service.close(), ...hosts.splice(0).map((host) => host.close())]);
});

async function host(
  parameters: Parameters<typeof onMessagesDev>[1] = {},
  workflow = 'w1',
): Promise<TriggerHost> {
  const made = await startTriggerHost({ ...onMessagesDev(service, parameters), workflow });
  hosts.push(made);
  return made;
}

const say = (text: string) => service.say({ conversation: chat, as: person, text });
const textsOf = (n8n: TriggerHost) => n8n.items().map(({ text }) => text);
const webhooks = async (): Promise<{ id: string; url: string }[]> => {
  const { url, apiKey, line } = service.accountSettings();
  const answer = await fetch(`${String(url)}/webhooks?from=${encodeURIComponent(String(line))}`, {
    headers: { authorization: `Bearer ${String(apiKey)}` },
  });
  return ((await answer.json()) as { data: { id: string; url: string }[] }).data;
};
/** Until the workflow was started by so many items. */
const until = (n8n: TriggerHost, count: number) =>
  vi.waitFor(
    () => {
      expect(n8n.items().length).toBeGreaterThanOrEqual(count);
    },
    { timeout: 10_000, interval: 20 },
  );

describe('the webhook of a line', () => {
  it('is set up, calls, and is taken away', async () => {
    const n8n = await host();
    await n8n.activate();
    expect((await webhooks()).map(({ url }) => url)).toEqual([n8n.url]);
    const { id } = await say('hello');
    await until(n8n, 1);
    expect(n8n.items()).toMatchObject([{ event: 'message.created', id, text: 'hello', conversation: chat }]);
    await n8n.deactivate();
    expect(await webhooks()).toEqual([]);
  });

  it('may be gone already when it is taken away', async () => {
    const n8n = await host();
    await n8n.activate();
    const [registered] = await webhooks();
    const { url, apiKey } = service.accountSettings();
    await fetch(`${String(url)}/webhooks`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${String(apiKey)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id: registered?.id }),
    });
    await n8n.deactivate();
    expect(await webhooks()).toEqual([]);
  });

  it('is one of several: two workflows hear of the same line', async () => {
    const first = await host();
    const second = await host({}, 'w2');
    await first.activate();
    await second.activate();
    await say('both');
    await Promise.all([until(first, 1), until(second, 1)]);
    await first.deactivate();
    expect((await webhooks()).map(({ url }) => url)).toEqual([second.url]);
  });

  it('takes no webhook of a workflow that it was copied from', async () => {
    const first = await host();
    await first.activate();
    const copy = await host({}, 'w2');
    copy.stored(first.stored());
    await copy.activate();
    expect((await webhooks()).map(({ url }) => url)).toEqual([first.url, copy.url]);
  });

  it('takes the place of the one for an earlier address', async () => {
    const before = await host();
    await before.activate();
    const moved = await host();
    moved.stored(before.stored());
    await moved.activate();
    expect((await webhooks()).map(({ url }) => url)).toEqual([moved.url]);
  });

  it('is made once when its answer is lost', async () => {
    const n8n = await host();
    service.faults.add({ kind: 'lost-answer', match: { method: 'POST', path: '/webhooks' } });
    await expect(n8n.activate()).rejects.toThrow('Could not set up');
    await n8n.activate();
    expect((await webhooks()).map(({ url }) => url)).toEqual([n8n.url]);
  });

  it('is left on the service when n8n ends, and works when n8n begins again', async () => {
    const n8n = await host();
    await n8n.activate();
    await say('one');
    await until(n8n, 1);
    await n8n.idle();
    await n8n.restart();
    await say('two');
    await until(n8n, 2);
    expect(textsOf(n8n)).toEqual(['one', 'two']);
  });
});

describe('a call that is not from the service', () => {
  const call = (n8n: TriggerHost, body: string, headers: Record<string, string>) =>
    fetch(n8n.url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  const body = JSON.stringify({ event: 'message.received', data: {}, timestamp: 1 });

  it.each([
    ['without a signature', {}],
    ['with a wrong signature', { 'x-webhook-signature': 'f'.repeat(64), 'x-webhook-timestamp': '1' }],
  ])('is refused %s', async (_, headers) => {
    const n8n = await host();
    await n8n.activate();
    const answer = await call(n8n, body, headers);
    expect(answer.status).toBe(401);
    await n8n.idle();
    expect(n8n.executions).toEqual([]);
    expect(n8n.logged.join('\n')).toContain('A call of the webhook was refused');
  });

  it('is refused when it replays an old delivery', async () => {
    const n8n = await host();
    await n8n.activate();
    const { state } = JSON.parse(n8n.stored()) as { state: { memory: { webhook: string } } };
    const { secret } = JSON.parse(state.memory.webhook) as { secret: string };
    const signed = { 'x-webhook-timestamp': '1' };
    const signature = createHmac('sha256', secret).update(`1.${body}`).digest('hex');
    const answer = await call(n8n, body, { ...signed, 'x-webhook-signature': signature });
    expect(answer.status).toBe(401);
    expect(n8n.logged.join('\n')).not.toContain(secret);
    expect(n8n.executions).toEqual([]);
  });

  it('is refused when its body is too large', async () => {
    const n8n = await host();
    await n8n.activate();
    const answer = await call(n8n, 'x'.repeat(1_100_000), {});
    expect(answer.status).toBe(413);
    expect(n8n.executions).toEqual([]);
  });
});

describe('what comes in', () => {
  it('is handed on once when it is delivered twice', async () => {
    const n8n = await host();
    await n8n.activate();
    service.faults.add({ kind: 'deliver-twice', times: 3 });
    for (const text of ['a', 'b', 'c']) await say(text);
    await until(n8n, 3);
    await n8n.idle();
    expect(textsOf(n8n)).toEqual(['a', 'b', 'c']);
  });

  it('is handed on in order when deliveries overtake each other', async () => {
    const n8n = await host();
    await n8n.activate();
    service.faults.add({ kind: 'deliver-out-of-order' });
    for (const text of ['a', 'b']) await say(text);
    await until(n8n, 2);
    await n8n.idle();
    expect(textsOf(n8n)).toEqual(['a', 'b']);
  });

  it('brings what was lost before it', async () => {
    const n8n = await host();
    await n8n.activate();
    service.faults.add({ kind: 'drop-delivery', times: 2 });
    for (const text of ['a', 'b', 'c']) await say(text);
    await until(n8n, 3);
    expect(textsOf(n8n)).toEqual(['a', 'b', 'c']);
  });

  it('brings what came between activation and the first call, and while n8n was down', async () => {
    const n8n = await host();
    await say('before');
    await n8n.activate();
    n8n.setUp(false);
    await say('a');
    await say('b');
    await vi.waitFor(() => {
      expect(service.deliveries().map(({ answers }) => answers.length)).toEqual([3, 3]);
    });
    n8n.setUp(true);
    await say('c');
    await until(n8n, 3);
    expect(textsOf(n8n)).toEqual(['a', 'b', 'c']);
  });

  it('is handed on although what was missed cannot be read, and that follows later', async () => {
    const n8n = await host();
    await n8n.activate();
    service.faults.add({ kind: 'drop-delivery' });
    await say('a');
    service.faults.add({ kind: 'status', status: 500, times: 2, match: { method: 'GET', path: '/chats' } });
    await say('b');
    await until(n8n, 1);
    await n8n.idle();
    expect(textsOf(n8n)).toEqual(['b']);
    expect(n8n.logged.join('\n')).toContain('What was missed could not be read');
    await say('c');
    await until(n8n, 3);
    expect(textsOf(n8n)).toEqual(['b', 'a', 'c']);
  });

  it('goes on where it stood when the workflow is published anew', async () => {
    const n8n = await host();
    await n8n.activate();
    await n8n.deactivate();
    await say('between');
    await n8n.activate();
    await say('after');
    await until(n8n, 2);
    expect(textsOf(n8n)).toEqual(['between', 'after']);
  });

  it('begins with what comes from then on when "Begin Anew" was changed', async () => {
    const n8n = await host();
    await n8n.activate();
    await n8n.deactivate();
    await say('between');
    n8n.change({ parameters: { options: { begin: 'today' } } });
    await n8n.activate();
    await say('after');
    await until(n8n, 1);
    expect(textsOf(n8n)).toEqual(['after']);
  });

  it('asks the service no more when few calls of the hour are left', async () => {
    const n8n = await host();
    await n8n.activate();
    await say('a');
    await until(n8n, 1);
    await n8n.idle();
    const state = JSON.parse(n8n.stored()) as { state: { memory: Record<string, string> } };
    state.state.memory.calls = `${String(Date.now())} 0.8`;
    n8n.stored(JSON.stringify(state));
    await n8n.restart();
    const before = n8n.requests.length;
    await say('b');
    await until(n8n, 2);
    await n8n.idle();
    expect(textsOf(n8n)).toEqual(['a', 'b']);
    expect(n8n.requests.length).toBe(before);
  });

  it('can be reactions, and own messages', async () => {
    const n8n = await host({
      events: ['message.created', 'reaction.added', 'reaction.removed'],
      ignoreOwn: false,
    });
    await n8n.activate();
    const { id } = await say('nice');
    await service.react({ conversation: chat, id, as: person, emoji: '❤️' });
    await service.react({ conversation: chat, id, as: person, emoji: '❤️', remove: true });
    await until(n8n, 3);
    expect(n8n.items().map(({ event, emoji }) => [event, emoji])).toEqual(
      expect.arrayContaining([
        ['message.created', undefined],
        ['reaction.added', '❤️'],
        ['reaction.removed', '❤️'],
      ]),
    );
  });

  it('comes with its files', async () => {
    const n8n = await host({ options: { download: true } });
    await n8n.activate();
    const files = [{ name: 'a.txt', mimeType: 'text/plain', bytes: Buffer.from('a file') }];
    await service.say({ conversation: chat, as: person, text: 'see', files });
    await until(n8n, 1);
    const [item] = n8n.executions.flat();
    expect(Buffer.from(item?.binary?.attachment_0?.data ?? '', 'base64').toString()).toBe('a file');
  });

  it('is grouped, and the service does not wait for that', async () => {
    const n8n = await host({ options: { quietSeconds: 1 } });
    await n8n.activate();
    for (const text of ['one', 'two', 'three']) await say(text);
    await vi.waitFor(() => {
      expect(n8n.answers).toEqual([200, 200, 200]);
    });
    expect(n8n.executions).toEqual([]);
    await until(n8n, 1);
    await n8n.idle();
    expect(textsOf(n8n)).toEqual(['one\ntwo\nthree']);
    expect(n8n.executions).toHaveLength(1);
  });

  it('is not lost when n8n ends while a group waits', async () => {
    const n8n = await host({ options: { quietSeconds: 1 } });
    await n8n.activate();
    await say('one');
    await vi.waitFor(() => {
      expect(n8n.answers).toEqual([200]);
    });
    await n8n.restart();
    await say('two');
    await until(n8n, 1);
    expect(textsOf(n8n)).toEqual(['one\ntwo']);
  });
});

describe('a test run', () => {
  it('hands on one event and changes nothing of the active workflow', async () => {
    const n8n = await host();
    await n8n.activate();
    const before = n8n.stored();
    await n8n.listen();
    expect((await webhooks()).map(({ url }) => url)).toEqual([n8n.url, n8n.testUrl]);
    await say('try');
    await vi.waitFor(() => {
      expect(n8n.tested).toMatchObject([{ text: 'try' }]);
    });
    await until(n8n, 1);
    await vi.waitFor(async () => {
      expect((await webhooks()).map(({ url }) => url)).toEqual([n8n.url]);
    });
    expect(JSON.parse(n8n.stored())).toMatchObject({
      state: {
        memory: {
          webhook: (JSON.parse(before) as { state: { memory: { webhook: string } } }).state.memory.webhook,
        },
      },
    });
  });

  it('shows nothing of what the filters leave out, and goes on waiting', async () => {
    const n8n = await host({ filters: { authors: service.people()[1]?.id ?? '' } });
    await n8n.listen();
    await say('not this one');
    await vi.waitFor(() => {
      expect(n8n.answers).toEqual([200]);
    });
    await service.say({ conversation: chat, as: service.people()[1]?.id ?? '', text: 'this one' });
    await vi.waitFor(() => {
      expect(n8n.tested).toMatchObject([{ text: 'this one' }]);
    });
  });
});
