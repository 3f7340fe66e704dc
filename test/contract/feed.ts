import { describe, expect, it } from 'vitest';
import type { ParleyEvent } from '../../src/model/index.ts';
import { ServiceError } from '../../src/host/index.ts';
import type { Drained, Stage } from './stage.ts';
import { baseline, drain, useStage } from './stage.ts';
import type { Subject } from './subject.ts';
import { numbered, saidIn } from './texts.ts';

const inPlace = (events: readonly ParleyEvent[], conversation: string): string[] =>
  saidIn(events.filter((event) => event.conversation === conversation));

/** Moves the service's clock to the beginning of a second, so that what follows falls into one second. */
function startOfSecond({ emulator }: Stage): void {
  emulator.clock.step(1_000 - (emulator.clock.now() % 1_000));
}

/** Cuts the connection at the given request from now on, counted from 1. */
function failRequest({ emulator }: Stage, number: number): void {
  if (number > 1) emulator.faults.add({ kind: 'slow', ms: 0, times: number - 1 });
  emulator.faults.add({ kind: 'drop' });
}

/** Polls to the end, beginning again from the last good cursor whenever a poll fails, as the daemon does. */
async function drainThroughFailures(stage: Stage, from: string): Promise<Drained & { failures: number }> {
  const events: ParleyEvent[] = [];
  let cursor = from;
  let failures = 0;
  for (;;) {
    try {
      const polled = await stage.connection.poll(cursor, { conversations: stage.conversations });
      events.push(...polled.events);
      cursor = polled.cursor;
      if (!polled.more) return { events, cursor, failures };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      failures += 1;
    }
  }
}

export function describeFeed<Settings>(subject: Subject<Settings>): void {
  describe('polling', () => {
    const stage = useStage(subject);

    it('begins with the cursor of now and no events', async () => {
      await stage().sayMany(numbered(3, 'old'));
      const first = await stage().connection.poll(undefined, { conversations: stage().conversations });
      expect(first.events).toEqual([]);
      expect((await drain(stage(), first.cursor)).events).toEqual([]);
    });

    it('brings every new message once, in order, and then nothing', async () => {
      const from = await baseline(stage());
      await stage().sayMany(numbered(7));
      const { events, cursor } = await drain(stage(), from);
      expect(saidIn(events)).toEqual(numbered(7));
      expect((await drain(stage(), cursor)).events).toEqual([]);
    });

    it('gives the same answer to the same cursor', async () => {
      const from = await baseline(stage());
      await stage().sayMany(numbered(4));
      const once = await drain(stage(), from);
      const again = await drain(stage(), from);
      expect(again.events.map(({ key }) => key)).toEqual(once.events.map(({ key }) => key));
    });

    it('names and places every event so that a store can tell and sort them', async () => {
      const from = await baseline(stage());
      await stage().sayMany(numbered(11));
      const { events } = await drain(stage(), from);
      expect(new Set(events.map(({ key }) => key)).size).toBe(11);
      const positions = events.map(({ position }) => position);
      expect([...positions].sort()).toEqual(positions);
      expect(events.filter(({ at }) => Number.isNaN(Date.parse(at)) || !at.endsWith('Z'))).toEqual([]);
    });

    it('understands its cursor after a restart', async () => {
      const from = await baseline(stage());
      await stage().sayMany(['while nobody was there']);
      const restarted: Stage = { ...stage(), connection: stage().connect() };
      await restarted.connection.whoAmI();
      expect(saidIn((await drain(restarted, from)).events)).toEqual(['while nobody was there']);
    });

    it('leaves no gap and repeats nothing within one second', async () => {
      const from = await baseline(stage());
      startOfSecond(stage());
      await stage().sayMany(numbered(3, 'early'));
      const first = await drain(stage(), from);
      await stage().sayMany(numbered(3, 'late'));
      const second = await drain(stage(), first.cursor);
      expect(saidIn(first.events)).toEqual(numbered(3, 'early'));
      expect(saidIn(second.events)).toEqual(numbered(3, 'late'));
    });

    it('catches up with 250 messages of an outage', async () => {
      const from = await baseline(stage());
      await stage().sayMany(numbered(250));
      const { events, cursor } = await drain(stage(), from);
      expect(saidIn(events)).toEqual(numbered(250));
      expect((await drain(stage(), cursor)).events).toEqual([]);
    });

    it('catches up in every conversation, each in its own order', async () => {
      const from = await baseline(stage());
      for (const text of numbered(60)) {
        await stage().say(`here ${text}`);
        await stage().say(`there ${text}`, stage().other);
      }
      const { events } = await drain(stage(), from);
      expect(inPlace(events, stage().conversation)).toEqual(numbered(60, 'here message'));
      expect(inPlace(events, stage().other)).toEqual(numbered(60, 'there message'));
    });

    it('loses nothing that is said between two pages', async () => {
      const from = await baseline(stage());
      await stage().sayMany(numbered(250, 'waiting'));
      const { events, cursor } = await drain(stage(), from, async (page) => {
        if (page <= 3) await stage().say(`between ${String(page)}`);
      });
      const rest = await drain(stage(), cursor);
      const between = saidIn([...events, ...rest.events]).filter((text) => text.startsWith('between'));
      expect(saidIn([...events, ...rest.events])).toHaveLength(250 + between.length);
      expect(saidIn(events).slice(0, 250)).toEqual(numbered(250, 'waiting'));
      expect(between).toEqual(numbered(between.length, 'between'));
      expect(between.length).toBeGreaterThan(0);
    });

    it('loses nothing and repeats nothing when a poll breaks off at any of its requests', async () => {
      for (let request = 1; request <= 4; request += 1) {
        const from = await baseline(stage());
        const texts = numbered(210, `round ${String(request)},`);
        await stage().sayMany(texts.slice(0, 150));
        await stage().sayMany(texts.slice(150), stage().other);
        failRequest(stage(), request);
        const { events, failures } = await drainThroughFailures(stage(), from);
        stage().emulator.faults.clear();
        // Some platforms read everything with two requests, none with one.
        expect(failures).toBeGreaterThanOrEqual(request <= 2 ? 1 : 0);
        expect(inPlace(events, stage().conversation)).toEqual(texts.slice(0, 150));
        expect(inPlace(events, stage().other)).toEqual(texts.slice(150));
      }
    });

    it('goes on where it stood after the service was down', async () => {
      const from = await baseline(stage());
      await stage().sayMany(numbered(5));
      stage().emulator.faults.add({ kind: 'status', status: 503, times: 2 });
      stage().emulator.faults.add({ kind: 'drop', times: 2 });
      const { events, failures } = await drainThroughFailures(stage(), from);
      expect(failures).toBeGreaterThan(0);
      expect(saidIn(events)).toEqual(numbered(5));
    });

    it('tells which message one answers exactly where the platform shows answers', async () => {
      const shown = subject.platform.capabilities.replies !== 'none';
      const question = await stage().say('a question');
      const from = await baseline(stage());
      await stage().say('an answer', stage().conversation, question);
      const [event] = (await drain(stage(), from)).events;
      const message = event?.type === 'message.created' ? event.message : undefined;
      expect(saidIn(event ? [event] : [])).toEqual(['an answer']);
      expect(message?.replyTo ?? message?.thread).toBe(shown ? question : undefined);
    });
  });
}
