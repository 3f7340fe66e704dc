import { describe, expect, it, onTestFinished } from 'vitest';
import { createNodeHost } from '../../bridges/host/node-host.ts';
import type {
  BetterMessagesEmulator,
  BetterMessagesOptions,
} from '../../bridges/sandbox/better-messages/index.ts';
import { startBetterMessages } from '../../bridges/sandbox/better-messages/index.ts';
import type { Log } from '../../src/host/index.ts';
import { ServiceError } from '../../src/host/index.ts';
import type { OutgoingFile } from '../../src/model/index.ts';
import type { BetterMessagesClient } from '../../src/platforms/better-messages/client.ts';
import { createClient } from '../../src/platforms/better-messages/client.ts';
import { settings } from '../../src/platforms/better-messages/settings.ts';
import { uploadResumably } from '../../src/platforms/better-messages/uploads.ts';

const ADMIN = 1;
const ALICE = 2;
const BOB = 3;
const CAROL = 4;
const BOT = 5;

const ignore = (): void => undefined;
const silent: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

interface Scene {
  readonly site: BetterMessagesEmulator;
  /** Parley's account. */
  readonly client: BetterMessagesClient;
  /** A thread of three, and one of two. */
  readonly group: number;
  readonly pair: number;
  /** Another account or guest. */
  as(account: Record<string, unknown>): BetterMessagesClient;
  user(id: number): BetterMessagesClient;
}

async function scene(options: BetterMessagesOptions['settings'] = {}): Promise<Scene> {
  const site = await startBetterMessages({ settings: options });
  const host = createNodeHost(silent);
  onTestFinished(async () => {
    await host.close();
    await site.close();
  });
  const as = (account: Record<string, unknown>): BetterMessagesClient =>
    createClient(settings.parse({ url: site.origin, ...account }), host);
  const [group = 0, pair = 0] = site.conversations().map(({ id }) => Number(id));
  return {
    site,
    client: as(site.accountSettings()),
    group,
    pair,
    as,
    user: (id) => as(site.credentials(id)),
  };
}

async function failure(call: Promise<unknown>): Promise<ServiceError> {
  const outcome: unknown = await call.catch((error: unknown) => error);
  if (outcome instanceof ServiceError) return outcome;
  throw new Error('it was not refused');
}

const file = (name: string, mimeType: string, length = 70): OutgoingFile => ({
  name,
  mimeType,
  kind: 'document',
  bytes: Uint8Array.from({ length }, (_, index) => 32 + (index % 90)),
});

describe('signing in', () => {
  it('takes a nonce with the cookie of a browser', async () => {
    const { site, as } = await scene();
    const { Cookie: cookie } = site.browserHeaders(ALICE);
    expect(await as({ cookie }).me()).toMatchObject({ id: ALICE });
  });

  it('takes guests by number and secret, and application passwords', async () => {
    const { client, user, as } = await scene();
    expect(await client.me()).toMatchObject({ name: 'Parley' });
    expect(await user(ALICE).me()).toMatchObject({ id: ALICE });
    const { id, secret } = await client.registerGuest({ name: 'Visitor One' });
    expect((await as({ guest: { id, secret } }).threads()).threads).toEqual([]);
    expect((await failure(as({ guest: { id, secret: 'another' } }).threads())).kind).toBe('auth');
  });
});

describe('conversations', () => {
  it('are made for two and for more, and found again', async () => {
    const { client } = await scene();
    const made = await client.newThread({ recipients: [ALICE, BOB], subject: 'Plans', message: 'hello' });
    expect((await client.thread(made.thread_id)).threads).toMatchObject([
      { subject: 'Plans', participantsCount: 3 },
    ]);
    expect(await client.privateThread({ userId: BOT })).toMatchObject({ result: 'new_thread' });
    const opened = await client.privateThread({ userId: BOT, create: true });
    expect(opened.result).toBe('thread_created');
    expect(await client.privateThread({ userId: BOT })).toMatchObject({ result: 'thread_found' });
  });

  it('are listed and read, a page at a time', async () => {
    const { site, client, pair } = await scene();
    for (let index = 0; index < 25; index += 1) {
      await client.newThread({ recipients: [ALICE], message: String(index) });
    }
    const first = await client.threads();
    const rest = await client.threads(first.threads.map(({ thread_id: id }) => id));
    const ids = [...first.threads, ...rest.threads].map(({ thread_id: id }) => id);
    expect(first.threads).toHaveLength(20);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain(pair);
    for (let index = 0; index < 100; index += 1) {
      await site.say({ conversation: String(pair), as: String(CAROL), text: String(index) });
    }
    const { messages } = await client.thread(pair);
    expect(messages).toHaveLength(80);
    const loaded = messages.map(({ message_id: id }) => id);
    const older = (await client.loadMore(pair, { loaded, to: 1, mode: 'more' })).value.messages;
    expect(older).toHaveLength(21);
    expect(older.filter(({ message_id: id }) => loaded.includes(id))).toEqual([]);
  });

  it('are renamed and changed by their moderators', async () => {
    const { user, group } = await scene();
    const alice = user(ALICE);
    await alice.changeSubject(group, 'Renamed');
    expect(await alice.changeMeta(group, 'allow_invite', true)).toBe(true);
    expect((await alice.thread(group)).threads).toMatchObject([
      { subject: 'Renamed', meta: { allowInvite: true } },
    ]);
  });

  it('are deleted by one for oneself, brought back, and erased by administrators', async () => {
    const { client, user, pair, group } = await scene();
    const listed = async (): Promise<number[]> =>
      (await client.threads()).threads.map(({ thread_id: id }) => id);
    await client.deleteThread(pair);
    expect(await listed()).not.toContain(pair);
    expect(await client.restoreThread(pair)).toBe(true);
    expect(await listed()).toContain(pair);
    expect(await user(ADMIN).eraseThread(group)).toBe(true);
    expect(await listed()).not.toContain(group);
  });

  it('are marked as read, muted and pinned', async () => {
    const { client, pair } = await scene();
    const seen = async () => (await client.threads()).threads.find(({ thread_id: id }) => id === pair);
    expect((await seen())?.unread).toBe(1);
    expect(await client.openThreads([pair])).toBe(true);
    expect((await seen())?.unread).toBe(0);
    expect([await client.mute(pair), await client.pinThread(pair)]).toEqual([true, true]);
    expect(await seen()).toMatchObject({ isMuted: true, isPinned: true });
    expect([await client.unmute(pair), await client.unpinThread(pair)]).toEqual([true, true]);
    expect(await seen()).toMatchObject({ isMuted: false, isPinned: false });
    expect(await client.markAllRead()).toBe(true);
  });

  it('tell their kind, by which the answer is filtered', async () => {
    const { client } = await scene();
    const { threads } = await client.threads();
    expect(new Set(threads.map(({ type }) => type))).toEqual(new Set(['thread']));
    const [room] = (await client.chatRooms()).items;
    expect((await client.thread(room?.thread_id ?? 0)).threads).toMatchObject([{ type: 'chat-room' }]);
  });
});

describe('messages', () => {
  it('are sent, changed and deleted', async () => {
    const { site, client, pair } = await scene();
    const { messages } = await client.thread(pair);
    const question = messages[0]?.message_id ?? 0;
    const { message_id: id } = await client.send(pair, { message: 'on its way', replyTo: question });
    await client.saveMessage(pair, id, 'it is on its way');
    expect((await site.read(String(pair))).at(-1)).toMatchObject({
      shown: 'it is on its way',
      edited: true,
      replyTo: String(question),
    });
    expect((await client.deleteMessages(pair, [id])).deleted).toEqual([id]);
    expect(await site.read(String(pair))).toHaveLength(1);
  });

  it('get reactions, one a person, taken away by the same again', async () => {
    const { site, client, pair } = await scene();
    const { messages } = await client.thread(pair);
    const id = messages[0]?.message_id ?? 0;
    const reactions = async () => (await site.read(String(pair)))[0]?.reactions ?? [];
    await client.toggleReaction(id, '1f44d');
    expect(await reactions()).toMatchObject([{ emoji: '👍' }]);
    await client.toggleReaction(id, '1f44c');
    expect(await reactions()).toMatchObject([{ emoji: '👌' }]);
    await client.toggleReaction(id, '1f44c');
    expect(await reactions()).toEqual([]);
  });

  it('carry files that were uploaded before', async () => {
    const { site, client, pair } = await scene();
    const id = await client.upload(pair, file('note.txt', 'text/plain'));
    await client.send(pair, { message: '', files: [id] });
    expect((await site.read(String(pair))).at(-1)?.attachments).toMatchObject([
      { name: 'note.txt', size: 70 },
    ]);
    expect((await client.attachments(pair)).files).toMatchObject([{ name: 'note.txt' }]);
  });

  it('carry GIFs and stickers where the site has a provider, and say so where it has none', async () => {
    const { client, pair } = await scene();
    for (const call of [
      client.gifs('cat'),
      client.sendGif(pair, 'x'),
      client.stickers(),
      client.sendSticker(pair, 'x'),
    ]) {
      const { kind, advice } = await failure(call);
      expect([kind, advice]).toEqual(['unsupported', expect.stringContaining('Set up a provider')]);
    }
  });

  it('are searched', async () => {
    const { client, pair } = await scene();
    expect((await client.search('parcel')).messages).toMatchObject([{ thread_id: pair }]);
    expect((await client.search('nothing like it')).messages ?? []).toEqual([]);
  });
});

describe('people of a conversation', () => {
  it('are added and removed by its moderators', async () => {
    const { user, group } = await scene();
    const alice = user(ALICE);
    const names = async () => (await alice.searchParticipants(group)).map(({ user_id: id }) => id);
    expect(await alice.addParticipants(group, [CAROL])).toBe(true);
    expect(await names()).toContain(CAROL);
    expect(await alice.removeParticipant(group, CAROL)).toBe(true);
    expect(await names()).not.toContain(CAROL);
    expect((await failure(user(BOB).removeParticipant(group, ALICE))).kind).toBe('permission');
  });
});

describe('chat rooms', () => {
  it('are made and changed by administrators', async () => {
    const { user } = await scene();
    const admin = user(ADMIN);
    const { id } = await admin.createChatRoom('Tea room');
    const roles = ['subscriber', 'administrator'];
    const changed = await admin.updateChatRoom(id, { title: 'Coffee room', settings: { can_join: roles } });
    expect(changed).toMatchObject({ title: 'Coffee room', settings: { can_join: roles } });
    expect((await admin.chatRooms()).items).toContainEqual(
      expect.objectContaining({ chat_id: id, title: 'Coffee room' }),
    );
    expect((await failure(user(BOB).updateChatRoom(id, { title: 'Mine' }))).kind).toBe('permission');
  });

  it('are joined and left', async () => {
    const { client } = await scene();
    const [room] = (await client.chatRooms()).items;
    const id = room?.chat_id ?? 0;
    expect(await client.leaveChatRoom(id)).toMatchObject({ result: true });
    expect((await client.chatRooms()).items).toMatchObject([{ chat_id: id, isJoined: false }]);
    expect(await client.joinChatRoom(id)).toMatchObject({ result: true });
    expect((await client.chatRooms()).items).toMatchObject([{ chat_id: id, isJoined: true }]);
  });
});

describe('people', () => {
  it('are looked for, with name and last activity', async () => {
    const { client } = await scene();
    expect((await client.suggestions('alice')).map(({ user_id: id }) => id)).toEqual([ALICE]);
    expect((await client.getUsers({ search: 'Bob' })).users).toMatchObject([{ name: 'Bob Example' }]);
    const { users } = await client.lazyPool({ users: [CAROL] });
    expect(users).toMatchObject([{ user_id: CAROL, name: 'Carol Example', lastActive: expect.any(String) }]);
  });

  it('become guests and rename themselves, with numbers below zero', async () => {
    const { client, as } = await scene();
    const { id, secret, user } = await client.registerGuest({ name: 'Visitor One' });
    expect(id).toBeGreaterThan(0);
    expect(user.user_id).toBe(-id);
    const renamed = await as({ guest: { id, secret } }).updateGuest('Visitor Two');
    expect(renamed).toMatchObject({ id, name: 'Visitor Two' });
  });

  it('have settings that are read and saved', async () => {
    const { client } = await scene();
    const option = 'email_notifications';
    const options = async () => (await client.userSettings()).flatMap((group) => group.options);
    const before = (await options()).find(({ id }) => id === option)?.checked;
    expect(await client.saveUserSetting(option, !before)).toHaveProperty('message');
    expect((await options()).find(({ id }) => id === option)?.checked).not.toBe(before);
  });
});

describe('AI bots', () => {
  it('are set up by administrators, and then listed with their welcome', async () => {
    const { client, user } = await scene();
    const admin = user(ADMIN);
    const { id, botUserId } = await admin.createAiBot('Helper');
    expect(await client.aiBots()).toEqual([]);
    await admin.updateAiBot(id, { settings: { enabled: '1', welcomeMessage: 'Hi there' } });
    expect(await client.aiBots()).toMatchObject([{ bot_user_id: botUserId, name: 'Helper' }]);
    expect(await client.botWelcome(botUserId)).toMatchObject({ welcomeMessage: 'Hi there' });
    expect(await failure(client.adminAiBots())).toMatchObject({
      kind: 'permission',
      advice: expect.stringMatching(/^Only administrators of the site may do that: use the account of one/),
    });
    expect(await admin.adminAiBots()).toMatchObject([{ id, name: 'Helper' }]);
  });
});

describe('files', () => {
  it('go up piece by piece where the site is set to that', async () => {
    const { site, client, pair } = await scene({ attachmentsUploadMethod: 'tus' });
    const id = await uploadResumably(client, pair, file('long.txt', 'text/plain', 5_000), 2_000);
    await client.send(pair, { message: 'here', files: [id] });
    expect((await site.read(String(pair))).at(-1)?.attachments).toMatchObject([
      { name: 'long.txt', size: 5_000 },
    ]);
    const upload = await client.createTusUpload(pair, { name: 'b.txt', mimeType: 'text/plain', size: 10 });
    expect(await client.tusOffset(upload)).toBe(0);
    await client.deleteTusUpload(upload);
    expect((await failure(client.tusOffset(upload))).kind).toBe('not-found');
  });
});

describe('voice and video calls', () => {
  it.each(['start', 'accept', 'decline', '/end'])(
    'are not in the free build, and the error says so (%s)',
    async (route) => {
      const { client, pair } = await scene();
      const { kind, advice } = await failure(client.call(route, { thread_id: pair }));
      expect([kind, advice]).toEqual(['unsupported', expect.stringContaining('paid build')]);
    },
  );
});
