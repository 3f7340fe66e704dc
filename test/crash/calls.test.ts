import { describe, expect, it } from 'vitest';
import { countCalls } from './calls.ts';

const calls = (...keys: string[]) => keys.map((key, index) => ({ serial: index + 1, key }));
const answer = (turn: number, serial: number) => ({ turn, kind: 'answer' as const, serial });

describe('the count of calls', () => {
  it('lets a call be repeated whose answer never reached the disk', () => {
    expect(countCalls(calls('a', 'a', 'b'), [answer(1, 2), answer(2, 3)])).toEqual({
      turns: 2,
      asked: 3,
      stored: 2,
      repeated: 0,
      wrong: [],
    });
  });

  it('finds a call whose answer was on the disk already', () => {
    expect(countCalls(calls('a', 'b', 'a'), [answer(1, 1), answer(2, 2)])).toMatchObject({ repeated: 1 });
  });

  it('finds a second answer in one turn, but lets one follow a tool or a draft', () => {
    expect(countCalls(calls('a', 'a'), [answer(1, 1), answer(1, 2)])).toMatchObject({ repeated: 1 });
    expect(
      countCalls(calls('a', 'b'), [answer(1, 1), { turn: 1, kind: 'tool' }, answer(1, 2)]),
    ).toMatchObject({ repeated: 0 });
    expect(countCalls(calls('a', 'ab'), [{ turn: 1, kind: 'draft', serial: 1 }, answer(1, 2)])).toMatchObject(
      { repeated: 0 },
    );
  });

  it('lets several turns ask the same', () => {
    expect(countCalls(calls('a', 'a'), [answer(1, 1), answer(2, 2)])).toMatchObject({ repeated: 0 });
  });
});
