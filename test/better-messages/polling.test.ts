import { describe, expect, it } from 'vitest';
import { ALICE, BOB, partOf, told, useStage } from './stage.ts';

describe('polling Better Messages', () => {
  const stage = useStage();

  it("finds a message whose writer's clock was behind the time of the last poll", async () => {
    const from = await stage().baseline();
    await stage().say('in time');
    const first = await stage().drain(from);
    await stage().site.sayLate({ conversation: stage().group, as: BOB, text: 'late', secondsAgo: 50 });
    const second = await stage().drain(first.cursor);
    expect([told(first.events), told(second.events)]).toEqual([['created in time'], ['created late']]);
    expect((await stage().drain(second.cursor)).events).toEqual([]);
  });

  it('finds it too when something newer in the conversation was told before', async () => {
    let { cursor } = { cursor: await stage().baseline() };
    const texts: string[] = [];
    for (const secondsAgo of [0, 30, 5, 59, 1]) {
      await stage().site.sayLate({
        conversation: stage().group,
        as: BOB,
        text: `${String(secondsAgo)} s late`,
        secondsAgo,
      });
      const polled = await stage().drain(cursor);
      texts.push(...told(polled.events));
      ({ cursor } = polled);
    }
    expect(texts).toEqual([0, 30, 5, 59, 1].map((seconds) => `created ${String(seconds)} s late`));
  });

  it('tells of messages in the order in which they reached the site, whatever the clocks of their writers say', async () => {
    const { site, group } = stage();
    const cursor = await stage().baseline();
    const said = [
      { as: ALICE, text: 'who has the key?', secondsAgo: -20 },
      { as: BOB, text: 'I have it', secondsAgo: 20 },
      { as: ALICE, text: 'thanks', secondsAgo: -20 },
    ];
    for (const one of said) await site.sayLate({ conversation: group, ...one });
    const { events } = await stage().drain(cursor);
    expect(told(events)).toEqual(said.map(({ text }) => `created ${text}`));
  });

  it("tells of a message before what was done to it, though its writer's clock was ahead", async () => {
    const { site, group } = stage();
    const cursor = await stage().baseline();
    const ahead = { conversation: group, as: ALICE, text: 'from the future', secondsAgo: -50 };
    const { id } = await site.sayLate(ahead);
    await site.react({ conversation: group, id, as: BOB, emoji: '👍' });
    const { events } = await stage().drain(cursor);
    expect(told(events)).toEqual(['created from the future', '+👍 Bob Example']);
    expect(events.map(({ position }) => position)).toEqual(events.map(({ position }) => position).sort());
  });

  it('tells of edits, reactions and deletions of what it told before, each once', async () => {
    const { site, group } = stage();
    const id = await stage().say('one');
    let cursor = await stage().baseline();
    const steps = [
      () => site.edit({ conversation: group, id, as: ALICE, text: 'two' }),
      () => site.react({ conversation: group, id, as: BOB, emoji: '👍' }),
      () => site.react({ conversation: group, id, as: BOB, emoji: '😍' }),
      () => site.react({ conversation: group, id, as: BOB, emoji: '😍', remove: true }),
      () => site.delete({ conversation: group, id, as: ALICE }),
    ];
    const seen: string[][] = [];
    for (const step of steps) {
      await step();
      const polled = await stage().drain(cursor);
      seen.push(told(polled.events));
      ({ cursor } = polled);
    }
    expect(seen).toEqual([
      ['edited two'],
      ['+👍 Bob Example'],
      ['-👍 Bob Example', '+😍 Bob Example'],
      ['-😍 Bob Example'],
      [`deleted ${id}`],
    ]);
    expect((await stage().drain(cursor)).events).toEqual([]);
  });

  it('puts what happened between two polls in its order', async () => {
    const { site, group } = stage();
    const cursor = await stage().baseline();
    const first = await stage().say('first');
    await stage().say('second');
    site.clock.step(5);
    await site.react({ conversation: group, id: first, as: BOB, emoji: '👌' });
    site.clock.step(5);
    await stage().say('third');
    const { events } = await stage().drain(cursor);
    expect(told(events)).toEqual(['created first', 'created second', '+👌 Bob Example', 'created third']);
    const positions = events.map(({ position }) => position);
    expect([...positions].sort()).toEqual(positions);
  });

  it('tells of an edit made while it was away by a process that never saw the message', async () => {
    const { site, group } = stage();
    const id = await stage().say('old');
    site.clock.step(3_600_000);
    for (let number = 1; number <= 30; number += 1) await stage().say(`filler ${String(number)}`);
    const cursor = await stage().baseline();
    site.clock.step(3_600_000);
    await site.edit({ conversation: group, id, as: ALICE, text: 'changed' });
    expect(told((await stage().drain(cursor)).events)).toEqual(['edited changed']);
  });

  it('takes no deletion for its own that happened in a conversation of others', async () => {
    const { site, group } = stage();
    const own = await stage().say('here');
    const opened = await stage()
      .connect({ url: site.origin, ...site.credentials(2) })
      .createConversation(['3'], {
        name: 'Elsewhere',
      });
    const foreign = await site.say({ conversation: opened.id, as: ALICE, text: 'not for Parley' });
    const cursor = await stage().baseline();
    await site.delete({ conversation: opened.id, id: foreign.id, as: ALICE });
    await site.delete({ conversation: group, id: own, as: ALICE });
    expect(told((await stage().drain(cursor)).events)).toEqual([`deleted ${own}`]);
  });

  it('reads a chat room that no list shows, and marks nothing as read there or anywhere', async () => {
    const { connection, room, group, site } = stage();
    const unread = async () =>
      (await connection.client.threads()).threads.map(({ thread_id, unread: count }) => [thread_id, count]);
    const cursor = await stage().baseline();
    const id = await stage().say('in the lobby', room, BOB);
    await stage().say('at the desk', group);
    const before = await unread();
    const polled = await stage().drain(cursor);
    await connection.listMessages(group);
    await connection.listMessages(room);
    expect(told(polled.events).sort()).toEqual(['created at the desk', 'created in the lobby']);
    expect(await unread()).toEqual(before);
    await site.edit({ conversation: room, id, as: BOB, text: 'out of the lobby' });
    const edited = await stage().drain(polled.cursor);
    expect(told(edited.events)).toEqual(['edited out of the lobby']);
    await site.delete({ conversation: room, id, as: BOB });
    expect(told((await stage().drain(edited.cursor)).events)).toEqual([`deleted ${id}`]);
  });

  it('goes through a large backlog with edits and reactions in it without a gap or a repeat', async () => {
    const { site, group, pair } = stage();
    const cursor = await stage().baseline();
    const ids: string[] = [];
    for (let number = 1; number <= 700; number += 1) {
      ids.push(await stage().say(`m${String(number)}`, number % 2 ? group : pair, number % 2 ? ALICE : '4'));
    }
    await site.react({ conversation: group, id: ids[0] ?? '', as: BOB, emoji: '👍' });
    await site.edit({ conversation: group, id: ids[2] ?? '', as: ALICE, text: 'm3 changed' });
    const { events, cursor: after } = await stage().drain(cursor);
    const created = told(events).filter((one) => one.startsWith('created'));
    expect(created.map((one) => one.replace(' changed', ''))).toEqual(
      ids.map((_, index) => `created m${String(index + 1)}`),
    );
    expect(told(events).filter((one) => !one.startsWith('created'))).toContain('+👍 Bob Example');
    expect(new Set(events.map(({ key }) => key)).size).toBe(events.length);
    expect((await stage().drain(after)).events).toEqual([]);
  });

  it('survives the clock of the site being set back', async () => {
    const { site, host } = stage();
    const cursor = await stage().baseline();
    await stage().say('before');
    const first = await stage().drain(cursor);
    site.clock.step(-3_600_000);
    host.stepClock(5_000);
    await stage().say('after');
    const second = await stage().drain(first.cursor);
    expect([...told(first.events), ...told(second.events)]).toEqual(['created before', 'created after']);
  });

  it('survives it too when so much time has passed since that the clock shows more than before', async () => {
    const { site, host } = stage();
    const cursor = await stage().baseline();
    site.clock.step(-3_600_000);
    await stage().say('in the hour that came twice');
    site.clock.step(4_200_000);
    host.stepClock(4_200_000);
    expect(told((await stage().drain(cursor)).events)).toEqual(['created in the hour that came twice']);
  });

  it('leaves its cursor alone while nothing happens', async () => {
    const cursor = await stage().baseline();
    expect((await stage().drain(cursor)).cursor).toBe(cursor);
  });

  it('keeps its cursor small however much has happened', async () => {
    const cursor = await stage().baseline();
    for (let number = 1; number <= 600; number += 1) await stage().say(`m${String(number)}`);
    expect((await stage().drain(cursor)).cursor.length).toBeLessThan(20_000);
  });

  it('refuses a cursor that is none', async () => {
    await expect(stage().connection.poll('17', { conversations: [] })).rejects.toMatchObject({
      kind: 'invalid',
    });
  });
});

describe('polling a site that keeps deleted messages', () => {
  const stage = useStage({ deleteMethod: 'replace' });

  it('knows a deletion by the mark that is left, and lists the message no more', async () => {
    const { site, group, connection } = stage();
    const id = await stage().say('away with it');
    const cursor = await stage().baseline();
    await site.delete({ conversation: group, id, as: ALICE });
    const polled = await stage().drain(cursor);
    expect(told(polled.events)).toEqual([`deleted ${id}`]);
    expect((await stage().drain(polled.cursor)).events).toEqual([]);
    expect((await connection.listMessages(group)).map((message) => message.id)).not.toContain(id);
    await connection.delete(group, id);
  });

  it('deletes an own message, which leaves the mark', async () => {
    const { site, group, connection } = stage();
    const { id = '' } = await connection.send(group, partOf(connection, 'mine'));
    await connection.delete(group, id);
    expect((await site.read(group)).find((message) => message.id === id)?.stored).toContain('BM-DELETED');
  });
});

describe('polling a site whose messages wait for a moderator', () => {
  const stage = useStage({ messagesPremoderation: true });

  it('tells of a message when it is approved, not before, and only once', async () => {
    const { site, group } = stage();
    const alice = stage().connect({ url: site.origin, ...site.credentials(2) });
    const admin = stage().connect({ url: site.origin, ...site.credentials(1) });
    let cursor = await stage().baseline();
    const { id } = await alice.send(group, partOf(alice, 'may I?'));
    const before = await stage().drain(cursor);
    await stage().connect().poll(before.cursor, { conversations: [] });
    await admin.client.approveMessage(Number(id));
    const after = await stage().drain(before.cursor);
    ({ cursor } = after);
    expect([told(before.events), told(after.events)]).toEqual([[], ['created may I?']]);
    expect((await stage().drain(cursor)).events).toEqual([]);
  });
});
