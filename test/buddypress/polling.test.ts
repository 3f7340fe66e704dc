import { describe, expect, test } from 'vitest';
import type { HttpResponse } from '../../src/host/index.ts';
import { ALICE, BOB, PARLEY, VERSIONS, baseline, drain, stage, wholeSecond } from './stage.ts';

/** An answer of the site before a message was visible. */
function without(answer: HttpResponse, messageId: number): HttpResponse {
  const json = JSON.stringify(JSON.parse(answer.text()), (key, value: unknown) =>
    key === 'messages' && Array.isArray(value)
      ? value.filter((message: { id: number }) => message.id !== messageId)
      : value,
  );
  return { ...answer, text: () => json };
}

describe.each(VERSIONS)('polling BuddyPress %s', (version) => {
  test('costs one call when nothing is new', async () => {
    const there = await stage({ version });
    const cursor = await baseline(there);
    there.requests.length = 0;
    expect((await drain(there, cursor)).texts).toEqual([]);
    expect(there.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  test('brings a message of the same second that came after the poll', async () => {
    const there = await stage({ version });
    const cursor = await baseline(there);
    wholeSecond(there.site);
    await there.site.say({ conversation: '1', as: ALICE, text: 'one' });
    const first = await drain(there, cursor);
    await there.site.say({ conversation: '1', as: BOB, text: 'two' });
    await there.site.say({ conversation: '2', as: '4', text: 'three' });
    const second = await drain(there, first.cursor);
    expect([first.texts, second.texts]).toEqual([['one'], ['two', 'three']]);
    expect((await drain(there, second.cursor)).texts).toEqual([]);
  });

  test('leaves no gap and repeats nothing when messages arrive between the pages of a long thread', async () => {
    const there = await stage({ version });
    const cursor = await baseline(there);
    for (let number = 1; number <= 250; number += 1) {
      await there.site.say({ conversation: '1', as: ALICE, text: `m${String(number)}` });
    }
    let late = 0;
    there.before = ({ url }) => {
      if (!url.includes('order=desc') || late >= 3) return;
      late += 1;
      for (const conversation of ['1', '2']) {
        there.site.store.add(Number(conversation), {
          sender: 4,
          subject: 'Re: late',
          text: `late ${String(late)} in ${conversation}`,
          second: Math.floor(there.site.clock.now() / 1000),
        });
      }
    };
    const first = await drain(there, cursor);
    const second = await drain(there, first.cursor);
    const third = await drain(there, second.cursor);
    const expected = [
      ...Array.from({ length: 250 }, (_, index) => `m${String(index + 1)}`),
      ...[1, 2, 3].flatMap((number) => [`late ${String(number)} in 1`, `late ${String(number)} in 2`]),
    ];
    expect([...first.texts, ...second.texts, ...third.texts].sort()).toEqual(expected.sort());
    expect(late).toBe(3);
  });

  test('reads on in a thread of more than a hundred messages, whose list shows the oldest', async () => {
    const there = await stage({ version });
    for (let number = 1; number <= 130; number += 1) {
      await there.site.say({ conversation: '1', as: ALICE, text: `m${String(number)}` });
    }
    const cursor = await baseline(there);
    await there.site.say({ conversation: '1', as: BOB, text: 'after all that' });
    const first = await drain(there, cursor);
    expect(first.texts).toEqual(['after all that']);
    expect((await drain(there, first.cursor)).texts).toEqual([]);
  });

  test('misses nothing among many threads of one second, however the site cuts its pages', async () => {
    const there = await stage({ version });
    const cursor = await baseline(there);
    there.site.switches.shuffleTies = true;
    wholeSecond(there.site);
    const expected: string[] = [];
    for (let number = 1; number <= 60; number += 1) {
      const text = `thread ${String(number)}`;
      there.site.open({ as: ALICE, to: [PARLEY], text });
      expected.push(text);
    }
    const { texts, cursor: after } = await drain(there, cursor);
    expect(texts).toEqual(expected);
    expect((await drain(there, after)).texts).toEqual([]);
  });

  test('catches up after an outage, in order, from a mailbox of more threads than one page holds', async () => {
    const there = await stage({ version });
    const cursor = await baseline(there);
    const threads: string[] = [];
    for (let number = 1; number <= 130; number += 1) {
      threads.push(there.site.open({ as: ALICE, to: [PARLEY], text: `begin ${String(number)}` }).id);
    }
    there.site.clock.step(60_000);
    for (let round = 1; round <= 10; round += 1) {
      for (const conversation of threads)
        await there.site.say({ conversation, as: ALICE, text: `round ${String(round)}` });
    }
    const { ids, cursor: after } = await drain(there, cursor);
    expect(ids).toHaveLength(130 * 11);
    expect(ids).toEqual([...ids].sort((a, b) => Number(a) - Number(b)));
    expect(new Set(ids).size).toBe(ids.length);
    expect(after.length).toBeLessThan(20_000);
    const quiet = await drain(there, after);
    expect(quiet.texts).toEqual([]);
    expect(quiet.cursor.length).toBeLessThan(1_000);
  });

  test('finds its way without the counts, which some firewalls take off', async () => {
    const there = await stage({ version });
    there.after = (answer) => ({
      ...answer,
      headers: Object.fromEntries(
        Object.entries(answer.headers).filter(([name]) => !name.startsWith('x-wp-')),
      ),
    });
    const cursor = await baseline(there);
    for (let number = 1; number <= 110; number += 1) {
      there.site.open({ as: ALICE, to: [PARLEY], text: `thread ${String(number)}` });
    }
    for (let number = 1; number <= 150; number += 1) {
      await there.site.say({ conversation: '1', as: ALICE, text: `message ${String(number)}` });
    }
    const { texts, cursor: after } = await drain(there, cursor);
    expect(texts).toHaveLength(260);
    expect((await drain(there, after)).texts).toEqual([]);
  });

  test('brings a message that becomes visible after several later ones', async () => {
    const there = await stage({ version });
    let cursor = await baseline(there);
    const late = await there.site.say({ conversation: '2', as: '4', text: 'slow to be stored' });
    there.after = (answer) => without(answer, Number(late.id));
    const seen: string[][] = [];
    for (const text of ['first', 'second', 'third']) {
      await there.site.say({ conversation: '2', as: '4', text });
      const drained = await drain(there, cursor);
      seen.push(drained.texts);
      cursor = drained.cursor;
    }
    there.after = (answer) => answer;
    seen.push((await drain(there, cursor)).texts);
    expect(seen).toEqual([['first'], ['second'], ['third'], ['slow to be stored']]);
  });

  test('knows a thread number that was given out again', async () => {
    const there = await stage({ version });
    const { id } = there.site.open({ as: ALICE, to: [PARLEY], text: 'first life' });
    const first = await drain(there, await baseline(there));
    there.site.store.leave(Number(id), Number(ALICE));
    there.site.store.leave(Number(id), Number(PARLEY));
    expect(there.site.open({ as: BOB, to: [PARLEY], text: 'second life' }).id).toBe(id);
    expect((await drain(there, first.cursor)).texts).toEqual(['second life']);
  });

  test('brings back a thread that the account had deleted, but only what is new in it', async () => {
    const there = await stage({ version });
    await there.connection.client.deleteThread(1);
    const cursor = await baseline(there);
    await there.site.say({ conversation: '1', as: ALICE, text: 'still there?' });
    expect((await drain(there, cursor)).texts).toEqual(['still there?']);
  });

  test('finds what a long thread files under older messages once the clock is set back', async () => {
    const there = await stage({ version });
    const texts = (word: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${word} ${String(index + 1)}`);
    for (const text of texts('old', 150)) await there.site.say({ conversation: '1', as: ALICE, text });
    const cursor = await baseline(there);
    there.site.clock.step(-30_000);
    for (const text of texts('new', 3)) await there.site.say({ conversation: '1', as: ALICE, text });
    const first = await drain(there, cursor);
    expect(first.texts).toEqual(texts('new', 3));
    await there.site.say({ conversation: '1', as: ALICE, text: 'one more' });
    expect((await drain(there, first.cursor)).texts).toEqual(['one more']);
  });

  test('survives a site whose clock is set back', async () => {
    const there = await stage({ version });
    for (let number = 1; number <= 30; number += 1)
      there.site.open({ as: ALICE, to: [PARLEY], text: 'quiet' });
    there.site.clock.step(120_000);
    await there.site.say({ conversation: '1', as: ALICE, text: 'before' });
    const cursor = await baseline(there);
    there.site.clock.step(-3_600_000);
    await there.site.say({ conversation: '2', as: '4', text: 'an hour ago' });
    await there.site.say({ conversation: '1', as: ALICE, text: 'an hour ago as well' });
    expect((await drain(there, cursor)).texts).toEqual(['an hour ago', 'an hour ago as well']);
  });

  test('marks nothing read', async () => {
    const there = await stage({ version });
    const cursor = await baseline(there);
    await there.site.say({ conversation: '1', as: ALICE, text: 'unread' });
    const before = there.site.store.row(1, Number(PARLEY))?.unread;
    await drain(there, cursor);
    expect(there.site.store.row(1, Number(PARLEY))?.unread).toBe(before);
    await there.connection.markRead('1');
    expect(there.site.store.row(1, Number(PARLEY))?.unread).toBe(0);
  });

  test('moves nothing when a page fails', async () => {
    const there = await stage({ version });
    const cursor = await baseline(there);
    await there.site.say({ conversation: '1', as: ALICE, text: 'kept' });
    there.site.faults.add({ kind: 'status', status: 503, match: { path: '/messages' } });
    await expect(drain(there, cursor)).rejects.toMatchObject({ kind: 'unavailable', outcome: 'not-done' });
    expect((await drain(there, cursor)).texts).toEqual(['kept']);
  });

  test('names a moderator who writes into a thread he is not in, and asks for the name once', async () => {
    const there = await stage({ version });
    const cursor = await baseline(there);
    await there.site.say({ conversation: '1', as: '1', text: 'be kind' });
    const polled = await there.connection.poll(cursor);
    expect(polled.events[0]).toMatchObject({
      message: { author: { id: '1', name: 'admin', kind: 'person' } },
    });
    await there.site.say({ conversation: '1', as: '1', text: 'please' });
    there.requests.length = 0;
    expect((await drain(there, polled.cursor)).texts).toEqual(['please']);
    expect(there.requests.filter(({ url }) => url.includes('/members/'))).toEqual([]);
  });

  test('refuses a cursor that is none of its own', async () => {
    const { connection } = await stage({ version });
    await expect(connection.poll('{"last":1}')).rejects.toMatchObject({ kind: 'invalid' });
    await expect(connection.poll('later')).rejects.toMatchObject({ kind: 'invalid' });
  });

  test('names times in UTC, positions that sort, and whose messages are our own', async () => {
    const there = await stage({ version });
    const cursor = await baseline(there);
    const { id } = await there.site.say({ conversation: '1', as: ALICE, text: 'hello' });
    await there.connection.send('1', { key: 'k#0', text: 'own' });
    const { events } = await there.connection.poll(cursor);
    const [first, second] = events;
    expect(first).toMatchObject({
      type: 'message.created',
      key: `created:${id}`,
      position: id.padStart(12, '0'),
      message: { author: { id: ALICE, name: 'Alice Able', kind: 'person' } },
    });
    expect(Date.parse(first?.at ?? '') / 1000).toBe(there.site.store.message(Number(id))?.second);
    expect(second).toMatchObject({ message: { author: { id: PARLEY, kind: 'self' } } });
  });
});
