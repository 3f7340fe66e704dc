import { expect, test } from 'vitest';
import { ALICE, BOB, CAROL, GROUP, LOBBY, PAIR, PARLEY, VISITOR, send, stage } from './stage.ts';

test('a fresh site has editing, deleting, uploads and guests switched off', async () => {
  const there = await stage({ freshInstall: true, settings: { restrictReplies: [] } });
  const { message_id } = await send(there, PARLEY, GROUP, 'x');
  const forbidden = { status: 403, body: { code: 'rest_forbidden' } };
  expect(
    await there.call(PARLEY, 'POST', `thread/${GROUP}/save`, { message_id, message: 'y' }),
  ).toMatchObject(forbidden);
  expect(
    (await there.call(PARLEY, 'POST', `thread/${GROUP}/deleteMessages`, { messageIds: [message_id] })).body,
  ).toEqual({ deleted: [], errors: [] });
  expect(await there.call(PARLEY, 'POST', `thread/${GROUP}/upload`, {})).toMatchObject({
    status: 404,
    body: { code: 'rest_no_route' },
  });
  expect(await there.call(0, 'POST', 'guests/register', {})).toMatchObject({ status: 401 });
});

test('PHP fails over parameters that are missing or of the wrong kind', async () => {
  const { call } = await stage();
  const broken = { status: 500, body: { code: 'internal_server_error', message: /critical error/ } };
  expect(await call(PARLEY, 'POST', `thread/${GROUP}/loadMore`, {})).toMatchObject({
    ...broken,
    body: { ...broken.body, message: expect.stringMatching(broken.body.message) },
  });
  expect(await call(PARLEY, 'POST', `thread/${GROUP}/deleteMessages`, {})).toMatchObject({ status: 500 });
  expect(await call(PARLEY, 'POST', `thread/${GROUP}/send`, { message: ['a'] })).toMatchObject({
    status: 500,
  });
});

test('a refusal by the rules of the site has no status in its data, and one error for each reason', async () => {
  const there = await stage();
  await there.call(PARLEY, 'POST', `thread/${PAIR}/delete`);
  const { status, body } = await there.call(PARLEY, 'POST', `thread/${PAIR}/send`, { message: 'x' });
  expect(status).toBe(403);
  expect(body).toMatchObject({
    code: 'rest_forbidden',
    additional_data: [{ status: 403 }, { status: 403 }],
    additional_errors: [{ code: 'rest_forbidden' }],
  });
  expect(body).not.toHaveProperty('data.status');
  expect(body).toHaveProperty('data.update.threads');
});

test('archiving is answered with nothing at all, and a new message brings the thread back', async () => {
  const there = await stage();
  const { status, text } = await there.call(PARLEY, 'POST', `thread/${PAIR}/delete`);
  expect({ status, text }).toEqual({ status: 200, text: '' });
  await there.site.say({ conversation: PAIR, as: String(CAROL), text: 'still there?' });
  expect((await there.call(PARLEY, 'GET', 'threads')).body).toMatchObject({
    threads: [{ thread_id: Number(PAIR), isDeleted: 0, unread: 2 }, {}],
  });
});

test('guests are told 401 where users are told 403', async () => {
  const { call } = await stage();
  expect(await call(VISITOR, 'POST', `thread/${PAIR}`, {})).toMatchObject({
    status: 401,
    body: { code: 'rest_thread_forbidden' },
  });
  expect(await call(ALICE, 'POST', `thread/${PAIR}`, {})).toMatchObject({ status: 403 });
  expect(await call(VISITOR, 'POST', `thread/${LOBBY}/send`, { message: 'hi' })).toMatchObject({
    status: 200,
  });
});

test('one reaction a user, of the list, not on an own message; the same again takes it back', async () => {
  const there = await stage();
  const { message_id } = await send(there, ALICE, GROUP, 'x');
  const react = async (as: number, emoji: string): Promise<unknown> => {
    const { body } = await there.call(as, 'POST', 'reactions/save', { message_id, emoji });
    return (body as { messages?: { meta: unknown }[] }).messages?.[0]?.meta ?? body;
  };
  expect(await react(ALICE, '1f44d')).toMatchObject({ code: 'rest_forbidden' });
  expect(await react(BOB, '👍')).toMatchObject({ message: 'No such reaction available' });
  expect(await react(BOB, '1f44d')).toEqual({ reactions: [{ reaction: '1f44d', users: [BOB] }] });
  expect(await react(PARLEY, '1f44d')).toEqual({
    reactions: [{ reaction: '1f44d', users: [BOB, PARLEY] }],
  });
  expect(await react(BOB, '2b50')).toEqual({
    reactions: [
      { reaction: '1f44d', users: [PARLEY] },
      { reaction: '2b50', users: [BOB] },
    ],
  });
  expect(await react(BOB, '2b50')).toEqual({ reactions: [{ reaction: '1f44d', users: [PARLEY] }] });
});

test('the same id of a sender makes a second message', async () => {
  const there = await stage();
  const first = await send(there, PARLEY, GROUP, 'x', { temp_id: 'tmp_1_a' });
  const second = await send(there, PARLEY, GROUP, 'x', { temp_id: 'tmp_1_a' });
  expect(second.message_id).toBe(first.message_id + 1);
  expect(first.update).toBeUndefined();
});

test('a message that waits for approval is seen by its sender alone, and counts as unread all the same', async () => {
  const there = await stage();
  there.site.settings.messagesPremoderation = true;
  const { message_id } = await send(there, PARLEY, PAIR, 'waits');
  const shown = async (): Promise<unknown> =>
    (await there.call(CAROL, 'GET', 'threads')).body as { messages: unknown };
  expect(await shown()).toMatchObject({ threads: [{ unread: 1 }], messages: [{}] });
  await there.call(1, 'POST', 'admin/approveMessage', { messageId: message_id });
  expect(await shown()).toMatchObject({ threads: [{ unread: 1 }], messages: [{ message_id }, {}] });
});
