import { describe, expect, it } from 'vitest';
import { setStage } from './stage.ts';

const PATIENCE = 30_000;
const HAND_OVER = { name: 'hand_over', arguments: '{"reason":"They want a refund."}' };

describe('a bot in a conversation', { timeout: PATIENCE }, () => {
  it('answers on both sides of a mirrored conversation, once on each', async () => {
    const stage = await setStage({
      services: ['slack', 'buddypress', 'discord'],
      mirrored: true,
      api: { script: [{ answer: { text: 'Four.' } }] },
    });
    await stage.say('What is two and two?');
    await stage.own(1);
    // The question and the answer.
    await stage.own(2, 'buddypress');
    await stage.own(2, 'discord');
    // What is said elsewhere is mirrored here, and is for nobody to answer.
    await stage.say('I know, too.', { service: 'buddypress' });
    await stage.own(2);
    await stage.own(3, 'discord');
    await stage.delivered();
    const answers = async (service: string) =>
      (await stage.ownNow(service)).filter(({ shown }) => shown.includes('Four.'));
    expect((await answers('slack')).map(({ shown }) => shown)).toEqual(['Four.']);
    expect((await answers('buddypress')).map(({ shown }) => shown)).toEqual([
      expect.stringContaining('Helper: Four.'),
    ]);
    expect((await answers('discord')).map(({ authorName }) => authorName)).toEqual(['Helper']);
    expect(stage.asked()).toBe(1);
  });

  it('answers in the thread of the question', async () => {
    const stage = await setStage({ services: ['slack'] });
    const question = await stage.say('Anybody here?');
    const [answer] = await stage.own(1);
    expect(answer?.replyTo).toBe(question);
  });

  it('does what it is told at once, and says so', async () => {
    const stage = await setStage({ services: ['better-messages'] });
    await stage.say('!mute');
    await stage.own(1);
    await stage.say('Are you there?');
    await stage.until(() => stage.log.some(({ fields }) => fields['why'] === 'muted'));
    await stage.say('!unmute');
    await stage.own(2);
    await stage.say('And now?');
    await stage.own(3);
    await stage.delivered();
    expect(await stage.ownNow()).toHaveLength(3);
    expect(stage.asked()).toBe(1);
  });

  it('listens in every conversation of an account, where that is wanted', async () => {
    const stage = await setStage({ services: ['messages-dev'], in: ['messages-dev'] });
    const [, other] = stage.emulator().conversations();
    if (!other) throw new Error('There is one conversation only.');
    await stage.say('Hello there', { conversation: other.id });
    await stage.look(async () => {
      const own = (await stage.emulator().read(other.id)).filter((message) => message.own);
      return own.length === 1 ? true : undefined;
    });
    expect(await stage.ownNow()).toEqual([]);
  });
});

describe('a handover', { timeout: PATIENCE }, () => {
  it('by command makes the bot silent, tells people elsewhere, and ends by command', async () => {
    const stage = await setStage({
      services: ['better-messages', 'slack'],
      bot: { handover: { to: 'slack:PLACE' } },
    });
    await stage.say('!handover I want a person');
    const [said] = await stage.own(1);
    expect(said?.shown).toContain('A person will take over');
    const [told] = await stage.own(1, 'slack');
    expect(told?.shown).toContain('I want a person');
    await stage.say('Hello?');
    await stage.until(() => stage.log.some(({ fields }) => fields['why'] === 'handed-over'));
    await stage.say('!takeback');
    expect((await stage.own(2)).at(-1)?.shown).toContain('I am back');
    await stage.say('Hello again');
    await stage.own(3);
    await stage.delivered();
    expect(stage.asked()).toBe(1);
    expect(await stage.ownNow('slack')).toHaveLength(1);
  });

  it('by the model ends its answer', async () => {
    const stage = await setStage({
      services: ['better-messages', 'slack'],
      bot: { handover: { to: 'slack:PLACE' } },
      api: { script: [{ when: { tool: 'hand_over' }, answer: { toolCalls: [HAND_OVER] } }] },
    });
    await stage.say('Give me my money back');
    const [said] = await stage.own(1);
    expect(said?.shown).toContain('A person will take over');
    const [told] = await stage.own(1, 'slack');
    expect(told?.shown).toContain('They want a refund.');
    await stage.ended(1);
    await stage.delivered();
    expect(stage.asked()).toBe(1);
    expect(await stage.ownNow()).toHaveLength(1);
  });

  it('ends by itself when its time is over, also over a restart, and says so once', async () => {
    const stage = await setStage({ services: ['buddypress'], bot: { handover: { returnAfter: '1h' } } });
    await stage.say('!handover');
    await stage.own(1);
    await stage.stop();
    const place = { account: 'buddypress', conversation: stage.conversation() };
    await stage.journal(async ({ turns }) => {
      const { handover, ...rest } = await turns.desk('helper', place);
      if (!handover) throw new Error('There is no handover.');
      await turns.saveDesk('helper', place, {
        ...rest,
        handover: { ...handover, returnAt: Date.now() + 500 },
      });
    });
    await stage.start();
    const own = await stage.own(2);
    expect(own.at(-1)?.shown).toContain('I am back');
    await stage.stop();
    await stage.start();
    await stage.say('Hello again');
    await stage.own(3);
    await stage.delivered();
    expect(await stage.ownNow()).toHaveLength(3);
    expect(stage.asked()).toBe(1);
  });
});
