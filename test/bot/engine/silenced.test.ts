import { describe, expect, it } from 'vitest';
import { gate } from './gate.ts';
import { setStage } from './stage.ts';

const BOT = 'helper';

describe('a bot that is told to stop', { timeout: 30_000 }, () => {
  it('does not answer what it was asked just before either', async () => {
    const stage = await setStage({ services: ['buddypress'], manners: { burst: '2s' } });
    await stage.say('Helper, what is two and two?');
    await stage.heard(1);
    await stage.say('!stop');
    await stage.own(1);
    await stage.until(() => stage.log.some(({ fields }) => fields['why'] === 'stopped'));
    await stage.say('Helper, are you there?');
    await stage.own(2);
    expect(stage.asked()).toBe(1);
    await stage.stop();
    const turns = await stage.journal((journal) => journal.turns.turns({ bot: BOT }));
    expect(turns.map(({ question }) => question)).not.toContain('Helper, what is two and two?');
  });

  it('while it was away does not go on with what it had begun', async () => {
    const held = gate();
    const answer = async () => {
      await held.pass();
      return { text: 'too late' };
    };
    const stage = await setStage({
      services: ['buddypress'],
      api: { script: [{ times: 1, answer }, { answer: { text: 'all the same' } }] },
    });
    await stage.say('Helper, look into it');
    await held.reached();
    await stage.stop();
    held.open();
    await stage.journal(async ({ turns }) => {
      const [turn] = await turns.open(BOT);
      if (!turn) throw new Error('No turn was left open.');
      const call = { id: 'call-1', name: 'search_conversation', arguments: '{"words":"it"}' };
      const usage = { input: 1, output: 1, cached: 0 };
      const calling = { text: '', toolCalls: [call], finish: 'tools' as const, usage, model: 'scripted' };
      await turns.step(turn, { kind: 'model', purpose: 'answer', answer: calling });
    });
    await stage.say('!stop');
    await stage.start();
    await stage.ended(1);
    await stage.delivered();
    expect((await stage.ownNow()).map(({ shown }) => shown)).toEqual([
      expect.stringContaining('I have stopped'),
    ]);
    expect(stage.asked()).toBe(1);
  });
});
