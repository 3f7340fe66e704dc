import { describe, expect, it } from 'vitest';
import { createRandom } from '../crash/random.ts';
import { briefMemory } from '../../src/platforms/index.ts';
import { connect, messagesDev } from '../../src/platforms/messages-dev/index.ts';
import type { Scene } from './client-fixture.ts';
import { pathsOf, scene, textsIn } from './client-fixture.ts';

const ALL = { conversations: [], all: true };
const HOUR_MS = 3_600_000;

interface Line extends Scene {
  /** Polls with a connection of its own, as an n8n trigger does. */
  poll(cursor?: string): Promise<{ texts: string[]; cursor: string; more: boolean; paths: string[] }>;
  stepBoth(ms: number): void;
}

async function line(options: Parameters<typeof scene>[0] = {}): Promise<Line> {
  const here = await scene(options);
  const settings = messagesDev.settings.parse(here.emulator.accountSettings());
  return {
    ...here,
    async poll(cursor) {
      here.requests.length = 0;
      const context = { account: 'here', host: here.host, memory: briefMemory() };
      const result = await connect(settings, context).poll(cursor, ALL);
      const { more } = result;
      return { texts: textsIn(result.events), cursor: result.cursor, more, paths: pathsOf(here.requests) };
    },
    stepBoth(ms) {
      here.stepClock(ms);
      here.emulator.clock.step(ms);
    },
  };
}

describe('polling a whole line', () => {
  it('begins with nothing, and then brings what is said in any chat', async () => {
    const { emulator, group, direct, person, poll } = await line();
    await emulator.say({ conversation: group, as: person, text: 'before' });
    const first = await poll();
    await emulator.say({ conversation: group, as: person, text: 'one' });
    await emulator.say({ conversation: direct, as: person, text: 'two' });
    const second = await poll(first.cursor);
    const third = await poll(second.cursor);
    expect([first.texts, second.texts.toSorted(), third.texts]).toEqual([[], ['one', 'two'], []]);
  });

  it('brings chats that begin from their first message, several in one poll and in one millisecond', async () => {
    const { emulator, person, poll, stepBoth } = await line();
    const { cursor } = await poll();
    stepBoth(60_000);
    const [, stranger, other] = emulator.people().map(({ id }) => id);
    const group = emulator.addGroup([person, String(stranger)], 'New');
    const at = emulator.clock.now();
    const said = [
      { conversation: String(stranger), as: String(stranger), text: 'a1' },
      { conversation: String(stranger), as: String(stranger), text: 'a2' },
      { conversation: String(other), as: String(other), text: 'b1' },
      { conversation: group.id, as: person, text: 'c1' },
    ];
    for (const one of said) emulator.sayLate(one, at);
    const second = await poll(cursor);
    emulator.sayLate({ conversation: String(other), as: String(other), text: 'b2' }, at);
    await emulator.say({ conversation: String(other), as: String(other), text: 'b3' });
    const third = await poll(second.cursor);
    expect(second.texts.toSorted()).toEqual(['a1', 'a2', 'b1', 'c1']);
    expect(third.texts).toEqual(['b2', 'b3']);
    expect((await poll(third.cursor)).texts).toEqual([]);
  });

  it('costs one call while nothing happens, and one more for each chat that changed', async () => {
    const { emulator, direct, person, poll, stepBoth } = await line();
    const first = await poll();
    stepBoth(60_000);
    const quiet = await poll(first.cursor);
    await emulator.say({ conversation: direct, as: person, text: 'news' });
    const busy = await poll(quiet.cursor);
    expect([quiet.paths, busy.paths]).toEqual([['GET /chats'], ['GET /chats', 'GET /messages']]);
  });

  it('brings first messages that came to the service long after they were sent', async () => {
    const { emulator, poll, stepBoth } = await line();
    const first = await poll();
    stepBoth(3 * HOUR_MS);
    const second = await poll(first.cursor);
    const [, stranger = ''] = emulator.people().map(({ id }) => id);
    emulator.sayLate({ conversation: stranger, as: stranger, text: 'late' }, emulator.clock.now() - HOUR_MS);
    const third = await poll(second.cursor);
    expect([second.texts, third.texts]).toEqual([[], ['late']]);
    expect((await poll(third.cursor)).texts).toEqual([]);
  });

  it('forgets chats that fell silent, and repeats and loses nothing when they wake up', async () => {
    const { emulator, direct, person, poll, stepBoth } = await line();
    const told: string[] = [];
    const expected: string[] = [];
    let { cursor } = await poll();
    const sizes: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      for (const text of [`${String(round)}a`, `${String(round)}b`]) {
        await emulator.say({ conversation: direct, as: person, text });
        expected.push(text);
      }
      for (let again = 0; again < 3; again += 1) {
        const read = await poll(cursor);
        cursor = read.cursor;
        told.push(...read.texts);
        sizes.push(cursor.length);
        stepBoth(HOUR_MS);
      }
    }
    expect(told).toEqual(expected);
    expect(sizes.at(-1)).toBe(sizes[2]);
    expect(cursor).not.toContain('msg_');
  });

  it('keeps the cursor small and the calls few on a line with many old chats', async () => {
    const { emulator, person, poll, stepBoth } = await line();
    const [, stranger = ''] = emulator.people().map(({ id }) => id);
    const groups = Array.from({ length: 450 }, (_, at) =>
      emulator.addGroup([person, stranger], `Old ${String(at)}`),
    );
    for (const { id } of groups) {
      stepBoth(60_000);
      await emulator.say({ conversation: id, as: person, text: 'old' });
    }
    stepBoth(HOUR_MS);
    const first = await poll();
    expect(first.paths).toEqual(Array.from({ length: 5 }, () => 'GET /chats'));
    expect(first.cursor.length).toBeLessThan(4000);
    for (const { id } of groups.slice(0, 2)) await emulator.say({ conversation: id, as: person, text: id });
    const second = await poll(first.cursor);
    expect(second.texts.toSorted()).toEqual(
      groups
        .slice(0, 2)
        .map(({ id }) => id)
        .toSorted(),
    );
    expect(second.paths.length).toBeLessThan(5);
    stepBoth(61_000);
    expect((await poll(second.cursor)).paths).toEqual(['GET /chats']);
    stepBoth(3 * HOUR_MS);
    const swept = await poll(second.cursor);
    expect((await poll(swept.cursor)).cursor.length).toBeLessThan(4000);
  });

  it('reads what gathered in many chats in several polls, each message once', async () => {
    const { emulator, person, poll, stepBoth } = await line();
    const { cursor } = await poll();
    stepBoth(60_000);
    const [, stranger = ''] = emulator.people().map(({ id }) => id);
    const expected = Array.from({ length: 120 }, (_, at) => `m${String(at)}`);
    for (const text of expected) {
      const { id } = emulator.addGroup([person, stranger], text);
      await emulator.say({ conversation: id, as: person, text });
    }
    const told: string[] = [];
    let from = cursor;
    for (let more = true; more;) {
      const read = await poll(from);
      told.push(...read.texts);
      ({ cursor: from, more } = read);
    }
    expect(told.toSorted()).toEqual(expected.toSorted());
    expect((await poll(from)).texts).toEqual([]);
  });

  it('moves nothing when a page of the list or a chat cannot be read', async () => {
    const { emulator, direct, person, poll } = await line();
    const { cursor } = await poll();
    await emulator.say({ conversation: direct, as: person, text: 'news' });
    for (const path of ['/chats', '/messages']) {
      emulator.faults.add({ kind: 'status', status: 503, match: { path } });
      await expect(poll(cursor)).rejects.toThrow('503');
    }
    expect((await poll(cursor)).texts).toEqual(['news']);
  });

  it('brings back what a list told that nobody ordered', async () => {
    const { emulator, direct, person, poll } = await line({ order: 'oldest-first' });
    const { cursor } = await poll();
    await emulator.say({ conversation: direct, as: person, text: 'news' });
    expect((await poll(cursor)).texts).toEqual(['news']);
  });

  it('tells who is writing in the chats of the last half hour', async () => {
    const { emulator, connection, direct, person } = await line();
    const asked = { ...ALL, signals: true };
    await emulator.say({ conversation: direct, as: person, text: 'hi' });
    const { cursor } = await connection.poll(undefined, asked);
    await emulator.type?.({ conversation: direct, as: person });
    const { signals } = await connection.poll(cursor, asked);
    expect(signals).toMatchObject([{ type: 'typing', conversation: direct, author: { id: person } }]);
  });

  it('does not bring what webhooks have brought', async () => {
    const { emulator, connection, direct, person, poll } = await line();
    const { cursor } = await poll();
    for (const text of ['told', 'lost']) await emulator.say({ conversation: direct, as: person, text });
    const [told] = (await connection.listMessages(direct)).map((message) => connection.created(message));
    const moved = connection.advance?.(cursor, told ? [told] : []) ?? '';
    expect((await poll(moved)).texts).toEqual(['lost']);
  });

  it('takes over from single conversations, and the other way', async () => {
    const { emulator, connection, direct, group, person, poll } = await line();
    const single = await connection.poll(undefined, { conversations: [direct] });
    await emulator.say({ conversation: direct, as: person, text: 'one' });
    await emulator.say({ conversation: group, as: person, text: 'not looked after' });
    const whole = await poll(single.cursor);
    await emulator.say({ conversation: direct, as: person, text: 'two' });
    const back = await connection.poll(whole.cursor, { conversations: [direct] });
    expect([whole.texts, textsIn(back.events)]).toEqual([['one'], ['two']]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'loses and repeats nothing whatever happens between and within polls (seed %i)',
    async (seed) => {
      const random = createRandom(String(seed));
      const { emulator, person, group, direct, poll, stepBoth } = await line();
      const people = emulator.people().map(({ id }) => id);
      const chats = [group, direct];
      let { cursor } = await poll();
      const expected: string[] = [];
      const told: string[] = [];
      for (let step = 0; step < 150; step += 1) {
        const text = `m${String(step)}`;
        const kind = random.next();
        if (kind < 0.1) chats.push(emulator.addGroup([person, people[1] ?? ''], text).id);
        if (kind < 0.6) {
          const conversation = random.pick(chats);
          if (random.chance(0.7)) await emulator.say({ conversation, as: person, text });
          // Handed over some seconds late, within the time that a chat stays watched.
          else emulator.sayLate({ conversation, as: person, text }, emulator.clock.now() - 2_000);
          expected.push(text);
        } else if (kind < 0.75) {
          stepBoth(random.between(0, 2 * HOUR_MS));
        } else {
          if (random.chance(0.3)) {
            const path = random.pick(['/chats', '/messages']);
            emulator.faults.add({ kind: 'status', status: 503, match: { path } });
          }
          const read = await poll(cursor).catch(() => undefined);
          if (read) ({ cursor } = read);
          told.push(...(read?.texts ?? []));
        }
      }
      emulator.faults.clear();
      for (let round = 0; round < 3; round += 1) {
        const read = await poll(cursor);
        ({ cursor } = read);
        told.push(...read.texts);
        stepBoth(HOUR_MS);
      }
      expect(told.toSorted()).toEqual(expected.toSorted());
    },
  );
});
