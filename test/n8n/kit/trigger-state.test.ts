import type { IDataObject, Logger } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { MOST_SEEN, isSeen, readState, replaceState, withSeen } from '../../../nodes/kit/index.ts';
import { fake } from '../support/fake.ts';

function remembering(data: IDataObject = {}) {
  const logged: string[] = [];
  const logger = fake<Logger>('the logger', { warn: (message) => void logged.push(message) });
  return { data, logged, logger, getWorkflowStaticData: () => data };
}

describe('what a trigger remembers', () => {
  it('is what was written last', () => {
    const functions = remembering();
    expect(readState(functions)).toEqual({});
    expect(replaceState(functions, readState(functions), { cursor: 'a' })).toBe(true);
    expect(readState(functions)).toEqual({ cursor: 'a', version: 1 });
    expect(functions.logged).toEqual([]);
  });

  it('is not replaced by somebody who read it before the last change', () => {
    const functions = remembering();
    const [first, second] = [readState(functions), readState(functions)];
    expect(replaceState(functions, first, { cursor: 'first' })).toBe(true);
    expect(replaceState(functions, second, { cursor: 'second' })).toBe(false);
    expect(readState(functions).cursor).toBe('first');
  });

  it.each([
    ['a text', 'cursor'],
    ['a list', []],
    ['a cursor of another kind', { cursor: 7 }],
    ['keys of another kind', { cursor: '7', seen: [1] }],
    ['a version of another kind', { cursor: '7', version: '1' }],
    ['a memory of another kind', { memory: { secret: 1 } }],
  ])('begins anew, and says so, when it is %s', (_, state) => {
    const functions = remembering({ state });
    const before = readState(functions);
    expect(before).toEqual({});
    expect(functions.logged).toHaveLength(1);
    expect(replaceState(functions, before, { cursor: '8' })).toBe(true);
    expect(readState(functions).cursor).toBe('8');
  });

  it('knows the last keys, however long they are, in little space', () => {
    const keys = Array.from(
      { length: 2 * MOST_SEEN },
      (_, index) => `created:${'x'.repeat(100)}${String(index)}`,
    );
    const state = withSeen(withSeen({}, keys.slice(0, 700)), keys.slice(600));
    expect(state.seen).toHaveLength(MOST_SEEN);
    expect(keys.slice(-MOST_SEEN).every((key) => isSeen(state, key))).toBe(true);
    expect(isSeen(state, keys[0] ?? '')).toBe(false);
    expect(JSON.stringify(state).length).toBeLessThan(8 * 1024);
  });
});
