import { describe, expect, it } from 'vitest';
import { pick } from '../support/pick.ts';
import { MessagesDevApi } from '../../../credentials/MessagesDevApi.credentials.ts';
import { MessagesDev } from '../../../nodes/MessagesDev/MessagesDev.node.ts';
import { chat, only, openLine, withFiles } from './line.ts';

describe('reactions', () => {
  it.each(['love', '👍'])('are added as %s', async (reaction) => {
    const { act, emulator, direct, person } = await openLine();
    const { id } = await emulator.say({ conversation: direct, as: person, text: 'news' });
    await act('reaction', 'add', { conversation: chat(direct), messageId: id, reaction });
    const [message] = await emulator.read(direct);
    expect(message?.reactions).toMatchObject([{ emoji: reaction === 'love' ? '❤️' : '👍' }]);
  });

  it('that iMessage does not have are refused', async () => {
    const { act, emulator, direct, person } = await openLine();
    const { id } = await emulator.say({ conversation: direct, as: person, text: 'news' });
    const adding = act('reaction', 'add', { conversation: chat(direct), messageId: id, reaction: '🎉' });
    await expect(adding).rejects.toMatchObject({ description: expect.stringContaining('iMessage has six') });
  });

  it('are read as they stand, or with their history', async () => {
    const { act, emulator, direct, person } = await openLine();
    const { id } = await emulator.say({ conversation: direct, as: person, text: 'news' });
    for (const emoji of ['👍', '❤️']) await emulator.react({ conversation: direct, id, as: person, emoji });
    const now = only(await act('reaction', 'getAll', { messageId: id }));
    const all = await act('reaction', 'getAll', { messageId: id, history: true });
    expect(now).toMatchObject({ type: 'love', emoji: '❤️', sender: person, added: true });
    expect(all.json.map(({ type, added }) => [type, added])).toEqual([
      ['like', true],
      ['like', false],
      ['love', true],
    ]);
  });
});

describe('presence', () => {
  it('shows typing, and ends it', async () => {
    const { act, emulator, direct } = await openLine();
    const on = only(await act('typing', 'show', { conversation: chat(direct) }));
    await sent(act, on.outboxId);
    expect(emulator.typing?.()).toEqual([direct]);
    const off = only(await act('typing', 'show', { conversation: chat(direct), state: 'off' }));
    await sent(act, off.outboxId);
    expect(emulator.typing?.()).toEqual([]);
  });

  it('marks a conversation as read', async () => {
    const { act, emulator, direct, person } = await openLine();
    await emulator.say({ conversation: direct, as: person, text: 'news' });
    const marked = only(await act('receipt', 'markRead', { conversation: chat(direct) }));
    await sent(act, marked.outboxId);
    expect(marked).toMatchObject({ success: true, conversation: direct });
    expect(emulator.readUntil(direct)).toBeGreaterThan(0);
  });
});

/** Asks the outbox until it has worked off an item. */
async function sent(act: Awaited<ReturnType<typeof openLine>>['act'], outboxId: unknown): Promise<void> {
  for (;;) {
    const { status } = only(await act('outbox', 'get', { outboxId: String(outboxId) }));
    if (status === 'sent') return;
  }
}

describe('files', () => {
  it('are uploaded, found and fetched again', async () => {
    const { act } = await openLine();
    const item = withFiles({ data: ['grüße.txt', 'text/plain', Buffer.from('inside')] });
    const file = only(await act('file', 'upload', {}, { items: [item] }));
    expect(file).toMatchObject({ id: expect.stringMatching(/^file_/), mimeType: 'text/plain', size: 6 });
    const fileId = String(file.id);
    const { url } = only(await act('file', 'getUrl', { fileId }));
    expect(await (await fetch(String(url))).text()).toBe('inside');
    const { items } = await act('file', 'download', { fileId, binaryField: 'copy' });
    expect(items[0]).toMatchObject({
      json: { id: fileId, name: file.filename, size: 6 },
      binary: { copy: { data: Buffer.from('inside').toString('base64'), fileName: file.filename } },
    });
  });

  it('that are not there are told of', async () => {
    const { act } = await openLine();
    await expect(act('file', 'getUrl', { fileId: 'file_none' })).rejects.toThrow('find the file file_none');
    await expect(act('file', 'upload', {})).rejects.toThrow("binary file 'data'");
  });

  it('over the limit of the service are refused before anything is sent', async () => {
    const { act, direct } = await openLine();
    const item = withFiles({ data: ['film.mov', 'video/quicktime', Buffer.alloc(101 * 1024 * 1024)] });
    const sending = act(
      'message',
      'send',
      { conversation: chat(direct), text: 'see', binaryFields: 'data' },
      { items: [item] },
    );
    await expect(sending).rejects.toThrow('“film.mov” has 101.0 MB, and messages.dev takes at most 100.0 MB');
  });

  it('that the service itself finds too large are told of', async () => {
    const { act } = await openLine({ maxFileBytes: 4 });
    const item = withFiles({ data: ['a.txt', 'text/plain', Buffer.from('inside')] });
    await expect(act('file', 'upload', {}, { items: [item] })).rejects.toThrow('too large');
  });
});

describe('webhooks', () => {
  it('are created with their secret, listed without it, and deleted', async () => {
    const { act } = await openLine();
    const events = ['message.received', 'reaction.added'];
    const made = only(await act('webhook', 'create', { url: 'https://example.org/hook', events }));
    expect(made).toMatchObject({ url: 'https://example.org/hook', events, secret: expect.any(String) });
    const listed = only(await act('webhook', 'getAll'));
    expect([listed.id, listed.secret]).toEqual([made.id, undefined]);
    const gone = await act('webhook', 'delete', { webhookId: String(made.id) });
    expect(only(gone)).toEqual({ id: made.id, deleted: true });
    expect((await act('webhook', 'getAll')).json).toEqual([]);
  });

  it('take HTTPS addresses only', async () => {
    const { act } = await openLine();
    await expect(act('webhook', 'create', { url: 'http://example.org/hook' })).rejects.toThrow('HTTPS');
    await expect(act('webhook', 'create', { url: 'hook' })).rejects.toThrow('The field “URL” must be');
  });
});

describe('the sandbox', () => {
  it('gives out its code, and shows what is left of the day', async () => {
    const { act, emulator, person } = await openLine();
    expect(only(await act('sandbox', 'get'))).toMatchObject({ status: 'missing' });
    const begun = only(await act('sandbox', 'activate'));
    expect(begun).toMatchObject({ status: 'pending', activationCode: expect.any(String) });
    emulator.activateSandbox(person);
    expect(only(await act('sandbox', 'get'))).toMatchObject({
      status: 'active',
      contactIdentifier: person,
      usage: { limit: 50, remaining: 50, resetsAt: expect.stringMatching(/Z$/) },
    });
  });
});

describe('another line of the key', () => {
  const other = '+12025550102';

  it('is used where it is named, item by item', async () => {
    const { act, direct, said, emulator, stranger } = await openLine();
    const { json } = await act('chat', 'getAll', { options: { line: '+1 (202) 555-0102' } });
    const [theirs] = json;
    expect(json.map(({ name }) => name)).toEqual([stranger]);
    await act(
      'message',
      'send',
      {},
      {
        items: [{ json: {} }, { json: {} }],
        perItem: (index) =>
          index === 0
            ? { conversation: chat(theirs?.id), text: 'from the other', options: { line: other } }
            : { conversation: chat(direct), text: 'from the first' },
      },
    );
    expect(await said(direct)).toEqual(['from the first']);
    expect((await emulator.read(String(theirs?.id))).at(-1)).toMatchObject({
      author: other,
      shown: 'from the other',
    });
  });

  it('is refused when it is none, or not one of the key', async () => {
    const { act } = await openLine();
    await expect(act('chat', 'getAll', { options: { line: 'front desk' } })).rejects.toThrow(
      'The field “Line” must be a phone number',
    );
    await expect(act('webhook', 'getAll', { options: { line: '+19995550000' } })).rejects.toMatchObject({
      description: expect.stringContaining('There is no line +19995550000'),
    });
  });
});

describe('the conversation picker', () => {
  it('lists chats page by page, and finds them by name', async () => {
    const { emulator, credential, group, person, stranger } = await openLine();
    for (let at = 0; at < 60; at += 1) emulator.addGroup([person, stranger], `Team ${String(at)}`);
    const placed = { type: new MessagesDev(), credentialType: new MessagesDevApi(), credential };
    const first = await pick(placed, 'searchConversations');
    const second = await pick(placed, 'searchConversations', undefined, String(first.paginationToken));
    const found = await pick(placed, 'searchConversations', 'book');
    expect([first.results.length, second.results.length]).toEqual([50, 13]);
    expect(found.results).toEqual([{ name: 'Book club', value: group }]);
  });

  it('says what is wrong with the key', async () => {
    const { credential } = await openLine();
    const placed = {
      type: new MessagesDev(),
      credentialType: new MessagesDevApi(),
      credential: { ...credential, apiKey: 'sk_live_wrong' },
    };
    await expect(pick(placed, 'searchConversations')).rejects.toThrow('Could not list the chats');
  });
});
