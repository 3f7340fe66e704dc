import { describe, expect, it } from 'vitest';
import { setStage } from './stage.ts';

const PATIENCE = 40_000;
const LONG = Array.from({ length: 60 }, (_, index) => `word${String(index)}`).join(' ');

describe('an answer that is shown while it is written', { timeout: PATIENCE }, () => {
  it.each(['slack', 'discord', 'better-messages'])('is one message on %s', async (service) => {
    const stage = await setStage({
      services: [service],
      bot: { shape: { stream: true, streamEvery: '500ms' } },
      api: { script: [{ answer: { text: LONG } }], everyMs: 40 },
    });
    await stage.say('Tell me everything.');
    const shown = new Set<string>();
    await stage.look(async () => {
      const [own] = await stage.ownNow();
      if (own) shown.add(own.shown);
      return own?.shown.endsWith('word59') ? true : undefined;
    });
    await stage.ended(1);
    await stage.delivered();
    expect(await stage.ownNow()).toHaveLength(1);
    expect(shown.size).toBeGreaterThan(1);
    expect([...shown].every((text) => LONG.startsWith(text.replaceAll('\u200B', '').trim()))).toBe(true);
    expect(stage.asked()).toBe(1);
  });

  it('comes as a whole where the conversation is mirrored to', async () => {
    const stage = await setStage({
      services: ['slack', 'buddypress', 'discord'],
      mirrored: true,
      bot: { shape: { stream: true, streamEvery: '500ms' } },
      api: { script: [{ answer: { text: LONG } }], everyMs: 40 },
    });
    await stage.say('Tell me everything.');
    // Each has the copy of the question as well.
    for (const service of ['buddypress', 'discord']) {
      await stage.look(async () =>
        (await stage.ownNow(service)).at(-1)?.shown.includes('word59') ? true : undefined,
      );
    }
    await stage.delivered();
    for (const service of ['buddypress', 'discord']) {
      const answers = (await stage.ownNow(service)).filter(({ shown }) => shown.includes('word0'));
      expect(answers.map(({ edited }) => edited)).toEqual([false]);
    }
    expect(await stage.ownNow()).toHaveLength(1);
  });

  it('is said as a whole where what is shown cannot be changed any more', async () => {
    const stage = await setStage({
      services: ['slack'],
      bot: { shape: { stream: true, streamEvery: '500ms' } },
      api: { script: [{ answer: { text: LONG } }], everyMs: 40 },
    });
    const body = '{"ok":false,"error":"cant_update_message"}';
    const match = { path: 'chat.update' };
    stage.emulator().faults.add({ kind: 'status', status: 200, body, times: 1000, match });
    await stage.say('Tell me everything.');
    const own = await stage.own(2);
    await stage.delivered();
    expect(own.at(-1)?.shown).toBe(LONG);
    expect(await stage.ownNow()).toHaveLength(2);
  });

  it('is stored at once, however long the service takes to show its beginning', async () => {
    const stage = await setStage({
      services: ['slack'],
      bot: { shape: { stream: true, streamEvery: '500ms' } },
      api: { script: [{ answer: { text: LONG } }], everyMs: 40 },
    });
    const match = { path: 'chat.postMessage' };
    stage.emulator().faults.add({ kind: 'status', status: 429, retryAfter: 6, match });
    await stage.say('Tell me everything.');
    await stage.ended(1);
    expect(await stage.ownNow()).toEqual([]);
    const [answer] = await stage.look(async () => {
      const own = await stage.ownNow();
      return own[0]?.shown === LONG ? own : undefined;
    });
    expect(answer?.shown).toBe(LONG);
    await stage.delivered();
    expect(await stage.ownNow()).toHaveLength(1);
  });

  it('is completed or marked when the model breaks off', async () => {
    const stage = await setStage({
      services: ['slack'],
      model: { attempts: 1, fallback: [] },
      bot: { shape: { stream: true, streamEvery: '500ms' } },
      api: { script: [{ answer: { text: LONG } }], everyMs: 40 },
    });
    stage.api.faults.add({ kind: 'break-stream', after: 20, times: 1 });
    await stage.say('Tell me everything.');
    const [marked] = await stage.look(async () => {
      const own = await stage.ownNow();
      return own[0]?.shown.includes('could not finish') ? own : undefined;
    });
    expect(marked?.shown).toContain('word1');
    await stage.delivered();
    expect(await stage.ownNow()).toHaveLength(1);
  });

  it('ends where it is when the bot is told to stop', async () => {
    const stage = await setStage({
      services: ['slack'],
      bot: { shape: { stream: true, streamEvery: '500ms' } },
      api: { script: [{ answer: { text: `${LONG} ${LONG} ${LONG}` } }], everyMs: 100 },
    });
    await stage.say('Tell me everything.');
    await stage.own(1);
    await stage.say('!stop');
    await stage.ended(1);
    await stage.delivered();
    const [answer, reply] = await stage.own(2);
    expect([answer?.shown, reply?.shown].some((text) => text?.includes('could not finish'))).toBe(true);
  });
});
