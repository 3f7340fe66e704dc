import type { IDataObject } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BuddyPressEmulator } from '../../../bridges/sandbox/buddypress/index.ts';
import { startBuddyPress } from '../../../bridges/sandbox/buddypress/index.ts';
import { ALICE, VERSIONS, acting, id, only, writes } from './site.ts';

const MANY = 500;

describe.each(VERSIONS)('the BuddyPress node on API %s, when things go wrong', (version) => {
  let site: BuddyPressEmulator;
  let act: ReturnType<typeof acting>;
  beforeEach(async () => {
    site = await startBuddyPress({ version });
    act = acting(site);
  });
  afterEach(() => site.close());

  const own = async () => (await site.read('1')).filter((message) => message.own).map(({ shown }) => shown);
  const items = (count: number) => Array.from({ length: count }, () => ({ json: {} }));

  it.each<[string, string, string, IDataObject, string]>([
    ['an empty text', 'message', 'send', { thread: id('1'), text: ' ' }, '“Text” is empty'],
    ['a text that is not there', 'message', 'send', { thread: id('1') }, '“Text” is empty'],
    ['no thread', 'message', 'send', { thread: id(''), text: 'x' }, '“Thread” is empty'],
    [
      'a word for a thread',
      'message',
      'send',
      { thread: id('desk'), text: 'x' },
      '“Thread” must be a whole number',
    ],
    [
      'a fraction for a thread',
      'message',
      'send',
      { thread: id('1.5'), text: 'x' },
      '“Thread” must be a whole number',
    ],
    [
      'an object for a thread',
      'message',
      'send',
      { thread: id({ id: 1 }), text: 'x' },
      '“Thread” must be a whole number',
    ],
    [
      'a thread below 1',
      'message',
      'send',
      { thread: id(-1), text: 'x' },
      '“Thread” must be a number from 1 on',
    ],
    ['no message', 'message', 'star', { thread: id('1'), messageId: '' }, '“Message ID” is empty'],
    [
      'a list for a message',
      'message',
      'get',
      { thread: id('1'), messageId: [1] },
      '“Message ID” must be a whole number',
    ],
    [
      'a word after which to read',
      'message',
      'getAll',
      { thread: id('1'), options: { after: 'x' } },
      '“After Message ID”',
    ],
    ['no recipients', 'thread', 'create', { recipients: ' , ', text: 'x' }, '“Recipients” is empty'],
    [
      'objects for recipients',
      'thread',
      'create',
      { recipients: [{}], text: 'x' },
      '“Recipients” has an object',
    ],
    [
      'a word for a user',
      'thread',
      'delete',
      { thread: id('1'), options: { userId: 'bob' } },
      '“User ID” must be',
    ],
    ['a limit of none', 'thread', 'getAll', { limit: 0 }, '“Limit” must be at least 1'],
    ['a word for a member', 'member', 'get', { member: id('bob') }, '“Member” must be a whole number'],
  ])('refuses %s before anything is sent', async (_, resource, operation, parameters, told) => {
    const [refused] = await Promise.allSettled([act(resource, operation, parameters)]);
    expect(refused).toMatchObject({
      status: 'rejected',
      reason: { message: expect.stringContaining(told) as string, context: { itemIndex: 0 } },
    });
    const carried = await act(resource, operation, parameters, { continueOnFail: true });
    expect(carried.requests).toEqual([]);
    expect(carried.json).toEqual([{ error: expect.stringContaining(told) as string }]);
  });

  it('refuses what an expression did not find', async () => {
    // What n8n makes of an expression is typed as if it were always there.
    const found: IDataObject[] = JSON.parse('[{"text":null},{"thread":{"__rl":true,"mode":"id"}}]');
    for (const item of [...found, { text: undefined }]) {
      const refused = act('message', 'send', { thread: id('1'), text: 'x' }, { perItem: () => item });
      await expect(refused).rejects.toThrow(/The field “(Thread|Text)” is empty/);
    }
    expect(await own()).toEqual([]);
  });

  it('sends all good ones of many items, in order, and tells of each bad one', async () => {
    const bad: Record<number, IDataObject> = {
      7: { thread: id('nowhere') },
      250: { text: '' },
      499: { thread: id('987654') },
    };
    const sent = await act(
      'message',
      'send',
      { thread: id('1') },
      {
        items: items(MANY),
        perItem: (index) => ({ text: `number ${String(index)}`, ...bad[index] }),
        continueOnFail: true,
      },
    );
    expect(sent.json).toHaveLength(MANY);
    const failed = sent.json.flatMap((json, index) => ('error' in json ? [index] : []));
    expect(failed).toEqual([7, 250, 499]);
    expect(sent.items.map(({ pairedItem }) => pairedItem)).toEqual(items(MANY).map((_, item) => ({ item })));
    const good = items(MANY).flatMap((_, index) => (index in bad ? [] : [`number ${String(index)}`]));
    expect(await own()).toEqual(good);
    expect(writes(sent)).toHaveLength(good.length + 1);
  });

  it('says which item it was, what came back and what to do', async () => {
    const sending = act('message', 'send', { thread: id('987654'), text: 'x' }, { items: items(2) });
    await expect(sending).rejects.toMatchObject({
      message: expect.stringMatching(/^Could not send a message to thread 987654 on .*HTTP 403/) as string,
      description: expect.stringContaining('Only the people of a conversation') as string,
      httpCode: '403',
      context: { itemIndex: 0 },
    });
  });

  it('waits when the site asks for patience, and sends once', async () => {
    site.faults.add({
      kind: 'status',
      status: 429,
      retryAfter: 0,
      match: { method: 'POST', path: '/messages' },
    });
    const sent = await act('message', 'send', { thread: id('1'), text: 'patient' });
    expect(await own()).toEqual(['patient']);
    expect(writes(sent)).toHaveLength(2);
  });

  it('does not begin a wait that is too long', async () => {
    site.faults.add({
      kind: 'status',
      status: 429,
      retryAfter: 3600,
      match: { method: 'POST', path: '/messages' },
    });
    await expect(act('message', 'send', { thread: id('1'), text: 'x' })).rejects.toMatchObject({
      httpCode: '429',
    });
    expect(await own()).toEqual([]);
  });

  it.each([
    ['was lost', 'lost-answer', 1],
    ['never came, because nothing arrived', 'drop', 2],
  ] as const)('has one message when the answer %s', async (_, kind, requests) => {
    await act('message', 'send', { thread: id('1'), text: 'the same' });
    site.faults.add({ kind, match: { method: 'POST', path: '/messages' } });
    const sent = await act('message', 'send', { thread: id('1'), text: 'said once' });
    const stored = (await site.read('1')).at(-1);
    expect(only(sent).id).toBe(stored?.id);
    expect(await own()).toEqual(['the same', 'said once']);
    expect(writes(sent)).toHaveLength(requests);
  });

  it('does not take what an earlier run has said for what did not arrive', async () => {
    await act('message', 'send', { thread: id('1'), text: 'every minute' });
    site.clock.step(60_000);
    site.faults.add({ kind: 'drop', match: { method: 'POST', path: '/messages' } });
    const sent = await act('message', 'send', { thread: id('1'), text: 'every minute' });
    expect(await own()).toEqual(['every minute', 'every minute']);
    expect(only(sent).id).toBe((await site.read('1')).at(-1)?.id);
  });

  it('has each of several equal messages once, though the answer to one of them is lost', async () => {
    site.faults.add({ kind: 'lost-answer', match: { method: 'POST', path: '/messages' } });
    const sent = await act('message', 'send', { thread: id('1'), text: 'again' }, { items: items(3) });
    expect(await own()).toEqual(['again', 'again', 'again']);
    expect(new Set(sent.json.map((json) => json.id)).size).toBe(3);
  });

  it('says which parts of a long text have been sent', async () => {
    const text = Array.from({ length: 2500 }, (_, line) => `Line ${String(line)} of a report.`).join('\n\n');
    const thread = { thread: id('1'), text };
    const failing = act('message', 'send', thread, { items: items(1) });
    site.faults.add({ kind: 'slow', ms: 0, match: { method: 'POST', path: '/messages' } });
    site.faults.add({ kind: 'status', status: 403, match: { method: 'POST', path: '/messages' } });
    await expect(failing).rejects.toMatchObject({
      message: expect.stringMatching(/^Only 1 of \d messages were sent \(\d+\)/) as string,
      description: expect.stringContaining('repeats those that were sent') as string,
    });
    expect(await own()).toHaveLength(1);
  });

  it('stops with its second page, and gives nothing, when a page fails', async () => {
    for (let number = 0; number < 130; number += 1) {
      await site.say({ conversation: '1', as: String(ALICE), text: String(number) });
    }
    site.faults.add({ kind: 'slow', ms: 0, times: 2, match: { method: 'GET', path: '/messages/1' } });
    site.faults.add({ kind: 'status', status: 503, match: { method: 'GET', path: '/messages/1' } });
    const read = act('message', 'getAll', { thread: id('1'), returnAll: true });
    await expect(read).rejects.toMatchObject({ httpCode: '503' });
  });

  if (version === 'v1') {
    it('tells why application passwords do not reach BuddyPress up to 14', async () => {
      site.switches.signIn = 'never';
      const listing = act('thread', 'getAll');
      await expect(listing).rejects.toMatchObject({
        description: expect.stringContaining('application_password_is_api_request') as string,
      });
    });
  }
});
