import { describe, expect, it } from 'vitest';
import type { Counted } from './count.ts';
import { count } from './count.ts';

const said = (...numbers: number[]): Counted[] => messages(false, numbers);
const copies = (...numbers: number[]): Counted[] => messages(true, numbers);

function messages(own: boolean, numbers: readonly number[]): Counted[] {
  return numbers.map((number) => ({ own, shown: `Ann:\n#${String(number).padStart(5, '0')} words` }));
}

/** Two conversations that mirror each other, and two others. */
function tally(left: Counted[], right: Counted[], elsewhere: Counted[] = []) {
  return count([
    { messages: left, partner: 1 },
    { messages: right, partner: 0 },
    { messages: elsewhere, partner: 3 },
    { messages: [], partner: 2 },
  ]);
}

describe('the count of the crash program', () => {
  it('finds nothing wrong when every message has its copy, in order, both ways', () => {
    expect(tally([...said(1), ...copies(9), ...said(2)], [...said(9), ...copies(1, 2)])).toEqual({
      accepted: 3,
      lost: 0,
      duplicated: 0,
      inversions: 0,
      wrong: [],
    });
  });

  it('finds a message without a copy', () => {
    expect(tally(said(1, 2, 3), copies(1, 3))).toMatchObject({ lost: 1, duplicated: 0, inversions: 0 });
  });

  it('finds a second copy', () => {
    expect(tally(said(1, 2), copies(1, 1, 2))).toMatchObject({ lost: 0, duplicated: 1 });
  });

  it('finds a copy that came back to where it was said', () => {
    expect(tally([...said(1), ...copies(1)], copies(1))).toMatchObject({ lost: 0, duplicated: 1 });
  });

  it('finds a copy in a conversation that it was not meant for', () => {
    expect(tally(said(1), copies(1), copies(1))).toMatchObject({ lost: 0, duplicated: 1 });
  });

  it('finds copies in the wrong order', () => {
    expect(tally(said(1, 2, 3, 4), copies(2, 1, 4, 3))).toMatchObject({
      lost: 0,
      inversions: 2,
      wrong: [
        { what: 'out of order', place: 0, label: '#00001' },
        { what: 'out of order', place: 0, label: '#00003' },
      ],
    });
  });

  it('expects equal words as often as they were said', () => {
    expect(tally(said(1, 1, 2), copies(1, 1, 2))).toMatchObject({ lost: 0, duplicated: 0, inversions: 0 });
    expect(tally(said(1, 1, 2), copies(1, 2))).toMatchObject({ lost: 1, duplicated: 0 });
    expect(tally(said(1, 1, 2), copies(1, 1, 1, 2))).toMatchObject({ lost: 0, duplicated: 1 });
  });
});
