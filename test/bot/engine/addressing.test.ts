import { describe, expect, it } from 'vitest';
import { gate } from './gate.ts';
import { setStage } from './stage.ts';

const PATIENCE = 30_000;

describe('a bot that answers when it is meant', { timeout: PATIENCE }, () => {
  it('hears its name and answers to what it said, and keeps out of all other talk', async () => {
    const stage = await setStage({ services: ['better-messages'], manners: { mode: 'mention' } });
    await stage.say('Nice weather, everybody');
    await stage.say('Helper, what is up?');
    const [answer] = await stage.own(1);
    await stage.say('And what else?', { replyTo: answer?.id ?? '' });
    await stage.own(2);
    await stage.ended(2);
    await stage.delivered();
    expect(await stage.ownNow()).toHaveLength(2);
    expect(stage.log.filter(({ fields }) => fields['why'] === 'not-addressed')).toHaveLength(1);
  });

  it.each(['slack', 'discord'])('goes on in the thread that its answer began, on %s', async (service) => {
    const stage = await setStage({ services: [service], manners: { mode: 'mention' } });
    await stage.say('Helper, what is up?');
    const [answer] = await stage.own(1);
    await stage.delivered();
    const second = await stage.say('And what else?', { replyTo: answer?.id ?? '' });
    await stage.own(2);
    // An answer to a person's own words, in the thread.
    await stage.say('That is to say: anything?', { replyTo: second });
    await stage.own(3);
    await stage.say('Nothing more for you here');
    await stage.until(() => stage.log.some(({ fields }) => fields['why'] === 'not-addressed'));
    await stage.say('!stop', { replyTo: second });
    await stage.own(4);
    await stage.say('Just among us', { replyTo: second });
    await stage.until(() => stage.log.some(({ fields }) => fields['why'] === 'stopped'));
    expect(stage.asked()).toBe(3);
  });

  it.each(['discord', 'messages-dev'])('shows that it writes while it thinks, on %s', async (service) => {
    const held = gate();
    const answer = async () => {
      await held.pass();
      return { text: 'Well.' };
    };
    const stage = await setStage({ services: [service], api: { script: [{ answer }] } });
    await stage.say('Think about it.');
    await held.reached();
    await stage.look(async () => {
      const writing = stage.emulator().typing?.() ?? [];
      return writing.includes(stage.conversation()) ? true : undefined;
    });
    held.open();
    await stage.own(1);
  });

  it('can be stopped while it thinks', async () => {
    const held = gate();
    const answer = async () => {
      await held.pass();
      return { text: 'never said' };
    };
    const stage = await setStage({ services: ['better-messages'], api: { script: [{ answer }] } });
    await stage.say('Think about it.');
    await held.reached();
    await stage.say('!stop');
    await stage.own(1);
    await stage.ended(1);
    held.open();
    await stage.delivered();
    const own = await stage.ownNow();
    expect(own).toHaveLength(1);
    expect(own[0]?.shown).not.toContain('never said');
  });
});
