import { describe, expect, it } from 'vitest';
import { beginningOf, datesIn } from '../../../bridges/journal/turns/dates.ts';

function beginning(length: number, at: string, timeZone: string): [name: string, since: string] {
  const dateOf = datesIn(timeZone);
  const moment = Date.parse(at);
  const name = dateOf(moment).slice(0, length);
  return [name, new Date(beginningOf(name, moment, dateOf)).toISOString()];
}

describe('the days and months of a time zone', () => {
  it.each([
    ['a plain day', '2026-11-20T12:00:00Z', 'UTC', '2026-11-20', '2026-11-20T00:00:00.000Z'],
    ['the first moment', '2026-11-20T00:00:00Z', 'UTC', '2026-11-20', '2026-11-20T00:00:00.000Z'],
    ['the last moment', '2026-11-20T23:59:59.999Z', 'UTC', '2026-11-20', '2026-11-20T00:00:00.000Z'],
    ['east of Greenwich', '2026-11-20T20:00:00Z', 'Asia/Kolkata', '2026-11-21', '2026-11-20T18:30:00.000Z'],
    ['west of it', '2026-11-20T04:00:00Z', 'America/New_York', '2026-11-19', '2026-11-19T05:00:00.000Z'],
    ['a day of 23 hours', '2026-03-29T21:00:00Z', 'Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['a day of 25 hours', '2026-10-25T22:59:00Z', 'Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z'],
    // Clocks go from 24:00 to 01:00 there: the day has no midnight.
    ['without a midnight', '2024-04-26T12:00:00Z', 'Africa/Cairo', '2024-04-26', '2024-04-25T22:00:00.000Z'],
    // Clocks go from 01:00 back to 00:00 there: the day has two.
    [
      'with two midnights',
      '2024-11-03T12:00:00Z',
      'America/Havana',
      '2024-11-03',
      '2024-11-03T04:00:00.000Z',
    ],
    // The day before was left out, when the islands changed sides of the date line.
    [
      'after a day that never was',
      '2011-12-30T12:00:00Z',
      'Pacific/Apia',
      '2011-12-31',
      '2011-12-30T10:00:00.000Z',
    ],
  ])('%s begins at its first moment', (_, at, timeZone, name, since) => {
    expect(beginning(10, at, timeZone)).toEqual([name, since]);
  });

  it.each([
    ['2026-03-31T23:30:00Z', 'Europe/Berlin', '2026-04', '2026-03-31T22:00:00.000Z'],
    ['2026-03-31T12:00:00Z', 'Europe/Berlin', '2026-03', '2026-02-28T23:00:00.000Z'],
    ['2026-01-01T02:00:00Z', 'America/New_York', '2025-12', '2025-12-01T05:00:00.000Z'],
  ])('the month of %s in %s begins with its first day', (at, timeZone, name, since) => {
    expect(beginning(7, at, timeZone)).toEqual([name, since]);
  });

  it('are refused for a time zone that there is not', () => {
    expect(() => datesIn('Europe/Atlantis')).toThrow(RangeError);
  });
});
