import { onTestFinished, describe, expect, it } from 'vitest';
import { plainText } from '../../src/text/index.ts';
import type { Received, WebhookRequest } from '../../src/platforms/index.ts';
import { openInbox } from '../contract/webhook-inbox.ts';
import type { Scene } from './client-fixture.ts';
import { scene } from './client-fixture.ts';

interface Listening extends Scene {
  receive(request: WebhookRequest | undefined, cursor: string | undefined): Received;
  poll(cursor?: string): Promise<{ texts: string[]; cursor: string }>;
  received(count: number): Promise<readonly WebhookRequest[]>;
  say(text: string): Promise<string>;
}

/** A scene whose webhook calls an inbox. */
async function listening(changes: Record<string, unknown> = {}): Promise<Listening> {
  const here = await scene();
  const connection = here.connect(changes);
  const inbox = await openInbox(() => undefined);
  onTestFinished(() => inbox.close());
  await connection.webhook?.register?.(inbox.url);
  return {
    ...here,
    received: (count) => inbox.received(count),
    receive: (request, cursor) => {
      const received = request && connection.webhook?.receive(request, cursor);
      if (!received) throw new Error('there was no such request');
      return received;
    },
    poll: async (cursor) => {
      const result = await connection.poll(cursor, { conversations: [here.group] });
      const texts = result.events.flatMap((event) =>
        'message' in event ? plainText(event.message.text) : [],
      );
      return { texts, cursor: result.cursor };
    },
    say: async (text) => (await here.emulator.say({ conversation: here.group, as: here.person, text })).id,
  };
}

describe('deliveries, which carry no number', () => {
  it('wait for the poll that shows whether one before them is missing', async () => {
    const here = await listening();
    const { cursor } = await here.poll();
    here.emulator.faults.add({ kind: 'drop-delivery' });
    await here.say('the first, whose delivery is lost');
    await here.say('the second');
    const [second] = await here.received(1);
    expect(here.receive(second, cursor)).toEqual({ events: [], gap: true });
    const read = await here.poll(cursor);
    expect(read.texts).toEqual(['the first, whose delivery is lost', 'the second']);
    expect(here.receive(second, read.cursor)).toEqual({ events: [] });
  });

  it('of reactions wait for their message', async () => {
    const here = await listening();
    const { cursor } = await here.poll();
    const id = await here.say('news');
    await here.emulator.react({ conversation: here.group, id, as: here.person, emoji: '👍' });
    const [said, reacted] = await here.received(2);
    expect(here.receive(said, cursor).gap).toBe(true);
    expect(here.receive(reacted, cursor).gap).toBe(true);
    const read = await here.poll(cursor);
    expect(here.receive(said, read.cursor)).toEqual({ events: [] });
    expect(here.receive(reacted, read.cursor).events).toMatchObject([
      { type: 'reaction.added', messageId: id },
    ]);
  });

  it('are taken in after a while, although no poll shows what they tell of', async () => {
    const here = await listening();
    const { cursor } = await here.poll();
    await here.say('hello');
    const [request] = await here.received(1);
    expect(here.receive(request, cursor).gap).toBe(true);
    here.stepClock(6_000);
    expect(here.receive(request, cursor).events).toMatchObject([{ type: 'message.created' }]);
  });

  it('are taken in at once where no feed stands anywhere, reactions to old messages too', async () => {
    const here = await listening();
    const old = await here.say('old');
    await here.emulator.react({ conversation: here.group, id: old, as: here.person, emoji: '👍' });
    const fresh = here.connect();
    const [said, reacted] = await here.received(2);
    if (!said || !reacted) throw new Error('there were no deliveries');
    expect(fresh.webhook?.receive(reacted, undefined).events).toMatchObject([{ type: 'reaction.added' }]);
    expect(fresh.webhook?.receive(said, undefined).events).toMatchObject([{ type: 'message.created' }]);
  });

  it('are taken in at once when calls are running out', async () => {
    const here = await listening({ callsPerHour: 3 });
    const { cursor } = await here.poll();
    await here.say('hello');
    const [request] = await here.received(1);
    expect(here.receive(request, cursor).events).toMatchObject([{ type: 'message.created' }]);
  });
});
