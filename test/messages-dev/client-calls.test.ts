import { describe, expect, it } from 'vitest';
import { failure, scene } from './client-fixture.ts';
import type { Scene } from './client-fixture.ts';

/** Follows a write to its end. */
async function sent({ connection }: Scene, write: Promise<{ id: string }>): Promise<string> {
  const { id } = await write;
  for (;;) {
    const { status } = await connection.client.outbox(id);
    if (status === 'sent') return id;
    if (status === 'failed') throw new Error('the outbox gave up');
  }
}

describe('every call of the service', () => {
  it('goes with the key as a bearer token and has JSON for a body', async () => {
    const { connection, requests, direct, emulator } = await scene();
    await connection.client.sendMessage(direct, { text: 'hi' });
    expect(requests[0]?.headers).toMatchObject({
      authorization: `Bearer ${String(emulator.accountSettings()['apiKey'])}`,
      'content-type': 'application/json',
    });
  });

  it('lists the lines of the key', async () => {
    const { connection, line } = await scene();
    const lines = await connection.client.lines();
    expect(lines.map(({ handle }) => handle)).toContain(line);
  });

  it('reads chats and messages page by page, each once', async () => {
    const { connection, emulator, direct, group, person } = await scene();
    const { client } = connection;
    for (let index = 1; index <= 5; index += 1) {
      await emulator.say({ conversation: direct, as: person, text: String(index) });
    }
    const texts: unknown[] = [];
    for (let cursor: string | undefined, isLast = false; !isLast; isLast = cursor === undefined) {
      const page = await client.messages(direct, { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      expect(page.items.length).toBeLessThanOrEqual(2);
      texts.push(...page.items.map(({ text }) => text));
      cursor = page.next;
    }
    expect(texts.toSorted()).toEqual(['1', '2', '3', '4', '5']);
    const { items, next } = await client.chats({ limit: 2 });
    const rest = await client.chats({ cursor: next ?? '' });
    const ids = [...items, ...rest.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining([direct, group]));
  });

  it('sends a message with a file as an answer, and finds it by its outbox item', async () => {
    const here = await scene();
    const { connection, emulator, group, person } = here;
    const { client } = connection;
    const { id: question } = await emulator.say({ conversation: group, as: person, text: 'a picture?' });
    const file = await client.uploadFile(new TextEncoder().encode('dots'), 'image/png', 'Bügel.png');
    const message = { text: 'here', attachments: [file.id], reply_to: question };
    const item = await sent(here, client.sendMessage(group, message));
    const stored = (await emulator.read(group)).at(-1);
    expect(stored).toMatchObject({
      own: true,
      shown: 'here',
      replyTo: question,
      attachments: [{ name: 'Bugel.png', mimeType: 'image/png', size: 4 }],
    });
    const { items } = await client.messages(group);
    expect(items.find(({ outbox_id: from }) => from === item)).toMatchObject({
      id: stored?.id,
      is_from_me: true,
    });
  });

  it('sends an audio message, which comes as a voice note', async () => {
    const here = await scene();
    const { connection, emulator, group, person } = here;
    const { client } = connection;
    const { id: question } = await emulator.say({ conversation: group, as: person, text: 'say it' });
    const file = await client.uploadFile(new TextEncoder().encode('sound'), 'audio/mp4', 'note.m4a');
    await sent(here, client.sendAudioMessage(group, file.id, { reply_to: question }));
    const [message] = (await client.messages(group)).items.filter(({ is_from_me: own }) => own);
    expect(message).toMatchObject({ is_audio_message: true, attachments: [{ filename: 'note.m4a' }] });
  });

  it('finds the address of a file without following it', async () => {
    const { connection } = await scene();
    const { client } = connection;
    const { id } = await client.uploadFile(new TextEncoder().encode('dots'), 'text/plain', 'a.txt');
    const address = await client.fileUrl(id);
    expect(await (await fetch(address)).text()).toBe('dots');
    expect((await failure(client.fileUrl('file_gone'))).kind).toBe('not-found');
  });

  it('puts a tapback on a message and reads the history of all of them', async () => {
    const here = await scene();
    const { connection, emulator, group, person, line } = here;
    const { client } = connection;
    const { id } = await emulator.say({ conversation: group, as: person, text: 'hi' });
    await sent(here, client.react(group, id, 'love'));
    await emulator.react({ conversation: group, id, as: person, emoji: '😂' });
    await sent(here, client.react(group, id, 'question'));
    const rows = (await client.reactions(id)).map(({ type, added, sender }) => [type, added, sender]);
    expect(rows).toHaveLength(4);
    expect(rows).toEqual(
      expect.arrayContaining([
        ['love', true, line],
        ['love', false, line],
        ['question', true, line],
        ['laugh', true, person],
      ]),
    );
  });

  it('shows and reads who is writing and who has read', async () => {
    const here = await scene();
    const { connection, emulator, direct, person } = here;
    const { client } = connection;
    await sent(here, client.showTyping(direct));
    expect(emulator.typing?.()).toEqual([direct]);
    await sent(here, client.showTyping(direct, 'off'));
    expect(emulator.typing?.()).toEqual([]);
    await sent(here, client.markRead(direct));
    expect(emulator.readUntil(direct)).toBeGreaterThan(0);
    await emulator.type?.({ conversation: direct, as: person });
    await emulator.see?.({ conversation: direct, as: person });
    expect(await client.typing(direct)).toMatchObject([{ handle: person, is_typing: true }]);
    expect(await client.receipts(direct)).toMatchObject([{ handle: person }]);
  });

  it('makes a webhook with a secret, lists it without, and removes it by a DELETE with a body', async () => {
    const { connection, requests } = await scene();
    const { client } = connection;
    const made = await client.createWebhook('https://example.com/hook', ['message.received', 'message.sent']);
    expect(made.secret).toMatch(/^whsec_/);
    const listed = await client.webhooks();
    expect(listed).toMatchObject([{ id: made.id, url: 'https://example.com/hook' }]);
    expect(listed[0]?.secret ?? undefined).toBeUndefined();
    await client.deleteWebhook(made.id);
    expect(requests.at(-1)).toMatchObject({ method: 'DELETE', body: JSON.stringify({ id: made.id }) });
    expect(await client.webhooks()).toEqual([]);
  });
});
