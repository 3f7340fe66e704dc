import { describe, expect, it } from 'vitest';
import { burstsOf } from '../../../bridges/bot/manners/index.ts';
import type { Heard } from '../../../bridges/bot/contract.ts';
import { message } from '../../support/events.ts';
import { createRandom } from '../../crash/random.ts';

const heard = (id: number, by: string, receivedAt: number, thread?: string): Heard => ({
  id,
  bot: 'helper',
  place: { account: 'site', conversation: '1' },
  message: message(String(id), 'x', {
    author: { id: by, name: by, kind: 'person' },
    ...(thread === undefined ? {} : { thread }),
  }),
  receivedAt,
});
const look = (waiting: readonly Heard[], now: number, burstMs = 100) => {
  const { ready, lookAgainAt } = burstsOf(waiting, burstMs, now);
  return [ready.map(({ id }) => id), lookAgainAt];
};

describe('messages are answered together', () => {
  it('of nobody when there are none', () => {
    expect(look([], 0)).toEqual([[], undefined]);
  });

  it('when their author has paused', () => {
    const two = [heard(1, 'ann', 0), heard(2, 'ann', 99)];
    expect(look(two, 198)).toEqual([[], 199]);
    expect(look(two, 199)).toEqual([[1, 2], undefined]);
  });

  it('not over a pause', () => {
    const three = [heard(1, 'ann', 0), heard(2, 'ann', 100), heard(3, 'ann', 150)];
    expect(look(three, 150)).toEqual([[1], 250]);
    expect(look(three.slice(1), 250)).toEqual([[2, 3], undefined]);
  });

  it('each at once without a pause', () => {
    const two = [heard(1, 'ann', 5), heard(2, 'ann', 5)];
    expect(look(two, 5, 0)).toEqual([[1], 5]);
  });

  it('of each person apart, whoever else talks between', () => {
    const four = [heard(1, 'ann', 0), heard(2, 'ben', 10), heard(3, 'ann', 50), heard(4, 'ann', 105)];
    expect(look(four, 110)).toEqual([[2], 205]);
    expect(
      look(
        [four[0], four[2], four[3]].filter((one) => one !== undefined),
        220,
      ),
    ).toEqual([[1, 3, 4], undefined]);
  });

  it('of each thread apart', () => {
    const two = [heard(1, 'ann', 0), heard(2, 'ann', 10, 'a')];
    expect(look(two, 110)).toEqual([[1], 110]);
  });

  it('in the order in which they were heard, however they are given', () => {
    expect(look([heard(2, 'ann', 10), heard(1, 'ann', 0)], 500)).toEqual([[1, 2], undefined]);
  });

  it('after ten pauses at the latest', () => {
    const endless = Array.from({ length: 30 }, (_, index) => heard(index + 1, 'ann', index * 50));
    expect(look(endless.slice(0, 20), 999)).toEqual([[], 1000]);
    expect(look(endless, 1450)).toEqual([endless.slice(0, 20).map(({ id }) => id), 1550]);
  });

  it('at once when the clock was set back', () => {
    expect(look([heard(1, 'ann', 1_000_000)], 0)).toEqual([[1], undefined]);
  });

  it('every one exactly once, in order, for any talk', () => {
    const seed = process.env['PARLEY_SEED'] ?? String(Date.now());
    const random = createRandom(seed);
    for (let round = 0; round < 300; round += 1) {
      const burstMs = random.between(0, 200);
      let now = 0;
      let waiting = Array.from({ length: random.between(1, 20) }, (_, index) =>
        heard(index + 1, random.pick(['ann', 'ben']), (now += random.between(0, 150))),
      );
      const all = waiting;
      const answered: Heard[] = [];
      for (let looks = 0; waiting.length > 0; looks += 1) {
        expect(looks, seed).toBeLessThan(100);
        const { ready, lookAgainAt } = burstsOf(waiting, burstMs, now);
        expect(new Set(ready.map(({ message: { author } }) => author.id)).size, seed).toBeLessThanOrEqual(1);
        answered.push(...ready);
        waiting = waiting.filter((one) => !ready.includes(one));
        if (ready.length === 0) expect(lookAgainAt, seed).toBeGreaterThan(now);
        now = Math.max(now, lookAgainAt ?? now);
      }
      for (const name of ['ann', 'ben']) {
        const of = (some: readonly Heard[]) => some.filter(({ message: { author } }) => author.id === name);
        expect(of(answered), seed).toEqual(of(all));
      }
    }
  });
});
