import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/text/index.ts';
import { asRequest, eventually, failure, inbox, partOf, poll, scene } from './fixture.ts';

const DAY_MS = 24 * 3_600_000;

describe('1msg.io, which speaks like Chat API', () => {
  it('offers what the official WhatsApp API can do, and no more', async () => {
    const { connection } = await scene({ dialect: '1msg' });
    expect(connection.capabilities).toMatchObject({
      title: '1msg.io',
      typing: false,
      delete: false,
      readState: true,
    });
    for (const member of ['typing', 'delete', 'createConversation', 'participants']) {
      expect(connection).not.toHaveProperty(member);
    }
    expect(await connection.check([])).toEqual([]);
  });

  it('brings every new message once, although messages have no numbers', async () => {
    const { connection, emulator, direct, person } = await scene({ dialect: '1msg' });
    const say = (body: string): { id: string } =>
      emulator.receive({ conversation: direct, as: person, type: 'chat', body });
    say('before');
    let { cursor, events } = await poll(connection);
    expect(events).toEqual([]);
    const heard: string[] = [];
    for (const words of [['one', 'two'], [], ['three']]) {
      words.forEach(say);
      ({ cursor, events } = await poll(connection, cursor));
      heard.push(
        ...events.map((event) => ('message' in event ? plainText(event.message.text) : event.type)),
        '|',
      );
      emulator.clock.step(4000);
    }
    expect(heard).toEqual(['one', 'two', '|', '|', 'three', '|']);
    emulator.clock.step(DAY_MS);
    expect((await poll(connection, cursor)).events).toEqual([]);
  });

  it('begins an account without messages at its first one', async () => {
    const { connection, emulator, direct, person } = await scene({ dialect: '1msg' });
    const { cursor } = await poll(connection);
    emulator.receive({ conversation: direct, as: person, type: 'chat', body: 'first' });
    expect((await poll(connection, cursor)).events).toHaveLength(1);
  });

  it('says in the log when its list no longer reaches back to the last poll', async () => {
    const { connection, emulator, direct, person, logged } = await scene({ dialect: '1msg' });
    emulator.receive({ conversation: direct, as: person, type: 'chat', body: 'before' });
    const { cursor } = await poll(connection);
    emulator.clock.step(60_000);
    for (let index = 0; index < 150; index += 1) {
      emulator.receive({ conversation: direct, as: person, type: 'chat', body: String(index) });
    }
    expect((await poll(connection, cursor)).events).toHaveLength(100);
    expect(logged.join()).toContain('no longer reaches back');
  });

  it('takes its webhook as it comes, and names events as the poll does', async () => {
    const { connection, emulator, direct, person, webhook } = await scene({ dialect: '1msg' });
    const { cursor } = await poll(connection);
    const { url, received } = await inbox();
    await webhook.register(url);
    emulator.receive({ conversation: direct, as: person, type: 'chat', body: 'hello' });
    const [body = ''] = await received(1);
    const hooked = webhook.receive(asRequest(body), cursor);
    const polled = await poll(connection, cursor);
    expect(hooked.cursor).toBeUndefined();
    expect(hooked.events.map(({ key, position }) => [key, position])).toEqual(
      polled.events.map(({ key, position }) => [key, position]),
    );
  });

  it('sends while the window of 24 hours is open, and says so when it has closed', async () => {
    const { connection, emulator, direct, person } = await scene({ dialect: '1msg' });
    const { id } = await connection.send(direct, partOf(connection, 'in time'));
    expect(id).toMatch(/^wamid\./);
    emulator.clock.step(DAY_MS + 60_000);
    const error = await failure(connection.send(direct, partOf(connection, 'too late')));
    expect([error.kind, error.code]).toEqual(['invalid', 'window_closed']);
    expect(error.advice).toContain('template');
    emulator.receive({ conversation: direct, as: person, type: 'chat', body: 'still there?' });
    await connection.send(direct, partOf(connection, 'in time again'));
  });

  it('marks the last message of a person as read, and sends voice notes as files', async () => {
    const { connection, emulator, direct, person, requests } = await scene({ dialect: '1msg' });
    const { id } = emulator.receive({ conversation: direct, as: person, type: 'chat', body: 'hello' });
    await connection.markRead?.(direct);
    expect(JSON.parse(String(requests.at(-1)?.body))).toEqual({ messageId: id });
    const file = { name: 'v.ogg', mimeType: 'audio/ogg', kind: 'voice' as const, bytes: Uint8Array.of(1) };
    await connection.send(direct, { key: 'k#0', text: '', file });
    expect(requests.at(-1)?.url).toContain('/sendFile?');
    await eventually(emulator, async () => ((await emulator.read(direct)).length === 2 ? true : undefined));
    const kinds = (await connection.listMessages(direct)).flatMap(({ attachments }) =>
      attachments.map(({ kind }) => kind),
    );
    expect(kinds).toEqual(['voice']);
  });

  it('finds what was sent after a lost answer, without a queue to look into', async () => {
    const { connection, emulator, direct } = await scene({ dialect: '1msg' });
    emulator.faults.add({ kind: 'lost-answer', match: { method: 'POST' } });
    const part = partOf(connection, 'hello');
    await failure(connection.send(direct, part));
    const own = await eventually(emulator, async () =>
      (await emulator.read(direct)).find((message) => message.own),
    );
    const look = { since: Date.now() - 1000, isKnown: () => false };
    expect(await connection.findSent(direct, part, look)).toEqual({ id: own.id });
    expect(await connection.findSent(direct, partOf(connection, 'never'), look)).toBeUndefined();
  });

  it('sends templates when the window has closed', async () => {
    const { connection, emulator, direct } = await scene({ dialect: '1msg' });
    const { client } = connection;
    emulator.clock.step(DAY_MS + 60_000);
    const { templates } = await client.templates();
    expect(templates?.map(({ name, language }) => [name, language])).toContainEqual(['hello_world', 'en_US']);
    const { id } = await client.sendTemplate(direct, { template: 'hello_world', language: 'en_US' });
    const own = await eventually(emulator, async () => (await emulator.read(direct)).at(-1));
    expect(own).toMatchObject({ id, own: true, shown: 'Welcome!' });
    const error = await failure(client.sendTemplate(direct, { template: 'hello_world', language: 'de' }));
    expect([error.kind, error.outcome]).toEqual(['not-found', 'not-done']);
  });

  it('reacts, takes that back, and sends stickers', async () => {
    const { connection, emulator, direct, person, requests } = await scene({ dialect: '1msg' });
    const { client } = connection;
    const { id } = emulator.receive({ conversation: direct, as: person, type: 'chat', body: 'hello' });
    await client.sendReaction(direct, id, '👍');
    expect(JSON.parse(String(requests.at(-1)?.body))).toEqual({
      phone: direct.replace('@c.us', ''),
      body: '👍',
      quotedMsgId: id,
    });
    expect((await emulator.read(direct))[0]?.reactions?.map(({ emoji }) => emoji)).toEqual(['👍']);
    await client.sendReaction(direct, id, '');
    expect((await emulator.read(direct))[0]?.reactions).toBeUndefined();
    await client.sendSticker(direct, 'https://example.org/s.webp');
    const sticker = await eventually(emulator, async () => (await emulator.read(direct))[1]);
    expect(sticker.stored).toBe('https://example.org/s.webp');
  });

  it('refuses what it has no call for, without asking', async () => {
    const { connection, requests, direct } = await scene({ dialect: '1msg' });
    const { client } = connection;
    for (const call of [
      client.dialogs,
      client.qrCode,
      () => client.sendVCard(direct, 'x'),
      client.banSettings,
    ]) {
      const error = await failure(call());
      expect([error.kind, error.cameBack]).toEqual(['unsupported', '1msg.io has no call for it']);
    }
    expect(requests).toEqual([]);
  });

  it('knows as conversations those that somebody wrote in', async () => {
    const { connection, emulator, direct, person } = await scene({ dialect: '1msg' });
    emulator.receive({ conversation: direct, as: person, type: 'chat', body: 'hello' });
    const { items } = await connection.listConversations();
    expect(items.map(({ id, name }) => [id, name])).toEqual([[direct, 'Ilya Petrov']]);
  });
});
