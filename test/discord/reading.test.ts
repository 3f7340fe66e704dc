import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainText } from '../../src/text/index.ts';
import type { Stage } from './kit.ts';
import { openServer } from './kit.ts';

describe('history of Discord with its threads', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openServer();
  });
  afterEach(() => stage.close());

  const whole = async (conversation: string): Promise<string[]> => {
    const connection = stage.connect();
    await connection.whoAmI();
    const messages = await connection.listMessages(conversation, { threads: true, limit: 10 });
    return messages.map(({ text }) => plainText(text));
  };

  it('holds the answers in threads, in the order of their times, once each', async () => {
    const { server, general, ann, ben } = stage;
    const question = await stage.say('question');
    server.admin.sayInThread({ conversation: general, id: question, as: ben, text: 'first answer' });
    await stage.say('something else');
    server.admin.sayInThread({ conversation: general, id: question, as: ann, text: 'second answer' });
    expect(await whole(general)).toEqual(['question', 'first answer', 'something else', 'second answer']);
    const connection = stage.connect();
    await connection.whoAmI();
    const [, first] = await connection.listMessages(general, { threads: true });
    expect(first?.replyTo).toBe(question);
  });

  it('of a forum is everything in all of its posts, archived ones among them', async () => {
    const place = { conversation: stage.forum, as: stage.ann };
    const old = stage.server.admin.openPost({ ...place, name: 'Old', text: 'an old post' });
    stage.server.admin.openPost({ ...place, name: 'New', text: 'a new post' });
    stage.server.admin.sayInThread({
      conversation: stage.forum,
      id: old.id,
      as: stage.ben,
      text: 'late to the old one',
    });
    stage.server.admin.setThread(old.thread, { archived: true });
    expect(await whole(stage.forum)).toEqual(['an old post', 'a new post', 'late to the old one']);
  });

  it('names a sticker and shows a poll, where nothing else is said', async () => {
    const connection = stage.connect();
    await connection.whoAmI();
    const told = { session: 'one', sequence: 1, atMs: Date.now() };
    const said = async (more: object): Promise<string[]> => {
      const d = {
        id: '1280000000000000001',
        channel_id: stage.general,
        type: 0,
        author: { id: stage.ann, username: 'ann' },
        content: '',
        ...more,
      };
      const { events } = await connection.readDispatch({ t: 'MESSAGE_CREATE', d }, told);
      return events.map((event) => ('message' in event ? plainText(event.message.text) : ''));
    };
    expect(await said({ sticker_items: [{ id: '1', name: 'Wave *hi*', format_type: 1 }] })).toEqual([
      '[Wave *hi*]',
    ]);
    const answers = ['Yes', 'No'].map((text, index) => ({ answer_id: index + 1, poll_media: { text } }));
    const [poll = ''] = await said({ poll: { question: { text: 'Lunch?' }, answers } });
    expect(poll).toMatch(/Lunch\?[^]*Yes[^]*No/);
  });
});
