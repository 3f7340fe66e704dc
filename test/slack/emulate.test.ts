import type { Emulator } from 'emulate';
import { createEmulator } from 'emulate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNodeHost } from '../../bridges/host/node-host.ts';
import { slack } from '../../bridges/slack/index.ts';
import { briefMemory } from '../../src/platforms/index.ts';
import type { Connection, Draft, Part } from '../../src/platforms/index.ts';
import { plainText, textTree } from '../../src/text/index.ts';
import { silent } from './kit.ts';
import { freePort } from '../support/free-port.ts';

interface Probe {
  readonly channel: string;
  call(method: string, args: Readonly<Record<string, string>>): Promise<string>;
}

/**
 * What this Slack, which nobody of us wrote, cannot show us; our own workspace has tests of all of it. A probe shows
 * that it is still so: when one fails, the package has learned something, and the tests here can use it.
 */
const CANNOT: readonly (readonly [what: string, isStillSo: (probe: Probe) => Promise<boolean>])[] = [
  ['refuse a wrong token', async ({ call }) => (await call('auth.test', {})).includes('"ok":true')],
  [
    'tell a bot by its bot_id and app_id',
    async ({ call, channel }) => !(await call('conversations.history', { channel })).includes('"bot_id"'),
  ],
  [
    'heed the times of a history',
    async ({ call, channel }) =>
      (await call('conversations.history', { channel, oldest: '9999999999' })).includes('"ts"'),
  ],
  [
    'say when a thread was last answered',
    async ({ call, channel }) => !(await call('conversations.history', { channel })).includes('latest_reply'),
  ],
  ['open Socket Mode', async ({ call }) => !(await call('apps.connections.open', {})).includes('"url"')],
  [
    'take only so many posts a second',
    async ({ call, channel }) => {
      const posts = Array.from({ length: 20 }, () => call('chat.postMessage', { channel, text: 'x' }));
      return !(await Promise.all(posts)).some((answer) => answer.includes('ratelimited'));
    },
  ],
];

describe('Slack as the package emulate knows it', () => {
  let service: Emulator;
  let host: ReturnType<typeof createNodeHost>;
  let connection: Connection;
  let channel: string;

  beforeEach(async () => {
    service = await createEmulator({ service: 'slack', port: await freePort() });
    host = createNodeHost(silent);
    connection = slack.connect(
      slack.settings.parse({ botToken: 'xoxb-emulate', apiUrl: `${service.url}/api/` }),
      { account: 'here', host, memory: briefMemory() },
    );
    channel = (await connection.listConversations()).items[0]?.id ?? '';
  });
  afterEach(async () => {
    await service.close();
    await host.close();
  });

  function partOf(text: string, more: Partial<Draft> = {}): Part {
    const [part] = connection.compose({ text: textTree(text), key: '1', ...more });
    if (!part) throw new Error('compose gave no part');
    return part;
  }
  const send = async (part: Part): Promise<string> => (await connection.send(channel, part)).id ?? '';
  const texts = async (): Promise<string[]> =>
    (await connection.listMessages(channel)).map(({ text }) => plainText(text));
  const find = (part: Part) =>
    connection.findSent(channel, part, { since: host.now(), isKnown: () => false });

  it.each(CANNOT)('still cannot %s', async (_what, isStillSo) => {
    const id = await send(partOf('head'));
    await send(partOf('answer', { key: '2', replyTo: id }));
    const call = async (method: string, args: Readonly<Record<string, string>>): Promise<string> => {
      const response = await fetch(`${service.url}/api/${method}`, {
        method: 'POST',
        headers: { authorization: 'Bearer xoxb-nobody' },
        body: new URLSearchParams(args),
      });
      return response.text();
    };
    expect(await isStillSo({ channel, call })).toBe(true);
  });

  it('says who we are, and finds nothing wrong', async () => {
    expect(await connection.whoAmI()).toEqual({ id: 'U000000001', name: 'admin' });
    expect(await connection.check([channel])).toEqual([]);
  });

  it('lists its channels', async () => {
    expect((await connection.listConversations()).items.map(({ name }) => name)).toEqual([
      'general',
      'random',
    ]);
  });

  it.each(['hello', '*literal* <@U1> <!channel>', 'a & b < c', '`tick` ~x~ _y_'])(
    'takes and gives back %s',
    async (text) => {
      await send(partOf(text));
      expect((await texts()).map((shown) => shown.replaceAll('\u200B', ''))).toEqual([text]);
    },
  );

  it('keeps the marker by which a post is found again, in the channel and in a thread', async () => {
    const head = partOf('head', { author: { name: 'Zoë', avatarUrl: 'https://a.example/z.png' } });
    expect(await find(head)).toBeUndefined();
    const id = await send(head);
    const answer = partOf('answer', { key: '2', replyTo: id });
    expect(await find(answer)).toBeUndefined();
    const answered = await send(answer);
    expect([await find(head), await find(answer)]).toEqual([{ id }, { id: answered }]);
  });

  it('shows our post under the name of its author, and knows it for ours', async () => {
    await send(partOf('hello', { author: { name: 'Zoë' } }));
    expect((await connection.listMessages(channel))[0]?.author).toMatchObject({ name: 'Zoë', kind: 'self' });
  });

  it('changes and deletes our posts, however often', async () => {
    const id = await send(partOf('before'));
    await connection.edit?.(channel, id, partOf('after'));
    expect((await connection.listMessages(channel))[0]?.editedAt).toBeDefined();
    expect(await texts()).toEqual(['after']);
    await connection.delete?.(channel, id);
    await connection.delete?.(channel, id);
    expect(await texts()).toEqual([]);
  });

  it('reacts and takes it back, however often', async () => {
    const id = await send(partOf('news'));
    for (const react of [connection.react, connection.react]) await react?.(channel, id, '🎉');
    expect((await connection.listMessages(channel))[0]?.reactions).toEqual([
      { emoji: '🎉', by: ['U000000001'] },
    ]);
    for (const unreact of [connection.unreact, connection.unreact]) await unreact?.(channel, id, '🎉');
    expect((await connection.listMessages(channel))[0]?.reactions ?? []).toEqual([]);
  });

  it('takes a file and gives it back', async () => {
    const bytes = new TextEncoder().encode('a,b\n1,2\n');
    const file = { name: 'table.csv', mimeType: 'text/csv', kind: 'document', bytes } as const;
    const id = await send(partOf('', { files: [file] }));
    const message = (await connection.listMessages(channel)).find((one) => one.id === id);
    const [attachment] = message?.attachments ?? [];
    expect(attachment).toMatchObject({ name: 'table.csv', size: bytes.length });
    expect(attachment && (await connection.download?.(attachment))).toEqual(bytes);
  });

  it('tells a poll what was posted, answered and changed since the last one', async () => {
    const before = await connection.poll(undefined, { conversations: [channel] });
    const id = await send(partOf('head'));
    await send(partOf('answer', { key: '2', replyTo: id }));
    const first = await connection.poll(before.cursor, { conversations: [channel] });
    expect(first.events.map(({ type }) => type)).toEqual(['message.created', 'message.created']);
    await connection.edit?.(channel, id, partOf('changed'));
    const second = await connection.poll(first.cursor, { conversations: [channel] });
    expect(second.events.map(({ type }) => type)).toEqual(['message.edited']);
    expect((await connection.poll(second.cursor, { conversations: [channel] })).events).toEqual([]);
  });

  it('brings 41,000 characters across', async () => {
    const text = Array.from({ length: 4_556 }, (_, index) => `w${String(index).padStart(7, '0')}`)
      .join(' ')
      .slice(0, 41_000);
    for (const part of connection.compose({ text: textTree(text), key: '3' }))
      await connection.send(channel, part);
    expect((await texts()).join(' ').replaceAll(/\s+/g, '')).toBe(text.replaceAll(/\s+/g, ''));
  });

  it('refuses a channel that is not there in the words of the real one', async () => {
    await expect(connection.send('C0NOWHERE', partOf('x'))).rejects.toMatchObject({
      kind: 'not-found',
      code: 'channel_not_found',
      outcome: 'not-done',
    });
  });
});
