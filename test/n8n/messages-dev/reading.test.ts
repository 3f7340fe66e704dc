import { describe, expect, it } from 'vitest';
import type { Line } from './line.ts';
import { chat, handle, only, openLine } from './line.ts';

async function talk({ emulator, direct, person }: Line, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 1; at <= count; at += 1) {
    ids.push((await emulator.say({ conversation: direct, as: person, text: `m${String(at)}` })).id);
  }
  return ids;
}

describe('messages', () => {
  it('come oldest first, the newest ones with a limit, all of them over several pages', async () => {
    const line = await openLine();
    await talk(line, 130);
    const conversation = chat(line.direct);
    const few = await line.act('message', 'getAll', { conversation, limit: 2 });
    const all = await line.act('message', 'getAll', { conversation, returnAll: true });
    expect(few.json.map(({ text }) => text)).toEqual(['m129', 'm130']);
    expect(all.json.map(({ text }) => text)).toEqual(
      Array.from({ length: 130 }, (_, at) => `m${String(at + 1)}`),
    );
  });

  it('come before and after others', async () => {
    const line = await openLine();
    const [, second = '', , fourth = ''] = await talk(line, 5);
    const read = async (filters: Record<string, string>) =>
      (await line.act('message', 'getAll', { conversation: chat(line.direct), filters })).json.map(
        ({ text }) => text,
      );
    expect(await read({ after: second })).toEqual(['m3', 'm4', 'm5']);
    expect(await read({ after: second, before: fourth })).toEqual(['m3']);
  });

  it('have one shape, or that of the service', async () => {
    const line = await openLine();
    const [id] = await talk(line, 1);
    const conversation = handle(line.person);
    const simple = only(await line.act('message', 'getAll', { conversation }));
    const raw = only(await line.act('message', 'getAll', { conversation, simplify: false }));
    expect(simple).toMatchObject({
      id,
      platform: 'messages-dev',
      author: { id: line.person, kind: 'person' },
      text: 'm1',
      markdown: 'm1',
    });
    expect(raw).toMatchObject({ id, chat_id: line.direct, sender: line.person, is_from_me: false });
  });

  it('bring their files, fetched without the key', async () => {
    const line = await openLine();
    const files = [{ name: 'a.txt', mimeType: 'text/plain', bytes: new TextEncoder().encode('inside') }];
    await line.emulator.say({ conversation: line.direct, as: line.person, text: '', files });
    const { items, requests } = await line.act('message', 'getAll', {
      conversation: chat(line.direct),
      download: true,
    });
    const binary = items[0]?.binary?.attachment_0;
    expect(binary).toMatchObject({ fileName: 'a.txt', mimeType: 'text/plain' });
    expect(Buffer.from(binary?.data ?? '', 'base64').toString()).toBe('inside');
    const storage = requests.filter(({ url }) => url.includes('/storage/'));
    expect(storage).toHaveLength(1);
    expect(storage[0]?.headers).not.toHaveProperty('authorization');
  });
});

describe('chats', () => {
  it('come with their people, by kind and by search', async () => {
    const { act, direct, group, person } = await openLine();
    const all = await act('chat', 'getAll', { returnAll: true });
    const found = await act('chat', 'getAll', { filters: { search: 'book', kind: 'group' } });
    const directs = await act('chat', 'getAll', { filters: { kind: 'direct' } });
    expect(all.json.map(({ id }) => id)).toEqual(expect.arrayContaining([direct, group]));
    expect(only(found)).toMatchObject({ id: group, name: 'Book club', kind: 'group' });
    expect(only(directs)).toMatchObject({
      id: direct,
      name: person,
      participants: [person],
      hasReceivedInbound: true,
      lastActivityAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  it('come as the service has them, and no more than wanted', async () => {
    const { act } = await openLine();
    const one = only(await act('chat', 'getAll', { limit: 1, simplify: false }));
    expect(one).toHaveProperty('has_received_inbound', true);
  });
});

describe('lists of the service', () => {
  it('show the lines of the key', async () => {
    const { act, credential } = await openLine();
    const { json } = await act('line', 'getAll');
    expect(json[0]).toMatchObject({ handle: credential.line, label: 'Front desk', isActive: true });
    expect((await act('line', 'getAll', { limit: 1 })).json).toHaveLength(1);
  });

  it('show who is writing and who has read', async () => {
    const { act, emulator, direct, person } = await openLine();
    await emulator.type?.({ conversation: direct, as: person });
    await emulator.see?.({ conversation: direct, as: person });
    const typing = only(await act('typing', 'getAll', { conversation: chat(direct) }));
    const receipt = only(await act('receipt', 'getAll', { conversation: chat(direct) }));
    expect(typing).toMatchObject({ handle: person, isTyping: true, updatedAt: expect.stringMatching(/Z$/) });
    expect(receipt).toMatchObject({ handle: person, lastReadAt: expect.stringMatching(/Z$/) });
  });
});
