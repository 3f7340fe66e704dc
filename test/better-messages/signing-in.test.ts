import { describe, expect, it } from 'vitest';
import { betterMessages } from '../../src/platforms/better-messages/index.ts';
import { partOf, useStage } from './stage.ts';

describe('signing in to Better Messages', () => {
  const stage = useStage();
  const cookieSettings = (userId: number) => {
    const { Cookie: cookie = '' } = stage().site.browserHeaders(userId);
    return { url: stage().site.origin, cookie };
  };

  it('takes exactly one of its three ways', () => {
    const { url } = cookieSettings(2);
    const accepts = (settings: object) => betterMessages.settings.safeParse({ url, ...settings }).success;
    expect(accepts({ user: 'a', applicationPassword: 'b' })).toBe(true);
    expect(accepts({ guest: { id: 1, secret: 'long enough' } })).toBe(true);
    expect(accepts({ cookie: 'wordpress_logged_in_1=abc' })).toBe(true);
    expect(accepts({})).toBe(false);
    expect(accepts({ user: 'a', applicationPassword: 'b', cookie: 'wordpress_logged_in_1=abc' })).toBe(false);
    expect(accepts({ cookie: 'wordpress_logged_in_1' })).toBe(false);
  });

  it('works with the cookie of a browser, for which it fetches a nonce', async () => {
    const alice = stage().connect(cookieSettings(2));
    expect(await alice.whoAmI()).toEqual({ id: '2', name: 'Alice Example' });
    const { id } = await alice.send(stage().group, partOf(alice, 'from a browser'));
    expect((await stage().site.read(stage().group)).at(-1)).toMatchObject({ id, author: '2' });
  });

  it('fetches another nonce once the first is refused, and sends the message once', async () => {
    const alice = stage().connect(cookieSettings(2));
    await alice.whoAmI();
    const body = JSON.stringify({ code: 'rest_cookie_invalid_nonce', message: 'Cookie check failed' });
    stage().site.faults.add({ kind: 'status', status: 403, body, match: { path: '/send' } });
    await alice.send(stage().group, partOf(alice, 'once'));
    const texts = (await stage().site.read(stage().group)).map(({ shown }) => shown);
    expect(texts.filter((text) => text === 'once')).toEqual(['once']);
    stage().site.faults.add({ kind: 'status', status: 403, body, match: { path: '/send' }, times: 2 });
    await expect(alice.send(stage().group, partOf(alice, 'never'))).rejects.toMatchObject({ kind: 'auth' });
  });

  it('says that a cookie has expired', async () => {
    const { url, cookie } = cookieSettings(2);
    const expired = stage().connect({ url, cookie: `${cookie.split('=')[0] ?? ''}=nobody%7C1` });
    await expect(expired.whoAmI()).rejects.toMatchObject({
      kind: 'auth',
      advice: expect.stringContaining('cookie') as string,
    });
  });

  it('registers a guest and speaks as that guest', async () => {
    const { site, connection, room } = stage();
    const { id, secret, name } = await connection.client.registerGuest({ name: 'Visitor One' });
    const guest = stage().connect({ url: site.origin, guest: { id, secret } });
    expect(await guest.whoAmI()).toEqual({ id: String(-id), name });
    expect((await guest.client.updateGuest('Visitor Two')).name).toBe('Visitor Two');
    const lobby = (await guest.client.chatRooms()).items[0];
    expect(lobby?.thread_id).toBe(Number(room));
    expect((await guest.client.joinChatRoom(lobby?.chat_id ?? 0)).result).toBe(true);
    const cursor = await stage().baseline();
    await guest.send(room, partOf(guest, 'hello from outside'));
    const [event] = (await stage().drain(cursor)).events;
    expect(event).toMatchObject({
      message: { author: { id: String(-id), name: 'Visitor Two', kind: 'guest' } },
    });
    expect((await guest.listMessages(room)).at(-1)?.author.kind).toBe('self');
  });

  it('tells a guest that is not let in from one whose secret is wrong', async () => {
    const { site, connection, group } = stage();
    const { id, secret } = await connection.client.registerGuest();
    const guest = stage().connect({ url: site.origin, guest: { id, secret } });
    await expect(guest.listMessages(group)).rejects.toMatchObject({ kind: 'permission', status: 401 });
    const forged = stage().connect({ url: site.origin, guest: { id, secret: 'not the secret at all' } });
    await expect(forged.whoAmI()).rejects.toMatchObject({ kind: 'auth' });
    expect(await guest.check([])).toEqual([]);
  });

  it('finds a site by its address however it is written', async () => {
    const { user, applicationPassword } = stage().site.credentials(2);
    for (const tail of ['/', '/wp-json', '/?rest_route=/']) {
      const alice = stage().connect({ url: stage().site.origin + tail, user, applicationPassword });
      expect((await alice.whoAmI()).id).toBe('2');
      expect((await alice.listConversations()).items.length).toBeGreaterThan(0);
    }
  });
});
