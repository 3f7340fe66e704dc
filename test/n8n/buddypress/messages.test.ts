import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BuddyPressEmulator } from '../../../bridges/sandbox/buddypress/index.ts';
import { startBuddyPress } from '../../../bridges/sandbox/buddypress/index.ts';
import { ADMIN, ALICE, BOB, VERSIONS, acting, id, only } from './site.ts';

describe.each(VERSIONS)('messages of the BuddyPress node on API %s', (version) => {
  let site: BuddyPressEmulator;
  let act: ReturnType<typeof acting>;
  beforeEach(async () => {
    site = await startBuddyPress({ version });
    act = acting(site);
  });
  afterEach(() => site.close());

  const say = async (count: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let number = 1; number <= count; number += 1) {
      ids.push((await site.say({ conversation: '1', as: String(ALICE), text: `text ${String(number)}` })).id);
    }
    return ids;
  };

  it('says something, with its markup', async () => {
    const sent = only(
      await act('message', 'send', { thread: id('1'), text: 'a **bold** <b>step</b> & "more"' }),
    );
    const stored = (await site.read('1')).at(-1);
    expect(stored).toMatchObject({ id: sent.id, own: true, shown: 'a bold <b>step</b> & "more"' });
    expect(sent).toEqual({ conversation: '1', id: sent.id, ids: [sent.id] });
  });

  it('says something to the letter', async () => {
    await act('message', 'send', { thread: id(1), text: 'a **b** `c` \\ <@U1>', format: 'plain' });
    expect((await site.read('1')).at(-1)?.shown).toBe('a **b** `c` \\ <@U1>');
  });

  it('takes the thread from the address of its page', async () => {
    const url = `${site.origin}/members/parley/messages/view/2/?paged=1`;
    await act('message', 'send', { thread: { __rl: true, mode: 'url', value: url }, text: 'here' });
    expect((await site.read('2')).at(-1)?.shown).toBe('here');
  });

  it.each([
    [{}, 'Re: Community desk'],
    [{ subject: 'All "new" & <b>' }, 'All "new" & <b>'],
  ])('answers under the subject %j', async (options, subject) => {
    await act('message', 'send', { thread: id('1'), text: 'x', options });
    const raw = await act('message', 'getAll', { thread: id('1'), limit: 1, simplify: false });
    const stored = String((only(raw).subject as { raw: string }).raw);
    expect(
      stored.replaceAll('\\', '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
    ).toBe(subject);
  });

  it('sends a long text as several messages, in order', async () => {
    const lines = Array.from({ length: 2500 }, (_, line) => `Line ${String(line)} of a long report.`);
    const sent = only(await act('message', 'send', { thread: id('1'), text: lines.join('\n\n') }));
    const own = (await site.read('1')).filter((message) => message.own);
    expect(own.length).toBeGreaterThan(2);
    expect(sent.ids).toEqual(own.map((message) => message.id));
    const shown = own.flatMap((message) => message.shown.split(/\n+/)).filter((line) => line !== '');
    expect(shown).toEqual(lines);
  });

  it('reads the newest messages, all, and those before and after one', async () => {
    const ids = await say(105);
    const texts = async (parameters: object) =>
      (await act('message', 'getAll', { thread: id('1'), ...parameters })).json.map(({ text }) => text);
    expect(await texts({ limit: 2 })).toEqual(['text 104', 'text 105']);
    expect(await texts({ returnAll: true })).toHaveLength(106);
    expect(await texts({ limit: 2, options: { after: ids[2] } })).toEqual(['text 4', 'text 5']);
    expect(await texts({ limit: 2, options: { before: ids[2] } })).toEqual(['text 1', 'text 2']);
    const [last] = (await act('message', 'getAll', { thread: id('1'), limit: 1 })).json;
    expect(last).toMatchObject({
      id: ids.at(-1),
      conversation: '1',
      platform: 'buddypress',
      author: { id: String(ALICE), name: 'Alice Able', kind: 'person' },
      text: 'text 105',
      markdown: 'text 105',
    });
    expect(last?.sentAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
  });

  it('reads one message, and says when the thread does not have it', async () => {
    const [, second = ''] = await say(3);
    const got = await act('message', 'get', { thread: id('1'), messageId: Number(second) });
    expect(only(got)).toMatchObject({ id: second, text: 'text 2' });
    await expect(act('message', 'get', { thread: id('2'), messageId: second })).rejects.toThrow(
      `There is no message ${second} in thread 2`,
    );
  });

  it('reads for a moderator what others have written to each other', async () => {
    const { id: thread } = site.open({ as: String(ALICE), to: [String(BOB)], text: 'between us' });
    const asAlice = { options: { userId: String(ALICE) } };
    const read = await acting(site, ADMIN)('message', 'getAll', { thread: id(thread), ...asAlice });
    expect(only(read)).toMatchObject({ text: 'between us' });
    const [{ id: message } = { id: '' }] = read.json;
    const one = await acting(site, ADMIN)('message', 'get', {
      thread: id(thread),
      messageId: message,
      ...asAlice,
    });
    expect(only(one)).toMatchObject({ text: 'between us' });
  });

  it('gives and takes a star, however often it is asked', async () => {
    const [first = ''] = await say(2);
    const message = { thread: id('1'), messageId: first };
    const starred = async () => only(await act('message', 'get', { ...message, simplify: false })).is_starred;
    for (const operation of ['star', 'star']) {
      expect(only(await act('message', operation, message))).toMatchObject({ id: first, starred: true });
    }
    expect(await starred()).toBe(true);
    for (const operation of ['unstar', 'unstar']) {
      expect(only(await act('message', operation, message))).toMatchObject({ id: first, starred: false });
    }
    expect(await starred()).toBe(false);
  });
});
