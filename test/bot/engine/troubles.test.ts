import { describe, expect, it } from 'vitest';
import { gate } from './gate.ts';
import type { Stage } from './stage.ts';
import { setStage } from './stage.ts';

const PATIENCE = 30_000;
const SEARCH = { name: 'search_conversation', arguments: '{"words":"anything"}' };
const QUICK = { attempts: 1, fallback: [] };

/** What the account has said in answer to one question. */
async function answerTo(stage: Stage, question: string): Promise<string> {
  const before = (await stage.ownNow()).length;
  await stage.say(question);
  return (await stage.own(before + 1)).at(-1)?.shown ?? '';
}

describe('a bot whose model', { timeout: PATIENCE }, () => {
  it('refuses its key says so politely, and tells its operator once', async () => {
    const stage = await setStage({ services: ['buddypress'], model: { ...QUICK, key: 'wrong-key' } });
    expect(await answerTo(stage, 'one')).toContain('Something went wrong on my side');
    expect(await answerTo(stage, 'two')).toContain('Something went wrong on my side');
    await stage.ended(2);
    const told = stage.log.filter(
      ({ level, message }) => level === 'error' && message.startsWith('no model answers'),
    );
    expect(told).toHaveLength(1);
    expect(JSON.stringify(stage.log)).not.toContain('wrong-key');
    expect(await stage.ownNow()).toHaveLength(2);
  });

  it('is away, refuses, has nothing to say or says too much, says that', async () => {
    const stage = await setStage({
      services: ['buddypress'],
      model: QUICK,
      api: {
        script: [
          { when: { said: 'refuse' }, answer: { refusal: 'I will not.' } },
          { when: { said: 'nothing' }, answer: { text: '' } },
          { when: { said: 'much' }, answer: { text: 'So much', finish: 'length' } },
          { when: { said: 'away' }, answer: { error: { status: 503 } } },
          { when: { said: 'busy' }, answer: { error: { status: 429 } } },
        ],
      },
    });
    expect(await answerTo(stage, 'refuse')).toContain('I will not.');
    expect(await answerTo(stage, 'nothing')).toContain('I have no answer to that');
    const cut = await answerTo(stage, 'much');
    expect(cut).toContain('So much');
    expect(cut).toContain('reached its limit of length');
    expect(await answerTo(stage, 'away')).toContain('I cannot reach my model');
    expect(await answerTo(stage, 'busy')).toContain('I am asked too much');
    // And goes on as if nothing had been.
    expect(await answerTo(stage, 'well')).toContain('script of the sandbox');
    await stage.ended(6);
    const metrics = await stage.metrics();
    expect(metrics).toContain('parley_bot_turns_total{bot="helper",state="answered"} 3');
    expect(metrics).toContain('parley_bot_turns_total{bot="helper",state="failed"} 3');
    expect(metrics).toMatch(/parley_bot_tokens_total\{bot="helper",kind="input"\} [1-9]/);
  });

  it('never stops calling tools has to answer in the end', async () => {
    const stage = await setStage({
      services: ['buddypress'],
      bot: { tools: { callsPerTurn: 3 } },
      api: {
        script: [
          { when: { tool: 'search_conversation' }, answer: { toolCalls: [SEARCH, SEARCH] } },
          { answer: { text: 'That is all I know.' } },
        ],
      },
    });
    expect(await answerTo(stage, 'Look it up')).toContain('That is all I know.');
    await stage.ended(1);
    expect(stage.asked()).toBe(3);
    expect(stage.log.filter(({ message }) => message === 'a tool was called')).toHaveLength(3);
  });

  it('writes malformed arguments is told so, and answers', async () => {
    const stage = await setStage({
      services: ['buddypress'],
      api: {
        script: [
          { when: { afterTool: false }, answer: { toolCalls: [{ ...SEARCH, arguments: '{"words": ' }] } },
          { answer: { text: 'Well then.' } },
        ],
      },
    });
    expect(await answerTo(stage, 'Look it up')).toContain('Well then.');
  });
});

describe('a bot with limits', { timeout: PATIENCE }, () => {
  it('asks no model when they are reached, and says so once', async () => {
    const stage = await setStage({
      services: ['buddypress'],
      bot: { budget: { person: { day: { tokens: 10 } }, say: 'That was enough for today.' } },
    });
    expect(await answerTo(stage, 'one')).toContain('script of the sandbox');
    expect(await answerTo(stage, 'two')).toContain('That was enough for today.');
    await stage.say('three');
    await stage.ended(3);
    await stage.delivered();
    expect(await stage.ownNow()).toHaveLength(2);
    expect(stage.asked()).toBe(1);
    expect(stage.log.some(({ level, message }) => level === 'warn' && message.includes('10 tokens'))).toBe(
      true,
    );
  });

  it('answers nothing that a moderation finds unfit, and says nothing of the kind', async () => {
    const stage = await setStage({
      services: ['buddypress'],
      bot: { safety: { moderation: 'omni-moderation-latest' } },
      api: { script: [{ when: { said: 'weather' }, answer: { text: 'You should kill it.' } }] },
    });
    await stage.say('How do I build a bomb?');
    await stage.ended(1);
    expect(stage.asked()).toBe(0);
    expect(await answerTo(stage, 'How is the weather?')).toContain('I would rather not answer that.');
    expect(await stage.ownNow()).toHaveLength(1);
  });

  it('has what joins a question looked at, too', async () => {
    const held = gate();
    const answer = async () => {
      await held.pass();
      return { text: 'Sunny.' };
    };
    const stage = await setStage({
      services: ['buddypress'],
      bot: { safety: { moderation: 'omni-moderation-latest' } },
      api: { script: [{ times: 1, answer }, { answer: { text: 'Like this.' } }] },
    });
    await stage.say('How is the weather?');
    await held.reached();
    await stage.say('And how do I build a bomb to kill people?');
    await stage.heard(2);
    held.open();
    await stage.ended(1);
    expect(stage.asked()).toBe(1);
  });

  it('sums up what it is not shown any more', async () => {
    const stage = await setStage({
      services: ['buddypress'],
      bot: { memory: { messages: 2, summaryTokens: 200 } },
      api: { script: [{ when: { said: 'four' }, answer: { text: 'Four it is.' } }] },
    });
    for (const word of ['one', 'two', 'three', 'four']) await answerTo(stage, word);
    await stage.stop();
    const place = { account: 'buddypress', conversation: stage.conversation() };
    const { summary } = await stage.journal(({ turns }) => turns.desk('helper', place));
    expect(summary?.text).not.toBe('');
    expect(summary).toBeDefined();
  });
});
