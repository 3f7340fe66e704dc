import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ParleyEvent } from '../../src/model/index.ts';
import type { DiscordConnection } from '../../src/platforms/discord/index.ts';
import { plainText } from '../../src/text/index.ts';
import type { Stage } from './kit.ts';
import { openServer } from './kit.ts';

describe('catching up with Discord', () => {
  let stage: Stage;
  let connection: DiscordConnection;
  beforeEach(async () => {
    stage = await openServer();
    connection = stage.connect();
    await connection.whoAmI();
  });
  afterEach(() => stage.close());

  const poll = (cursor?: string, conversations = [stage.general]) =>
    connection.poll(cursor, { conversations });
  const texts = (events: readonly ParleyEvent[]): string[] =>
    events.flatMap((event) => ('message' in event ? [plainText(event.message.text)] : []));

  it('goes on with the page at which it was stopped', async () => {
    const { cursor } = await poll();
    const said = Array.from({ length: 250 }, (_, index) => `message ${String(index)}`);
    for (const text of said) await stage.say(text);
    stage.server.faults.add({ kind: 'slow', ms: 0, match: { path: '/messages' } });
    stage.server.faults.add({ kind: 'drop', match: { path: '/messages' } });
    await expect(poll(cursor)).rejects.toMatchObject({ kind: 'unavailable' });
    await stage.say('meanwhile');
    stage.calls.length = 0;
    const caught = await poll(cursor);
    expect(texts(caught.events)).toEqual([...said, 'meanwhile']);
    // What is newer, and the two pages that were left.
    expect(stage.calls.filter((call) => call.endsWith('/messages'))).toHaveLength(3);
    expect((await poll(caught.cursor)).events).toEqual([]);
  });

  it('brings what was said in threads, new, old and archived ones', async () => {
    const roots = [await stage.say('one'), await stage.say('two'), await stage.say('three')];
    const [one = '', two = '', three = ''] = roots;
    const inThread = (id: string, text: string) =>
      stage.server.admin.sayInThread({ conversation: stage.general, id, as: stage.ben, text });
    inThread(one, 'long ago');
    const { cursor } = await poll();
    inThread(one, 'in an old thread');
    inThread(two, 'in a new thread');
    inThread(three, 'in one that was closed');
    stage.server.admin.setThread(three, { archived: true });
    const { events, cursor: next } = await poll(cursor);
    expect(texts(events)).toEqual(['in an old thread', 'in a new thread', 'in one that was closed']);
    expect((await poll(next)).events).toEqual([]);
  });

  it('brings changes of what was said lately, in threads too, once each', async () => {
    const id = await stage.say('a qestion');
    const answer = stage.server.admin.sayInThread({
      conversation: stage.general,
      id,
      as: stage.ben,
      text: 'an anser',
    });
    const { cursor } = await poll();
    stage.server.clock.step(1_000);
    await stage.server.edit({ conversation: stage.general, id, as: stage.ann, text: 'a question' });
    await stage.server.edit({ conversation: stage.general, id: answer.id, as: stage.ben, text: 'an answer' });
    const { events, cursor: next } = await poll(cursor);
    expect(events.map(({ type }) => type)).toEqual(['message.edited', 'message.edited']);
    expect(texts(events).sort()).toEqual(['a question', 'an answer']);
    expect((await poll(next)).events).toEqual([]);
  });

  it('brings posts of a forum and answers to them', async () => {
    const old = stage.server.admin.openPost({
      conversation: stage.forum,
      as: stage.ann,
      name: 'Old',
      text: 'old',
    });
    const { cursor } = await poll(undefined, [stage.forum]);
    const post = stage.server.admin.openPost({
      conversation: stage.forum,
      as: stage.ann,
      name: 'New',
      text: 'new',
    });
    await stage.server.say({
      conversation: stage.forum,
      as: stage.ben,
      text: 'to the old one',
      replyTo: old.id,
    });
    const { events } = await poll(cursor, [stage.forum]);
    expect(
      events.map((event) => ('message' in event ? [event.message.id, event.message.replyTo] : [])),
    ).toEqual([
      [post.id, undefined],
      [expect.stringContaining(`${old.thread}/`), old.id],
    ]);
  });

  it('leaves out a channel that it may not read, and none of the others', async () => {
    const channels = ['1180000000000000204', stage.general, '1180000000000009999'];
    const { cursor } = await poll(undefined, channels);
    await stage.say('hello');
    expect(texts((await poll(cursor, channels)).events)).toEqual(['hello']);
  });

  it('leaves out what is no channel at all, and none of the others', async () => {
    const channels = ['general', stage.general];
    const { cursor } = await poll(undefined, channels);
    await stage.say('hello');
    expect(texts((await poll(cursor, channels)).events)).toEqual(['hello']);
  });

  it('brings nothing from threads that were archived before it began', async () => {
    const id = await stage.say('a question');
    stage.server.clock.step(120_000);
    stage.server.admin.sayInThread({ conversation: stage.general, id, as: stage.ben, text: 'long ago' });
    stage.server.admin.setThread(id, { archived: true });
    const { cursor } = await poll();
    expect((await poll(cursor)).events).toEqual([]);
    stage.server.clock.step(1_000);
    stage.server.admin.sayInThread({ conversation: stage.general, id, as: stage.ben, text: 'opened again' });
    stage.server.admin.setThread(id, { archived: true });
    expect(texts((await poll(cursor)).events)).toEqual(['opened again']);
  });

  it('misses no archived thread behind those in which nothing was said for long', async () => {
    const say = (id: string, text: string) =>
      stage.server.admin.sayInThread({ conversation: stage.general, id, as: stage.ben, text });
    const roots: string[] = [];
    for (let index = 0; index <= 100; index += 1) roots.push(await stage.say(`root ${String(index)}`));
    const [busy = '', ...quiet] = roots;
    for (const id of roots) say(id, 'long ago');
    stage.server.clock.step(120_000);
    await stage.say('now');
    const { cursor } = await poll();
    stage.server.clock.step(1_000);
    say(busy, 'something new');
    stage.server.admin.setThread(busy, { archived: true });
    stage.server.clock.step(1_000);
    for (const id of quiet) stage.server.admin.setThread(id, { archived: true });
    expect(texts((await poll(cursor)).events)).toEqual(['something new']);
  });

  it('brings an archived thread that is a conversation of its own once, as that', async () => {
    const id = await stage.say('a question');
    stage.server.admin.sayInThread({ conversation: stage.general, id, as: stage.ben, text: 'opened' });
    const both = [stage.general, id];
    const { cursor } = await poll(undefined, both);
    stage.server.admin.sayInThread({ conversation: stage.general, id, as: stage.ben, text: 'inside' });
    stage.server.admin.setThread(id, { archived: true });
    const { events } = await poll(cursor, both);
    expect(events.map(({ conversation }) => conversation)).toEqual([id]);
  });

  it('begins with what comes next in a channel that is new to it', async () => {
    const { cursor } = await poll();
    await stage.server.say({ conversation: stage.support, as: stage.ann, text: 'before the route' });
    const both = [stage.general, stage.support];
    const added = await poll(cursor, both);
    expect(added.events).toEqual([]);
    await stage.server.say({ conversation: stage.support, as: stage.ann, text: 'after' });
    expect(texts((await poll(added.cursor, both)).events)).toEqual(['after']);
  });

  it.each(['', 'no JSON', '[]', '{"1":{}}', '{"1":{"newest":"x","floor":"y","seen":[]}}'])(
    'begins anew from a cursor that is none of its own: %j',
    async (cursor) => {
      await stage.say('before');
      const begun = await poll(cursor);
      expect(begun.events).toEqual([]);
      await stage.say('after');
      expect(texts((await poll(begun.cursor)).events)).toEqual(['after']);
    },
  );
});
