import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DiscordConnection } from '../../src/platforms/discord/index.ts';
import type { Part } from '../../src/platforms/index.ts';
import type { Stage } from './kit.ts';
import { openServer, partOf, partsOf } from './kit.ts';

const lookBack = { since: Date.now() - 60_000, isKnown: () => false };

describe('where in Discord a copy ends up', () => {
  let stage: Stage;
  let connection: DiscordConnection;
  beforeEach(async () => {
    stage = await openServer();
    connection = stage.connect();
  });
  afterEach(() => stage.close());

  const own = async (conversation = stage.general) =>
    (await stage.server.read(conversation)).filter((message) => message.own);
  /** Sends a part whose answer is lost, and looks for it as another process. */
  const sendUnheard = async (conversation: string, part: Part) => {
    stage.server.faults.add({ kind: 'lost-answer', match: { method: 'POST', path: '/webhooks/' } });
    await expect(connection.send(conversation, part)).rejects.toMatchObject({ outcome: 'unknown' });
    return stage.connect().findSent(conversation, part, lookBack);
  };

  it.each(['by a process that knows of it', 'by another process'])(
    'is the channel when the thread of the answer was deleted, as seen %s',
    async (by) => {
      const question = await stage.say('what is the plan?');
      const first = await connection.send(stage.general, partOf(connection, 'this', { replyTo: question }));
      stage.server.admin.deleteChannel(question);
      const speaker = by === 'by another process' ? stage.connect() : connection;
      const { id = '' } = await speaker.send(
        stage.general,
        partOf(connection, 'and that', { replyTo: first.id ?? '' }),
      );
      expect(await own()).toMatchObject([{ id, shown: 'and that' }]);
    },
  );

  it('is found again in the channel when the thread of the answer was deleted', async () => {
    const question = await stage.say('what is the plan?');
    const { id: first = '' } = await connection.send(
      stage.general,
      partOf(connection, 'this', { replyTo: question }),
    );
    stage.server.admin.deleteChannel(question);
    const part = partOf(connection, 'and that', { replyTo: first });
    await connection.send(stage.general, part);
    const [message] = await own();
    expect(await stage.connect().findSent(stage.general, part, lookBack)).toEqual({ id: message?.id });
  });

  it('is a new post when the one that is answered was deleted', async () => {
    const post = await connection.send(stage.forum, partOf(connection, 'How do I start?'));
    stage.server.admin.deleteChannel(post.id?.split('/')[0] ?? '');
    const part = partOf(connection, 'Like this.', { replyTo: post.id ?? '' });
    const { id = '' } = await connection.send(stage.forum, part);
    expect(await own(stage.forum)).toMatchObject([{ id, shown: 'Like this.' }]);
    expect(await stage.connect().findSent(stage.forum, part, lookBack)).toEqual({ id });
  });

  it('is the channel where the bot may open no threads', async () => {
    stage.server.admin.deny(stage.general, ['CreatePublicThreads']);
    const question = await stage.say('what is the plan?');
    const { id } = await connection.send(stage.general, partOf(connection, 'this', { replyTo: question }));
    expect(await own()).toMatchObject([{ id, shown: 'this' }]);
  });

  it.each(['auto', 'off'])(
    'is one post for all parts of a message with files (webhooks: %s)',
    async (webhooks) => {
      const files = ['one', 'two'].map((name) => ({
        name: `${name}.txt`,
        mimeType: 'text/plain',
        kind: 'document' as const,
        bytes: new TextEncoder().encode(name),
      }));
      // Each part by another process.
      const ids: string[] = [];
      for (const part of partsOf(connection, 'How do I start?', { files })) {
        ids.push((await stage.connect({ webhooks }).send(stage.forum, part)).id ?? '');
      }
      expect(ids).toHaveLength(3);
      expect(new Set(ids.map((id) => id.split('/')[0])).size).toBe(1);
      expect(new Set(ids).size).toBe(3);
    },
  );

  it('is found again among the parts of a post', async () => {
    const [first, second] = partsOf(connection, 'word '.repeat(500));
    if (!first || !second) throw new Error('compose gave too few parts');
    await connection.send(stage.forum, first);
    const found = await sendUnheard(stage.forum, second);
    expect(found?.id).toBe((await own(stage.forum)).at(-1)?.id);
  });

  it('is not mistaken for its like in the channel above, where a thread is a conversation of its own', async () => {
    const question = await stage.say('what is the plan?');
    stage.server.admin.sayInThread({ conversation: stage.general, id: question, as: stage.ben, text: 'hm' });
    const part = partOf(connection, 'the same words');
    await connection.send(stage.general, part);
    expect(await connection.findSent(question, part, lookBack)).toBeUndefined();
  });
});
