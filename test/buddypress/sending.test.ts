import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../src/host/index.ts';
import { textTree } from '../../src/text/index.ts';
import { ALICE, BOB, CAROL, PARLEY, VERSIONS, stage, wholeSecond } from './stage.ts';

const part = (text: string) => ({ key: 'delivery#0', text });
const unknown = { isKnown: () => false };

describe.each(VERSIONS)('sending to BuddyPress %s', (version) => {
  test('tells the id of each message, though the answer names the first one of the second', async () => {
    const { site, connection } = await stage({ version });
    wholeSecond(site);
    const first = await connection.send('1', part('one'));
    const { id: between } = await site.say({ conversation: '1', as: ALICE, text: 'between' });
    const second = await connection.send('1', part('two'));
    const third = await connection.send('1', part('two'));
    const ids = [first.id, between, second.id, third.id].map(Number);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    const stored = await site.read('1');
    expect([second.id, third.id].map((id) => stored.find((message) => message.id === id)?.shown)).toEqual([
      'two',
      'two',
    ]);
    expect(new Set(ids).size).toBe(4);
  });

  test('finds a message whose answer was lost, and sends nothing twice by itself', async () => {
    const { site, connection, requests } = await stage({ version });
    site.faults.add({ kind: 'lost-answer', match: { method: 'POST' } });
    const since = site.clock.now();
    const failure = await connection.send('1', part('lost &amp; found')).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ServiceError);
    expect(failure).toMatchObject({ kind: 'unavailable', outcome: 'unknown' });
    expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
    const found = await connection.findSent('1', part('lost &amp; found'), { since, ...unknown });
    expect((await site.read('1')).at(-1)).toMatchObject({ id: found?.id, shown: 'lost & found', own: true });
  });

  test('finds nothing when the message did not arrive, or is a copy that is known, or somebody else said it', async () => {
    const { site, connection } = await stage({ version });
    const since = site.clock.now();
    const known = await connection.send('1', part('same words'));
    await site.say({ conversation: '1', as: ALICE, text: 'same words' });
    const isKnown = (id: string): boolean => id === known.id;
    expect(await connection.findSent('1', part('same words'), { since, isKnown })).toBeUndefined();
    expect(await connection.findSent('1', part('never sent'), { since, ...unknown })).toBeUndefined();
  });

  test('takes equal texts in the order in which they were sent', async () => {
    const { site, connection } = await stage({ version });
    const since = site.clock.now();
    const first = await connection.send('1', part('again'));
    const second = await connection.send('1', part('again'));
    expect(await connection.findSent('1', part('again'), { since, ...unknown })).toEqual(first);
    const isKnown = (id: string): boolean => id === first.id;
    expect(await connection.findSent('1', part('again'), { since, isKnown })).toEqual(second);
  });

  test.each([-3_600_000, 3_600_000])(
    'finds a lost message though the site set its clock by %d ms meanwhile',
    async (ms) => {
      const { site, connection } = await stage({ version });
      const since = site.clock.now();
      const sent = await connection.send('1', part('clockwork'));
      site.clock.step(ms);
      expect(await connection.findSent('1', part('clockwork'), { since, ...unknown })).toEqual(sent);
    },
  );

  test('opens threads one at a time, so that none are merged', async () => {
    const { site, connection } = await stage({ version });
    site.switches.parallelFaults = true;
    const opened = await Promise.all([
      connection.createConversation(['alice'], { name: 'First & <foremost> "one"', text: textTree('a') }),
      connection.createConversation([BOB, 'carol'], { text: textTree('b') }),
      connection.createConversation([CAROL], { name: 'Third' }),
    ]);
    expect(opened.map(({ name, kind }) => [name, kind])).toEqual([
      ['First & <foremost> "one"', 'direct'],
      ['Bob Baker, Carol Clark', 'group'],
      ['Third', 'direct'],
    ]);
    expect(new Set(opened.map(({ id }) => id)).size).toBe(3);
    const [, second] = opened;
    expect((await connection.participants(second?.id ?? '')).map(({ id }) => id).sort()).toEqual(
      [PARLEY, BOB, CAROL].sort(),
    );
  });

  test('says so when a new thread has other people than those that were asked for', async () => {
    const { connection } = await stage({ version });
    await expect(connection.createConversation([ALICE, '4711'], { text: textTree('hi') })).rejects.toThrow(
      /without the users 4711/,
    );
    await expect(connection.createConversation(['nobody'], { text: textTree('hi') })).rejects.toThrow(
      /nobody of that login/,
    );
    await expect(connection.createConversation([ALICE], {})).rejects.toThrow(/give a text/);
  });

  test('refuses what BuddyPress refuses, and does not ask for another try', async () => {
    const { connection } = await stage({ version });
    await expect(connection.send('1', part(''))).rejects.toMatchObject({
      kind: 'invalid',
      outcome: 'not-done',
      code: 'bp_rest_messages_create_failed',
    });
  });
});

test('v1 merges threads of several programs that open them at the same moment, which is noticed', async () => {
  const { site, connection, connect } = await stage({ version: 'v1' });
  site.switches.parallelFaults = true;
  const results = await Promise.allSettled([
    connection.createConversation([ALICE], { text: textTree('to alice') }),
    connect().createConversation([BOB], { text: textTree('to bob') }),
  ]);
  const failed = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  expect(failed.length).toBeGreaterThan(0);
  expect(failed[0]).toMatchObject({ kind: 'protocol', outcome: 'unknown' });
  expect(String(failed[0])).toMatch(/other people are in as well/);
});

test('v2 fails one of two threads that are opened at the same moment, which may be tried again', async () => {
  const { site, connection, connect } = await stage({ version: 'v2' });
  site.switches.parallelFaults = true;
  const results = await Promise.allSettled([
    connection.createConversation([ALICE], { text: textTree('to alice') }),
    connect().createConversation([BOB], { text: textTree('to bob') }),
  ]);
  const failed = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  expect(failed).toHaveLength(1);
  expect(failed[0]).toMatchObject({ kind: 'unavailable', outcome: 'not-done' });
});
