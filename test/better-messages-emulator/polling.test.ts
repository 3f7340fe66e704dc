import { expect, test } from 'vitest';
import { ALICE, BOB, CAROL, GROUP, LOBBY, PAIR, PARLEY, poll, send, stage } from './stage.ts';

test('every message of a burst comes with the polls that go on from one another, each once', async () => {
  const there = await stage();
  let { currentTime } = await poll(there, PARLEY);
  const seen: number[] = [];
  const sent: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    for (let index = 0; index < 4; index += 1)
      sent.push((await send(there, ALICE, GROUP, `${String(round)}.${String(index)}`)).message_id);
    const polled = await poll(there, PARLEY, currentTime);
    seen.push(...polled.messages.map(({ message_id }) => message_id));
    ({ currentTime } = polled);
  }
  expect(seen).toEqual(sent);
});

test('a poll shows edits, reactions and own messages, with the time of day', async () => {
  const there = await stage();
  const mine = (await send(there, PARLEY, GROUP, 'mine')).message_id;
  const theirs = (await send(there, ALICE, GROUP, 'theirs')).message_id;
  const { currentTime } = await poll(there, PARLEY);
  await there.site.edit({ conversation: GROUP, id: String(theirs), as: String(ALICE), text: 'changed' });
  await there.site.react({ conversation: GROUP, id: String(mine), as: String(BOB), emoji: '👍' });
  const { messages } = await poll(there, PARLEY, currentTime);
  expect(messages).toEqual([
    expect.objectContaining({
      message_id: mine,
      date_sent: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      meta: { reactions: [{ reaction: '1f44d', users: [BOB] }] },
    }),
    expect.objectContaining({ message_id: theirs, message: 'changed' }),
  ]);
});

test('a message with a time before the cursor is missing, only its thread shows up', async () => {
  const there = await stage();
  const { currentTime } = await poll(there, PARLEY);
  const { id } = await there.site.sayLate({
    conversation: GROUP,
    as: String(ALICE),
    text: 'late',
    secondsAgo: 30,
  });
  const polled = await poll(there, PARLEY, currentTime);
  expect(polled.messages).toEqual([]);
  expect(polled.threads).toMatchObject([{ thread_id: Number(GROUP), unread: 2 }]);
  const looked = await poll(there, PARLEY, currentTime - 620_000);
  expect(looked.messages.map(({ message_id }) => String(message_id))).toContain(id);
});

test("a sender's clock counts only together with an id and within a minute", async () => {
  const there = await stage();
  const { currentTime } = await poll(there, PARLEY);
  await send(there, ALICE, GROUP, 'no id', { temp_time: currentTime - 300_000 });
  await send(there, ALICE, GROUP, 'far off', { temp_id: 'tmp_1_a', temp_time: 1 });
  await send(there, ALICE, GROUP, 'believed', { temp_id: 'tmp_1_b', temp_time: currentTime - 300_000 });
  const { messages } = await poll(there, PARLEY, currentTime);
  expect(messages.map(({ message }) => message)).toEqual(['no id', 'far off']);
});

test('deleted messages of the whole site are named to everybody', async () => {
  const there = await stage();
  const { message_id } = await send(there, ALICE, GROUP, 'oops');
  const { currentTime } = await poll(there, CAROL);
  await there.call(ALICE, 'POST', `thread/${GROUP}/deleteMessages`, { messageIds: [message_id] });
  expect((await poll(there, CAROL, currentTime)).deletedMessages).toEqual([message_id]);
  expect(await poll(there, CAROL, currentTime + 1_000_000)).not.toHaveProperty('deletedMessages');
});

test('visible threads are marked read, and threads out of reach are missed', async () => {
  const there = await stage();
  const { currentTime } = await poll(there, PARLEY);
  const { body } = await there.call(PARLEY, 'POST', 'checkNew', {
    lastUpdate: currentTime,
    visibleThreads: [Number(GROUP)],
    threadIds: [1, 2, 999],
  });
  expect(body).toMatchObject({ threads: [{ thread_id: Number(GROUP), unread: 0 }], missedThreads: [999] });
});

test('conversations that are not held come whole with every poll', async () => {
  const there = await stage();
  const { currentTime } = await poll(there, PARLEY);
  const { threads, messages } = await poll(there, PARLEY, currentTime, [Number(GROUP)]);
  expect(threads.map(({ thread_id }) => thread_id)).toEqual([Number(PAIR)]);
  expect(messages.map(({ message }) => message)).toEqual(['Where is my parcel?']);
});

test('a chat room is in no list and in no poll, and everybody can read it', async () => {
  const there = await stage();
  const first = await poll(there, PARLEY);
  await there.site.say({ conversation: LOBBY, as: String(BOB), text: 'anybody here?' });
  const next = await poll(there, PARLEY, first.currentTime);
  expect([...first.threads, ...next.threads].map(({ thread_id }) => String(thread_id))).not.toContain(LOBBY);
  expect(next.messages).toEqual([]);
  expect((await there.call(0, 'POST', `thread/${LOBBY}`, {})).body).toMatchObject({
    threads: [{ type: 'chat-room', isHidden: 1 }],
    messages: [{ message: 'anybody here?' }],
  });
});

test('older messages come by eighties, without `to` with the oldest one held once more', async () => {
  const there = await stage();
  for (let number = 0; number < 100; number += 1)
    await there.site.say({ conversation: PAIR, as: String(CAROL), text: String(number) });
  const ids = async (route: string, body: object): Promise<number[]> => {
    const answer = await there.call(PARLEY, 'POST', `thread/${PAIR}${route}`, body);
    return (answer.body as { messages: { message_id: number }[] }).messages.map(
      ({ message_id }) => message_id,
    );
  };
  const held = await ids('', {});
  expect(held).toHaveLength(80);
  const older = await ids('/loadMore', { loaded: held, to: 1, mode: 'more' });
  expect(older).toHaveLength(21);
  expect(await ids('/loadMore', { loaded: held })).toEqual([held.at(-1), ...older]);
  expect(await ids('/loadMore', { loaded: [] })).toEqual([]);
});
