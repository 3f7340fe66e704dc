import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BuddyPressEmulator } from '../../../bridges/sandbox/buddypress/index.ts';
import { startBuddyPress } from '../../../bridges/sandbox/buddypress/index.ts';
import { ADMIN, ALICE, BOB, CAROL, PARLEY, VERSIONS, acting, id, only } from './site.ts';

describe.each(VERSIONS)('threads of the BuddyPress node on API %s', (version) => {
  let site: BuddyPressEmulator;
  let act: ReturnType<typeof acting>;
  beforeEach(async () => {
    site = await startBuddyPress({ version });
    act = acting(site);
  });
  afterEach(() => site.close());

  const ids = async (parameters: object, user = PARLEY) =>
    (await acting(site, user)('thread', 'getAll', { ...parameters })).json.map((one) => one.id);

  it('begins a thread with members by number and by login', async () => {
    const made = only(
      await act('thread', 'create', {
        recipients: `${String(ALICE)}, bob`,
        subject: 'Plans & "more"',
        text: 'Hello *you*',
        options: { senderId: String(CAROL) },
      }),
    );
    expect(made).toMatchObject({
      name: 'Plans & "more"',
      kind: 'group',
      participants: [
        { id: String(ALICE), name: 'Alice Able' },
        { id: String(BOB), name: 'Bob Baker' },
        { id: String(PARLEY), name: 'Parley' },
      ],
    });
    const [message] = await site.read(String(made.id));
    expect(message).toMatchObject({ id: made.messageId, own: true, shown: 'Hello you' });
  });

  it('takes recipients as a list', async () => {
    const made = await act('thread', 'create', { recipients: [ALICE, String(BOB)], text: 'x' });
    expect(only(made).participants).toHaveLength(3);
  });

  it('says which recipient does not exist', async () => {
    await expect(act('thread', 'create', { recipients: 'nobody', text: 'x' })).rejects.toThrow(
      'Could not find the member "nobody"',
    );
    await expect(act('thread', 'create', { recipients: '2, 4711', text: 'x' })).rejects.toThrow('4711');
  });

  it('reads a thread, simplified and as it came', async () => {
    await site.say({ conversation: '1', as: String(ALICE), text: 'news' });
    const simple = only(await act('thread', 'get', { thread: id('1') }));
    expect(Object.keys(simple).sort()).toEqual(
      ['id', 'kind', 'lastActivityAt', 'name', 'participants', 'unreadCount'].sort(),
    );
    expect(simple).toMatchObject({ id: '1', name: 'Community desk', kind: 'group', unreadCount: 2 });
    const options = {
      messagesPerPage: 1,
      messagesPage: 2,
      recipientsPerPage: 2,
      recipientsPage: 2,
      order: 'asc',
    };
    const raw = only(await act('thread', 'get', { thread: id('1'), simplify: false, options }));
    expect(raw).toMatchObject({ id: 1, messages: [{ message: { raw: 'news' } }], recipients: [{}] });
  });

  it('lists the threads of each box, by state, by text and by people', async () => {
    const { id: mine } = only(
      await act('thread', 'create', { recipients: 'dave', subject: 'A & B', text: 'mine' }),
    );
    expect(await ids({})).toEqual(['2', '1']);
    expect(await ids({ filters: { box: 'sentbox' } })).toEqual([mine]);
    expect(await ids({ filters: { box: 'sentbox', search: 'a & b' } })).toEqual([mine]);
    expect(await ids({ filters: { search: 'garden' } })).toEqual(['2']);
    await act('thread', 'markAsRead', { thread: id('1') });
    expect(await ids({ filters: { type: 'unread' } })).toEqual(['2']);
    expect(await ids({ filters: { type: 'read' } })).toEqual(['1']);
    const [{ id: message } = { id: '' }] = await site.read('2');
    await act('message', 'star', { thread: id('2'), messageId: message });
    expect(await ids({ filters: { box: 'starred' } })).toEqual(['2']);
    // The first generation does not know this argument.
    expect(await ids({ filters: { includes: [BOB] } })).toEqual(version === 'v2' ? ['1'] : ['2', '1']);
    await expect(ids({ filters: { box: 'trash' } })).rejects.toThrow('The field “Box” must be one of');
  });

  it('lists the threads of somebody else for a moderator', async () => {
    expect(await ids({ filters: { userId: String(BOB) } }, ADMIN)).toEqual(['1']);
  });

  it('lists more threads than a page holds', async () => {
    for (let number = 0; number < 130; number += 1) {
      site.open({ as: String(ALICE), to: [String(PARLEY)], text: `t ${String(number)}` });
    }
    expect(new Set(await ids({ returnAll: true })).size).toBe(132);
    expect(new Set(await ids({ limit: 105 })).size).toBe(105);
    expect(await ids({ limit: 3 })).toHaveLength(3);
  });

  it('tells the newest activity of a long thread', async () => {
    site.clock.step(60_000);
    for (let number = 0; number < 12; number += 1) {
      site.clock.step(1000);
      await site.say({ conversation: '1', as: String(ALICE), text: String(number) });
    }
    const newest = (await site.read('1')).at(-1)?.sentAt;
    const [first] = (await act('thread', 'getAll')).json;
    expect(first).toMatchObject({ id: '1', lastActivityAt: newest });
    expect(only(await act('thread', 'get', { thread: id('1') })).lastActivityAt).toBe(newest);
  });

  it('marks as read and as unread, for a moderator also of somebody else', async () => {
    expect(only(await act('thread', 'markAsRead', { thread: id('1') }))).toMatchObject({
      id: '1',
      unreadCount: 0,
    });
    expect(only(await act('thread', 'markAsUnread', { thread: id('1') }))).toMatchObject({ unreadCount: 1 });
    const forBob = { thread: id('1'), options: { userId: String(BOB) } };
    const read = await acting(site, ADMIN)('thread', 'markAsRead', forBob);
    expect(only(read)).toMatchObject({ unreadCount: 0 });
    const seen = await acting(site, BOB)('thread', 'get', { thread: id('1') });
    expect(only(seen)).toMatchObject({ unreadCount: 0 });
  });

  it('sets custom fields of an own message', async () => {
    site.switches.customFields = ['priority'];
    const sent = only(await act('message', 'send', { thread: id('1'), text: 'mine' }));
    await act('thread', 'update', {
      thread: id('1'),
      fields: '{"priority":"high"}',
      options: { messageId: sent.id },
    });
    const stored = await act('message', 'get', { thread: id('1'), messageId: sent.id, simplify: false });
    expect(only(stored)).toMatchObject({ priority: 'high' });
    for (const fields of ['{}', '[1]', 'high', '']) {
      await expect(act('thread', 'update', { thread: id('1'), fields })).rejects.toThrow('“Fields”');
    }
  });

  it('removes a thread for the account only, and for a moderator for somebody else', async () => {
    expect(only(await act('thread', 'delete', { thread: id('1') }))).toEqual({ deleted: true, id: '1' });
    expect(await ids({})).toEqual(['2']);
    expect(await ids({}, BOB)).toEqual(['1']);
    await acting(site, ADMIN)('thread', 'delete', { thread: id('1'), options: { userId: String(BOB) } });
    expect(await ids({}, BOB)).toEqual([]);
    await expect(act('thread', 'get', { thread: id('1') })).rejects.toMatchObject({ httpCode: '403' });
  });

  it('lists the participants', async () => {
    const people = await act('participant', 'getAll', { thread: id('1') });
    expect(people.json.map(({ id: person }) => person)).toEqual([BOB, PARLEY, ALICE].map(String));
    expect((await act('participant', 'getAll', { thread: id('1'), limit: 2 })).json).toHaveLength(2);
  });
});
