import { describe, expect, it } from 'vitest';
import { plainText, textTree } from '../../src/text/index.ts';
import { eventually, failure, scene } from './fixture.ts';

describe('settings of an instance', () => {
  it('are read, and changed in part', async () => {
    const { connection } = await scene();
    expect(await connection.client.settings()).toMatchObject({ ackNotificationsOn: false, sendDelay: 0 });
    const changed = await connection.client.changeSettings({ sendDelay: 2, guaranteedHooks: true });
    expect(changed).toMatchObject({ sendDelay: 2, update: { sendDelay: 2, guaranteedHooks: true } });
  });

  it('switch delivery notifications in the form of the first years too', async () => {
    const { connection } = await scene();
    await connection.client.setAckNotifications(true);
    expect(await connection.client.settings()).toMatchObject({ ackNotificationsOn: true });
    await connection.client.setAckNotifications(false);
    expect(await connection.client.settings()).toMatchObject({ ackNotificationsOn: false });
  });

  it('tells the IP address that the instance has', async () => {
    const { connection } = await scene();
    expect(await connection.client.outputIp()).toEqual({ address: '127.0.0.1' });
  });

  it('tells numbers that are on WhatsApp from others', async () => {
    const { connection } = await scene();
    expect(await connection.client.checkPhone('17472822486')).toEqual({ result: 'exists' });
    expect(await connection.client.checkPhone('19999999999')).toEqual({ result: 'not exists' });
  });
});

describe('everything that sends', () => {
  it('sends links, contacts, cards, places and passes messages on', async () => {
    const { connection, emulator, group } = await scene();
    const { client } = connection;
    const { id } = await client.sendMessage(group, 'first', { mentionedPhones: ['17472822486'] });
    await client.sendLink(group, {
      body: 'https://example.org',
      previewBase64: 'data:,',
      title: 'Example',
      text: 'see',
    });
    await client.sendContact(group, ['17472822486@c.us', '34600112233@c.us']);
    await client.sendVCard(group, 'BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nEND:VCARD');
    await client.sendLocation(group, { lat: 48.85, lng: 2.29, address: 'Tower\nParis' });
    await eventually(emulator, async () => ((await emulator.read(group)).length === 5 ? true : undefined));
    await client.forwardMessage(group, id ?? '');
    await eventually(emulator, async () => ((await emulator.read(group)).length === 6 ? true : undefined));
    const messages = await connection.listMessages(group);
    expect(
      messages.map(({ text, attachments }) => [plainText(text), ...attachments.map(({ kind }) => kind)]),
    ).toEqual([
      ['first'],
      ['see\nhttps://example.org'],
      ['', 'contact', 'contact'],
      ['', 'contact'],
      ['Tower\nParis', 'location'],
      ['first'],
    ]);
  });

  it('sends with a delay between two messages where the instance is set so', async () => {
    const { connection, emulator, group } = await scene({ sendDelay: 0.005 });
    for (const text of ['one', 'two', 'three']) await connection.client.sendMessage(group, text);
    expect((await connection.client.showMessagesQueue()).first100?.map(({ body }) => body)).toContain(
      'three',
    );
    await eventually(emulator, async () => ((await emulator.read(group)).length === 3 ? true : undefined));
    expect((await emulator.read(group)).map(({ shown }) => shown)).toEqual(['one', 'two', 'three']);
  });

  it('takes a message back, and is content when it is gone already', async () => {
    const { connection, emulator, group } = await scene();
    const { id } = await connection.client.sendMessage(group, 'oops');
    await eventually(emulator, async () => ((await emulator.read(group)).length === 1 ? true : undefined));
    await connection.delete?.(group, id ?? '');
    expect(await emulator.read(group)).toEqual([]);
    await connection.delete?.(group, id ?? '');
    emulator.faults.add({ kind: 'status', status: 404 });
    expect((await failure(connection.delete?.(group, id ?? '') ?? Promise.resolve())).kind).toBe('not-found');
  });
});

describe('chats and groups', () => {
  it('lists chats by name, most recently active first', async () => {
    const { connection, emulator, direct, person } = await scene();
    emulator.clock.step(5000);
    emulator.receive({ conversation: direct, as: person, type: 'chat', body: 'x' });
    const { items } = await connection.listConversations();
    expect(items.map(({ name, kind }) => [name, kind])).toEqual([
      ['Ilya Petrov', 'direct'],
      ['Neighbourhood', 'group'],
      ['Repair café', 'group'],
    ]);
    const found = await connection.listConversations({ search: 'CAFÉ' });
    expect(found.items.map(({ name }) => name)).toEqual(['Repair café']);
  });

  it('marks as read, shows typing and does the rest one does to chats', async () => {
    const { connection, group, requests } = await scene();
    await connection.markRead?.(group);
    await connection.typing?.(group);
    const { client } = connection;
    for (const act of [client.unreadChat, client.pinChat, client.unpinChat]) await act(group);
    await client.recording(group, 2);
    expect(JSON.parse(String(requests[1]?.body))).toEqual({ chatId: group, on: true, duration: 5 });
    expect((await failure(connection.markRead?.('1-1@g.us') ?? Promise.resolve())).kind).toBe('not-found');
    expect((await failure(client.pinChat('1-1@g.us'))).kind).toBe('not-found');
    await client.removeChat(group);
    expect((await connection.listConversations()).items.map(({ id }) => id)).not.toContain(group);
  });

  it('opens a group with a first message', async () => {
    const { connection, emulator } = await scene();
    const opened = await connection.createConversation?.(['+1 747 282 2486', '34600112233@c.us'], {
      name: 'Browsers',
      text: textTree('Safari is the new IE'),
    });
    expect(opened).toMatchObject({ name: 'Browsers', kind: 'group', id: expect.stringMatching(/@g\.us$/) });
    expect((await emulator.read(opened?.id ?? '')).map(({ shown }) => shown)).toEqual([
      'Safari is the new IE',
    ]);
    const people = await connection.participants?.(opened?.id ?? '');
    expect(people).toContainEqual({ id: '17472822486@c.us', name: 'Ilya Petrov' });
  });

  it('opens a private chat by writing', async () => {
    const { connection, emulator } = await scene();
    const opened = await connection.createConversation?.(['34600112233@c.us'], { text: textTree('hola') });
    expect(opened).toMatchObject({ id: '34600112233@c.us', kind: 'direct' });
    await eventually(emulator, async () => (await emulator.read('34600112233@c.us'))[0]);
    expect(await connection.participants?.('34600112233@c.us')).toEqual([
      { id: '34600112233@c.us', name: 'Lucía Moreno' },
    ]);
  });

  it('says so when a group waits for the phone, and that it will come by itself', async () => {
    const { connection, emulator } = await scene();
    emulator.setState('loading');
    const creating = connection.createConversation?.(['17472822486'], { name: 'Later' }) ?? Promise.resolve();
    const error = await failure(creating);
    expect([error.outcome, error.advice]).toEqual([
      'unknown',
      expect.stringContaining('do not create it again'),
    ]);
    expect(await connection.client.showActionsQueue()).toMatchObject({
      totalActions: 1,
      first100: [{ type: 'create group' }],
    });
    emulator.setState('authenticated');
    const id = await eventually(
      emulator,
      async () => emulator.conversations().find(({ name }) => name === 'Later')?.id,
    );
    expect((await connection.listConversations({ search: 'later' })).items.map((one) => one.id)).toEqual([
      id,
    ]);
  });

  it('forgets what waits for the phone on demand', async () => {
    const { connection, emulator } = await scene();
    emulator.setState('loading');
    await connection.client.createGroup({ groupName: 'Never', phones: ['17472822486'] });
    expect(await connection.client.clearActionsQueue()).toEqual({
      message: 'Cleared 1 actions',
      actionsExample: ['create group'],
    });
  });

  it('joins a group again by its invitation, as a link or only its code', async () => {
    const { connection, group } = await scene();
    const { client } = connection;
    const link = (await client.dialog(group)).metadata?.groupInviteLink ?? '';
    for (const invite of [link, link.split('/').at(-1) ?? '']) {
      await client.leaveGroup(group);
      expect((await failure(client.dialog(group))).kind).toBe('not-found');
      expect(await client.joinGroup(invite)).toEqual({ chatId: group });
      expect((await connection.listConversations()).items.map(({ id }) => id)).toContain(group);
    }
    const error = await failure(client.joinGroup('https://chat.whatsapp.com/secretInvitation'));
    expect(error.kind).toBe('not-found');
    expect(error.message).not.toContain('secretInvitation');
  });

  it('adds and removes people', async () => {
    const { connection, group } = await scene();
    const { client } = connection;
    await client.removeGroupParticipant(group, '17472822486');
    await client.addGroupParticipant(group, '19999999999@c.us');
    await client.promoteGroupParticipant(group, '19999999999');
    await client.demoteGroupParticipant(group, '19999999999');
    const ids = (await connection.participants?.(group))?.map(({ id }) => id);
    expect(ids).toContain('19999999999@c.us');
    expect(ids).not.toContain('17472822486@c.us');
    expect((await failure(client.addGroupParticipant('1-1@g.us', '1747'))).kind).toBe('not-found');
    await client.leaveGroup(group);
    expect((await failure(client.dialog(group))).kind).toBe('not-found');
  });
});

describe('reading', () => {
  it('takes every filter of the service', async () => {
    const { connection, emulator, group, direct, person } = await scene();
    for (let index = 1; index <= 120; index += 1) {
      emulator.receive({
        conversation: index % 2 ? group : direct,
        as: person,
        type: 'chat',
        body: String(index),
      });
    }
    const { client } = connection;
    const numbers = async (query: Parameters<typeof client.messages>[0]) =>
      (await client.messages(query)).messages?.map(({ messageNumber }) => messageNumber) ?? [];
    expect(await numbers({ lastMessageNumber: 99 })).toEqual(
      Array.from({ length: 21 }, (_, index) => 100 + index),
    );
    expect((await client.messages({ lastMessageNumber: 99 })).lastMessageNumber).toBe(120);
    expect((await numbers({ last: true, lastMessageNumber: 5 }))[0]).toBe(21);
    expect(await numbers({ limit: 0 })).toHaveLength(120);
    expect(await numbers({ limit: 3 })).toEqual([1, 2, 3]);
    expect((await numbers({ chatId: direct })).slice(0, 2)).toEqual([2, 4]);
    expect(await numbers({ minTime: Math.floor(Date.now() / 1000) + 60 })).toEqual([]);
    expect(await numbers({ lastMessageNumber: 120 })).toEqual([]);
    expect((await client.messages({ lastMessageNumber: 120 })).lastMessageNumber).toBe(120);
    const history = await client.messagesHistory({ chatId: group, count: 2, page: 1 });
    expect(history.messages?.map(({ body }) => body)).toEqual(['115', '113']);
  });
});
