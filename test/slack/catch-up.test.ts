import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { slack } from '../../bridges/slack/index.ts';
import { briefMemory } from '../../src/platforms/index.ts';
import type { Host } from '../../src/host/index.ts';
import type { ParleyEvent } from '../../src/model/index.ts';
import { plainText } from '../../src/text/index.ts';
import type { SlackConnection, Stage } from './kit.ts';
import { openWorkspace } from './kit.ts';

describe('catching up with Slack', () => {
  let stage: Stage;
  let connection: SlackConnection;
  /** Methods called, in order; `before` is run with each and may refuse it. */
  let calls: string[];
  let before: (method: string, count: number) => void;

  beforeEach(async () => {
    stage = await openWorkspace();
    calls = [];
    before = () => undefined;
    const host: Host = {
      ...stage.host,
      request: (request) => {
        const method = request.url.split('/').at(-1) ?? '';
        calls.push(method);
        before(method, calls.filter((one) => one === method).length);
        return stage.host.request(request);
      },
    };
    connection = slack.connect(slack.settings.parse(stage.workspace.accountSettings()), {
      account: 'here',
      host,
      memory: briefMemory(),
    });
    await connection.whoAmI();
  });
  afterEach(() => stage.close());

  const poll = (cursor?: string, conversations = [stage.conversation]) =>
    connection.poll(cursor, { conversations });
  const texts = (events: readonly ParleyEvent[]): string[] =>
    events.flatMap((event) => ('message' in event ? [plainText(event.message.text)] : []));

  it('goes on with the page at which it was stopped', async () => {
    const { cursor } = await poll();
    const said = Array.from({ length: 450 }, (_, index) => `message ${String(index)}`);
    for (const text of said) await stage.say(text);
    calls.length = 0;
    before = (method, count) => {
      if (method === 'conversations.history' && count === 2) {
        stage.workspace.faults.add({ kind: 'status', status: 429, retryAfter: 1 });
      }
    };
    await expect(poll(cursor)).rejects.toMatchObject({ kind: 'rate-limited', retryAfterMs: 1_000 });
    await stage.say('meanwhile');
    const caught = await poll(cursor);
    expect(texts(caught.events)).toEqual(said);
    expect(calls.filter((method) => method === 'conversations.history')).toHaveLength(4);
    expect(texts((await poll(caught.cursor)).events)).toEqual(['meanwhile']);
  });

  it('leaves out a channel that it may not read, and none of the others', async () => {
    const channels = ['C0UNJOINED', stage.conversation, 'C0NOWHERE'];
    const { cursor } = await poll(undefined, channels);
    await stage.say('hello');
    expect(texts((await poll(cursor, channels)).events)).toEqual(['hello']);
  });

  it('begins with what comes next in a channel that is new to it', async () => {
    const { cursor } = await poll();
    await stage.workspace.say({ conversation: stage.other, as: stage.ann, text: 'before the route' });
    const added = await poll(cursor, [stage.conversation, stage.other]);
    expect(added.events).toEqual([]);
    await stage.workspace.say({ conversation: stage.other, as: stage.ann, text: 'after' });
    expect(texts((await poll(added.cursor, [stage.conversation, stage.other])).events)).toEqual(['after']);
  });

  it('reads on in an old thread that it heard of live', async () => {
    const root = await stage.say('old question');
    for (let index = 0; index < 210; index += 1) await stage.say(`later ${String(index)}`);
    const { cursor } = await poll();
    await stage.say('first answer', root);
    const live = await connection.readEvent(stage.workspace.deliveries().at(-2)?.body);
    expect(texts(live)).toEqual(['first answer']);
    const advanced = connection.advance(cursor, live);
    await stage.say('second answer', root);
    expect(texts((await poll(advanced)).events)).toEqual(['first answer', 'second answer']);
    expect(texts((await poll(cursor)).events)).toEqual([]);
  });

  it('brings an answer that was also sent to the channel once', async () => {
    const root = await stage.say('question');
    const { cursor } = await poll();
    await fetch(`${stage.workspace.origin}/api/chat.postMessage`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${stage.workspace.otherBotToken}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        channel: stage.conversation,
        text: 'answer',
        thread_ts: root,
        reply_broadcast: true,
      }),
    });
    const { events } = await poll(cursor);
    expect(texts(events)).toEqual(['answer']);
    expect(events).toMatchObject([{ message: { thread: root, author: { kind: 'bot' } } }]);
  });

  it.each(['', 'no JSON', '[]', '{"C1":{}}'])(
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
