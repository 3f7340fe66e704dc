import { describe, expect, it } from 'vitest';
import { isBarred, isListed } from '../../../bridges/bot/manners/index.ts';
import { PEOPLE } from './kit.ts';

const who = (id: string, name: string, account = 'site') => ({
  account,
  author: { id, name },
  people: PEOPLE,
});

describe('a list of people', () => {
  it.each([
    ['7', who('7', 'x'), true, true],
    ['7', who('77', '7'), false, true],
    ['site:7', who('7', 'x'), true, true],
    ['site:7', who('7', 'x', 'phone'), false, false],
    ['site:7', who('site:7', 'x'), true, true],
    ['Ann Lee', who('7', 'x'), true, true],
    ['ann lee', who('U7', 'x', 'team'), true, true],
    ['Ann Lee', who('7', 'x', 'team'), false, false],
    ['Ann Lee', who('66', 'Ann Lee'), false, true],
    ['Ann Lee', who('Ann Lee', 'x', 'phone'), false, true],
    // "12" is a person with the id 13: whoever has the id 12 is somebody else.
    ['12', who('13', 'x'), true, true],
    ['12', who('12', 'x'), false, true],
    ['nobody', who('7', 'x'), false, false],
    ['toString', who('7', 'x'), false, false],
  ])('%j and %j: permits %s, forbids %s', (entry, somebody, permits, forbids) => {
    expect(isListed([entry], somebody)).toBe(permits);
    expect(isBarred([entry], somebody)).toBe(forbids);
    expect(isListed(['someone', entry], somebody)).toBe(permits);
  });

  it('that is empty names nobody', () => {
    expect(isListed([], who('7', 'x'))).toBe(false);
    expect(isBarred([], who('7', ''))).toBe(false);
  });
});
