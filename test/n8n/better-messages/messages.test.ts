import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BetterMessagesEmulator } from '../../../bridges/sandbox/better-messages/index.ts';
import { startBetterMessages } from '../../../bridges/sandbox/better-messages/index.ts';
import { ADMIN, ALICE, BOB, CAROL, PARLEY, acting, id, only } from './site.ts';

describe('messages of Better Messages', () => {
  let site: BetterMessagesEmulator;
  let group: string;
  let pair: string;
  let parley: ReturnType<typeof acting>;
  beforeEach(async () => {
    site = await startBetterMessages({
      settings: { pinnedMessages: true, enableForwardMessages: true },
    });
    [group = '', pair = ''] = site.conversations().map((one) => one.id);
    parley = acting(site);
  });
  afterEach(() => site.close());

  const say = async (text: string, as = ALICE, conversation = group): Promise<string> =>
    (await site.say({ conversation, as: String(as), text })).id;

  it('says something, with its markup', async () => {
    const sent = only(
      await parley('message', 'send', { conversation: id(group), text: 'a **bold** <step> & more' }),
    );
    const stored = await site.read(group);
    expect(stored.at(-1)).toMatchObject({ id: sent.id, own: true, shown: 'a bold <step> & more' });
    expect(sent).toEqual({ conversation: group, id: sent.id, ids: [sent.id] });
  });

  it('says plain text as it is', async () => {
    await parley('message', 'send', { conversation: id(group), text: 'a **bold** step', format: 'plain' });
    expect((await site.read(group)).at(-1)?.shown).toBe('a **bold** step');
  });

  it('finds the conversation by the address of its page', async () => {
    const address = `${site.origin}/messages/#/conversation/${pair}?&scrollToContainer`;
    const url = { __rl: true, mode: 'url', value: address };
    await parley('message', 'send', { conversation: url, text: 'By address' });
    expect((await site.read(pair)).at(-1)?.shown).toBe('By address');
  });

  it('answers a message, and names people who are told of it', async () => {
    const asked = await say('Who takes this?');
    await parley('message', 'send', {
      conversation: id(group),
      text: 'Please look',
      options: { replyTo: asked, mentions: `${String(BOB)}, ${String(ALICE)}` },
    });
    expect((await site.read(group)).at(-1)).toMatchObject({
      shown: '@Bob Example @Alice Example Please look',
      replyTo: asked,
      mentions: [String(BOB), String(ALICE)],
    });
  });

  it('says something as a guest', async () => {
    const visitor = Number(site.people().find(({ name }) => name === 'Visitor Vera')?.id);
    const room = site.conversations()[2]?.id ?? '';
    const vera = acting(site, visitor);
    const sent = only(await vera('message', 'send', { conversation: id(room), text: 'Hello from outside' }));
    expect((await site.read(room)).at(-1)).toMatchObject({ id: sent.id, author: String(visitor) });
    const { json } = await vera('message', 'getAll', { conversation: id(room), limit: 1 });
    expect(json).toMatchObject([{ author: { kind: 'self', name: 'Visitor Vera' } }]);
  });

  it('splits what is longer than a message, in order', async () => {
    const text = Array.from({ length: 3000 }, (_, index) => `Line ${String(index)}.`).join('\n\n');
    const sent = only(await parley('message', 'send', { conversation: id(group), text }));
    const stored = (await site.read(group)).filter(({ own }) => own);
    expect(stored.length).toBeGreaterThan(1);
    expect(sent.ids).toEqual(stored.map((one) => one.id));
    expect(stored.at(-1)?.shown).toContain('Line 2999.');
  });

  it('reads them oldest first; a limit keeps the newest', async () => {
    for (const text of ['one', 'two', 'three']) await say(text);
    const { json } = await parley('message', 'getAll', { conversation: id(group), limit: 2 });
    expect(json.map(({ text }) => text)).toEqual(['two', 'three']);
    expect(json[1]).toMatchObject({
      conversation: group,
      platform: 'better-messages',
      author: { id: String(ALICE), name: 'Alice Example', kind: 'person' },
      attachments: [],
    });
  });

  it('reads all of them, those after one and those before one', async () => {
    const written: string[] = [];
    for (let number = 0; number < 170; number += 1) written.push(await say(`message ${String(number)}`));
    const read = async (more: Record<string, unknown>) => {
      const { json } = await parley('message', 'getAll', {
        conversation: id(group),
        ...(more as Record<string, string>),
      });
      return json.map((one) => one.id);
    };
    expect((await read({ returnAll: true })).slice(-170)).toEqual(written);
    expect(await read({ returnAll: true, filters: { after: written[166] } })).toEqual(written.slice(167));
    expect(await read({ limit: 2, filters: { before: written[100] } })).toEqual(written.slice(98, 100));
  });

  it('gives the raw message where no simple one is wanted', async () => {
    const raw = await parley('message', 'getAll', { conversation: id(group), limit: 1, simplify: false });
    expect(only(raw)).toMatchObject({ thread_id: Number(group), message: expect.any(String) as string });
  });

  it('marks nothing as read by reading', async () => {
    await say('unread');
    await parley('message', 'getAll', { conversation: id(group) });
    const { json } = await parley('conversation', 'getAll', {});
    expect(json.find((one) => one.id === group)).toMatchObject({ unread: 2 });
  });

  it('looks up one message', async () => {
    const written = await say('just this one');
    expect(only(await parley('message', 'get', { messageId: written }))).toMatchObject({
      id: written,
      text: 'just this one',
    });
    await expect(parley('message', 'get', { messageId: '99999' })).rejects.toThrow('no message 99999');
  });

  it('changes an own message', async () => {
    const sent = only(await parley('message', 'send', { conversation: id(group), text: 'Teh text' }));
    const message = { conversation: id(group), messageId: sent.id as string };
    const changed = only(await parley('message', 'update', { ...message, text: 'The **text**' }));
    expect(changed).toMatchObject({ id: sent.id, text: 'The text', editedAt: expect.any(String) as string });
    expect((await site.read(group)).at(-1)).toMatchObject({ shown: 'The text', edited: true });
    const long = parley('message', 'update', { ...message, text: 'words '.repeat(5000) });
    await expect(long).rejects.toThrow('too long for one message');
  });

  it('says which setting lets people change messages', async () => {
    site.settings.allowEditMessages = false;
    const sent = only(await parley('message', 'send', { conversation: id(group), text: 'Teh text' }));
    const change = { conversation: id(group), messageId: sent.id as string, text: 'The text' };
    await expect(parley('message', 'update', change)).rejects.toMatchObject({
      description: expect.stringContaining('allowEditMessages') as string,
    });
  });

  it('deletes an own message, and no other', async () => {
    const sent = only(await parley('message', 'send', { conversation: id(group), text: 'wrong room' }));
    const own = { conversation: id(group), messageId: sent.id as string };
    expect(only(await parley('message', 'delete', own))).toEqual({ deleted: true });
    expect((await site.read(group)).some((one) => one.id === sent.id)).toBe(false);
    const other = parley('message', 'delete', { conversation: id(group), messageId: await say('mine') });
    await expect(other).rejects.toMatchObject({
      description: expect.stringContaining('allowDeleteMessages') as string,
    });
  });

  it('deletes any message as an administrator', async () => {
    const message = { conversation: id(group), messageId: await say('rude words') };
    expect(only(await acting(site, ADMIN)('message', 'delete', message))).toEqual({ deleted: true });
    expect((await site.read(group)).some((one) => one.id === message.messageId)).toBe(false);
  });

  it('reacts, and takes the reaction back', async () => {
    const written = await say('good?');
    const reaction = { messageId: written, emoji: '👍' };
    expect(only(await parley('message', 'addReaction', reaction))).toEqual({ success: true });
    await parley('message', 'addReaction', reaction);
    const [before] = (await site.read(group)).slice(-1);
    expect(before?.reactions).toEqual([{ emoji: '👍', by: [String(PARLEY)] }]);
    await parley('message', 'removeReaction', reaction);
    const [after] = (await site.read(group)).slice(-1);
    expect(after?.reactions ?? []).toEqual([]);
    await expect(parley('message', 'addReaction', { ...reaction, emoji: '🦕' })).rejects.toMatchObject({
      description: expect.stringContaining('only the few reactions') as string,
    });
  });

  it('keeps favorites', async () => {
    const written = await say('keep this');
    const message = { conversation: id(group), messageId: written };
    expect(only(await parley('message', 'star', message))).toEqual({ success: true });
    expect(only(await parley('message', 'getStarred'))).toMatchObject({ id: written, text: 'keep this' });
    await parley('message', 'unstar', message);
    expect((await parley('message', 'getStarred')).json).toEqual([]);
  });

  it('pins a message as a moderator', async () => {
    const message = { conversation: id(group), messageId: await say('the rules') };
    const alice = acting(site, ALICE);
    expect(only(await alice('message', 'pin', message))).toEqual({ success: true });
    expect(site.site.store.thread(Number(group))?.pin).toBe(Number(message.messageId));
    await alice('message', 'unpin', message);
    expect(site.site.store.thread(Number(group))?.pin).toBeUndefined();
    await expect(parley('message', 'pin', message)).rejects.toMatchObject({
      description: expect.stringContaining('only moderators may pin') as string,
    });
  });

  it('forwards a message, and tells where it could not', async () => {
    const written = await say('pass this on');
    const { json } = await parley('message', 'forward', {
      messageId: written,
      conversations: `${pair}, 9999`,
    });
    const [copy] = (await site.read(pair)).slice(-1);
    expect(json).toEqual([
      { conversation: pair, forwarded: true, id: copy?.id },
      { conversation: '9999', forwarded: false, reason: expect.any(String) as string },
    ]);
    const nowhere = parley('message', 'forward', { messageId: written, conversations: '9999' });
    await expect(nowhere).rejects.toThrow('forwarded nowhere');
    const many = Array.from({ length: 21 }, (_, index) => index + 1).join(',');
    await expect(parley('message', 'forward', { messageId: written, conversations: many })).rejects.toThrow(
      'more than 20',
    );
  });

  it('finds a text', async () => {
    await say('the invoice is here');
    const second = await say('an invoice again');
    await say('no such word', CAROL, pair);
    expect(only(await parley('message', 'search', { search: 'invoice' }))).toMatchObject({
      id: second,
      conversation: group,
      matches: 2,
    });
    expect((await parley('message', 'search', { search: 'zeppelin' })).json).toEqual([]);
  });

  it('finds what changed since a moment', async () => {
    const gone = await say('soon gone');
    const kept = await say('first words');
    site.clock.step(10_000);
    const since = new Date(site.clock.now()).toISOString();
    site.clock.step(10_000);
    await site.edit({ conversation: group, id: kept, as: String(ALICE), text: 'second words' });
    await site.delete({ conversation: group, id: gone, as: String(ALICE) });
    const fresh = await say('new');
    const changes = only(await parley('message', 'getChanges', { since }));
    expect(changes).toMatchObject({
      messages: [
        { id: kept, text: 'second words' },
        { id: fresh, text: 'new' },
      ],
      deletedMessages: [gone],
    });
    site.clock.step(10_000);
    expect(only(await parley('message', 'getChanges', { since: changes.until }))).toMatchObject({
      messages: [],
    });
  });
});
