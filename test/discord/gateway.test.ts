import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/memory-intake.ts';
import type { Stage } from './kit.ts';
import { openServer } from './kit.ts';

describe('the gateway feed of Discord', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openServer();
  });
  afterEach(() => stage.close());

  it('brings what people say, in order, with the names they have on the server', async () => {
    const feed = await stage.listen();
    expect(feed.status().state).toBe('running');
    for (const person of stage.server.people()) {
      await stage.server.say({ conversation: stage.general, as: person.id, text: `I am ${person.name}` });
    }
    const people = stage.server.people();
    expect(await stage.intake.said(people.length)).toEqual(people.map(({ name }) => `I am ${name}`));
    const authors = stage.intake.events.map((event) =>
      'message' in event ? event.message.author : undefined,
    );
    expect(authors.map((author) => ({ id: author?.id, name: author?.name }))).toEqual(people);
  });

  it('goes on after a cut socket and loses nothing', async () => {
    await stage.listen();
    await stage.say('before');
    await stage.intake.said(1);
    stage.server.faults.add({ kind: 'cut-socket' });
    await stage.say('in the hole');
    await stage.say('still there');
    expect(await stage.intake.said(3)).toEqual(['before', 'in the hole', 'still there']);
  });

  it('comes back to its session when the gateway asks for it', async () => {
    await stage.listen();
    stage.server.admin.reconnect();
    await stage.say('meanwhile');
    expect(await stage.intake.said(1)).toEqual(['meanwhile']);
    expect(stage.server.admin.sessions()).toBe(1);
  });

  it('catches up from the history when the session cannot be resumed', async () => {
    await stage.listen();
    const first = await stage.say('before');
    await stage.intake.said(1);
    stage.server.faults.add({ kind: 'refuse-resume' });
    stage.server.faults.add({ kind: 'cut-socket' });
    await stage.say('in the hole');
    await stage.server.edit({
      conversation: stage.general,
      id: first,
      as: stage.ann,
      text: 'before, changed',
    });
    await stage.intake.until(() => stage.intake.events.some(({ type }) => type === 'message.edited'));
    await stage.say('after');
    expect(await stage.intake.said(3)).toEqual(['before', 'in the hole', 'after']);
  });

  it('goes on from its cursor after the process was gone', async () => {
    const feed = await stage.listen();
    await stage.say('before');
    await stage.intake.said(1);
    await feed.stop();
    await stage.say('while it was gone');
    await stage.listen();
    expect(await stage.intake.said(2)).toEqual(['before', 'while it was gone']);
  });

  it('names a happening the same whether it heard of it or read of it', async () => {
    const connection = stage.connect();
    await connection.whoAmI();
    const { cursor } = await connection.poll(undefined, { conversations: [stage.general] });
    await stage.listen();
    const root = await stage.say('a question');
    await stage.say('an answer', root);
    stage.server.admin.sayInThread({
      conversation: stage.general,
      id: root,
      as: stage.ben,
      text: 'in a thread',
    });
    await stage.intake.said(3);
    await stage.server.edit({
      conversation: stage.general,
      id: root,
      as: stage.ann,
      text: 'a better question',
    });
    await stage.intake.until(() => stage.intake.events.some(({ type }) => type === 'message.edited'));
    const { events } = await connection.poll(cursor, { conversations: [stage.general] });
    expect(events.map(({ key }) => key).sort()).toEqual(stage.intake.events.map(({ key }) => key).sort());
    expect(events.map(({ position }) => position)).toEqual(
      [...stage.intake.events.map(({ position }) => position)].sort(),
    );
  });

  it('brings changes and deletions, one by one or many at once', async () => {
    await stage.listen();
    const ids = [await stage.say('one'), await stage.say('two'), await stage.say('three')];
    const [one = '', ...others] = ids;
    await stage.server.edit({ conversation: stage.general, id: one, as: stage.ann, text: 'uno' });
    await stage.server.delete({ conversation: stage.general, id: one, as: stage.ann });
    stage.server.admin.deleteMany(stage.general, others);
    await stage.intake.until(() => stage.intake.events.length >= 7);
    const story = (id: string): string[] =>
      stage.intake.events.flatMap((event) =>
        ('messageId' in event ? event.messageId : event.message.id) === id ? [event.type] : [],
      );
    expect(ids.map(story)).toEqual([
      ['message.created', 'message.edited', 'message.deleted'],
      ['message.created', 'message.deleted'],
      ['message.created', 'message.deleted'],
    ]);
  });

  it('takes a preview or a thread under a message for no change of it', async () => {
    await stage.listen();
    const id = await stage.say('see https://example.org/page');
    await stage.server.edit({
      conversation: stage.general,
      id,
      as: stage.ann,
      text: 'see https://example.org/2',
    });
    stage.server.admin.sayInThread({ conversation: stage.general, id, as: stage.ben, text: 'seen' });
    await stage.intake.said(2);
    expect(stage.intake.events.map(({ type }) => type)).toEqual([
      'message.created',
      'message.edited',
      'message.created',
    ]);
  });

  it('brings reactions and their end, also when somebody clears all of them', async () => {
    await stage.listen();
    const id = await stage.say('good news');
    const place = { conversation: stage.general, id };
    await stage.server.react({ ...place, as: stage.ann, emoji: '👍' });
    await stage.server.react({ ...place, as: stage.ben, emoji: '👍' });
    await stage.server.react({ ...place, as: stage.ben, emoji: '🎉' });
    await stage.server.react({ ...place, as: stage.ben, emoji: '👍', remove: true });
    stage.server.admin.clearReactions(stage.general, id);
    await stage.intake.until(() => stage.intake.events.length >= 7);
    const reactions = stage.intake.events
      .slice(1)
      .map((event) => [event.type, 'emoji' in event ? `${event.emoji} ${event.author.id}` : '']);
    expect(reactions).toEqual([
      ['reaction.added', `👍 ${stage.ann}`],
      ['reaction.added', `👍 ${stage.ben}`],
      ['reaction.added', `🎉 ${stage.ben}`],
      ['reaction.removed', `👍 ${stage.ben}`],
      ['reaction.removed', `👍 ${stage.ann}`],
      ['reaction.removed', `🎉 ${stage.ben}`],
    ]);
  });

  it('knows its own messages, by bot and by webhook, and its own reactions', async () => {
    await stage.listen();
    const connection = stage.connect();
    const [byHook] = connection.compose({
      text: {
        type: 'root',
        children: [{ type: 'paragraph', children: [{ type: 'text', value: 'a copy' }] }],
      },
      key: '1',
      author: { name: 'Ann' },
    });
    const [byBot] = connection.compose({
      text: {
        type: 'root',
        children: [{ type: 'paragraph', children: [{ type: 'text', value: 'an answer' }] }],
      },
      key: '2',
    });
    if (!byHook || !byBot) throw new Error('compose gave no part');
    await connection.send(stage.general, byHook);
    const { id = '' } = await connection.send(stage.general, byBot);
    await connection.react?.(stage.general, id, '👍');
    await stage.intake.until(() => stage.intake.events.length >= 3);
    expect(
      stage.intake.events.map((event) =>
        'message' in event ? event.message.author.kind : 'author' in event ? event.author?.kind : '',
      ),
    ).toEqual(['self', 'self', 'self']);
  });

  it('hangs messages of a thread on the one above it, and posts of a forum on their first', async () => {
    await stage.listen([stage.general, stage.forum]);
    const root = await stage.say('a question');
    const answer = stage.server.admin.sayInThread({
      conversation: stage.general,
      id: root,
      as: stage.ben,
      text: 'in the thread',
    });
    const post = stage.server.admin.openPost({
      conversation: stage.forum,
      as: stage.ann,
      name: 'Help',
      text: 'how?',
    });
    await stage.server.say({ conversation: stage.forum, as: stage.ben, text: 'like this', replyTo: post.id });
    await stage.intake.said(4);
    expect(
      stage.intake.events.map((event) =>
        'message' in event
          ? [event.conversation, event.message.id, event.message.thread, event.message.replyTo]
          : [],
      ),
    ).toEqual([
      [stage.general, root, undefined, undefined],
      [stage.general, answer.id, root, root],
      [stage.forum, post.id, post.thread, undefined],
      [stage.forum, expect.stringMatching(new RegExp(`^${post.thread}/`)), post.thread, post.id],
    ]);
  });

  it('keeps a thread that is a conversation of its own apart from its channel', async () => {
    const root = await stage.say('a question');
    const first = stage.server.admin.sayInThread({
      conversation: stage.general,
      id: root,
      as: stage.ben,
      text: 'opened',
    });
    const thread = first.id.split('/')[0] ?? '';
    await stage.listen([stage.general, thread]);
    stage.server.admin.sayInThread({ conversation: stage.general, id: root, as: stage.ben, text: 'inside' });
    await stage.intake.said(1);
    expect(stage.intake.events).toMatchObject([
      { conversation: thread, message: { id: expect.not.stringContaining('/') as string } },
    ]);
  });

  it('tells who is writing, only where that is wanted', async () => {
    stage.intake.wants = true;
    await stage.listen();
    await stage.server.type?.({ conversation: stage.general, as: stage.ben });
    await stage.intake.until(() => stage.intake.signals.length > 0);
    expect(stage.intake.signals).toMatchObject([
      { type: 'typing', conversation: stage.general, author: { id: stage.ben, kind: 'person' } },
    ]);
  });

  it('makes nothing new of an event that comes twice, and puts those right that overtake each other', async () => {
    await stage.listen();
    stage.server.faults.add({ kind: 'deliver-twice', match: { path: 'MESSAGE_CREATE' } });
    await stage.say('only once');
    await stage.intake.until(() => stage.intake.repeats > 0);
    stage.server.faults.add({ kind: 'deliver-out-of-order' });
    await stage.say('one');
    await stage.say('two');
    expect(await stage.intake.said(3)).toEqual(['only once', 'one', 'two']);
  });

  it('stores what it heard even when that fails at first, in order', async () => {
    await stage.listen();
    stage.intake.failures = 1;
    const id = await stage.say('please keep me');
    await stage.server.react({ conversation: stage.general, id, as: stage.ben, emoji: '👍' });
    await stage.intake.until(() => stage.intake.events.length >= 2);
    expect(stage.intake.events.map(({ type }) => type)).toEqual(['message.created', 'reaction.added']);
  });

  it('leaves no session behind when it is stopped', async () => {
    const feed = await stage.listen();
    await feed.stop();
    await eventually(() => stage.server.sockets?.() === 0);
    expect(stage.server.admin.sessions()).toBe(0);
    expect(feed.status().state).toBe('stopped');
  });
});
