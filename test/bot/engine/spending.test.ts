import { describe, expect, it } from 'vitest';
import { gate } from './gate.ts';
import type { Stage } from './stage.ts';
import { setStage } from './stage.ts';

const ENOUGH = 'That was enough for today.';
const limited = (tokens: number) => ({ person: { day: { tokens } }, say: ENOUGH });
const NOTE = { name: 'note.ogg', mimeType: 'audio/ogg', bytes: new Uint8Array([79, 103, 103, 83]) };

async function answerTo(stage: Stage, question: string): Promise<string> {
  const before = (await stage.ownNow()).length;
  await stage.say(question);
  return (await stage.own(before + 1)).at(-1)?.shown ?? '';
}

/** What the journal holds of the bot's use. */
async function used(stage: Stage) {
  await stage.stop();
  return stage.journal(({ turns }) => turns.usage({ bot: 'helper', since: 0 }));
}

describe('what a bot may spend', { timeout: 30_000 }, () => {
  it('is not passed by a summary', async () => {
    const stage = await setStage({
      services: ['buddypress'],
      bot: { memory: { messages: 2, summaryTokens: 200 }, budget: limited(30_000) },
      model: { maxOutputTokens: 40_000 },
      api: { script: [{ when: { said: 'three' }, answer: { text: 'word '.repeat(35_000) } }] },
    });
    for (const word of ['one', 'two', 'three']) await answerTo(stage, word);
    expect(await answerTo(stage, 'four')).toContain(ENOUGH);
    expect(stage.api.requests().at(-1)?.text).not.toContain('You keep the minutes');
  });

  it('is not passed by voice notes', async () => {
    const stage = await setStage({
      services: ['chat-api'],
      bot: { shape: { transcription: 'whisper-1' }, budget: limited(10) },
    });
    await answerTo(stage, 'one');
    await stage.say('', { files: [NOTE] });
    expect((await stage.own(2)).at(-1)?.shown).toContain(ENOUGH);
    expect(stage.api.requests().filter(({ path }) => path.includes('transcriptions'))).toEqual([]);
  });

  it('is used up by answers without words, too', async () => {
    const stage = await setStage({
      services: ['buddypress'],
      model: { attempts: 2 },
      bot: { budget: limited(10) },
      api: { script: [{ when: { said: 'one' }, answer: { text: '' } }] },
    });
    expect(await answerTo(stage, 'one')).toContain('I have no answer to that');
    expect(await answerTo(stage, 'two')).toContain(ENOUGH);
    expect((await used(stage)).input).toBeGreaterThan(10);
  });

  it('counts answers that somebody interrupts', async () => {
    const held = gate();
    const answer = async () => {
      await held.pass();
      return { text: 'too late' };
    };
    const stage = await setStage({
      services: ['buddypress'],
      manners: { meanwhile: 'interrupt' },
      api: { script: [{ times: 1, answer }, { answer: { text: 'to both' } }] },
    });
    await stage.say('one');
    await held.reached();
    expect(await answerTo(stage, 'two')).toContain('to both');
    held.open();
    const { calls, input } = await used(stage);
    expect(stage.asked()).toBe(2);
    expect(calls).toBe(2);
    expect(input).toBeGreaterThan(2);
  });

  it('counts an answer that was ended by a command', async () => {
    const held = gate();
    const answer = async () => {
      await held.pass();
      return { text: 'too late' };
    };
    const stage = await setStage({ services: ['buddypress'], api: { script: [{ answer }] } });
    await stage.say('one');
    await held.reached();
    await stage.say('!stop');
    await stage.ended(1);
    held.open();
    const { calls, input } = await used(stage);
    expect(calls).toBe(1);
    expect(input).toBeGreaterThan(1);
  });
});
