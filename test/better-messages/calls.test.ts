import { describe, expect, it } from 'vitest';
import type { BetterMessagesClient } from '../../src/platforms/better-messages/index.ts';
import { useStage } from './stage.ts';

describe('the calls of Better Messages', () => {
  const stage = useStage({
    enableForwardMessages: true,
    allowUsersBlock: true,
    pinnedMessages: true,
    allowGroupLeave: true,
    badWordsList: ['badword'],
  });
  const as = (userId: number): BetterMessagesClient =>
    stage().connect({ url: stage().site.origin, ...stage().site.credentials(userId) }).client;
  const mine = (): BetterMessagesClient => stage().connection.client;
  const group = (): number => Number(stage().group);
  const pair = (): number => Number(stage().pair);

  it("change the account's own view of a conversation", async () => {
    const seen = async () => (await mine().threads()).threads.find((one) => one.thread_id === group());
    expect(await mine().mute(group())).toBe(true);
    expect(await mine().pinThread(group())).toBe(true);
    expect(await seen()).toMatchObject({ isMuted: true, isPinned: true });
    await mine().unmute(group());
    await mine().unpinThread(group());
    expect(await seen()).toMatchObject({ isMuted: false, isPinned: false });
    await mine().deleteThread(group());
    expect(await seen()).toBeUndefined();
    expect(await mine().restoreThread(group())).toBe(true);
    await stage().say('unread');
    expect((await seen())?.unread).toBeGreaterThan(0);
    expect(await mine().openThreads([group()])).toBe(true);
    expect((await seen())?.unread).toBe(0);
    await stage().say('unread again');
    expect(await mine().markAllRead()).toBe(true);
    expect((await seen())?.unread).toBe(0);
  });

  it('page through conversations until there are no more', async () => {
    const { threads } = await mine().threads();
    expect((await mine().threads(threads.map((one) => one.thread_id))).threads).toEqual([]);
  });

  it('read a thread, find its gaps and see what is gone', async () => {
    const id = Number(await stage().say('here'));
    const answer = await mine().thread(group(), [id, 777_777]);
    expect(answer.messages.map(({ message_id }) => message_id)).toContain(id);
    expect(answer.deleted_messages).toEqual([777_777]);
    const { value } = await mine().loadMore(group(), { loaded: [], mode: 'until', to: id });
    expect(value.messages.map(({ message_id }) => message_id)).toEqual([id]);
  });

  it('mark, pin and forward messages, and tell which copies failed', async () => {
    const id = Number(await stage().say('worth keeping'));
    await mine().setFavorite(group(), id, true);
    expect((await mine().favorites()).messages?.map(({ message_id }) => message_id)).toEqual([id]);
    expect(await as(2).pinMessage(group(), id)).toEqual([id]);
    await as(2).unpinMessage(group(), id);
    await expect(mine().pinMessage(group(), id)).rejects.toMatchObject({ kind: 'permission' });
    const forwarded = await mine().forward(id, [pair(), 9999]);
    expect([forwarded.result, Object.keys(forwarded.sent), Object.keys(forwarded.errors)]).toEqual([
      false,
      [stage().pair],
      ['9999'],
    ]);
    expect((await mine().threadsPicker('support')).threads.map(({ title }) => title)).toEqual([
      'Support desk',
    ]);
  });

  it('change who is in a conversation, and what it is called', async () => {
    const alice = as(2);
    expect(await alice.addParticipants(group(), [4])).toBe(true);
    await expect(alice.addParticipants(group(), [4])).rejects.toMatchObject({ kind: 'permission' });
    expect((await alice.searchParticipants(group())).map(({ user_id }) => user_id).sort()).toEqual([
      2, 3, 4, 6,
    ]);
    expect(await alice.mentionSuggestions(group(), 'car')).toEqual([4]);
    expect(await alice.removeParticipant(group(), 4)).toBe(true);
    expect(await alice.makeModerator(group(), 3)).toBe(true);
    expect(await alice.unmakeModerator(group(), 3)).toBe(true);
    expect(await alice.changeMeta(group(), 'allow_invite', true)).toBe(true);
    expect((await alice.changeSubject(group(), 'Renamed')).threads[0]?.title).toBe('Renamed');
    expect((await alice.muteUser(group(), 3, 5)).threads).toHaveLength(1);
    await alice.unmuteUser(group(), 3);
    await alice.addParticipants(group(), [4]);
    await alice.banUser(group(), 3, 5);
    await alice.unbanUser(group(), 3);
    await expect(mine().changeSubject(group(), 'Mine')).rejects.toMatchObject({ kind: 'permission' });
  });

  it('find people', async () => {
    expect((await mine().suggestions('ali')).map(({ name }) => name)).toEqual(['Alice Example']);
    expect(await mine().userSuggestions()).toContain(2);
    expect((await mine().getUsers({ perPage: 2 })).users).toHaveLength(2);
    expect((await mine().publicProfiles([2])).users.map(({ user_id }) => user_id)).toEqual([2]);
    expect((await mine().lazyPool({ users: [2], messages: [99_999] })).messages ?? []).toEqual([]);
    const id = Number(await stage().say('a needle in here'));
    expect((await mine().search('needle')).messages).toMatchObject([{ message_id: id }]);
    expect(await mine().search('nothing like this')).toEqual({});
    expect([await mine().friends(), await mine().groups(), await mine().courses()]).toEqual([[], [], []]);
    expect(await mine().badWords()).toEqual(['badword']);
  });

  it('block people', async () => {
    expect(await mine().blockUser(4)).toBe(true);
    await expect(mine().send(pair(), { message: 'x' })).rejects.toMatchObject({ kind: 'permission' });
    expect(await mine().unblockUser(4)).toBe(true);
    await mine().send(pair(), { message: 'x' });
  });

  it('open conversations, with a key of their own too', async () => {
    expect(await mine().suggestThread([4])).toMatchObject({ result: 'thread_found', thread_id: pair() });
    const found = await mine().privateThread({ userId: 4 });
    expect(found).toMatchObject({ result: 'thread_found' });
    expect(await mine().privateThread({ userId: 3 })).toMatchObject({ result: 'new_thread' });
    expect(await mine().privateThread({ userId: 4, uniqueKey: 'order', create: true })).toMatchObject({
      result: 'thread_created',
    });
    await expect(mine().privateThread({ userId: 6, create: true })).rejects.toMatchObject({
      kind: 'permission',
    });
    await expect(mine().newThread({ recipients: [], message: 'x' })).rejects.toMatchObject({ status: 200 });
  });

  it('read and change settings of the account', async () => {
    const groups = await mine().userSettings();
    expect(groups.flatMap(({ options }) => options.map(({ id }) => id))).toContain('email_notifications');
    expect(await mine().saveUserSetting('email_notifications', false)).toMatchObject({
      message: 'Saved successfully',
    });
  });

  it('join and leave chat rooms, and let administrators keep them', async () => {
    const admin = as(1);
    const room = await admin.createChatRoom('Second room');
    await admin.updateChatRoom(room.id, {
      settings: { can_join: ['subscriber'], can_reply: ['subscriber'] },
    });
    expect((await mine().joinChatRoom(room.id)).result).toBe(true);
    expect((await mine().chatRooms()).items.find(({ chat_id }) => chat_id === room.id)).toMatchObject({
      isJoined: true,
    });
    expect((await mine().leaveChatRoom(room.id)).result).toBe(true);
    expect((await mine().joinChatRoom(9999)).result).toBe(false);
    await expect(mine().createChatRoom('No')).rejects.toMatchObject({ kind: 'permission' });
  });

  it('let administrators see everything', async () => {
    const admin = as(1);
    await stage().say('watched');
    const { messages, total } = await admin.adminMessages({ page: 1 });
    expect([total > 0, messages[0]?.message]).toEqual([true, 'watched']);
    const bot = await admin.createAiBot('Helper');
    expect((await admin.updateAiBot(bot.id, { settings: { enabled: '1' } })).settings.enabled).toBe('1');
    expect((await mine().aiBots()).map(({ name }) => name)).toEqual(['Helper']);
    expect(await mine().botWelcome(bot.botUserId)).toEqual({ welcomeMessage: '' });
    expect(await admin.eraseThread(group())).toBe(true);
  });

  it('say of routes that a site has not which plugin or setting is missing', async () => {
    await expect(mine().gifs('cat')).rejects.toMatchObject({
      kind: 'unsupported',
      advice: expect.stringContaining('GIFs') as string,
    });
  });
});
