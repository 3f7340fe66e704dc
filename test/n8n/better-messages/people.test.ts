import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BetterMessagesEmulator } from '../../../bridges/sandbox/better-messages/index.ts';
import { FIRST_PEOPLE } from '../../../bridges/sandbox/better-messages/seed.ts';
import { startBetterMessages } from '../../../bridges/sandbox/better-messages/index.ts';
import { testCredential } from '../support/credential-test.ts';
import { run } from '../support/run.ts';
import { ALICE, BOB, BRIDGE_BOT, CAROL, PARLEY, acting, id, only, placed } from './site.ts';

describe('people of Better Messages', () => {
  let site: BetterMessagesEmulator;
  let group: string;
  let parley: ReturnType<typeof acting>;
  beforeEach(async () => {
    site = await startBetterMessages({ settings: { allowUsersBlock: true } });
    [group = ''] = site.conversations().map((one) => one.id);
    parley = acting(site);
  });
  afterEach(() => site.close());

  it('looks somebody up', async () => {
    expect(only(await parley('user', 'get', { user: id(ALICE) }))).toMatchObject({
      id: String(ALICE),
      name: 'Alice Example',
      isBot: false,
      isFriend: false,
    });
    const guest = site.people().find(({ name }) => name === 'Visitor Vera');
    expect(only(await parley('user', 'get', { user: id(guest?.id) }))).toMatchObject({
      name: 'Visitor Vera',
    });
  });

  it('lists the members, page after page', async () => {
    for (let number = 100; number < 350; number += 1) {
      const login = `member${String(number)}`;
      site.site.people.set(number, {
        ...FIRST_PEOPLE[2],
        options: new Map(),
        id: number,
        login,
        name: `Member ${String(number)}`,
      });
    }
    const all = await parley('user', 'getAll', { returnAll: true, search: 'member' });
    expect(new Set(all.json.map((one) => one.id)).size).toBe(250);
    expect((await parley('user', 'getAll', { limit: 130 })).json).toHaveLength(130);
  });

  it('finds people to write to', async () => {
    expect(only(await parley('user', 'search', { search: 'carol' }))).toMatchObject({ id: String(CAROL) });
    const outside = await parley('user', 'search', { conversation: id(group) });
    expect(outside.json.map((one) => one.id)).toEqual([String(CAROL), String(BRIDGE_BOT)]);
    const suggested = await parley('user', 'getSuggested');
    expect(suggested.json.map(({ name }) => name)).toContain('Bob Example');
  });

  it('looks up what strangers see', async () => {
    const { json } = await parley('user', 'getPublicProfiles', { userIds: [ALICE, BOB, 99_999] });
    expect(json.map(({ name }) => name)).toEqual(['Alice Example', 'Bob Example']);
    const many = Array.from({ length: 101 }, (_, index) => index + 1);
    await expect(parley('user', 'getPublicProfiles', { userIds: many })).rejects.toThrow('more than 100');
  });

  it.each(['getFriends', 'getGroups', 'getCourses'])(
    'has none by %s without a community plugin',
    async (name) => {
      expect((await parley('user', name)).json).toEqual([]);
    },
  );

  it('blocks somebody, and lets the person go', async () => {
    expect(only(await parley('user', 'block', { user: id(BOB) }))).toEqual({ success: true });
    const start = () => acting(site, BOB)('conversation', 'create', { userIds: [PARLEY], text: 'Hello' });
    await expect(start()).rejects.toThrow('blocked you');
    await parley('user', 'unblock', { user: id(BOB) });
    expect(only(await start())).toMatchObject({ kind: 'direct' });
    await expect(parley('user', 'block', { user: id(PARLEY) })).rejects.toThrow('left everything as it was');
  });

  it('says which setting lets people block', async () => {
    site.settings.allowUsersBlock = false;
    await expect(parley('user', 'block', { user: id(BOB) })).rejects.toMatchObject({
      description: expect.stringContaining('Switch on blocking') as string,
    });
  });

  it('reads and changes the settings of the account', async () => {
    const option = 'email_notifications';
    expect(only(await parley('user', 'updateSetting', { option, value: false }))).toEqual({ success: true });
    const { json } = await parley('user', 'getSettings');
    expect(json.find((one) => one.option === option)).toMatchObject({ checked: false });
    expect(site.site.people.get(PARLEY)?.options.get(option)).toBe('false');
    await expect(parley('user', 'updateSetting', { option: 'e_mail', value: 'true' })).rejects.toThrow(
      'must be one of',
    );
  });

  it('registers a guest, who can sign in and take another name', async () => {
    const guest = only(await parley('guest', 'register', { name: 'Visitor Ned' }));
    expect(guest).toMatchObject({ name: 'Visitor Ned', userId: String(-Number(guest.guestId)) });
    const node = placed(site, PARLEY, { resource: 'guest', operation: 'rename', name: 'Visitor Neil' });
    const credential = {
      url: site.origin,
      signIn: 'guest',
      guestId: guest.guestId as number,
      guestSecret: guest.secret as string,
    };
    expect(await testCredential(node.credentialType, credential)).toBe('OK');
    expect(only(await run({ ...node, credential }))).toEqual({
      guestId: guest.guestId,
      name: 'Visitor Neil',
      userId: guest.userId,
    });
    await expect(parley('guest', 'register', { name: 'Visitor Neil' })).rejects.toThrow('already used');
    await expect(parley('guest', 'rename', { name: 'No Guest' })).rejects.toThrow('403');
  });

  it('registers a guest by a chat room where the site takes none', async () => {
    site.settings.guestChat = false;
    await expect(parley('guest', 'register', { name: 'Ned' })).rejects.toMatchObject({
      description: expect.stringContaining('Guest Chat') as string,
    });
    const [room] = site.site.rooms.keys();
    expect(only(await parley('guest', 'register', { chatId: room ?? 0 }))).toMatchObject({
      name: expect.stringMatching(/\S/) as string,
    });
  });
});
