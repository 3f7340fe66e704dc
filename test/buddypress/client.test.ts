import { describe, expect, test } from 'vitest';
import { settings } from '../../src/platforms/buddypress/index.ts';
import { ALICE, BOB, PARLEY, VERSIONS, stage } from './stage.ts';

const SELF = Number(PARLEY);

describe.each(VERSIONS)('the client of BuddyPress %s', (version) => {
  test.each([
    '',
    '/',
    '/wp-json',
    '/wp-json/',
    '/wp-json/buddypress/v1',
    '/?rest_route=/',
    '/index.php?rest_route=/',
    '/index.php/',
  ])('finds the API from an address that ends in "%s"', async (end) => {
    const { site, connect } = await stage({ version });
    const connection = connect({ url: site.origin + end });
    expect(await connection.whoAmI()).toEqual({ id: PARLEY, name: 'Parley' });
    expect((await connection.client.way()).version).toBe(version);
  });

  test('lists with every filter', async () => {
    const { site, connection } = await stage({ version });
    const { client } = connection;
    const ids = async (options: object): Promise<number[]> =>
      (await client.listThreads({ userId: SELF, ...options })).value.map(({ id }) => id).sort();
    site.open({ as: ALICE, to: [PARLEY, BOB], subject: 'A & B', text: 'needle' });
    await connection.createConversation(['dave'], { name: 'mine' });
    expect(await ids({})).toEqual([1, 2, 3]);
    expect(await ids({ box: 'sentbox' })).toEqual([4]);
    expect(await ids({ search: 'NEEDLE' })).toEqual([3]);
    expect(await ids({ search: 'a &amp; b' })).toEqual([3]);
    expect(await ids({ search: 'a & b' })).toEqual([]);
    await connection.markRead('1');
    expect(await ids({ type: 'read' })).toEqual([1]);
    expect(await ids({ type: 'unread' })).toEqual([2, 3]);
    expect(await ids({ perPage: 2, page: 2 })).toHaveLength(1);
    expect(await ids({ includes: [Number(BOB)] })).toEqual(version === 'v2' ? [1, 3] : [1, 2, 3]);
    const page = await client.listThreads({ userId: SELF, perPage: 2 });
    expect([page.total, page.totalPages]).toEqual([3, 2]);
  });

  test('stars what is not starred yet, and knows it again', async () => {
    const { connection } = await stage({ version });
    const { client } = connection;
    const read = async () => (await client.getThread(1)).value.messages[0];
    const message = await read();
    if (!message) throw new Error('no message');
    expect(await client.setStarred(message, true)).toMatchObject({ is_starred: true });
    const starred = await read();
    expect(starred).toMatchObject({ is_starred: true });
    if (starred) await client.setStarred(starred, true);
    expect((await client.listThreads({ userId: SELF, box: 'starred' })).value.map(({ id }) => id)).toEqual([
      1,
    ]);
    if (starred) await client.setStarred(starred, false);
    expect((await client.listThreads({ userId: SELF, box: 'starred' })).value).toEqual([]);
  });

  test('marks unread, deletes for itself and writes metadata', async () => {
    const { site, connection } = await stage({ version });
    site.switches.customFields = ['bridge_ref'];
    expect(await connection.client.updateThread(1, { unread: true })).toMatchObject({ unread_count: 1 });
    const { id } = await connection.send('1', { key: 'k#0', text: 'tagged' });
    const updated = await connection.client.updateThread(1, {
      messageId: Number(id),
      fields: { bridge_ref: 'slack-1' },
    });
    expect(updated.messages.at(-1)).toMatchObject({ bridge_ref: 'slack-1' });
    expect(await connection.client.deleteThread(2)).toMatchObject({ id: 2 });
    expect((await connection.listConversations()).items.map((conversation) => conversation.id)).toEqual([
      '1',
    ]);
  });

  test('reads the notifications, newest first', async () => {
    const { site, connection } = await stage({ version });
    const { id } = await site.say({ conversation: '1', as: ALICE, text: 'ping' });
    const [newest] = await connection.client.listNotifications(SELF);
    expect(newest).toMatchObject({ item_id: Number(id), secondary_item_id: Number(ALICE), is_new: true });
    await connection.markRead('1');
    const [left] = await connection.client.listNotifications(SELF);
    expect(left?.item_id).not.toBe(Number(id));
    expect(
      (await connection.client.listNotifications(SELF, { isNew: false })).map((row) => row.item_id),
    ).toContain(Number(id));
  });

  test('lists conversations nobody has answered after those of the inbox, each once', async () => {
    const { connection } = await stage({ version });
    const mine = await connection.createConversation(['bob'], { name: 'unanswered' });
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await connection.listConversations({
        limit: 1,
        ...(cursor === undefined ? {} : { cursor }),
      });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(ids).toEqual(['2', '1', mine.id]);
  });

  test('pages through the messages of a long thread in both directions', async () => {
    const { site, connection } = await stage({ version });
    const said: string[] = [];
    for (let number = 0; number < 120; number += 1) {
      said.push((await site.say({ conversation: '1', as: ALICE, text: `m${String(number)}` })).id);
    }
    const ids = async (range: object): Promise<string[]> =>
      (await connection.listMessages('1', range)).map(({ id }) => id);
    expect(await ids({ limit: 3 })).toEqual(said.slice(-3));
    expect(await ids({ before: said[5], limit: 3 })).toEqual(said.slice(2, 5));
    expect(await ids({ after: said[5], limit: 3 })).toEqual(said.slice(6, 9));
    expect(await ids({ limit: 500 })).toHaveLength(121);
    expect(await ids({ after: said.at(-1) })).toEqual([]);
  });
});

test('settings are checked strictly', () => {
  const good = { url: 'https://example.org', user: 'parley', applicationPassword: 'x' };
  expect(settings.safeParse(good).success).toBe(true);
  expect(settings.safeParse({ ...good, version: 'v3' }).success).toBe(false);
  expect(settings.safeParse({ ...good, url: 'ftp://example.org' }).success).toBe(false);
  expect(settings.safeParse({ ...good, password: 'x' }).success).toBe(false);
});
