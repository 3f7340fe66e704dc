import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BetterMessagesEmulator } from '../../../bridges/sandbox/better-messages/index.ts';
import { startBetterMessages } from '../../../bridges/sandbox/better-messages/index.ts';
import { ADMIN, ALICE, BOB, BRIDGE_BOT, CAROL, PARLEY, acting, id, only } from './site.ts';

describe('conversations of Better Messages', () => {
  let site: BetterMessagesEmulator;
  let group: string;
  let pair: string;
  let room: string;
  let parley: ReturnType<typeof acting>;
  beforeEach(async () => {
    site = await startBetterMessages({
      settings: { allowGroupLeave: true, enableForwardMessages: true },
    });
    [group = '', pair = '', room = ''] = site.conversations().map((one) => one.id);
    parley = acting(site);
  });
  afterEach(() => site.close());

  const listed = async (conversation: string) =>
    (await parley('conversation', 'getAll')).json.find((one) => one.id === conversation);

  it('lists them, and searches them', async () => {
    const { json } = await parley('conversation', 'getAll');
    expect(json.map((one) => one.id).sort()).toEqual([group, pair, room].sort());
    expect(json.find((one) => one.id === pair)).toMatchObject({
      name: 'Order 4711',
      kind: 'direct',
      unread: 1,
      participants: [CAROL, PARLEY],
      isPinned: false,
      isMuted: false,
    });
    expect(only(await parley('conversation', 'getAll', { search: 'support' }))).toMatchObject({ id: group });
    const raw = await parley('conversation', 'getAll', { search: 'order', simplify: false });
    expect(only(raw)).toMatchObject({ thread_id: Number(pair), permissions: { canReply: true } });
  });

  it('lists as many as wanted over several pages', async () => {
    for (let number = 0; number < 45; number += 1) {
      const text = `Number ${String(number)}`;
      await acting(site, BOB)('conversation', 'create', { userIds: String(PARLEY), text });
    }
    expect((await parley('conversation', 'getAll', { returnAll: true })).json).toHaveLength(48);
    expect((await parley('conversation', 'getAll', { limit: 31 })).json).toHaveLength(31);
  });

  it('looks at one, which counts as reading', async () => {
    expect(only(await parley('conversation', 'get', { conversation: id(pair) }))).toMatchObject({
      id: pair,
      name: 'Order 4711',
      unread: 0,
    });
  });

  it('creates one with people, a subject and a file', async () => {
    const file = {
      data: Buffer.from('a file').toString('base64'),
      mimeType: 'text/plain',
      fileName: 'a.txt',
    };
    const parameters = {
      userIds: `${String(ALICE)}, ${String(BOB)}`,
      text: 'Hello **both**',
      options: { subject: 'Planning' },
      binaryFields: 'data',
    };
    const made = only(
      await parley('conversation', 'create', parameters, { items: [{ json: {}, binary: { data: file } }] }),
    );
    expect(made).toMatchObject({ name: 'Planning', kind: 'group', participants: [ALICE, BOB, PARLEY] });
    const [first, second] = await site.read(String(made.id));
    expect(first?.shown).toBe('Hello both');
    expect(second?.attachments).toMatchObject([{ name: 'a.txt', size: 6 }]);
  });

  it('creates another one with somebody who has one already', async () => {
    const made = only(
      await parley('conversation', 'create', { userIds: String(CAROL), text: 'A new matter' }),
    );
    expect(made.id).not.toBe(pair);
  });

  it('says that a user does not exist, whom the plugin takes without a word', async () => {
    const made = parley('conversation', 'create', { userIds: '99999', text: 'Anybody?' });
    await expect(made).rejects.toMatchObject({
      description: expect.stringContaining('do not exist') as string,
    });
  });

  it('opens the private one with somebody', async () => {
    expect(only(await parley('conversation', 'open', { user: id(CAROL) }))).toMatchObject({
      id: pair,
      created: false,
    });
    const missing = { user: id(ALICE), create: false };
    expect(only(await parley('conversation', 'open', missing))).toEqual({ found: false });
    const options = { subject: 'About it', uniqueKey: 'order-1' };
    const made = only(await parley('conversation', 'open', { user: id(CAROL), options }));
    expect(made).toMatchObject({ created: true, name: 'About it' });
    expect(only(await parley('conversation', 'open', { user: id(CAROL), options }))).toMatchObject({
      id: made.id,
      created: false,
    });
    await expect(parley('conversation', 'open', { user: id(PARLEY) })).rejects.toThrow('with yourself');
  });

  it('finds the one that a new one would repeat', async () => {
    expect(only(await parley('conversation', 'find', { userIds: [CAROL] }))).toEqual({
      found: true,
      id: pair,
    });
    expect(only(await parley('conversation', 'find', { userIds: [BOB] }))).toEqual({ found: false });
  });

  it.each([
    ['pin', 'isPinned', true],
    ['unpin', 'isPinned', false],
    ['mute', 'isMuted', true],
    ['unmute', 'isMuted', false],
    ['markAsRead', 'unread', 0],
  ])('does “%s”', async (operation, member, value) => {
    const inverse = { unpin: 'pin', unmute: 'mute' }[operation];
    if (inverse) await parley('conversation', inverse, { conversation: id(pair) });
    expect(only(await parley('conversation', operation, { conversation: id(pair) }))).toEqual({
      success: true,
    });
    expect(await listed(pair)).toMatchObject({ [member]: value });
  });

  it('says that the account is not in the conversation', async () => {
    const muted = acting(site, ALICE)('conversation', 'mute', { conversation: id(room) });
    await expect(muted).rejects.toMatchObject({
      message: 'The site left everything as it was',
      description: expect.stringContaining('is not in this conversation') as string,
    });
  });

  it('shows a chat room with its own number', async () => {
    const [number] = site.site.rooms.keys();
    expect(await listed(room)).toMatchObject({
      name: 'Lobby',
      kind: 'channel',
      chatRoomId: number,
      memberCount: 3,
      isJoined: true,
    });
  });

  it('marks all as read', async () => {
    expect(only(await parley('conversation', 'markAllAsRead'))).toEqual({ success: true });
    expect([await listed(group), await listed(pair)]).toMatchObject([{ unread: 0 }, { unread: 0 }]);
  });

  it('deletes one for the account, and restores it', async () => {
    expect(only(await parley('conversation', 'delete', { conversation: id(pair) }))).toEqual({
      deleted: true,
    });
    expect(await listed(pair)).toBeUndefined();
    await parley('conversation', 'restore', { conversation: id(pair) });
    expect(await listed(pair)).toMatchObject({ id: pair });
  });

  it('clears and erases as an administrator only', async () => {
    for (let number = 0; number < 120; number += 1) {
      await site.say({ conversation: pair, as: String(CAROL), text: `Number ${String(number)}` });
    }
    const conversation = { conversation: id(pair) };
    for (const operation of ['clear', 'erase']) {
      await expect(parley('conversation', operation, conversation)).rejects.toMatchObject({
        description: expect.stringContaining('Only administrators') as string,
      });
    }
    const admin = acting(site, ADMIN);
    expect(only(await admin('conversation', 'clear', conversation))).toEqual({ cleared: true });
    expect(await site.read(pair)).toEqual([]);
    expect(only(await admin('conversation', 'erase', conversation))).toEqual({ deleted: true });
    expect(site.site.store.thread(Number(pair))).toBeUndefined();
  });

  it('leaves a group', async () => {
    expect(only(await parley('conversation', 'leave', { conversation: id(group) }))).toEqual({
      success: true,
    });
    expect(await listed(group)).toBeUndefined();
  });

  it('renames one and changes its settings as a moderator', async () => {
    const alice = acting(site, ALICE);
    const renamed = await alice('conversation', 'rename', { conversation: id(group), subject: 'Help desk' });
    expect(only(renamed)).toMatchObject({ id: group, name: 'Help desk' });
    const settings = { allow_invite: true, enable_system_messages: false };
    await alice('conversation', 'updateSettings', { conversation: id(group), settings });
    expect(site.site.store.thread(Number(group))).toMatchObject({ allowInvite: true, systemOverride: false });
    const none = alice('conversation', 'updateSettings', { conversation: id(group), settings: {} });
    await expect(none).rejects.toThrow('“Settings” has nothing to change');
    await expect(
      parley('conversation', 'rename', { conversation: id(group), subject: 'Mine' }),
    ).rejects.toMatchObject({ description: expect.stringContaining('moderators') as string });
  });

  it('lists where one can forward to', async () => {
    const { json } = await parley('conversation', 'getForwardTargets', { search: 'order' });
    expect(json).toEqual([
      { id: pair, type: 'thread', name: 'Order 4711', participants: [CAROL, PARLEY], participantsCount: 2 },
    ]);
  });

  describe('with their participants', () => {
    const names = async (search = '') =>
      (await parley('participant', 'getAll', { conversation: id(group), search })).json
        .map(({ name }) => name)
        .sort();

    it('lists them', async () => {
      expect(await names()).toEqual(['Alice Example', 'Bob Example', 'Parley']);
      expect(await names('bob')).toEqual(['Bob Example']);
      const { json } = await parley('participant', 'getMentionable', { conversation: id(group) });
      expect(json.map(({ name }) => name).sort()).toEqual(['Alice Example', 'Bob Example']);
      const nobody = await parley('participant', 'getMentionable', {
        conversation: id(group),
        search: 'zoe',
      });
      expect(nobody.json).toEqual([]);
    });

    it('adds and removes them as a moderator', async () => {
      const alice = acting(site, ALICE);
      const two = { conversation: id(group), userIds: `${String(CAROL)},${String(BRIDGE_BOT)}` };
      expect(only(await alice('participant', 'add', two))).toEqual({ success: true });
      expect(await names()).toHaveLength(5);
      await alice('participant', 'remove', { conversation: id(group), user: id(CAROL) });
      expect(await names()).not.toContain('Carol Example');
      await expect(alice('participant', 'add', { ...two, userIds: String(BOB) })).rejects.toThrow('already');
      await expect(
        parley('participant', 'remove', { conversation: id(group), user: id(BOB) }),
      ).rejects.toMatchObject({ description: expect.stringContaining('moderators') as string });
    });

    it('makes moderators', async () => {
      const alice = acting(site, ALICE);
      const bob = { conversation: id(group), user: id(BOB) };
      expect(only(await alice('participant', 'makeModerator', bob))).toEqual({ success: true });
      expect(await listed(group)).toMatchObject({ moderators: [ALICE, BOB] });
      await alice('participant', 'unmakeModerator', bob);
      expect(await listed(group)).toMatchObject({ moderators: [ALICE] });
    });

    it('mutes and bans in a chat room', async () => {
      const admin = acting(site, ADMIN);
      const bob = { conversation: id(room), user: id(BOB) };
      const thread = site.site.store.thread(Number(room));
      await admin('participant', 'mute', { ...bob, minutes: 5 });
      expect(thread?.muted.has(BOB)).toBe(true);
      const muted = acting(site, BOB)('message', 'send', { conversation: id(room), text: 'Hello?' });
      await expect(muted).rejects.toThrow('muted');
      await admin('participant', 'unmute', bob);
      expect(thread?.muted.has(BOB)).toBe(false);
      await admin('participant', 'ban', bob);
      expect(thread?.banned.has(BOB)).toBe(true);
      await admin('participant', 'unban', bob);
      expect(thread?.banned.has(BOB)).toBe(false);
      await expect(admin('participant', 'ban', { ...bob, minutes: 0 })).rejects.toThrow('at least 1');
    });
  });
});
