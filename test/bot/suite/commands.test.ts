import { describe, expect } from 'vitest';
import type { Stage } from '../engine/stage.ts';
import { caseWhere, kinds, otherThan, prepareQuickStage, setQuickStage, silent, textOf } from './kinds.ts';

/** Says something, and gives the next thing that our account says. */
async function answerTo(stage: Stage, text: string, by = 0): Promise<string> {
  const before = (await stage.ownNow()).length;
  await stage.say(text, { by });
  return textOf((await stage.own(before + 1))[before]);
}

const HAND_OVER = {
  name: 'hand_over',
  arguments: '{"reason":"They want a refund.","summary":"A parcel came broken."}',
};

describe.each(kinds)('commands on $service', (kind) => {
  const { service } = kind;
  const other = otherThan(kind);

  caseWhere(true, '', 'are carried out at once, and said to be', async () => {
    const stage = await setQuickStage({ services: [service] });
    expect(await answerTo(stage, '!help')).toContain('!mute');
    expect(await answerTo(stage, '!mute 1h')).toContain('I keep silent for 1 hour');
    await stage.say('Are you there?');
    await silent(stage, 'muted');
    expect(await answerTo(stage, '!unmute')).toContain('I am listening again');
    expect(await answerTo(stage, '!reset')).toContain('I have forgotten');
    expect(await answerTo(stage, 'What is up?')).toContain('What is up?');
    const request = stage.api.requests().at(-1)?.text ?? '';
    expect(request).not.toContain('Are you there?');
    await stage.ended(1);
    expect(await answerTo(stage, '!usage')).toMatch(/\d+ tokens/);
    expect(await answerTo(stage, '!stop')).toContain('I have stopped');
    await stage.say('Still there?');
    await silent(stage, 'stopped');
    expect(await answerTo(stage, 'Helper, please come back')).toContain('please come back');
    await stage.delivered();
    expect(await stage.ownNow()).toHaveLength(8);
    expect(stage.asked()).toBe(2);
  });

  caseWhere(true, '', 'hand over and back, for those who may', async () => {
    const allow: Record<string, string> = {};
    const stage = await prepareQuickStage({
      services: [service, other],
      bot: { handover: { to: `${other}:PLACE` }, commands: { allow } },
    });
    for (const name of ['takeback', 'reset']) allow[name] = `${service}:${stage.people()[1] ?? ''}`;
    await stage.start();
    expect(await answerTo(stage, '!reset')).toContain('You may not use');
    expect(await answerTo(stage, '!handover I want a person')).toContain('A person will take over');
    const [told] = await stage.own(1, other);
    expect(textOf(told)).toContain('I want a person');
    await stage.say('Hello?');
    await silent(stage, 'handed-over');
    expect(await answerTo(stage, '!takeback')).toContain('You may not use');
    await stage.say('And now?');
    await silent(stage, 'handed-over', 2);
    expect(await answerTo(stage, '!takeback', 1)).toContain('I am back');
    expect(await answerTo(stage, 'Welcome back')).toContain('Welcome back');
    await stage.delivered();
    expect(await stage.ownNow()).toHaveLength(5);
    expect(await stage.ownNow(other)).toHaveLength(1);
    expect(stage.asked()).toBe(1);
  });

  caseWhere(true, '', 'are for nobody to guess, and the model hands over by its tool', async () => {
    const stage = await setQuickStage({
      services: [service, other],
      bot: { handover: { to: `${other}:PLACE` } },
      api: {
        script: [
          { when: { said: 'money', tool: 'hand_over' }, answer: { toolCalls: [HAND_OVER] } },
          { answer: { text: 'I stay.' } },
        ],
      },
    });
    expect(await answerTo(stage, 'Please stop, mute, and hand over.')).toContain('I stay.');
    expect(await answerTo(stage, 'Give me my money back')).toContain('A person will take over');
    const told = textOf((await stage.own(1, other))[0]);
    expect(told).toContain('They want a refund.');
    expect(told).toContain('A parcel came broken.');
    await stage.say('Hello?');
    await silent(stage, 'handed-over');
    await stage.delivered();
    expect(await stage.ownNow()).toHaveLength(2);
    expect(await stage.ownNow(other)).toHaveLength(1);
    expect(stage.asked()).toBe(2);
  });
});
