import { describe, expect, it } from 'vitest';
import { pick } from '../support/pick.ts';
import { acting, failing, GROUP, instance, only, OTHER, PERSON, placed, stored, typed } from './site.ts';

const CAFE = '17680561234-1504208593@g.us';

describe('chats', () => {
  it('are listed, searched and filtered', async () => {
    const phone = await instance();
    phone.clock.step(5000);
    phone.receive({ conversation: PERSON, as: PERSON, type: 'chat', body: 'x' });
    const act = acting(phone);
    const names = async (parameters: Parameters<typeof act>[2]) =>
      (await act('chat', 'getAll', parameters)).json.map(({ name }) => name);
    expect(await names({ returnAll: true })).toEqual(['Ilya Petrov', 'Neighbourhood', 'Repair café']);
    expect(await names({ limit: 1, filters: { kind: 'group' } })).toEqual(['Neighbourhood']);
    expect(await names({ filters: { search: 'CAFÉ' } })).toEqual(['Repair café']);
    const [raw] = (await act('chat', 'getAll', { limit: 1, simplify: false })).json;
    expect(raw).toMatchObject({ id: PERSON, metadata: { isGroup: false } });
  });

  it('are read with their people', async () => {
    const act = acting(await instance());
    const conversation = typed(GROUP);
    expect(only(await act('chat', 'get', { conversation }))).toMatchObject({
      id: GROUP,
      name: 'Neighbourhood',
      kind: 'group',
      participants: expect.arrayContaining([PERSON, OTHER]),
      inviteLink: expect.stringContaining('https://chat.whatsapp.com/'),
    });
    expect(only(await act('chat', 'get', { conversation, simplify: false }))).toHaveProperty('last_time');
    const { json } = await act('chat', 'getParticipants', { conversation });
    expect(json).toContainEqual({ id: PERSON, name: 'Ilya Petrov' });
    expect(json).toContainEqual({ id: OTHER, name: '+34600112233' });
  });

  it.each([
    ['markAsRead', 'readChat', {}],
    ['markAsUnread', 'unreadChat', {}],
    ['pin', 'pinChat', {}],
    ['unpin', 'unpinChat', {}],
    ['showTyping', 'typing', { on: true, duration: 7 }],
    ['showRecording', 'recording', { on: true, duration: 7 }],
  ])('are acted on: %s', async (operation, path, body) => {
    const act = acting(await instance());
    const done = await act('chat', operation, { conversation: typed(GROUP), seconds: 7 });
    expect(only(done)).toEqual({ success: true, conversation: GROUP });
    const [request] = done.requests;
    expect(request?.url).toContain(`/${path}?`);
    expect(JSON.parse(request?.body ?? '')).toEqual({ chatId: GROUP, ...body });
    const gone = await failing(act('chat', operation, { conversation: typed('1-1@g.us') }));
    expect(gone.message).toMatch(/^Could not .*1-1@g\.us/);
  });

  it('are deleted', async () => {
    const act = acting(await instance());
    expect(only(await act('chat', 'delete', { conversation: typed(CAFE) }))).toEqual({
      deleted: true,
      conversation: CAFE,
    });
    expect((await act('chat', 'getAll')).json.map(({ id }) => id)).not.toContain(CAFE);
  });
});

describe('groups', () => {
  it('are created with a first message', async () => {
    const phone = await instance();
    const made = only(
      await acting(phone)('group', 'create', {
        name: 'Browsers',
        people: '+1 747 282 2486, 34600112233@c.us',
        text: 'Safari is the **new** IE',
      }),
    );
    expect(made).toMatchObject({
      name: 'Browsers',
      isQueued: false,
      inviteLink: expect.stringContaining('http'),
    });
    expect((await stored(phone, String(made.id))).map(({ stored: text }) => text)).toEqual([
      'Safari is the *new* IE',
    ]);
  });

  it('wait for the phone, and the answer says so', async () => {
    const phone = await instance();
    phone.holdQueue(true);
    const made = only(await acting(phone)('group', 'create', { name: 'Later', people: '17472822486' }));
    expect(made).toEqual({ name: 'Later', isQueued: true, message: 'The group was added to the queue' });
  });

  it('are not created twice when the answer is lost', async () => {
    const phone = await instance();
    phone.faults.add({ kind: 'lost-answer', match: { path: '/group' } });
    const error = await failing(acting(phone)('group', 'create', { name: 'Once', people: '17472822486' }));
    expect(error.description).toContain('it may have been carried out all the same');
    expect(phone.conversations().filter(({ name }) => name === 'Once')).toHaveLength(1);
  });

  it('let people in and out, and make them admins', async () => {
    const act = acting(await instance());
    const group = typed(GROUP);
    const person = typed('19999999999', 'phone');
    for (const operation of ['addParticipant', 'promoteParticipant', 'demoteParticipant']) {
      expect(only(await act('group', operation, { group, person }))).toEqual({
        success: true,
        group: GROUP,
        person: '19999999999@c.us',
      });
    }
    await act('group', 'removeParticipant', { group, person: typed(PERSON) });
    const { participants } = only(await act('chat', 'get', { conversation: group }));
    expect(participants).toContain('19999999999@c.us');
    expect(participants).not.toContain(PERSON);
  });

  it('are left, and joined by link or code', async () => {
    const act = acting(await instance());
    const { inviteLink } = only(await act('chat', 'get', { conversation: typed(GROUP) }));
    for (const invitation of [String(inviteLink), String(inviteLink).split('/').at(-1)]) {
      expect(only(await act('group', 'leave', { group: typed(GROUP) }))).toEqual({
        success: true,
        group: GROUP,
      });
      await failing(act('chat', 'get', { conversation: typed(GROUP) }));
      expect(only(await act('group', 'join', { invitation }))).toEqual({ success: true, id: GROUP });
    }
  });

  it('are no private chats, and people are no groups', async () => {
    const act = acting(await instance());
    const wrongGroup = await failing(act('group', 'leave', { group: typed(PERSON) }));
    expect(wrongGroup.message).toContain('The field “Group” must be the ID of a group');
    const wrongPerson = { group: typed(GROUP), person: typed(GROUP) };
    expect((await failing(act('group', 'addParticipant', wrongPerson))).message).toBe(
      'The field “Person” must be a person, and is a group',
    );
  });
});

describe('pickers', () => {
  it('find conversations, groups and people', async () => {
    const phone = await instance();
    const names = async (method: string, filter?: string) =>
      (await pick(placed(phone), method, filter)).results.map(({ name }) => name);
    expect((await names('searchConversations')).sort()).toEqual([
      'Ilya Petrov',
      'Neighbourhood',
      'Repair café',
    ]);
    expect(await names('searchConversations', 'neigh')).toEqual(['Neighbourhood']);
    expect((await names('searchGroups')).sort()).toEqual(['Neighbourhood', 'Repair café']);
    expect(await names('searchPeople', 'ilya')).toEqual(['Ilya Petrov']);
    expect(await names('searchPeople', 'Neigh')).toEqual([]);
  });

  it('turn pages', async () => {
    const phone = await instance();
    const act = acting(phone);
    for (let index = 0; index < 60; index += 1) {
      await act('group', 'create', { name: `Group ${String(index)}`, people: '17472822486' });
    }
    const first = await pick(placed(phone), 'searchGroups');
    const second = await pick(placed(phone), 'searchGroups', undefined, String(first.paginationToken));
    const all = [...first.results, ...second.results].map(({ value }) => value);
    expect(new Set(all).size).toBe(62);
    expect(second.paginationToken).toBeUndefined();
  });

  it('say why there is nothing to pick from', async () => {
    const phone = await instance();
    const picking = pick(placed(phone, {}, { token: 'another-token' }), 'searchConversations');
    await expect(picking).rejects.toThrow('Wrong token');
  });
});
