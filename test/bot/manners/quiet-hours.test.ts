import { describe, expect, it } from 'vitest';
import { quietSince } from '../../../bridges/bot/manners/index.ts';
import { createRandom } from '../../crash/random.ts';

const at = (from: string, to: string, timeZone = 'UTC', days: readonly number[] = []) => {
  const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
  return { from: minutes(from), to: minutes(to), timeZone, days };
};
const BERLIN = 'Europe/Berlin';

describe('it is quiet', () => {
  it.each<[string, ReturnType<typeof at>, string, string | undefined]>([
    ['before', at('12:00', '13:00'), '2026-11-20T11:59:59Z', undefined],
    ['from the first minute', at('12:00', '13:00'), '2026-11-20T12:00:00Z', '2026-11-20'],
    ['to the last', at('12:00', '13:00'), '2026-11-20T12:59:59Z', '2026-11-20'],
    ['and no longer', at('12:00', '13:00'), '2026-11-20T13:00:00Z', undefined],
    ['in the evening', at('22:00', '07:00'), '2026-11-20T23:00:00Z', '2026-11-20'],
    ['after midnight', at('22:00', '07:00'), '2026-11-21T06:59:00Z', '2026-11-20'],
    ['not in the morning', at('22:00', '07:00'), '2026-11-21T07:00:00Z', undefined],
    ['over the new year', at('22:00', '07:00'), '2027-01-01T01:00:00Z', '2026-12-31'],
    ['the whole day', at('00:00', '24:00'), '2026-11-20T23:59:59Z', '2026-11-20'],
    ['until midnight', at('22:00', '24:00'), '2026-11-20T23:59:59Z', '2026-11-20'],
    ['not after it', at('22:00', '24:00'), '2026-11-21T00:00:00Z', undefined],
    ['until midnight by 00:00', at('22:00', '00:00'), '2026-11-20T23:59:59Z', '2026-11-20'],
    ['elsewhere', at('22:00', '07:00', BERLIN), '2026-11-20T21:00:00Z', '2026-11-20'],
    ['not elsewhere', at('22:00', '07:00', BERLIN), '2026-11-20T20:59:00Z', undefined],
    ['half an hour off', at('22:00', '07:00', 'Asia/Kolkata'), '2026-11-20T16:30:00Z', '2026-11-20'],
    [
      'on the other day there',
      at('08:00', '09:00', 'Pacific/Auckland'),
      '2026-11-20T19:30:00Z',
      '2026-11-21',
    ],
    // 20 November 2026 is a Friday.
    ['on its day', at('22:00', '07:00', 'UTC', [5]), '2026-11-20T23:00:00Z', '2026-11-20'],
    ['in the night after its day', at('22:00', '07:00', 'UTC', [5]), '2026-11-21T06:00:00Z', '2026-11-20'],
    ['not on the next', at('22:00', '07:00', 'UTC', [5]), '2026-11-21T23:00:00Z', undefined],
    ['not in the night before', at('22:00', '07:00', 'UTC', [5]), '2026-11-20T06:00:00Z', undefined],
    ['on a Sunday after Saturday', at('22:00', '07:00', 'UTC', [6]), '2026-11-22T03:00:00Z', '2026-11-21'],
    // Clocks there go from 2:00 to 3:00 on 29 March 2026, and from 3:00 to 2:00 on 25 October.
    ['before clocks go forward', at('02:00', '03:00', BERLIN), '2026-03-29T00:59:59Z', undefined],
    ['never in an hour that is left out', at('02:00', '03:00', BERLIN), '2026-03-29T01:00:00Z', undefined],
    ['until clocks show its end', at('22:00', '07:00', BERLIN), '2026-03-29T04:59:59Z', '2026-03-28'],
    ['and then no longer', at('22:00', '07:00', BERLIN), '2026-03-29T05:00:00Z', undefined],
    ['in an hour that comes twice', at('02:00', '03:00', BERLIN), '2026-10-25T00:30:00Z', '2026-10-25'],
    ['both times', at('02:00', '03:00', BERLIN), '2026-10-25T01:30:00Z', '2026-10-25'],
    ['and not a third', at('02:00', '03:00', BERLIN), '2026-10-25T02:00:00Z', undefined],
  ])('%s', (_when, hours, moment, expected) => {
    expect(quietSince(hours, Date.parse(moment))).toBe(expected);
  });

  it('exactly while it is not quiet by the hours turned round', () => {
    const seed = process.env['PARLEY_SEED'] ?? String(Date.now());
    const random = createRandom(seed);
    const zones = [
      'UTC',
      BERLIN,
      'America/St_Johns',
      'Australia/Lord_Howe',
      'Africa/Cairo',
      'Asia/Kathmandu',
    ];
    for (let round = 0; round < 2000; round += 1) {
      const [from, to] = [random.between(0, 1439), random.between(0, 1439)];
      if (from === to) continue;
      const timeZone = random.pick(zones);
      const moment = Date.UTC(2026, 0, 1) + random.between(0, 2 * 365 * 86_400_000);
      const there = quietSince({ from, to, timeZone, days: [] }, moment);
      const turned = quietSince({ from: to, to: from, timeZone, days: [] }, moment);
      const told = JSON.stringify({ seed, from, to, timeZone, moment: new Date(moment).toISOString() });
      expect(
        [there, turned].filter((one) => one !== undefined),
        told,
      ).toHaveLength(1);
    }
  });
});
