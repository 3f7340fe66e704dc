import { describe, expect, it } from 'vitest';
import type { Scene } from './client-fixture.ts';
import { failure, pathsOf, scene, textsIn } from './client-fixture.ts';

async function begin({ connection, direct, group }: Scene): Promise<string> {
  return (await connection.poll(undefined, { conversations: [direct, group] })).cursor;
}
const all = ({ direct, group }: Scene) => ({ conversations: [direct, group] });

describe('polling', () => {
  it('costs one call while nothing happens, and one more for a chat in which something did', async () => {
    const here = await scene();
    const { connection, emulator, direct, person, requests, stepClock } = here;
    const from = await begin(here);
    stepClock(60_000);
    requests.length = 0;
    const quiet = await connection.poll(from, all(here));
    expect(pathsOf(requests)).toEqual(['GET /chats']);
    await emulator.say({ conversation: direct, as: person, text: 'news' });
    requests.length = 0;
    const { events } = await connection.poll(quiet.cursor, all(here));
    expect(textsIn(events)).toEqual(['news']);
    expect(pathsOf(requests)).toEqual(['GET /chats', 'GET /messages']);
  });

  it('brings a message that the service came to know after a younger one', async () => {
    const here = await scene();
    const { connection, emulator, group, person } = here;
    const from = await begin(here);
    await emulator.say({ conversation: group, as: person, text: 'young' });
    const first = await connection.poll(from, all(here));
    emulator.sayLate({ conversation: group, as: person, text: 'old' }, emulator.clock.now() - 60_000);
    const second = await connection.poll(first.cursor, all(here));
    expect([textsIn(first.events), textsIn(second.events)]).toEqual([['young'], ['old']]);
    expect((await connection.poll(second.cursor, all(here))).events).toEqual([]);
  });

  it('does not bring what was there before it began, however late it is read', async () => {
    const here = await scene();
    const { connection, emulator, group, person } = here;
    for (const text of ['one', 'two', 'three']) await emulator.say({ conversation: group, as: person, text });
    const from = await begin(here);
    await emulator.say({ conversation: group, as: person, text: 'four' });
    expect(textsIn((await connection.poll(from, all(here))).events)).toEqual(['four']);
  });

  it('brings the first message of somebody who had never written', async () => {
    const { connection, emulator, direct } = await scene();
    const [, stranger] = emulator.people();
    const handle = stranger?.id ?? '';
    const scope = { conversations: [direct, handle] };
    const { cursor } = await connection.poll(undefined, scope);
    await emulator.say({ conversation: handle, as: handle, text: 'hello, is this the front desk?' });
    const { events, cursor: after } = await connection.poll(cursor, scope);
    expect(textsIn(events)).toEqual(['hello, is this the front desk?']);
    expect(events.map(({ conversation }) => conversation)).toEqual([handle]);
    expect((await connection.poll(after, scope)).events).toEqual([]);
  });

  it('holds up no chat because of another one that cannot be read', async () => {
    const here = await scene();
    const { connection, emulator, direct, group, person, logged } = here;
    const from = await begin(here);
    await emulator.say({ conversation: direct, as: person, text: 'in private' });
    await emulator.say({ conversation: group, as: person, text: 'in the group' });
    const body = JSON.stringify({
      error: { type: 'not_found_error', code: 'chat_not_found', message: 'Gone.' },
    });
    emulator.faults.add({ kind: 'status', status: 404, body, match: { path: '/messages' } });
    const first = await connection.poll(from, all(here));
    expect(textsIn(first.events)).toEqual(['in the group']);
    expect(logged.join()).toContain('a chat is left out');
    const second = await connection.poll(first.cursor, all(here));
    expect(textsIn(second.events)).toEqual(['in private']);
  });

  it('does not bring again what webhooks have brought, and misses nothing that they lost', async () => {
    const here = await scene();
    const { connection, emulator, group, person } = here;
    const from = await begin(here);
    for (const text of ['told', 'lost', 'told too'])
      await emulator.say({ conversation: group, as: person, text });
    const told = (await connection.listMessages(group))
      .map((message) => connection.created(message))
      .filter((event) => !textsIn([event]).includes('lost'));
    const moved = connection.advance?.(from, told) ?? '';
    expect(textsIn((await connection.poll(moved, all(here))).events)).toEqual(['lost']);
  });

  it('shows files without the path and the sign in the text', async () => {
    const here = await scene();
    const { connection, emulator, group, person } = here;
    const from = await begin(here);
    const files = [{ name: 'a.jpg', mimeType: 'image/jpeg', bytes: Uint8Array.from([1]) }];
    await emulator.say({ conversation: group, as: person, text: '', files });
    const [event] = (await connection.poll(from, all(here))).events;
    const message = event?.type === 'message.created' ? event.message : undefined;
    expect(message?.text.children).toEqual([]);
    expect(message?.attachments).toMatchObject([{ name: 'a.jpg', kind: 'image', size: 1 }]);
  });

  it('ends a list whose cursor comes again', async () => {
    const { connection, emulator } = await scene();
    const page = JSON.stringify({ data: [], has_more: true, next_cursor: 'same' });
    emulator.faults.add({ kind: 'status', status: 200, body: page, times: 5, match: { path: '/chats' } });
    expect(await connection.client.allChats()).toEqual([]);
  });

  it('takes a cursor that is not its own for none', async () => {
    const here = await scene();
    await here.emulator.say({ conversation: here.group, as: here.person, text: 'before' });
    expect((await here.connection.poll('{"x":1}', all(here))).events).toEqual([]);
  });
});

describe('signals', () => {
  it('tell once who is writing and who has read, and only when they are asked for', async () => {
    const here = await scene();
    const { connection, emulator, direct, person, requests } = here;
    await emulator.say({ conversation: direct, as: person, text: 'hi' });
    const { cursor } = await connection.poll(undefined, { conversations: [direct] });
    await emulator.type?.({ conversation: direct, as: person });
    requests.length = 0;
    expect((await connection.poll(cursor, { conversations: [direct] })).signals).toBeUndefined();
    expect(pathsOf(requests)).not.toContain('GET /typing');
    const asked = { conversations: [direct], signals: true };
    const typing = await connection.poll(cursor, asked);
    expect(typing.signals).toMatchObject([{ type: 'typing', conversation: direct, author: { id: person } }]);
    expect((await connection.poll(cursor, asked)).signals).toEqual([]);
    await emulator.see?.({ conversation: direct, as: person });
    const read = await connection.poll(cursor, asked);
    expect(read.signals).toMatchObject([{ type: 'read', conversation: direct, author: { id: person } }]);
    expect((await connection.poll(cursor, asked)).signals).toEqual([]);
  });

  it('do not tell what we do ourselves', async () => {
    const { connection, direct } = await scene();
    const asked = { conversations: [direct], signals: true };
    const { cursor } = await connection.poll(undefined, asked);
    await connection.client.showTyping(direct);
    await connection.markRead?.(direct);
    expect((await connection.poll(cursor, asked)).signals).toEqual([]);
  });

  it('keep nothing else back when the key may not read them', async () => {
    const { connection, emulator, direct, person, requests } = await scene();
    const settings = emulator.accountSettings();
    emulator.setKey({ key: String(settings['apiKey']), scopes: ['chats:read', 'messages:read'] });
    const asked = { conversations: [direct], signals: true };
    const { cursor } = await connection.poll(undefined, asked);
    await emulator.say({ conversation: direct, as: person, text: 'hi' });
    requests.length = 0;
    const { events, signals } = await connection.poll(cursor, asked);
    expect([textsIn(events), signals]).toEqual([['hi'], []]);
    expect(pathsOf(requests)).toEqual(['GET /chats', 'GET /messages']);
  });
});

describe('a page of history', () => {
  it('says that a chat is not there', async () => {
    const { connection } = await scene();
    expect((await failure(connection.listMessages('cht_none'))).kind).toBe('not-found');
  });
});
