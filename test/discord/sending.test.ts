import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DiscordConnection } from '../../src/platforms/discord/index.ts';
import { textTree } from '../../src/text/index.ts';
import type { Stage } from './kit.ts';
import { openServer, partOf, partsOf } from './kit.ts';

describe('sending to Discord', () => {
  let stage: Stage;
  let connection: DiscordConnection;
  beforeEach(async () => {
    stage = await openServer();
    connection = stage.connect();
    await connection.whoAmI();
  });
  afterEach(() => stage.close());

  const own = async (conversation = stage.general) =>
    (await stage.server.read(conversation)).filter((message) => message.own);
  const lookBack = { since: Date.now() - 1_000, isKnown: () => false };

  it('shows a copy under the name and picture of its author, by one webhook for all', async () => {
    for (const text of ['one', 'two']) await connection.send(stage.general, partOf(connection, text));
    expect(await own()).toMatchObject([
      { authorName: 'Ann', shown: 'one' },
      { authorName: 'Ann', shown: 'two' },
    ]);
    expect(stage.server.admin.webhooks(stage.general)).toHaveLength(1);
    const other = stage.connect();
    await other.send(stage.general, partOf(other, 'three'));
    expect(stage.server.admin.webhooks(stage.general)).toHaveLength(1);
    expect(other.secrets.some((secret) => secret.length > 40)).toBe(true);
  });

  it.each(['Discord fan', 'clyde', 'x'.repeat(200), '  ', 'Ann\nof the\tnorth', '👩‍👩‍👧‍👦'.repeat(20)])(
    'takes the name %j, whatever Discord thinks of it',
    async (name) => {
      await connection.send(stage.general, partOf(connection, 'hello', { author: { name } }));
      const [message] = await own();
      expect(message?.authorName.length).toBeLessThanOrEqual(80);
      expect(message?.authorName).not.toMatch(/discord|clyde/i);
    },
  );

  it('speaks as the bot, with the name before the text, where it may not manage webhooks', async () => {
    stage.server.admin.deny(stage.general, ['ManageWebhooks']);
    await connection.send(stage.general, partOf(connection, '> a quote'));
    await connection.send(stage.general, partOf(connection, 'words'));
    expect((await own()).map(({ stored }) => stored)).toEqual(['**Ann:** \\> a quote', '**Ann:** words']);
    const findings = await connection.check([stage.general]);
    expect(findings.map(({ level, message }) => `${level}: ${message}`)).toEqual([
      expect.stringMatching(/^warning: The bot lacks Manage Webhooks in #general .*posted by the bot/),
    ]);
  });

  it('goes over to webhooks once it may manage them, without being started again', async () => {
    stage.server.admin.deny(stage.general, ['ManageWebhooks']);
    await connection.send(stage.general, partOf(connection, 'before'));
    stage.server.admin.deny(stage.general, []);
    await connection.readDispatch(
      { t: 'CHANNEL_UPDATE', d: { id: stage.general, type: 0 } },
      { session: 'one', sequence: 1, atMs: Date.now() },
    );
    await connection.send(stage.general, partOf(connection, 'after'));
    expect((await own()).map(({ stored }) => stored)).toEqual(['**Ann:** before', 'after']);
  });

  it('never uses webhooks when they are switched off', async () => {
    const plain = stage.connect({ webhooks: 'off' });
    await plain.send(stage.general, partOf(plain, 'hello'));
    expect(await own()).toMatchObject([{ authorName: 'parley', stored: '**Ann:** hello' }]);
    expect(stage.server.admin.webhooks(stage.general)).toEqual([]);
  });

  it('makes its webhook anew when an administrator has deleted it, and sends once', async () => {
    await connection.send(stage.general, partOf(connection, 'one'));
    const [webhook] = stage.server.admin.webhooks(stage.general);
    stage.server.admin.deleteWebhook(webhook?.id ?? '');
    await connection.send(stage.general, partOf(connection, 'two'));
    expect((await own()).map(({ shown }) => shown)).toEqual(['one', 'two']);
  });

  it('finds a copy by webhook whose answer was lost, by text and name, and no other', async () => {
    await connection.send(stage.general, partOf(connection, 'first of all'));
    const part = partOf(connection, 'was it sent?');
    stage.server.faults.add({ kind: 'lost-answer', match: { method: 'POST' } });
    await expect(connection.send(stage.general, part)).rejects.toMatchObject({ outcome: 'unknown' });
    const [, message] = await own();
    expect(await stage.connect().findSent(stage.general, part, lookBack)).toEqual({ id: message?.id });
    const other = { ...part, author: { name: 'Ben' } };
    expect(await connection.findSent(stage.general, other, lookBack)).toBeUndefined();
  });

  it.each(['unknown', 'misnamed'])(
    'finds a copy whose emoji Discord wrote in its own way (%s)',
    async (kind) => {
      const id = kind === 'unknown' ? '1180000000000000778' : '1180000000000000777';
      const [part] = connection.compose({
        key: 'emoji',
        author: { name: 'Ann' },
        text: {
          type: 'root',
          children: [
            {
              type: 'paragraph',
              children: [
                { type: 'text', value: 'well done ' },
                { type: 'customEmoji', name: 'blob', id },
              ],
            },
          ],
        },
      });
      if (!part) throw new Error('compose gave no part');
      await connection.send(stage.general, part);
      const [message] = await own();
      expect(message?.stored).not.toBe(part.text);
      expect(await connection.findSent(stage.general, part, lookBack)).toEqual({ id: message?.id });
    },
  );

  it('makes one webhook only, even when the answer to its making is lost', async () => {
    stage.server.faults.add({ kind: 'lost-answer', match: { method: 'POST' } });
    const part = partOf(connection, 'hello');
    await expect(connection.send(stage.general, part)).rejects.toMatchObject({ outcome: 'not-done' });
    await connection.send(stage.general, part);
    expect(stage.server.admin.webhooks(stage.general)).toHaveLength(1);
  });

  it('speaks as the bot for somebody whose name Discord refuses', async () => {
    const part = partOf(connection, 'hello', { author: { name: 'Ann' } });
    await connection.send(stage.general, part);
    stage.server.faults.add({
      kind: 'status',
      status: 400,
      match: { path: '/webhooks/' },
      body: JSON.stringify({
        code: 50035,
        message: 'Invalid Form Body',
        errors: { username: { _errors: [{ code: 'USERNAME_INVALID', message: 'Not this name.' }] } },
      }),
    });
    await connection.send(stage.general, partOf(connection, 'again'));
    expect((await own()).map(({ stored }) => stored)).toEqual(['hello', '**Ann:** again']);
  });

  it("reacts with the server's own emoji by name, and says which it does not have", async () => {
    const id = await stage.say('good news');
    await connection.react?.(stage.general, id, ':party:');
    const [message] = await connection.listMessages(stage.general);
    expect(message?.reactions?.map(({ emoji }) => emoji)).toEqual([':party:']);
    await expect(connection.react?.(stage.general, id, ':blob:')).rejects.toMatchObject({
      kind: 'unsupported',
    });
  });

  it('repeats a message of the bot without making two of it', async () => {
    const [part] = connection.compose({ text: textTree('an answer'), key: 'turn 1' });
    if (!part) throw new Error('compose gave no part');
    stage.server.faults.add({ kind: 'lost-answer', match: { method: 'POST' } });
    await expect(connection.send(stage.general, part)).rejects.toMatchObject({ outcome: 'unknown' });
    const { id } = await connection.send(stage.general, part);
    expect((await own()).map((message) => message.id)).toEqual([id]);
  });

  it('opens a thread under the message that is answered, once, and writes on in it', async () => {
    const question = await stage.say('what is the plan?');
    const first = await connection.send(stage.general, partOf(connection, 'this', { replyTo: question }));
    const second = await stage
      .connect()
      .send(stage.general, partOf(connection, 'and that', { replyTo: first.id ?? '' }));
    expect([first.id, second.id]).toEqual([
      expect.stringMatching(new RegExp(`^${question}/\\d+$`)),
      expect.stringMatching(new RegExp(`^${question}/\\d+$`)),
    ]);
    const listed = await connection.listMessages(stage.general, { after: `${question}/${question}` });
    expect(listed.map(({ id, thread, replyTo }) => [id, thread, replyTo])).toEqual([
      [first.id, question, question],
      [second.id, question, question],
    ]);
  });

  it('answers in the channel itself when the message is gone', async () => {
    const question = await stage.say('never mind');
    await stage.server.delete({ conversation: stage.general, id: question, as: stage.ann });
    const { id } = await connection.send(stage.general, partOf(connection, 'still', { replyTo: question }));
    expect((await own()).map((message) => message.id)).toEqual([id]);
  });

  it('finds an answer in a thread whose outcome is not known', async () => {
    const question = await stage.say('what is the plan?');
    await connection.send(stage.general, partOf(connection, 'this', { replyTo: question }));
    const part = partOf(connection, 'and that', { replyTo: question });
    stage.server.faults.add({ kind: 'lost-answer', match: { method: 'POST' } });
    await expect(connection.send(stage.general, part)).rejects.toMatchObject({ outcome: 'unknown' });
    const found = await stage.connect().findSent(stage.general, part, lookBack);
    expect(found?.id).toMatch(new RegExp(`^${question}/`));
  });

  it.each(['auto', 'off'])('makes a post in a forum, and answers in it (webhooks: %s)', async (webhooks) => {
    const speaker = stage.connect({ webhooks });
    const post = await speaker.send(stage.forum, partOf(speaker, 'How do I start?'));
    const [thread = '', message] = post.id?.split('/') ?? [];
    expect(message).toBe(thread);
    const answer = await speaker.send(stage.forum, partOf(speaker, 'Like this.', { replyTo: post.id ?? '' }));
    expect(answer.id).toMatch(new RegExp(`^${thread}/`));
    const found = await speaker.findSent(stage.forum, partOf(speaker, 'How do I start?'), lookBack);
    expect(found).toEqual(post);
  });

  it('changes and deletes what it sent, by webhook or bot, also in a thread that was archived meanwhile', async () => {
    const question = await stage.say('what is the plan?');
    const byHook = partOf(connection, 'this', { replyTo: question });
    const [byBot] = connection.compose({ text: textTree('that'), key: 'bot', replyTo: question });
    if (!byBot) throw new Error('compose gave no part');
    const ids = [await connection.send(stage.general, byHook), await connection.send(stage.general, byBot)];
    stage.server.admin.setThread(question, { archived: true });
    const restarted = stage.connect();
    for (const { id = '' } of ids)
      await restarted.edit?.(stage.general, id, { key: 'edit', text: 'changed' });
    stage.server.admin.setThread(question, { archived: true });
    expect((await own()).map(({ shown }) => shown)).toEqual(['changed', 'changed']);
    for (const { id = '' } of ids) {
      await restarted.delete?.(stage.general, id);
      await restarted.delete?.(stage.general, id);
    }
    expect(await own()).toEqual([]);
  });

  it('shows something invisible where nothing is left of a text', async () => {
    const { id = '' } = await connection.send(stage.general, partOf(connection, 'words'));
    await connection.edit?.(stage.general, id, { key: 'edit', text: '' });
    expect((await own()).map(({ stored }) => stored)).toEqual(['\u200B']);
  });

  it('makes no webhook only to change what the bot wrote', async () => {
    const [part] = connection.compose({ text: textTree('an answer'), key: 'turn 1' });
    if (!part) throw new Error('compose gave no part');
    const { id = '' } = await connection.send(stage.general, part);
    await stage.connect().edit?.(stage.general, id, { ...part, text: 'a better answer' });
    expect(stage.server.admin.webhooks(stage.general)).toEqual([]);
  });

  it('says that a message takes no more than twenty different reactions', async () => {
    const id = await stage.say('popular');
    const emoji = [...'😀😁😂😃😄😅😆😇😈😉😊😋😌😍😎😏😐😑😒😓😔😕😖😗😘😙'];
    expect(emoji).toHaveLength(26);
    const outcomes: unknown[] = [];
    for (const one of emoji) {
      outcomes.push(
        await connection.react?.(stage.general, id, one).then(
          () => 'done',
          (error: unknown) => error,
        ),
      );
    }
    expect(outcomes.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'done'));
    expect(outcomes.slice(20)).toEqual(
      Array.from(
        { length: 6 },
        () => expect.objectContaining({ kind: 'unsupported', code: '30010' }) as unknown,
      ),
    );
  });

  it('cuts 2,001 characters with a code block at the cut so that the code stays code', async () => {
    const code = Array.from({ length: 60 }, (_, line) => `call(${String(line)});`).join('\n');
    const words = 'word '.repeat((2_001 - code.length) / 5 - 2);
    const parts = connection.compose({
      key: 'long',
      author: { name: 'Ann' },
      text: {
        type: 'root',
        children: [
          { type: 'paragraph', children: [{ type: 'text', value: words }] },
          { type: 'code', lang: 'js', value: code },
        ],
      },
    });
    for (const part of parts) await connection.send(stage.general, part);
    const stored = (await own()).map((message) => message.stored);
    expect(stored.length).toBeGreaterThan(1);
    for (const text of stored) expect(text.match(/```/g)?.length ?? 0).toBe(text.includes('call(') ? 2 : 0);
  });

  it('notifies whom a text names on purpose, and nobody else', async () => {
    const [part] = connection.compose({
      key: 'named',
      author: { name: 'Ann' },
      text: {
        type: 'root',
        children: [
          {
            type: 'paragraph',
            children: [
              { type: 'mention', id: stage.ben, name: 'Ben' },
              { type: 'text', value: ` look, @everyone and <@${stage.ann}>` },
              { type: 'inlineCode', value: `<@${stage.ann}>` },
            ],
          },
        ],
      },
    });
    if (!part) throw new Error('compose gave no part');
    expect(part.mentions).toEqual([stage.ben]);
    const { id = '' } = await connection.send(stage.general, part);
    expect(stage.server.admin.notified(stage.general, id)).toEqual([stage.ben]);
  });

  it('sends files with the name of who sent them, and reads them back after their address has expired', async () => {
    const bytes = Uint8Array.from({ length: 3_000 }, (_, index) => index % 256);
    const file = {
      name: 'größe "1".bin',
      mimeType: 'application/octet-stream',
      kind: 'document',
      bytes,
    } as const;
    const [first, second] = partsOf(connection, 'look', { files: [file] });
    if (!first || !second) throw new Error('compose gave too few parts');
    await connection.send(stage.general, first);
    stage.server.faults.add({ kind: 'lost-answer', match: { method: 'POST' } });
    await expect(connection.send(stage.general, second)).rejects.toMatchObject({ outcome: 'unknown' });
    const found = await connection.findSent(stage.general, second, lookBack);
    expect(found?.id).toBe((await own()).at(-1)?.id);
    const [, message] = await connection.listMessages(stage.general);
    expect(message?.author.name).toBe('Ann');
    const attachment = message?.attachments[0];
    if (!attachment) throw new Error('the file is gone');
    stage.server.clock.step(48 * 3_600_000);
    expect(await connection.download?.(attachment)).toEqual(bytes);
  });

  it('fetches nothing from elsewhere, and sends its token to no file server', async () => {
    const attachment = {
      kind: 'document',
      name: 'x',
      mimeType: 'text/plain',
      url: 'https://elsewhere.example/attachments/1/2/x',
    } as const;
    await expect(connection.download?.(attachment)).rejects.toMatchObject({ kind: 'unsupported' });
  });
});
