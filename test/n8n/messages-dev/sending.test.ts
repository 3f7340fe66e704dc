import { describe, expect, it } from 'vitest';
import { chat, handle, only, openLine, withFiles } from './line.ts';

describe('sending with the messages.dev node', () => {
  it('says something, and gives the ID that the message got', async () => {
    const { act, emulator, direct } = await openLine();
    const sent = only(await act('message', 'send', { conversation: chat(direct), text: 'a **bold** step' }));
    const stored = (await emulator.read(direct)).at(-1);
    expect(sent).toEqual({ conversation: direct, id: stored?.id, ids: [stored?.id] });
    expect(stored).toMatchObject({ own: true, shown: 'a bold step' });
  });

  it('keeps every character of plain text', async () => {
    const { act, direct, said } = await openLine();
    await act('message', 'send', { conversation: chat(direct), text: 'a *literal* <b>', format: 'plain' });
    expect(await said(direct)).toEqual(['a *literal* <b>']);
  });

  it('answers a message', async () => {
    const { act, emulator, direct, person } = await openLine();
    const { id } = await emulator.say({ conversation: direct, as: person, text: 'are you there?' });
    await act('message', 'send', { conversation: chat(direct), text: 'yes', options: { replyTo: id } });
    expect((await emulator.read(direct)).at(-1)).toMatchObject({ shown: 'yes', replyTo: id });
  });

  it('writes to a person by number, however it is typed', async () => {
    const { act, direct, person, said } = await openLine();
    const typed = person.replace(/^(\+1)(\d{3})(\d{3})/, '$1 ($2) $3-');
    expect(typed).not.toBe(person);
    await act('message', 'send', { conversation: handle(typed), text: 'hello' });
    expect(await said(direct)).toEqual(['hello']);
  });

  it('says who has to write first when somebody never wrote', async () => {
    const { act, credential, stranger } = await openLine();
    const sending = act('message', 'send', { conversation: handle(stranger), text: 'hello' });
    await expect(sending).rejects.toMatchObject({
      description: expect.stringContaining(`Ask ${stranger} to send a message to ${credential.line}`),
    });
  });

  it('sends long text as several messages, in order', async () => {
    const { act, direct, said } = await openLine();
    const text = Array.from({ length: 2500 }, (_, at) => `word${String(at)}`).join(' ');
    const sent = only(await act('message', 'send', { conversation: chat(direct), text }));
    const parts = await said(direct);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.every((part) => part.length <= 10_000)).toBe(true);
    expect(parts.join(' ')).toBe(text);
    expect(sent.ids).toHaveLength(parts.length);
  });

  it('sends files, each as a message of its own', async () => {
    const { act, emulator, direct } = await openLine();
    const item = withFiles({
      data: ['a.png', 'image/png', Buffer.from('one')],
      more: ['b.txt', 'text/plain', Buffer.from('second')],
    });
    await act(
      'message',
      'send',
      { conversation: chat(direct), text: 'see', binaryFields: 'data, more' },
      { items: [item] },
    );
    const [text, ...files] = await emulator.read(direct);
    expect(text?.shown).toBe('see');
    expect(files.map(({ attachments }) => attachments?.[0])).toMatchObject([
      { name: 'a.png', mimeType: 'image/png', size: 3 },
      { name: 'b.txt', mimeType: 'text/plain', size: 6 },
    ]);
  });

  it('sends a file without a text', async () => {
    const { act, emulator, direct } = await openLine();
    const item = withFiles({ data: ['card.vcf', 'text/vcard', Buffer.from('BEGIN:VCARD')] });
    const parameters = { conversation: chat(direct), binaryFields: 'data' };
    await act('message', 'send', parameters, { items: [item] });
    const messages = await emulator.read(direct);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ shown: '', attachments: [{ name: 'card.vcf' }] });
  });

  it('sends recordings as audio messages', async () => {
    const { act, direct } = await openLine();
    const item = withFiles({ data: ['note.m4a', 'audio/mp4', Buffer.from('la la')] });
    await act('message', 'sendAudio', { conversation: chat(direct) }, { items: [item] });
    const read = await act('message', 'getAll', { conversation: chat(direct) });
    expect(only(read).attachments).toMatchObject([{ kind: 'voice', name: 'note.m4a' }]);
  });

  it('refuses other files as audio messages', async () => {
    const { act, direct, said } = await openLine();
    const item = withFiles({ data: ['a.png', 'image/png', Buffer.from('x')] });
    const sending = act('message', 'sendAudio', { conversation: chat(direct) }, { items: [item] });
    await expect(sending).rejects.toThrow('“a.png” in it, which is image/png and no audio');
    expect(await said(direct)).toEqual([]);
  });

  it('gives the outbox item at once when nobody waits, and what became of it later', async () => {
    const { act, emulator, direct } = await openLine();
    emulator.holdOutbox(true);
    const parameters = { conversation: chat(direct), text: 'later', options: { wait: false } };
    const sent = only(await act('message', 'send', parameters));
    expect(sent).toEqual({
      conversation: direct,
      outboxId: sent.outboxId,
      outboxIds: [sent.outboxId],
      status: 'pending',
    });
    const item = only(await act('outbox', 'get', { outboxId: sent.outboxId as string }));
    expect(item).toMatchObject({ id: sent.outboxId, status: 'pending', createdAt: expect.any(String) });
  });

  it('tells why the line could not send', async () => {
    const { act, emulator, direct } = await openLine();
    emulator.failNext('Not registered with iMessage');
    const sending = act('message', 'send', { conversation: chat(direct), text: 'hello' });
    await expect(sending).rejects.toThrow('Not registered with iMessage');
  });
});

describe('a lost answer', () => {
  it.each([true, false])('to a send makes no second message, waiting: %s', async (wait) => {
    const { act, emulator, direct, said } = await openLine();
    emulator.faults.add({ kind: 'lost-answer', match: { method: 'POST', path: '/messages' } });
    const sent = only(
      await act('message', 'send', { conversation: chat(direct), text: 'once', options: { wait } }),
    );
    expect(await said(direct)).toEqual(['once']);
    expect(sent.ids).toEqual([(await emulator.read(direct)).at(-1)?.id]);
  });

  it('to a read ends it with what to do', async () => {
    const { act, emulator, direct } = await openLine();
    emulator.faults.add({ kind: 'lost-answer', match: { path: '/messages' } });
    await expect(act('message', 'getAll', { conversation: chat(direct) })).rejects.toMatchObject({
      description: expect.stringContaining('can be reached from here'),
    });
  });
});

describe('a service that is asked too often', () => {
  it('is asked again when it says so, and the message goes once', async () => {
    const { act, emulator, direct, said } = await openLine();
    emulator.faults.add({ kind: 'status', status: 429, retryAfter: 0, match: { method: 'POST' } });
    const parameters = { conversation: chat(direct), text: 'once' };
    const { requests } = await act('message', 'send', parameters);
    expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
    expect(await said(direct)).toEqual(['once']);
  });

  it('is not waited for longer than a minute', async () => {
    const { act, emulator, direct, said } = await openLine();
    const body = JSON.stringify({
      error: { type: 'rate_limit_error', code: 'rate_limit_exceeded', message: 'Too many.' },
    });
    emulator.faults.add({ kind: 'status', status: 429, retryAfter: 1800, body, match: { method: 'POST' } });
    const sending = act('message', 'send', { conversation: chat(direct), text: 'no' });
    await expect(sending).rejects.toMatchObject({
      httpCode: '429',
      description: expect.stringContaining('1,000 calls an hour'),
    });
    expect(await said(direct)).toEqual([]);
  });
});
