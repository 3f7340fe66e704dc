import { describe, expect, it } from 'vitest';
import { gate } from './gate.ts';
import { setStage } from './stage.ts';

const PATIENCE = 30_000;
const FIRST = { said: 'first', afterTool: false };

describe('messages of one person', { timeout: PATIENCE }, () => {
  it('are answered together while they follow each other', async () => {
    const stage = await setStage({ services: ['better-messages'], manners: { burst: '1s' } });
    await stage.say('first');
    await stage.say('second');
    await stage.say('third');
    await stage.own(1);
    await stage.ended(1);
    expect(stage.asked()).toBe(1);
    const request = stage.api.requests().at(-1)?.text ?? '';
    for (const word of ['first', 'second', 'third']) expect(request).toContain(word);
    expect(await stage.ownNow()).toHaveLength(1);
  });

  it('are answered apart from those of somebody else', async () => {
    const stage = await setStage({ services: ['better-messages'], manners: { burst: '1s' } });
    await stage.say('mine');
    await stage.say('yours', { by: 1 });
    await stage.own(2);
    await stage.ended(2);
    expect(stage.asked()).toBe(2);
  });

  it('are answered next when they come while it thinks', async () => {
    const held = gate();
    const answer = async () => {
      await held.pass();
      return { text: 'one' };
    };
    const stage = await setStage({
      services: ['better-messages'],
      manners: { meanwhile: 'next' },
      api: { script: [{ when: FIRST, times: 1, answer }, { answer: { text: 'two' } }] },
    });
    await stage.say('first');
    await held.reached();
    await stage.say('second');
    held.open();
    const own = await stage.own(2);
    expect(own.map(({ shown }) => shown)).toEqual(['one', 'two']);
    expect(stage.asked()).toBe(2);
  });

  it('join what is being answered, and the answer that did not know of them is not said', async () => {
    const held = gate();
    const answer = async () => {
      await held.pass();
      return { text: 'too early' };
    };
    const stage = await setStage({
      services: ['better-messages'],
      manners: { meanwhile: 'join' },
      api: { script: [{ when: FIRST, times: 1, answer }, { answer: { text: 'both' } }] },
    });
    await stage.say('first');
    await held.reached();
    await stage.say('second');
    await stage.heard(2);
    held.open();
    await stage.own(1);
    await stage.ended(1);
    expect((await stage.ownNow()).map(({ shown }) => shown)).toEqual(['both']);
    const request = stage.api.requests().at(-1)?.text ?? '';
    expect(request).toContain('first');
    expect(request).toContain('second');
    expect(stage.asked()).toBe(2);
  });

  it('interrupt what is being answered, where that is wanted', async () => {
    const held = gate();
    const answer = async () => {
      await held.pass();
      return { text: 'never said' };
    };
    const stage = await setStage({
      services: ['better-messages'],
      manners: { meanwhile: 'interrupt' },
      api: { script: [{ when: FIRST, times: 1, answer }, { answer: { text: 'both' } }] },
    });
    await stage.say('first');
    await held.reached();
    await stage.say('second');
    // The first call is never answered.
    await stage.own(1);
    await stage.ended(1);
    expect((await stage.ownNow()).map(({ shown }) => shown)).toEqual(['both']);
    held.open();
  });

  it('are answered as they are now: edited ones anew, deleted ones not at all', async () => {
    const stage = await setStage({ services: ['better-messages'], manners: { burst: '3s' } });
    const [as = ''] = stage.people();
    const conversation = stage.conversation();
    const edited = await stage.say('wrong words');
    const deleted = await stage.say('never mind');
    await stage.emulator().edit({ conversation, id: edited, as, text: 'right words' });
    await stage.emulator().delete({ conversation, id: deleted, as });
    await stage.own(1);
    const request = stage.api.requests().at(-1)?.text ?? '';
    expect(request).toContain('right words');
    expect(request).not.toContain('never mind');
  });
});
