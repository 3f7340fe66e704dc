import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { ALICE, BOB, CAROL, GROUP, LOBBY, PAIR, PARLEY, VISITOR, poll, send, stage } from './stage.ts';

test('people say, answer, mention, attach, edit, react and delete over HTTP', async () => {
  const there = await stage();
  const control = async (path: string, body?: unknown): Promise<unknown> => {
    const init: RequestInit = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    return (await there.fetch(`/_control${path}`, init)).body;
  };
  expect(await control('')).toMatchObject({
    platform: 'better-messages',
    conversations: [{ id: GROUP }, { id: PAIR }, { id: LOBBY, people: [String(BOB), String(VISITOR)] }],
  });
  const asked = (await send(there, PARLEY, GROUP, 'What is it?')).message_id;
  const bytes = Buffer.from('plan');
  const { id } = (await control('/say', {
    conversation: GROUP,
    as: String(ALICE),
    text: 'See <3 & @Parley',
    replyTo: String(asked),
    mentions: [String(PARLEY)],
    files: [{ name: 'plan.txt', mimeType: 'text/plain', bytes: bytes.toString('base64') }],
  })) as { id: string };
  const own = { conversation: GROUP, id, as: String(ALICE) };
  await control('/react', { ...own, as: String(BOB), emoji: '👍' });
  const said = {
    id,
    author: String(ALICE),
    authorName: 'Alice Example',
    own: false,
    shown: 'See <3 & @Parley',
    replyTo: String(asked),
    mentions: [String(PARLEY)],
    reactions: [{ emoji: '👍', by: [String(BOB)] }],
    attachments: [{ name: 'plan.txt', size: 4, sha256: createHash('sha256').update(bytes).digest('hex') }],
  };
  const read = () => control(`/messages?conversation=${GROUP}`);
  expect(await read()).toMatchObject([{}, { id: String(asked), own: true }, said]);
  expect((await there.call(PARLEY, 'GET', 'threads')).body).toMatchObject({
    threads: [{ mentions: [{ message_id: Number(id), type: 'mention', seen: false }] }, {}],
  });
  await control('/edit', { ...own, text: 'Later' });
  expect(await read()).toMatchObject([{}, {}, { id, shown: 'Later', edited: true }]);
  await control('/delete', own);
  expect(await read()).toMatchObject([{}, { id: String(asked) }]);
});

test('what people cannot do is refused with a sentence', async () => {
  const { site } = await stage();
  const said = { conversation: PAIR, as: String(CAROL) };
  const { id } = await site.say({ ...said, text: 'x' });
  await expect(site.say({ ...said, as: String(ALICE), text: 'x' })).rejects.toThrow(/Alice.*not in/);
  await expect(site.edit({ ...said, id, as: String(ALICE), text: 'y' })).rejects.toThrow(/not one of/);
  await expect(site.react({ ...said, id, emoji: '👍' })).rejects.toThrow(/own message/);
  await expect(site.react({ ...said, id, as: String(PARLEY), emoji: '🎉' })).rejects.toThrow(/react with/);
});

test('a person who sees a conversation has read it', async () => {
  const there = await stage();
  await send(there, PARLEY, PAIR, 'one');
  await there.site.see({ conversation: PAIR, as: String(CAROL) });
  expect((await poll(there, CAROL)).threads).toMatchObject([{ thread_id: Number(PAIR), unread: 0 }]);
});

test('listeners hear of every change, and faults are committed', async () => {
  const there = await stage();
  const heard: string[] = [];
  const stop = there.site.onChange((conversation) => heard.push(conversation));
  there.site.faults.add({ kind: 'lost-answer', match: { path: '/send' } });
  await expect(send(there, PARLEY, GROUP, 'stored')).rejects.toThrow();
  stop();
  expect(new Set(heard)).toEqual(new Set([GROUP]));
  expect((await there.site.read(GROUP)).at(-1)).toMatchObject({ shown: 'stored', own: true });
});
