import { describe, expect, it } from 'vitest';
import { pathsOf, scene, textsIn } from './client-fixture.ts';

const MANY = 130;
const stranger = (index: number): string => `+1202556${String(index).padStart(4, '0')}`;

describe('what a poll brings', () => {
  it('has messages that came to the service an hour late, after a younger one of ours', async () => {
    const { connection, emulator, direct, person } = await scene();
    const scope = { conversations: [direct] };
    emulator.clock.step(-7_200_000);
    await emulator.say({ conversation: direct, as: person, text: 'before' });
    const from = await connection.poll(undefined, scope);
    emulator.clock.step(7_200_000);
    await emulator.say({ conversation: direct, as: person, text: 'young' });
    const first = await connection.poll(from.cursor, scope);
    const hourAgo = emulator.clock.now() - 3_600_000;
    emulator.sayLate({ conversation: direct, as: person, text: 'late' }, hourAgo);
    emulator.sayLate({ conversation: direct, as: person, text: 'of the same millisecond' }, hourAgo);
    const second = await connection.poll(first.cursor, scope);
    expect(textsIn(first.events)).toEqual(['young']);
    expect(textsIn(second.events).sort()).toEqual(['late', 'of the same millisecond']);
    expect((await connection.poll(second.cursor, scope)).events).toEqual([]);
  });

  it('has no history of a chat that the list left out at first', async () => {
    const { connection, emulator, direct, person, stepClock } = await scene();
    const scope = { conversations: [direct] };
    emulator.sayLate(
      { conversation: direct, as: person, text: 'long ago' },
      emulator.clock.now() - 3_600_000,
    );
    const nothing = JSON.stringify({ data: [], has_more: false, next_cursor: null });
    emulator.faults.add({ kind: 'status', status: 200, body: nothing, match: { path: '/chats' } });
    const { cursor } = await connection.poll(undefined, scope);
    stepClock(1000);
    await emulator.say({ conversation: direct, as: person, text: 'news' });
    expect(textsIn((await connection.poll(cursor, scope)).events)).toEqual(['news']);
  });

  it('has no history of a chat that showed no messages at first', async () => {
    const { connection, emulator, direct, person } = await scene();
    const scope = { conversations: [direct] };
    const { cursor } = await connection.poll(undefined, scope);
    emulator.sayLate(
      { conversation: direct, as: person, text: 'long ago' },
      emulator.clock.now() - 3_600_000,
    );
    await emulator.say({ conversation: direct, as: person, text: 'news' });
    expect(textsIn((await connection.poll(cursor, scope)).events)).toEqual(['news']);
  });
});

describe('a line with many chats', () => {
  it.each([
    ['newest-first', 1],
    ['oldest-first', 2],
  ] as const)('costs few calls a poll where the list allows it (%s)', async (order, pages) => {
    const { connection, emulator, requests, stepClock } = await scene({ order });
    emulator.clock.step(-86_400_000);
    for (let index = 0; index < MANY; index += 1)
      await emulator.say({ conversation: stranger(index), as: stranger(index), text: 'hello' });
    emulator.clock.step(86_400_000);
    await emulator.say({ conversation: stranger(MANY - 1), as: stranger(MANY - 1), text: 'hello again' });
    const scope = { conversations: [stranger(0), stranger(MANY - 1)] };
    const first = await connection.poll(undefined, scope);
    stepClock(60_000);
    requests.length = 0;
    const second = await connection.poll(first.cursor, scope);
    expect(pathsOf(requests)).toEqual(Array.from({ length: pages }, () => 'GET /chats'));
    await emulator.say({ conversation: stranger(0), as: stranger(0), text: 'me too' });
    const third = await connection.poll(second.cursor, scope);
    expect(textsIn(third.events)).toEqual(['me too']);
  });

  it('is read whole from time to time, for what came to it late', async () => {
    const { connection, emulator, stepClock } = await scene();
    emulator.clock.step(-86_400_000);
    for (let index = 0; index < MANY; index += 1)
      await emulator.say({ conversation: stranger(index), as: stranger(index), text: 'hello' });
    emulator.clock.step(86_400_000);
    await emulator.say({ conversation: stranger(MANY - 1), as: stranger(MANY - 1), text: 'hello again' });
    const scope = { conversations: [stranger(0)] };
    let { cursor } = await connection.poll(undefined, scope);
    const late = { conversation: stranger(0), as: stranger(0), text: 'from the tunnel' };
    emulator.sayLate(late, emulator.clock.now() - 43_200_000);
    const texts: string[] = [];
    for (let minute = 0; minute < 12; minute += 1) {
      stepClock(60_000);
      const result = await connection.poll(cursor, scope);
      texts.push(...textsIn(result.events));
      ({ cursor } = result);
    }
    expect(texts).toEqual(['from the tunnel']);
  });
});

describe('a person with two chats', () => {
  it('is heard in the one that they used last, by their handle', async () => {
    const { connection, emulator, requests, person } = await scene();
    const chat = (id: string, last_message_at: number) => ({ id, identifier: person, last_message_at });
    const data = [chat('cht_new', 2000), chat('cht_old', 1000)];
    const body = JSON.stringify({ data, has_more: false, next_cursor: null });
    emulator.faults.add({ kind: 'status', status: 200, body, match: { path: '/chats' } });
    await connection.poll(undefined, { conversations: [person] });
    expect(requests.map(({ url }) => new URL(url).searchParams.get('to'))).toEqual([null, 'cht_new']);
  });
});
