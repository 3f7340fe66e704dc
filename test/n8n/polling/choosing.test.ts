import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it, vi } from 'vitest';
import { BetterMessages } from '../../../nodes/BetterMessages/BetterMessages.node.ts';
import { choose } from '../support/pick.ts';
import { run } from '../support/run.ts';
import { idsOf, useStage } from './stage.ts';
import { betterMessages, chatApi, messagesDev } from './systems.ts';

const ALICE = '2';
const BOB = '3';
const CAROL = '4';
const PICTURE = { name: 'cat.png', mimeType: 'image/png', bytes: new TextEncoder().encode('a cat') };

describe('a polling trigger of Better Messages', () => {
  const stage = useStage(betterMessages);
  const conversations = () =>
    stage()
      .service.conversations()
      .map(({ id }) => id);
  const first = async (parameters: IDataObject, happens: () => Promise<unknown>) => {
    const poller = await stage().begun(parameters);
    await happens();
    return poller.poll();
  };
  /** What the account of the trigger does with the node. */
  const own = (resource: string, operation: string, parameters: IDataObject) =>
    run({
      ...betterMessages.placed(stage().service),
      type: new BetterMessages(),
      parameters: { resource, operation, ...parameters },
    });
  const inGroup = () => ({ conversation: { __rl: true, mode: 'id', value: stage().conversation } });

  it('leaves out what the account says itself, unless it is wanted', async () => {
    const says = async () => {
      await own('message', 'send', { ...inGroup(), text: 'mine' });
      await stage().say('theirs');
    };
    expect((await first({}, says)).map(({ text }) => text)).toEqual(['theirs']);
    expect((await first({ ignoreOwn: false }, says)).map(({ text }) => text)).toEqual(['mine', 'theirs']);
  });

  it('hears of edits, deletions and reactions when they are chosen', async () => {
    const id = await stage().say('first', { as: ALICE });
    const events = ['message.edited', 'message.deleted', 'reaction.added', 'reaction.removed'];
    const { service, conversation } = stage();
    const poller = await stage().begun({ events });
    await stage().say('not chosen');
    await service.edit({ conversation, id, as: ALICE, text: 'second' });
    expect(await poller.poll()).toEqual([
      expect.objectContaining({ event: 'message.edited', id, conversation, text: 'second' }),
    ]);
    await service.react({ conversation, id, as: BOB, emoji: '👍' });
    expect(await poller.poll()).toEqual([
      expect.objectContaining({
        event: 'reaction.added',
        id,
        conversation,
        emoji: '👍',
        author: expect.objectContaining({ id: BOB }) as object,
      }),
    ]);
    await service.react({ conversation, id, as: BOB, emoji: '👍', remove: true });
    expect(await poller.poll()).toEqual([expect.objectContaining({ event: 'reaction.removed', id })]);
    await service.delete({ conversation, id, as: ALICE });
    expect(await poller.poll()).toEqual([
      { event: 'message.deleted', key: `deleted:${id}`, id, conversation, at: expect.any(String) as string },
    ]);
  });

  it('keeps to the conversations, given as a list or as text', async () => {
    const [group = '', pair = ''] = conversations();
    const says = async () => {
      await stage().say('in the group', { conversation: group });
      await stage().say('in the pair', { conversation: pair, as: CAROL });
    };
    const texts = async (chosen: unknown) =>
      (await first({ filters: { conversations: chosen as string } }, says)).map(({ text }) => text);
    expect(await texts([pair])).toEqual(['in the pair']);
    expect(await texts(` ${group} , 99`)).toEqual(['in the group']);
    expect(await texts([])).toEqual(['in the group', 'in the pair']);
  });

  it('keeps to the authors, by name or ID, whatever the case', async () => {
    const says = async () => {
      await stage().say('from Alice', { as: ALICE });
      await stage().say('from Bob', { as: BOB });
    };
    const texts = async (authors: unknown) =>
      (await first({ filters: { authors: authors as string } }, says)).map(({ text }) => text);
    expect(await texts('alice EXAMPLE, Nobody')).toEqual(['from Alice']);
    expect(await texts(3)).toEqual(['from Bob']);
  });

  it('keeps to conversations of two, or of more', async () => {
    const [group = '', pair = '', room = ''] = conversations();
    const says = async () => {
      await stage().say('group', { conversation: group });
      await stage().say('pair', { conversation: pair, as: CAROL });
      await stage().say('room', { conversation: room, as: BOB });
    };
    const texts = async (conversationKind: string) =>
      (await first({ filters: { conversationKind } }, says)).map(({ text }) => text);
    expect(await texts('direct')).toEqual(['pair']);
    expect(await texts('group')).toEqual(['group', 'room']);
  });

  it('is not held up by a conversation that is gone', async () => {
    const [group = '', pair = ''] = conversations();
    const { faults } = stage().service;
    const gone = JSON.stringify({ code: 'rest_thread_not_exists', message: 'gone', data: { status: 404 } });
    const says = async () => {
      await stage().say('gone', { conversation: group });
      await stage().say('there', { conversation: pair, as: CAROL });
      faults.add({
        kind: 'status',
        status: 200,
        match: { path: '/threads' },
        body: '{"threads":[],"users":[],"messages":[],"serverTime":0}',
      });
      faults.add({ kind: 'status', status: 404, match: { path: 'articipants' }, body: gone });
    };
    const items = await first({ filters: { conversationKind: 'direct' } }, says);
    expect(items.map(({ text }) => text)).toEqual(['gone', 'there']);
  });

  it('keeps to messages with certain content', async () => {
    const { service, conversation } = stage();
    const says = async () => {
      await stage().say('words');
      await service.say({ conversation, as: ALICE, text: '', files: [PICTURE] });
    };
    const names = async (content: string[]) =>
      (await first({ filters: { content } }, says)).map(({ attachments }) => attachments);
    expect(await names(['image', 'video'])).toEqual([[expect.objectContaining({ kind: 'image' })]]);
    expect(await names(['text'])).toEqual([[]]);
    expect(await names(['document'])).toEqual([]);
  });

  it('brings the files along', async () => {
    const { service, conversation } = stage();
    const poller = await stage().begun({ options: { download: true } });
    await service.say({ conversation, as: ALICE, text: 'look', files: [PICTURE] });
    const [item] = (await poller.items()) ?? [];
    expect(item?.binary?.['attachment_0']).toMatchObject({
      mimeType: 'image/png',
      data: Buffer.from('a cat').toString('base64'),
    });
    expect(item?.json).not.toHaveProperty('missingFiles');
  });

  it('hands a message on without a file that cannot be had, and says so', async () => {
    const { service, conversation } = stage();
    const poller = await stage().begun({ options: { download: true } });
    await service.say({
      conversation,
      as: ALICE,
      text: 'look',
      files: [PICTURE, { ...PICTURE, name: 'dog.png' }],
    });
    service.faults.add({ kind: 'status', status: 500, match: { path: 'cat' }, times: 5 });
    const [item] = (await poller.items()) ?? [];
    expect(Object.keys(item?.binary ?? {})).toEqual(['attachment_1']);
    expect(item?.json['missingFiles']).toEqual([
      { field: 'attachment_0', name: 'cat.png', why: expect.stringContaining('500') as string },
    ]);
    expect(poller.logged.join()).toContain('A file is left out');
  });

  it('gives what the service sent, when nothing is to be simplified', async () => {
    const [item] = await first({ simplify: false }, () => stage().say('raw'));
    expect(item).toMatchObject({ event: 'message.created', thread_id: Number(stage().conversation) });
    expect(item).not.toHaveProperty('markdown');
  });

  it('offers the conversations to choose from', async () => {
    const choices = await choose(betterMessages.placed(stage().service), 'getConversations');
    const all = stage().service.conversations();
    expect(choices).toHaveLength(all.length);
    expect(choices).toEqual(expect.arrayContaining(all.map(({ id, name }) => ({ value: id, name }))));
  });

  it('says what the credential lacks', async () => {
    const poller = stage().poller();
    poller.change({ credential: { signIn: 'user', url: '', user: 'parley', applicationPassword: 'x' } });
    await expect(poller.poll()).rejects.toThrow('The credential is not complete: Site URL');
  });

  it.each([
    [{ events: [] }, 'The field “Trigger On” is empty'],
    [{ options: { quietSeconds: 121 } }, 'must be from 0 to 120'],
    [{ options: { quietSeconds: 'soon' } }, 'must be a whole number'],
  ])('refuses %j', async (parameters, why) => {
    await expect(stage().poller(parameters).poll()).rejects.toThrow(why);
  });

  it('has nothing to show by hand for what cannot be looked up', async () => {
    await stage().say('there is one');
    const poller = stage().poller({ events: ['reaction.added'] });
    await expect(poller.poll('manual')).rejects.toThrow('There is nothing to show for these events');
  });
});

describe('a polling trigger of messages.dev', () => {
  const stage = useStage(messagesDev);

  it('tells once of what people do in passing, when that is chosen', async () => {
    const { service, conversation, person } = stage();
    await stage().say('old news');
    await service.see?.({ conversation, as: person });
    const poller = await stage().begun({ events: ['read', 'typing'] });
    const told = async () => (await poller.poll()).map(({ event }) => event);
    expect(await told()).toEqual([]);
    await service.type?.({ conversation, as: person });
    expect(await poller.poll()).toEqual([
      expect.objectContaining({
        event: 'typing',
        conversation,
        author: expect.objectContaining({ id: person }) as object,
      }),
    ]);
    expect(await told()).toEqual([]);
    const other = service.people().find(({ id }) => id !== person)?.id ?? '';
    await stage().say('something new', { as: other });
    service.clock.step(1000);
    await service.see?.({ conversation, as: person });
    expect(await told()).toContain('read');
    expect(await told()).toEqual([]);
  });

  it('asks for nothing of this kind when it is not', async () => {
    const { service, conversation, person } = stage();
    const poller = await stage().begun();
    await service.type?.({ conversation, as: person });
    expect(await poller.items()).toBeNull();
    expect(poller.requests.filter(({ url }) => /typing|receipt/.test(url))).toEqual([]);
  });
});

describe('grouping', () => {
  const stage = useStage(chatApi);
  const [alice, bob] = ['17472822486@c.us', '34600112233@c.us'];

  it('waits until nobody has written for a while, and makes one item of a row', async () => {
    const poller = await stage().begun({ options: { quietSeconds: 1 } });
    await stage().say('Hello', { as: alice });
    const before = poller.requests.length;
    const polled = poller.poll();
    // By the third call, the first page has been read.
    await vi.waitUntil(() => poller.requests.length >= before + 3);
    const last = await stage().say('are you there?', { as: alice });
    expect(await polled).toEqual([
      expect.objectContaining({
        id: last,
        text: 'Hello\nare you there?',
        messages: [expect.any(String), last],
      }),
    ]);
  });

  it('parts what others wrote between, also what is left out', async () => {
    const poller = await stage().begun({ filters: { authors: alice }, options: { quietSeconds: 1 } });
    await stage().say('one', { as: alice });
    await stage().say('two', { as: alice });
    await stage().say('not mine', { as: bob });
    await stage().say('three', { as: alice });
    const items = await poller.poll();
    expect(items.map(({ text }) => text)).toEqual(['one\ntwo', 'three']);
    expect(idsOf(await poller.poll())).toEqual([]);
  });
});
