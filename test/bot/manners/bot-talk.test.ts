import { describe, expect, it } from 'vitest';
import { mayAnswerBot, talkWindow } from '../../../bridges/bot/manners/index.ts';
import { createRandom } from '../../crash/random.ts';

const bots = { perMinute: 3, coolDownMs: 300_000 };
const NOW = 1_000_000_000;
const ago = (...seconds: number[]): number[] => seconds.map((one) => NOW - one * 1000);

describe('another bot is answered', () => {
  it.each([
    ['the first time', ago(), true],
    ['the third time in a minute', ago(50, 20), true],
    ['not the fourth', ago(50, 20, 1), false],
    ['when the minute has passed between them', ago(70, 20, 1), true],
    ['not within the cool-down', ago(340, 320, 299), false],
    ['after it', ago(340, 320, 300), true],
    ['whatever order the times have', ago(1, 50, 20), false],
    ['whatever stands in times to come', [NOW + 1, NOW + 2, NOW + 3], true],
  ])('%s', (_when, answers, expected) => {
    expect(mayAnswerBot(bots, answers, NOW)).toBe(expected);
  });

  it('never, when none are allowed; and no oftener with a short cool-down', () => {
    expect(mayAnswerBot({ perMinute: 0, coolDownMs: 1000 }, [], NOW)).toBe(false);
    expect(mayAnswerBot({ perMinute: 2, coolDownMs: 1000 }, ago(40, 10), NOW)).toBe(false);
    expect(mayAnswerBot({ perMinute: 2, coolDownMs: 1000 }, ago(60, 31), NOW)).toBe(true);
  });

  it('never more often in any minute than allowed, however it asks', () => {
    const seed = process.env['PARLEY_SEED'] ?? String(Date.now());
    const random = createRandom(seed);
    for (let round = 0; round < 200; round += 1) {
      const budget = { perMinute: random.between(1, 5), coolDownMs: random.between(1000, 600_000) };
      const answers: number[] = [];
      let now = NOW;
      for (let asked = 0; asked < 200; asked += 1) {
        now += random.between(0, 30_000);
        const known = answers.filter((time) => time >= now - talkWindow(budget));
        expect(mayAnswerBot(budget, known, now), seed).toBe(mayAnswerBot(budget, answers, now));
        if (mayAnswerBot(budget, known, now)) answers.push(now);
      }
      const most = Math.max(
        ...answers.map((start) => answers.filter((time) => time >= start && time < start + 60_000).length),
      );
      expect(most, seed).toBeLessThanOrEqual(budget.perMinute);
    }
  });
});
