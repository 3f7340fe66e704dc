import { describe, expect, test } from 'vitest';
import { ALICE, BOB, CAROL, PARLEY, VERSIONS, stage } from './stage.ts';
import type { Stage } from './stage.ts';

const SELF = Number(PARLEY);

/** The account of the site's moderator. */
function moderator({ site, connect }: Stage) {
  return connect(site.credentials(1)).client;
}

describe.each(VERSIONS)('every argument of BuddyPress %s', (version) => {
  test('list: a box, a state, a search and two pages inside each thread', async () => {
    const { site, connection } = await stage({ version });
    const { client } = connection;
    for (const text of ['one', 'two', 'three']) await site.say({ conversation: '1', as: ALICE, text });
    const list = async (options: object) => (await client.listThreads({ userId: SELF, ...options })).value;
    const [found] = await list({
      search: 'three',
      messagesPerPage: 2,
      messagesPage: 2,
      recipientsPerPage: 1,
    });
    expect(found?.id).toBe(1);
    expect(found?.messages.map(({ message }) => message.raw).sort()).toEqual(['three', 'two']);
    expect(found?.recipients).toHaveLength(1);
    const [beyond] = await list({ search: 'three', recipientsPage: 9, recipientsPerPage: 1 });
    expect(beyond?.recipients).toEqual([]);
    expect(await list({ box: 'sentbox' })).toEqual([]);
    expect((await list({ box: 'inbox', type: 'unread', perPage: 1, page: 2 })).map(({ id }) => id)).toEqual([
      2,
    ]);
    const [viewed] = await list({ context: 'view' });
    expect(viewed?.message).not.toHaveProperty('raw');
  });

  test('list: the threads of somebody else, for a moderator', async () => {
    const scene = await stage({ version });
    const threads = await moderator(scene).listThreads({ userId: Number(BOB) });
    expect(threads.value.map(({ id }) => id)).toEqual([1]);
  });

  test('start and reply: recipients, subject and a sender that the service ignores', async () => {
    const { site, connection, requests } = await stage({ version });
    const { client } = connection;
    const thread = await client.createThread({
      recipients: [Number(ALICE), Number(BOB)],
      message: 'BuddyPress helps you build communities.',
      subject: 'Hello BuddyPress',
      senderId: Number(CAROL),
    });
    expect(JSON.parse(String(requests[0]?.body))).toMatchObject({ sender_id: Number(CAROL) });
    expect(thread.subject.raw).toBe('Hello BuddyPress');
    expect(thread.recipients.map(({ user_id: id }) => id).sort((a, b) => a - b)).toEqual([2, 3, SELF]);
    const unnamed = await client.createThread({ recipients: [Number(ALICE)], message: 'x' });
    expect(unnamed.subject.raw).toBe('No Subject');
    await client.reply(thread.id, 'This is awesome.');
    await client.reply(thread.id, 'And more.', 'Another subject');
    const said = await site.read(String(thread.id));
    expect(said.map(({ author, shown }) => [author, shown])).toEqual([
      [PARLEY, 'BuddyPress helps you build communities.'],
      [PARLEY, 'This is awesome.'],
      [PARLEY, 'And more.'],
    ]);
    const { messages } = (await client.getThread(thread.id)).value;
    expect(messages.map(({ subject }) => subject.raw).sort()).toEqual([
      'Another subject',
      'Hello BuddyPress',
      'Re: Hello BuddyPress',
    ]);
  });

  test('get: pages of messages and people in either order, as somebody else for a moderator', async () => {
    const scene = await stage({ version });
    const { site, connection } = scene;
    for (const text of ['one', 'two', 'three']) await site.say({ conversation: '1', as: ALICE, text });
    const read = async (options: object) => (await connection.client.getThread(1, options)).value;
    const texts = async (options: object): Promise<(string | undefined)[]> =>
      (await read(options)).messages.map(({ message }) => message.raw);
    expect(await texts({ order: 'desc', messagesPerPage: 2 })).toEqual(['three', 'two']);
    expect((await texts({ order: 'asc', messagesPerPage: 2, messagesPage: 2 })).toSorted()).toEqual([
      'three',
      'two',
    ]);
    const page = await read({ recipientsPerPage: 2, recipientsPage: 2 });
    expect(page.recipients).toHaveLength(1);
    const asBob = await moderator(scene).getThread(1, { userId: Number(BOB) });
    expect(asBob.value.unread_count).toBe(4);
  });

  test('update: read and unread, for a moderator also of somebody else', async () => {
    const scene = await stage({ version });
    const { client } = scene.connection;
    expect(await client.updateThread(1, { read: true })).toMatchObject({ unread_count: 0 });
    expect(await client.updateThread(1, { unread: true })).toMatchObject({ unread_count: 1 });
    const admin = moderator(scene);
    await admin.updateThread(1, { read: true, userId: Number(BOB) });
    expect((await admin.getThread(1, { userId: Number(BOB) })).value.unread_count).toBe(0);
    expect((await client.getThread(1)).value.unread_count).toBe(1);
  });

  test('delete: for the caller, and by a moderator for somebody else', async () => {
    const scene = await stage({ version });
    const admin = moderator(scene);
    expect(await admin.deleteThread(1, Number(BOB))).toMatchObject({ id: 1 });
    expect((await admin.listThreads({ userId: Number(BOB) })).value).toEqual([]);
    const { client } = scene.connection;
    expect((await client.listThreads({ userId: SELF })).value.map(({ id }) => id)).toContain(1);
    await client.deleteThread(1);
    expect((await client.listThreads({ userId: SELF })).value.map(({ id }) => id)).not.toContain(1);
  });

  test('star: flips, and shows in the box of starred threads', async () => {
    const { connection } = await stage({ version });
    const { client } = connection;
    const { messages } = (await client.getThread(1)).value;
    const id = messages[0]?.id ?? 0;
    expect(await client.toggleStar(id)).toMatchObject({ id, is_starred: true });
    const [starred] = (await client.listThreads({ userId: SELF, box: 'starred' })).value;
    expect(starred?.starred_message_ids).toEqual([id]);
    expect(await client.toggleStar(id)).toMatchObject({ id, is_starred: false });
  });
});
