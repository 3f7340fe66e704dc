import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../src/host/index.ts';
import type { Draft, LookBack, Part, Sent } from '../../src/platforms/index.ts';
import { textTree } from '../../src/text/index.ts';
import type { Stage } from './stage.ts';
import { ownMessages, patiently, sendText, useStage } from './stage.ts';
import type { Subject } from './subject.ts';
import { NASTY } from './texts.ts';

const CLOCK_IS_OFF_MS = 60_000;

function partOf(stage: Stage, text: string, more: Partial<Draft> = {}): Part {
  const [part] = stage.connection.compose({ text: textTree(text), key: '17', ...more });
  if (!part) throw new Error('compose gave no part');
  return part;
}

/** Sends with a fault on the way; the error it ends in. */
async function sendInto(stage: Stage, fault: 'lost-answer' | 'drop', part: Part): Promise<ServiceError> {
  stage.emulator.faults.add({ kind: fault, match: { method: 'POST' } });
  try {
    await patiently(stage, () => stage.connection.send(stage.conversation, part));
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
  throw new Error(`The send went through although its fate was "${fault}".`);
}

const lookBack = (since: number, known: readonly string[] = []): LookBack => ({
  since,
  isKnown: (id) => known.includes(id),
});

/** What the caller can know of its sends: nothing where the service tells no ids. */
const idsOf = (sent: readonly Sent[]): string[] => sent.flatMap(({ id }) => id ?? []);

export function describeRecognition<Settings>(subject: Subject<Settings>): void {
  describe('after an answer that never came', () => {
    const stage = useStage(subject);
    const find = (part: Part, look: LookBack): Promise<Sent | undefined> =>
      stage().connection.findSent(stage().conversation, part, look);

    it.each([['a plain text', 'hello there'] as const, ...NASTY])(
      'finds %s that arrived',
      async (_what, text) => {
        const since = stage().host.now();
        const part = partOf(stage(), text);
        const error = await sendInto(stage(), 'lost-answer', part);
        expect(error.outcome).toBe('unknown');
        const [own] = await ownMessages(stage(), 1);
        const found = await find(part, lookBack(since));
        expect(found).toBeDefined();
        expect(found?.id).toBe(own?.id);
      },
    );

    it.each([['a plain text', 'hello there'] as const, ...NASTY])(
      'says of %s that never arrived that it is absent',
      async (_what, text) => {
        const since = stage().host.now();
        const part = partOf(stage(), text);
        const error = await sendInto(stage(), 'drop', part);
        expect(error.outcome).toBe('unknown');
        expect(await find(part, lookBack(since))).toBeUndefined();
      },
    );

    it('finds each part of a long text for itself', async () => {
      const since = stage().host.now();
      const parts = stage().connection.compose({ text: textTree('several words '.repeat(8_000)), key: '18' });
      const [first, second] = parts;
      if (!first || !second) throw new Error('the text was not split');
      const sent = await patiently(stage(), () => stage().connection.send(stage().conversation, first));
      await sendInto(stage(), 'lost-answer', second);
      const own = await ownMessages(stage(), 2);
      expect((await find(second, lookBack(since, idsOf([sent]))))?.id).toBe(own[1]?.id);
    });

    it('does not take an equal text that is known for the one that is missing', async () => {
      const since = stage().host.now();
      const known = idsOf(await sendText(stage(), { text: textTree('the same'), key: '16' }));
      await ownMessages(stage(), 1);
      const part = partOf(stage(), 'the same');
      await sendInto(stage(), 'drop', part);
      expect(await find(part, lookBack(since, known))).toBeUndefined();
    });

    it('finds the second of two equal texts when the first is known', async () => {
      const since = stage().host.now();
      const known = idsOf(await sendText(stage(), { text: textTree('the same'), key: '16' }));
      await ownMessages(stage(), 1);
      const part = partOf(stage(), 'the same');
      await sendInto(stage(), 'lost-answer', part);
      const own = await ownMessages(stage(), 2);
      expect((await find(part, lookBack(since, known)))?.id).toBe(own[1]?.id);
    });

    it('does not take the same words of a person for its own', async () => {
      const since = stage().host.now();
      const part = partOf(stage(), 'me too');
      await stage().say('me too');
      await sendInto(stage(), 'drop', part);
      await stage().say('me too');
      expect(await find(part, lookBack(since))).toBeUndefined();
    });

    it('finds it behind everything that was said since', async () => {
      const since = stage().host.now();
      const part = partOf(stage(), 'long ago');
      await sendInto(stage(), 'lost-answer', part);
      const [own] = await ownMessages(stage(), 1);
      await stage().sayMany(Array.from({ length: 230 }, (_, index) => `later ${String(index)}`));
      expect((await find(part, lookBack(since)))?.id).toBe(own?.id);
    });

    it.each([
      ['ahead of', CLOCK_IS_OFF_MS],
      ['behind', -CLOCK_IS_OFF_MS],
    ])("finds it when the service's clock is %s ours", async (_where, ms) => {
      stage().emulator.clock.step(ms);
      const since = stage().host.now();
      const part = partOf(stage(), 'what time is it?');
      await sendInto(stage(), 'lost-answer', part);
      const [own] = await ownMessages(stage(), 1);
      expect((await find(part, lookBack(since)))?.id).toBe(own?.id);
    });

    it('finds it after a restart', async () => {
      const since = stage().host.now();
      const part = partOf(stage(), 'before the crash');
      await sendInto(stage(), 'lost-answer', part);
      const [own] = await ownMessages(stage(), 1);
      const restarted = stage().connect();
      const found = await restarted.findSent(stage().conversation, structuredClone(part), lookBack(since));
      expect(found?.id).toBe(own?.id);
    });

    it('does not answer from memory when the service cannot be asked', async () => {
      const part = partOf(stage(), 'who knows');
      await sendInto(stage(), 'lost-answer', part);
      stage().emulator.faults.add({ kind: 'status', status: 503, times: 10 });
      await expect(find(part, lookBack(stage().host.now() - 1_000))).rejects.toThrow(ServiceError);
    });
  });
}
