import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuddyPressEmulator } from '../../../bridges/sandbox/buddypress/index.ts';
import { startBuddyPress } from '../../../bridges/sandbox/buddypress/index.ts';
import { pick } from '../support/pick.ts';
import { ADMIN, ALICE, PARLEY, VERSIONS, acting, id, only, placed } from './site.ts';

describe.each(VERSIONS)('people and notices of the BuddyPress node on API %s', (version) => {
  let site: BuddyPressEmulator;
  let act: ReturnType<typeof acting>;
  beforeAll(async () => {
    site = await startBuddyPress({ version });
    act = acting(site);
  });
  afterAll(() => site.close());

  it('reads a member, and the own one', async () => {
    expect(only(await act('member', 'get', { member: id('5') }))).toMatchObject({
      id: '5',
      name: 'Dave "D" O\'Neil & Söhne',
      login: 'dave',
      avatarUrl: expect.stringMatching(/^https:\/\/www\.gravatar\.com\/[^;]+$/) as string,
      url: `${site.origin}/members/dave/`,
    });
    expect(only(await act('member', 'getMe'))).toMatchObject({ id: String(PARLEY), login: 'parley' });
    expect(only(await act('member', 'getMe', { simplify: false }))).toHaveProperty('xprofile');
  });

  it('lists members, all or those with a name', async () => {
    const all = (await act('member', 'getAll', { returnAll: true })).json;
    expect(all.map((one) => one.id)).toEqual(Array.from({ length: 19 }, (_, index) => String(index + 1)));
    expect((await act('member', 'getAll', { limit: 4 })).json).toHaveLength(4);
    const found = await act('member', 'getAll', { filters: { search: 'alice' } });
    expect(only(found)).toMatchObject({ id: String(ALICE) });
  });

  it('lists notifications, new and old ones, for a moderator also those of others', async () => {
    const { id: thread } = site.open({ as: String(ALICE), to: [String(PARLEY)], text: 'one' });
    const { id: last } = await site.say({ conversation: thread, as: String(ALICE), text: 'two' });
    const [newest, second] = (await act('notification', 'getAll')).json;
    expect(newest).toMatchObject({
      messageId: last,
      senderId: String(ALICE),
      userId: String(PARLEY),
      isNew: true,
    });
    expect(newest?.createdAt).toMatch(/Z$/);
    expect(Number(second?.messageId)).toBe(Number(last) - 1);
    const asAdmin = await acting(site, ADMIN)('notification', 'getAll', {
      limit: 1,
      filters: { userId: String(PARLEY) },
    });
    expect(only(asAdmin)).toEqual(newest);
    await act('thread', 'markAsRead', { thread: id(thread) });
    const old = (await act('notification', 'getAll', { filters: { status: 'read' } })).json;
    expect(old.map(({ messageId }) => messageId)).toContain(last);
    const fresh = (await act('notification', 'getAll', { returnAll: true })).json;
    expect(fresh.map(({ messageId }) => messageId)).not.toContain(last);
  });

  it('offers threads, also those that nobody has answered, and people', async () => {
    const { id: mine } = only(
      await act('thread', 'create', { recipients: 'dave', subject: 'Only mine', text: 'x' }),
    );
    const first = await pick(placed(site), 'searchConversations');
    expect(first.results).toContainEqual({ name: 'Garden club', value: '2' });
    const found = await pick(placed(site), 'searchConversations', 'garden');
    expect(found.results).toEqual([{ name: 'Garden club', value: '2' }]);
    const unanswered = await pick(placed(site), 'searchConversations', 'only mine');
    expect(unanswered.results).toEqual([{ name: 'Only mine', value: mine }]);
    const people = await pick(placed(site), 'searchPeople', 'dave');
    expect(people.results).toEqual([{ name: 'Dave "D" O\'Neil & Söhne', value: '5' }]);
    expect((await pick(placed(site), 'searchPeople')).results).toHaveLength(19);
  });
});
