import { describe, expect, it } from 'vitest';
import { pick } from '../support/pick.ts';
import { acting, failing, fileItem, instance, only, PERSON, placed, stored, typed } from './site.ts';

const conversation = typed(PERSON);
const DAY_MS = 24 * 3_600_000;

describe('an account of 1msg.io', () => {
  it('sends text, files, voice notes and places', async () => {
    const phone = await instance({ dialect: '1msg' });
    const act = acting(phone);
    const { id } = only(
      await act('message', 'send', { conversation: typed('+17472822486', 'phone'), text: 'hello' }),
    );
    expect(id).toMatch(/^wamid\./);
    const items = [fileItem('v', 'audio/ogg', 'v.ogg')];
    await act(
      'message',
      'sendFile',
      { conversation, caption: '' },
      { items: [fileItem('a', 'image/png', 'a.png')] },
    );
    const { requests } = await act('message', 'sendVoice', { conversation }, { items });
    expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({ voice: true });
    await act('message', 'sendLocation', { conversation, latitude: 1, longitude: 2, address: 'x' });
    await stored(phone, PERSON, 4);
    const { json } = await act('message', 'getAll', { conversation, simplify: false });
    expect(json.map(({ type }) => type)).toEqual(['chat', 'image', 'ptt', 'location']);
  });

  it('reads messages without numbers, and says so to those who want them', async () => {
    const phone = await instance({ dialect: '1msg' });
    const act = acting(phone);
    phone.receive({ conversation: PERSON, as: PERSON, type: 'chat', body: 'one' });
    phone.clock.step(5000);
    phone.receive({ conversation: '34600112233@c.us', as: '34600112233@c.us', type: 'chat', body: 'two' });
    const { json } = await act('message', 'getAll', { returnAll: true });
    expect(json.map(({ text, messageNumber }) => [text, messageNumber])).toEqual([
      ['one', undefined],
      ['two', undefined],
    ]);
    expect((await act('message', 'getAll', { conversation })).json.map(({ text }) => text)).toEqual(['one']);
    const error = await failing(act('message', 'getAll', { filters: { afterNumber: 3 } }));
    expect(error.message).toBe('1msg.io does not number its messages');
  });

  it('marks a message, or the last one of a chat, as read', async () => {
    const phone = await instance({ dialect: '1msg' });
    const act = acting(phone);
    const { id } = phone.receive({ conversation: PERSON, as: PERSON, type: 'chat', body: 'one' });
    expect(only(await act('message', 'markAsRead', { messageId: id }))).toEqual({ success: true });
    const { json, requests } = await act('chat', 'markAsRead', { conversation });
    expect(json).toEqual([{ success: true, conversation: PERSON }]);
    expect(JSON.parse(requests.at(-1)?.body ?? '')).toEqual({ messageId: id });
  });

  it('finds as conversations and people those who wrote', async () => {
    const phone = await instance({ dialect: '1msg' });
    phone.receive({ conversation: PERSON, as: PERSON, type: 'chat', body: 'one' });
    for (const method of ['searchConversations', 'searchPeople']) {
      expect((await pick(placed(phone), method)).results).toEqual([{ name: 'Ilya Petrov', value: PERSON }]);
    }
    expect((await acting(phone)('chat', 'getAll')).json).toMatchObject([{ id: PERSON, kind: 'direct' }]);
  });

  it('lists its templates, and sends one when the window has closed', async () => {
    const phone = await instance({ dialect: '1msg' });
    const act = acting(phone);
    const { json } = await act('template', 'getAll');
    expect(json[0]).toMatchObject({ name: 'appointment_reminder', language: 'en', status: 'approved' });
    expect((await act('template', 'getAll', { limit: 1 })).json).toHaveLength(1);
    phone.clock.step(DAY_MS + 60_000);
    const template = { person: typed('+1 747 282 2486', 'phone'), template: 'appointment_reminder' };
    const { id, conversation: to } = only(
      await act('message', 'sendTemplate', { ...template, parameters: ['Ilya', 'Monday'] }),
    );
    expect(to).toBe(PERSON);
    expect(await stored(phone, PERSON)).toMatchObject([{ id, shown: 'Hello Ilya, see you on Monday.' }]);
    const components = '[{ "type": "body", "parameters": [{ "text": "A" }, { "text": "B" }] }]';
    await act('message', 'sendTemplate', { ...template, options: { components, namespace: 'n' } });
    expect((await stored(phone, PERSON, 2)).at(-1)?.shown).toBe('Hello A, see you on B.');
  });

  it.each([
    [{ parameters: ['Ilya', ''] }, 'The field “Body Parameters” has no text for {{2}}'],
    [{ options: { components: '{}' } }, 'The field “Components” is no list of objects in JSON'],
    [{ options: { components: '[1]' } }, 'The field “Components” is no list of objects in JSON'],
    [{ template: '' }, 'The field “Template” is empty'],
    [{ person: typed('1-1@g.us') }, 'The field “Person” must be a person, and is a group'],
  ])('sends no template with %j', async (wrong, complaint) => {
    const act = acting(await instance({ dialect: '1msg' }));
    const template = { person: typed(PERSON), template: 'hello_world', language: 'en_US' };
    const error = await failing(act('message', 'sendTemplate', { ...template, ...wrong }));
    expect(error.message).toBe(complaint);
  });

  it('says so when there is no such template', async () => {
    const act = acting(await instance({ dialect: '1msg' }));
    const template = { person: typed(PERSON), template: 'gone', language: 'en' };
    const error = await failing(act('message', 'sendTemplate', template));
    expect(error.message).toContain('Could not send the template "gone"');
    expect(error.message).toContain('template does not exist');
  });

  it('reacts to a message, takes that back, and sends stickers', async () => {
    const phone = await instance({ dialect: '1msg' });
    const act = acting(phone);
    const { id: messageId } = phone.receive({
      conversation: PERSON,
      as: PERSON,
      type: 'chat',
      body: 'one',
    });
    const message = { person: typed(PERSON), messageId };
    expect(only(await act('message', 'addReaction', { ...message, emoji: '👍' }))).toEqual({ success: true });
    expect((await phone.read(PERSON))[0]?.reactions).toMatchObject([{ emoji: '👍' }]);
    await act('message', 'removeReaction', message);
    expect((await phone.read(PERSON))[0]?.reactions).toBeUndefined();
    const error = await failing(act('message', 'addReaction', { ...message, messageId: 'x', emoji: '👍' }));
    expect(error.message).toContain('was not found');
    const url = 'https://example.org/s.webp';
    await act('message', 'sendSticker', { conversation, url, options: { replyTo: messageId } });
    expect((await stored(phone, PERSON, 2)).at(-1)).toMatchObject({ stored: url, replyTo: messageId });
  });

  it('says when the window of 24 hours has closed', async () => {
    const phone = await instance({ dialect: '1msg' });
    phone.clock.step(DAY_MS + 60_000);
    const error = await failing(acting(phone)('message', 'send', { conversation, text: 'late' }));
    expect(error.description).toContain('send an approved template');
  });

  it('sends once after a lost answer', async () => {
    const phone = await instance({ dialect: '1msg' });
    phone.faults.add({ kind: 'lost-answer', match: { path: '/sendMessage' } });
    const { id } = only(await acting(phone)('message', 'send', { conversation, text: 'once' }));
    expect((await stored(phone, PERSON)).map((one) => one.id)).toEqual([id]);
  });

  it('sets its webhook and tells its status', async () => {
    const act = acting(await instance({ dialect: '1msg' }));
    const url = 'https://example.org/hook';
    expect(only(await act('webhook', 'set', { url }))).toEqual({ isSet: true, url });
    expect(only(await act('instance', 'getStatus'))).toMatchObject({ accountStatus: 'authenticated' });
  });

  const person = typed(PERSON);
  const group = typed('1-1@g.us');
  const missing = {
    message: ['sendContact', 'sendVCard', 'sendLink', 'forward', 'delete', 'getHistory'],
    chat: ['get', 'getParticipants', 'markAsUnread', 'pin', 'unpin', 'delete', 'showTyping', 'showRecording'],
    group: [
      'create',
      'addParticipant',
      'removeParticipant',
      'promoteParticipant',
      'demoteParticipant',
      'join',
      'leave',
    ],
    instance: [
      ...[
        'getQrCode',
        'logout',
        'reboot',
        'takeover',
        'renewQrCode',
        'retrySync',
        'getSettings',
        'updateSettings',
      ],
      ...['setAckNotifications', 'getIpAddress', 'getStatusHistory'],
    ],
    webhook: ['getDelivery'],
    queue: ['getMessages', 'getActions', 'clearMessages', 'clearActions'],
    phoneNumber: ['check'],
    blocking: ['get', 'update', 'test'],
  };
  const all = Object.entries(missing).flatMap(([resource, operations]) =>
    operations.map((operation) => [resource, operation] as const),
  );
  it.each(all)('has no %s: %s, and says so without a request', async (resource, operation) => {
    const phone = await instance({ dialect: '1msg' });
    const vcard = 'BEGIN:VCARD\nEND:VCARD';
    const running = acting(phone)(
      resource,
      operation,
      {
        ...{ conversation, group, person, vcard, contacts: PERSON, messageIds: 'a', messageId: 'a' },
        ...{
          url: 'https://example.org',
          title: 'x',
          name: 'x',
          people: PERSON,
          invitation: 'x',
          phone: '17472822486',
        },
        ...{ settings: { sendDelay: 1 }, updateFields: { mask: 'x' } },
      },
      { items: [fileItem('p', 'image/png', 'p.png')] },
    );
    const error = await failing(running);
    expect(error.message).toMatch(/^Could not .*: 1msg\.io has no call for it$/);
    expect(error.description).toBe('Leave this out, or use an account of a service that can do it.');
  });

  it.each([
    ['message', 'markAsRead'],
    ['message', 'addReaction'],
    ['message', 'removeReaction'],
    ['message', 'sendSticker'],
    ['message', 'sendTemplate'],
    ['template', 'getAll'],
  ])('has what Chat API has no call for: %s: %s', async (resource, operation) => {
    const parameters = {
      messageId: 'x',
      person,
      conversation,
      emoji: '👍',
      template: 'x',
      url: 'https://a.org',
    };
    const error = await failing(acting(await instance())(resource, operation, parameters));
    expect(error.message).toContain('Chat API has no call for it');
  });
});
