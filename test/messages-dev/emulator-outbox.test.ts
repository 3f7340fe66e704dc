import { describe, expect, it } from 'vitest';
import { emulated } from './emulator-fixture.ts';

describe('the outbox', () => {
  it('accepts a write as pending, and has the message once it is sent', async () => {
    const { emulator, get, post, list, ended, line: from, group: to } = await emulated();
    emulator.holdOutbox(true);
    const write = await post('/messages', { from, to, text: 'Hello' });
    expect(write.status).toBe(201);
    expect(write.json).toEqual({
      id: expect.stringMatching(/^obx_/),
      status: 'pending',
      request_id: expect.stringMatching(/^req_/),
    });
    expect((await list('/messages', { from, to })).data).toEqual([]);
    emulator.holdOutbox(false);
    expect(await ended(write)).toMatchObject({
      status: 'sent',
      payload: { from, to, text: 'Hello' },
      attempts: 1,
      max_attempts: 3,
      error: null,
      completed_at: expect.any(Number),
    });
    const { data } = await list('/messages', { from, to });
    expect(data).toEqual([
      expect.objectContaining({
        id: expect.stringMatching(/^msg_/),
        guid: expect.stringMatching(/^[0-9A-F]{8}-/),
        sender: from,
        text: 'Hello',
        is_from_me: true,
        outbox_id: write.json['id'],
        service: 'iMessage',
      }),
    ]);
    expect((await get('/chats', { from })).json['data']).toContainEqual(
      expect.objectContaining({ id: to, is_group: true, last_message_at: data[0]?.['sent_at'] }),
    );
  });

  it('sends what is written on one line in the order in which it was accepted', async () => {
    const { emulator, post, ended, line: from, group, direct } = await emulated({ outboxDelayMs: 2 });
    const writes = [];
    for (const [index, to] of [group, direct, group, direct].entries()) {
      writes.push(await post('/messages', { from, to, text: String(index) }));
    }
    const items = await Promise.all(writes.map((write) => ended(write)));
    const times = items.map((item) => Number(item['completed_at']));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect((await emulator.read(group)).map(({ shown }) => shown)).toEqual(['0', '2']);
  });

  it('keeps the reason of a failure, and tells nobody of it', async () => {
    const { emulator, post, ended, line: from, group: to } = await emulated();
    await fetch(`${emulator.origin}/_control/outbox-fail`, {
      method: 'POST',
      body: JSON.stringify({ error: 'Not delivered' }),
    });
    const failed = await ended(await post('/messages', { from, to, text: 'lost' }));
    expect(failed).toMatchObject({ status: 'failed', error: 'Not delivered', attempts: 3 });
    expect((await ended(await post('/messages', { from, to, text: 'kept' })))['status']).toBe('sent');
    expect((await emulator.read(to)).map(({ shown }) => shown)).toEqual(['kept']);
  });

  it('carries out a write whose answer is lost', async () => {
    const { emulator, post, line: from, group: to } = await emulated();
    const stored = new Promise((resolve) => emulator.onChange(resolve));
    emulator.faults.add({ kind: 'lost-answer', match: { method: 'POST', path: '/messages' } });
    await expect(post('/messages', { from, to, text: 'there' })).rejects.toThrow();
    await stored;
    expect((await emulator.read(to)).map(({ shown }) => shown)).toEqual(['there']);
  });
});

describe('lists', () => {
  it('page by what stood last on the page before, whatever comes in meanwhile', async () => {
    for (const order of ['newest-first', 'oldest-first'] as const) {
      const { emulator, list, line: from, group, nora } = await emulated({ order });
      const say = (text: string) => emulator.say({ conversation: group, as: nora, text });
      for (let index = 1; index <= 5; index += 1) await say(String(index));
      const texts: unknown[] = [];
      let cursor: string | null = null;
      do {
        const query: Record<string, string> = { from, to: group, limit: '2', ...(cursor && { cursor }) };
        const page = await list('/messages', query);
        texts.push(...page.data.map(({ text }) => text));
        expect(page.has_more).toBe(page.next_cursor !== null);
        cursor = page.next_cursor;
        if (texts.length === 2) await say('6');
      } while (cursor !== null);
      expect(texts).toEqual(
        order === 'newest-first' ? ['5', '4', '3', '2', '1'] : ['1', '2', '3', '4', '5', '6'],
      );
    }
  });

  it('has the chat with the latest message first', async () => {
    const { emulator, list, line: from, direct, nora } = await emulated();
    emulator.clock.step(1_000);
    await emulator.say({ conversation: direct, as: nora, text: 'hi' });
    const first = await list('/chats', { from, limit: '1' });
    expect(first.data.map(({ id }) => id)).toEqual([direct]);
    const rest = await list('/chats', { from, cursor: first.next_cursor ?? '' });
    expect(rest.data).toHaveLength(2);
    expect(rest.data.map(({ id }) => id)).not.toContain(direct);
  });

  it('puts a message that became known late where it was written', async () => {
    const { emulator, list, line: from, group, nora } = await emulated();
    const before = emulator.clock.now() - 60_000;
    await emulator.say({ conversation: group, as: nora, text: 'now' });
    emulator.sayLate({ conversation: group, as: nora, text: 'a minute ago' }, before);
    const { data } = await list('/messages', { from, to: group });
    expect(data.map(({ text }) => text)).toEqual(['now', 'a minute ago']);
    expect(data[1]).toMatchObject({ sent_at: before, synced_at: expect.toSatisfy((at) => at > before) });
  });

  it('finds a private chat by the handle of the other side, in any spelling of an e-mail address', async () => {
    const { emulator, list, line: from } = await emulated();
    const as = 'mei.tanaka@example.com';
    await emulator.say({ conversation: as, as, text: 'hello' });
    const { data } = await list('/messages', { from, to: 'Mei.Tanaka@Example.com' });
    expect(data.map(({ text }) => text)).toEqual(['hello']);
    expect((await list('/messages', { from: '+12025550102', to: '+447700900461' })).data).toEqual([]);
  });

  it('gives the same ids at every start when it is asked to', async () => {
    const ids = await Promise.all(
      ['a', 'a', 'b'].map(async (idSeed) => (await emulated({ idSeed })).emulator.conversations()[0]?.id),
    );
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });
});
