import { describe, expect, it } from 'vitest';
import type { ModelAnswer, Turn } from '../../../bridges/bot/index.ts';
import type { Journal, Place } from '../../../bridges/journal/contract.ts';
import { wordsOf } from '../../../bridges/bot/speech.ts';
import { plainText } from '../../../src/text/index.ts';
import { gate } from './gate.ts';
import type { Stage } from './stage.ts';
import { prepareStage, setStage } from './stage.ts';

const PATIENCE = 30_000;
const BOT = 'helper';
const usage = { input: 10, output: 5, cached: 0 };

function answered(text: string, more: Partial<ModelAnswer> = {}): ModelAnswer {
  return { text, toolCalls: [], finish: 'stop', usage, model: 'scripted', ...more };
}

/** A stage on which somebody has asked and the bot has heard it, whereupon the daemon went away. */
async function heardAndGone(text: string, service = 'slack'): Promise<{ stage: Stage; place: Place }> {
  const held = gate();
  const answer = async () => {
    await held.pass();
    return { text: 'too late' };
  };
  const stage = await setStage({
    services: [service],
    bot: { shape: { stream: true } },
    api: { script: [{ times: 1, answer }, { answer: { text: 'answered anew' } }] },
  });
  await stage.say(text);
  await held.reached();
  await stage.stop();
  held.open();
  return { stage, place: { account: service, conversation: stage.conversation() } };
}

/** The turn that was left open. */
async function leftOpen(journal: Journal): Promise<Turn> {
  const [turn, ...others] = await journal.turns.open(BOT);
  if (!turn || others.length > 0) throw new Error('There is not exactly one turn left open.');
  return turn;
}

describe('a turn that a process left open', { timeout: PATIENCE }, () => {
  it('is asked again when no answer is stored', async () => {
    const { stage } = await heardAndGone('What is up?');
    await stage.start();
    const own = await stage.own(1);
    expect(own.map(({ shown }) => shown)).toEqual(['answered anew']);
    expect(stage.asked()).toBe(2);
  });

  it('is said, not asked again, when the answer is stored', async () => {
    const { stage } = await heardAndGone('What is up?');
    await stage.journal(async (journal) => {
      const turn = await leftOpen(journal);
      await journal.turns.step(turn, { kind: 'model', purpose: 'answer', answer: answered('stored before') });
    });
    await stage.start();
    const own = await stage.own(1);
    await stage.delivered();
    expect(own.map(({ shown }) => shown)).toEqual(['stored before']);
    expect(stage.asked()).toBe(1);
  });

  it('tells the model that nobody knows what became of a call that was begun', async () => {
    const { stage } = await heardAndGone('Book a table.');
    const call = { id: 'call-1', name: 'search_conversation', arguments: '{"words":"table"}' };
    await stage.journal(async (journal) => {
      const turn = await leftOpen(journal);
      const answer = answered('', { toolCalls: [call], finish: 'tools' });
      await journal.turns.toolBegins(
        await journal.turns.step(turn, { kind: 'model', purpose: 'answer', answer }),
        call,
      );
    });
    await stage.start();
    await stage.own(1);
    expect(stage.asked()).toBe(2);
    expect(stage.api.requests().at(-1)?.text).toContain('Nobody knows whether it was carried out');
    expect(stage.log.some(({ message }) => message === 'a tool was called')).toBe(false);
  });

  it('completes what was shown already, by editing it', async () => {
    const { stage, place } = await heardAndGone('What is up?');
    await stage.journal(async (journal) => {
      const turn = await leftOpen(journal);
      const speaker = {
        bot: { name: BOT, title: 'Helper' },
        place,
        platform: 'slack' as const,
        isDirect: false,
        now: Date.now,
      };
      const event = wordsOf(turn, 'answered', speaker);
      await journal.turns.say(turn, { event, to: [{ route: 'bot:helper', place }], state: 'open' });
    });
    await stage.start();
    await stage.look(async () => ((await stage.ownNow())[0]?.shown === 'answered anew' ? true : undefined));
    await stage.ended(1);
    await stage.delivered();
    expect(await stage.ownNow()).toHaveLength(1);
  });

  it('is carried out as the command that it is, once, when only that was begun', async () => {
    const stage = await prepareStage({ services: ['buddypress'] });
    await stage.start();
    await stage.say('hello');
    await stage.own(1);
    await stage.stop();
    const place = { account: 'buddypress', conversation: stage.conversation() };
    await stage.journal(async (journal) => {
      const conversation = place.conversation;
      const [as = ''] = stage.people();
      const event = {
        type: 'message.created' as const,
        conversation,
        key: 'created:900',
        position: '900',
        at: new Date().toISOString(),
        message: {
          platform: 'buddypress' as const,
          ...place,
          id: '900',
          author: { id: as, name: 'Ann', kind: 'person' as const },
          text: { type: 'root' as const, children: [paragraph('!mute 10m')] },
          attachments: [],
          sentAt: new Date().toISOString(),
        },
      };
      await journal.accept('buddypress', [{ event, to: [], bots: [BOT] }], undefined);
      await journal.turns.begin(BOT, place, await journal.turns.heard(BOT, place));
    });
    await stage.start();
    const own = await stage.own(2);
    await stage.delivered();
    expect(await stage.ownNow()).toHaveLength(2);
    expect(own.at(-1)?.shown).toMatch(/silent|quiet|mute/i);
    expect(stage.asked()).toBe(1);
    await stage.stop();
    const state = await stage.journal((journal) => journal.turns.desk(BOT, place));
    expect(state.mutedUntil).toBeGreaterThan(Date.now());
  });

  it('is begun when the message was only stored', async () => {
    const stage = await setStage({ services: ['buddypress'], manners: { burst: '3s' } });
    await stage.say('hello');
    await stage.heard(1);
    await stage.stop();
    const waiting = await stage.journal((journal) => journal.turns.heard(BOT));
    expect(waiting.map(({ message }) => plainText(message.text))).toEqual(['hello']);
    await stage.start();
    await stage.own(1);
    await stage.delivered();
    expect(await stage.ownNow()).toHaveLength(1);
    expect(stage.asked()).toBe(1);
  });
});

function paragraph(value: string) {
  return { type: 'paragraph' as const, children: [{ type: 'text' as const, value }] };
}
