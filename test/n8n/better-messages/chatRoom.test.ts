import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BetterMessagesEmulator } from '../../../bridges/sandbox/better-messages/index.ts';
import { startBetterMessages } from '../../../bridges/sandbox/better-messages/index.ts';
import { pick } from '../support/pick.ts';
import { ADMIN, ALICE, BOB, PARLEY, acting, id, only, placed } from './site.ts';

describe('chat rooms in the Better Messages node', () => {
  let site: BetterMessagesEmulator;
  beforeEach(async () => {
    site = await startBetterMessages();
  });
  afterEach(() => site.close());

  const rooms = async (account: number, parameters = {}) =>
    (await acting(site, account)('chatRoom', 'getAll', { returnAll: true, ...parameters })).json;
  const make = async (title: string, changes = {}) =>
    only(await acting(site, ADMIN)('chatRoom', 'create', { title, changes }));
  const open = { canJoin: 'subscriber', canReply: 'subscriber, bm-guest' };

  it('are listed with everybody in them, over several pages', async () => {
    expect(await rooms(PARLEY)).toMatchObject([
      { title: 'Lobby', isJoined: true, memberCount: 3, participants: expect.arrayContaining([BOB, PARLEY]) },
    ]);
    for (let made = 0; made < 60; made += 1) await make(`Room ${String(made)}`, open);
    expect(await rooms(ALICE)).toHaveLength(61);
    expect(await rooms(ALICE, { returnAll: false, limit: 52 })).toHaveLength(52);
    expect(await rooms(ALICE, { search: 'Room 59' })).toMatchObject([{ title: 'Room 59' }]);
  });

  it('tell people whose IDs are in a row one by one', async () => {
    const made = await make('Crowd', open);
    for (const user of [2, 3, 4, 5]) await acting(site, user)('chatRoom', 'join', { room: id(made.id) });
    const [crowd] = await rooms(ALICE, { search: 'Crowd' });
    expect(crowd?.participants).toEqual([2, 3, 4, 5]);
  });

  it('are found by the picker, a page at a time', async () => {
    for (let made = 0; made < 55; made += 1) await make(`Room ${String(made)}`, open);
    const find = (filter?: string, token?: string) =>
      pick(placed(site, ALICE), 'searchChatRooms', filter, token);
    expect((await find('lob')).results).toMatchObject([{ name: 'Lobby' }]);
    const first = await find();
    const second = await find(undefined, String(first.paginationToken));
    expect([first.results.length, second.results.length]).toEqual([50, 6]);
    expect(second.paginationToken).toBeUndefined();
  });

  it('are entered and left, as often as one likes', async () => {
    const act = acting(site, ALICE);
    const room = id((await rooms(ALICE))[0]?.chat_id);
    for (let times = 0; times < 2; times += 1) {
      const joined = only(await act('chatRoom', 'join', { room }));
      expect(joined).toEqual({ success: true, room: room.value, conversation: site.conversations()[2]?.id });
    }
    expect(await rooms(ALICE)).toMatchObject([{ isJoined: true }]);
    for (let times = 0; times < 2; times += 1)
      expect(only(await act('chatRoom', 'leave', { room }))).toMatchObject({ success: true });
    expect(await rooms(ALICE)).toMatchObject([{ isJoined: false }]);
  });

  it.each(['join', 'leave'])('name what to look at when one cannot %s', async (operation) => {
    const attempt = acting(site)('chatRoom', operation, { room: id(9999) });
    await expect(attempt).rejects.toMatchObject({
      message: `The account could not ${operation} chat room 9999`,
      description: expect.stringContaining('not that of the thread'),
    });
  });

  it('are refused to who may not join', async () => {
    const made = await make('Staff only');
    await expect(acting(site)('chatRoom', 'join', { room: id(made.id) })).rejects.toMatchObject({
      description: expect.stringContaining('let the role of the account join'),
    });
  });

  it('are created with roles, settings and without', async () => {
    expect(await make('Plain')).toMatchObject({ title: 'Plain', settings: { can_join: [] } });
    const settings = '{ "only_joined_can_read": "1" }';
    expect(await make('Set up', { ...open, settings })).toMatchObject({
      title: 'Set up',
      settings: {
        can_join: ['subscriber'],
        can_reply: ['subscriber', 'bm-guest'],
        only_joined_can_read: '1',
        template: 'default',
      },
    });
  });

  it('say that they are there when they could not be set up', async () => {
    const match = { path: '/admin/chat-rooms/' };
    site.faults.add({ kind: 'status', status: 500, match });
    await expect(make('Half', open)).rejects.toMatchObject({
      message: expect.stringMatching(/^Chat room \d+ was created, but not set up: HTTP 500/),
      description: expect.stringContaining('not created a second time'),
    });
  });

  it('keep the settings that are not given, unless they shall not', async () => {
    const { id: room } = await make('First', open);
    const update = async (parameters: object) =>
      only(await acting(site, ADMIN)('chatRoom', 'update', { room: id(room), ...parameters }));
    const settings = { enable_files: '1' };
    expect(await update({ newTitle: 'Second', changes: { settings } })).toMatchObject({
      title: 'Second',
      settings: { can_join: ['subscriber'], enable_files: '1' },
    });
    expect(await update({ newTitle: 'Third' })).toMatchObject({ settings: { can_join: ['subscriber'] } });
    expect(await update({ changes: { settings }, keepOthers: false })).toMatchObject({
      title: 'Third',
      settings: { can_join: [], enable_files: '1' },
    });
  });

  it('refuse to be changed into nothing, and when they are not there', async () => {
    const update = (room: number, changes: object) =>
      acting(site, ADMIN)('chatRoom', 'update', { room: id(room), changes });
    await expect(update(1, {})).rejects.toThrow('The field “Fields” is empty');
    await expect(update(9999, open)).rejects.toThrow('There is no chat room 9999');
    await expect(update(9999, { settings: '[1]' })).rejects.toThrow('“Settings” is no JSON object');
  });

  it('are listed with their settings to administrators, and to nobody else', async () => {
    const { json } = await acting(site, ADMIN)('chatRoom', 'getAllAsAdministrator');
    expect(json).toMatchObject([{ title: 'Lobby', settings: { can_join: ['subscriber', 'bm-guest'] } }]);
    await expect(acting(site)('chatRoom', 'getAllAsAdministrator')).rejects.toMatchObject({
      message: expect.stringContaining('Could not list the chat rooms on http'),
      description: expect.stringContaining('use the account of one'),
    });
  });
});
