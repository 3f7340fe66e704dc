import type { Hono } from 'hono';
import { Refused } from '../model.ts';
import { groupOf, personOf, readParams } from '../request.ts';
import { SELF } from '../seed.ts';
import type { Service } from '../service.ts';
import type { Chat } from '../model.ts';
import { chatToWire, invitationLink } from '../wire.ts';

/** Groups and their people. */
export function groupRoutes(app: Hono, service: Service): void {
  const { store, outbound } = service;
  if (service.behaviour.dialect === '1msg') {
    app.get('/groups', (c) => c.json({ groups: [] }));
    return;
  }

  app.post('/group', async (c) => {
    const params = await readParams(c);
    const groupName = params.text('groupName');
    const people = [...params.list('phones').map((phone) => `${phone}@c.us`), ...params.list('chatIds')];
    if (!groupName || people.length === 0) {
      return c.json({ created: false, message: 'groupName and phones or chatIds are mandatory' });
    }
    const chatId = `${SELF.id.replace('@c.us', '')}-${String(store.seconds())}${String(store.chats.size)}@g.us`;
    const wasMade = outbound.act('create group', { groupName, people }, () => {
      const chat = store.addChat(chatId, groupName, [...people, SELF.id]);
      service.chatChanged(null, chatToWire(chat));
      store.onChange(chatId);
    });
    const text = params.text('messageText');
    if (!wasMade) return c.json({ created: true, message: 'The group was added to the queue' });
    if (text) service.send(chatId, { type: 'chat', body: text });
    // The answer comes after the phone has done it all.
    await new Promise((resolve) => setImmediate(resolve));
    return c.json({
      created: true,
      message: 'Group was created',
      chatId,
      groupInviteLink: invitationLink(chatId),
    });
  });

  const change = (path: string, type: string, act: (group: Chat, person: string) => void): void => {
    app.post(path, async (c) => {
      const params = await readParams(c);
      const groupId = params.text('groupId');
      try {
        const group = groupOf(store, groupId);
        const person = personOf(params);
        const before = chatToWire(group);
        outbound.act(type, { groupId, person }, () => {
          act(group, person);
          service.chatChanged(before, chatToWire(group));
        });
        return c.json({ add: true, message: 'ok', groupId });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return c.json({ add: false, message: error.message, groupId });
      }
    });
  };
  change('/addGroupParticipant', 'add participant', (group, person) => group.participants.add(person));
  change('/removeGroupParticipant', 'remove participant', (group, person) => {
    group.participants.delete(person);
    group.admins.delete(person);
  });
  change('/promoteGroupParticipant', 'promote participant', (group, person) => group.admins.add(person));
  change('/demoteGroupParticipant', 'demote participant', (group, person) => group.admins.delete(person));

  app.post('/leaveGroup', async (c) => {
    const id = (await readParams(c)).text('chatId') ?? '';
    if (!store.leaveGroup(id)) return c.json({ error: `group ${id} was not found` });
    return c.json({ result: 'success' });
  });
  app.post('/joinGroup', async (c) => {
    const params = await readParams(c);
    const group = store.joinGroup(params.text('code') ?? params.text('url')?.split('/').at(-1) ?? '');
    return c.json(group ? { chatId: group.id } : { error: 'the group of this invitation was not found' });
  });
}
