import { describe, expect, it } from 'vitest';
import { createSequencer } from '../../bridges/relay/sequencer.ts';
import type { ParleyEvent } from '../../src/model/index.ts';

function at(position: string, conversation = 'c'): ParleyEvent {
  return {
    type: 'message.deleted',
    conversation,
    key: `deleted:${conversation}:${position}`,
    position,
    at: '2026-01-01T00:00:00.000Z',
    messageId: position,
  };
}

/** A sequencer that remembers what it handed over. */
function open(settleMs: number, store: (conversation: string) => Promise<void> = () => Promise.resolve()) {
  const batches: string[][] = [];
  const sequencer = createSequencer({
    settleMs,
    deliver: async (conversation, events) => {
      await store(conversation);
      batches.push([conversation, ...events.map(({ position }) => position)]);
    },
  });
  return { batches, sequencer };
}

describe('the sequencer', () => {
  it('sorts what comes within its time, and hands it over together', async () => {
    const { batches, sequencer } = open(20);
    await Promise.all([sequencer.add([at('3')]), sequencer.add([at('1')]), sequencer.add([at('2')])]);
    expect(batches).toEqual([['c', '1', '2', '3']]);
  });

  it('keeps equal positions in the order in which they came', async () => {
    const keys: string[] = [];
    const sequencer = createSequencer({
      settleMs: 5,
      deliver: (_, events) => {
        keys.push(...events.map(({ key }) => key));
        return Promise.resolve();
      },
    });
    await sequencer.add([
      { ...at('1'), key: 'first' },
      { ...at('1'), key: 'second' },
    ]);
    expect(keys).toEqual(['first', 'second']);
  });

  it('resolves only when the events are stored', async () => {
    let store: () => void = () => undefined;
    const stored = new Promise<void>((resolve) => {
      store = resolve;
    });
    const { batches, sequencer } = open(1, () => stored);
    let isDone = false;
    const adding = sequencer.add([at('1')]).then(() => {
      isDone = true;
    });
    const handedOver = sequencer.idle();
    expect(isDone).toBe(false);
    store();
    await Promise.all([adding, handedOver]);
    expect(batches).toEqual([['c', '1']]);
  });

  it('rejects what could not be stored and goes on with what follows', async () => {
    let failures = 1;
    const { batches, sequencer } = open(1, () => {
      if (failures === 0) return Promise.resolve();
      failures -= 1;
      return Promise.reject(new Error('the disk is full'));
    });
    await expect(sequencer.add([at('1')])).rejects.toThrow('the disk is full');
    await sequencer.add([at('2')]);
    expect(batches).toEqual([['c', '2']]);
  });

  it('lets one conversation wait for nothing of another', async () => {
    let release: () => void = () => undefined;
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { batches, sequencer } = open(1, (conversation) =>
      conversation === 'slow' ? blocked : Promise.resolve(),
    );
    const slow = sequencer.add([at('1', 'slow')]);
    await sequencer.add([at('1', 'fast')]);
    expect(batches).toEqual([['fast', '1']]);
    release();
    await slow;
  });

  it('hands the batches of a conversation over one after the other', async () => {
    const running: number[] = [];
    let now = 0;
    const { sequencer } = open(1, async () => {
      now += 1;
      running.push(now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
    });
    const first = sequencer.add([at('1')]);
    await sequencer.idle();
    await Promise.all([first, sequencer.add([at('2')]), sequencer.add([at('3')])]);
    expect(Math.max(...running)).toBe(1);
  });

  it('hands over at once what it holds when it is asked to', async () => {
    const { batches, sequencer } = open(3_600_000);
    const added = sequencer.add([at('2'), at('1')]);
    await sequencer.idle();
    await added;
    expect(batches).toEqual([['c', '1', '2']]);
  });
});
