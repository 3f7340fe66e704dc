import { describe, expect } from 'vitest';
import type { Rule } from '../../../bridges/sandbox/model/index.ts';
import { gate } from '../engine/gate.ts';
import { caseWhere, kinds, prepareQuickStage, setQuickStage, silent, textOf, texts } from './kinds.ts';

/** A model that thinks about the first message until it is let go. */
function thinking(first: string) {
  const held = gate();
  const script: Rule[] = [
    {
      when: { said: 'first' },
      times: 1,
      answer: async () => {
        await held.pass();
        return { text: first };
      },
    },
    { answer: { text: 'afterwards' } },
  ];
  return { held, script };
}

describe.each(kinds)('manners on $service', (kind) => {
  const { service, can, peopleCan } = kind;
  const services = [service];

  caseWhere(true, '', 'answers what is addressed to it, and nothing else', async () => {
    const stage = await setQuickStage({ services, manners: { mode: 'mention' } });
    await stage.say('What do the others think?');
    await silent(stage, 'not-addressed');
    await stage.say('Helper, are you there?');
    const [own] = await stage.own(1);
    expect(textOf(own)).toContain('are you there?');
    let answers = 1;
    if (can.mentions && own) {
      const name = own.authorName;
      await stage.say(`What do you say, @${name}?`, { mentions: [own.author] });
      await stage.own((answers += 1));
    }
    if (peopleCan.reply && own) {
      await stage.say('Tell me more.', { replyTo: own.id });
      await stage.own((answers += 1));
    }
    await stage.say('Now we are among ourselves.');
    await silent(stage, 'not-addressed', 2);
    await stage.delivered();
    expect(await stage.ownNow()).toHaveLength(answers);
    expect(stage.asked()).toBe(answers);
  });

  caseWhere(
    kind.hasDirect,
    'the sandbox has no conversation of two',
    'answers everything between two, and only there',
    async () => {
      const stage = await prepareQuickStage({ services, in: [service], manners: { mode: 'direct' } });
      const conversation = kind.direct(stage.emulator()) ?? '';
      await stage.start();
      await stage.say('Helper, are you there?');
      await silent(stage, 'not-direct');
      const { people } =
        stage
          .emulator()
          .conversations()
          .find(({ id }) => id === conversation) ?? {};
      await stage.say('What is up?', {
        conversation,
        ...(people?.[0] === undefined ? {} : { as: people[0] }),
      });
      const [own] = await stage.look(async () => {
        const there = (await stage.emulator().read(conversation)).filter((message) => message.own);
        return there.length > 0 ? there : undefined;
      });
      expect(textOf(own)).toContain('What is up?');
      expect(await stage.ownNow()).toEqual([]);
    },
  );

  caseWhere(true, '', 'answers what is said in one go together', async () => {
    const stage = await setQuickStage({ services, manners: { burst: '1s' } });
    for (const word of ['apples', 'pears', 'plums']) await stage.say(word);
    await stage.own(1);
    await stage.ended(1);
    const request = stage.api.requests().at(-1)?.text ?? '';
    for (const word of ['apples', 'pears', 'plums']) expect(request).toContain(word);
    await stage.delivered();
    expect(await stage.ownNow()).toHaveLength(1);
    expect(stage.asked()).toBe(1);
  });

  caseWhere(true, '', 'answers next what is said while it thinks', async () => {
    const { held, script } = thinking('before');
    const stage = await setQuickStage({ services, manners: { meanwhile: 'next' }, api: { script } });
    await stage.say('The first one');
    await held.reached();
    await stage.say('Another one');
    await stage.heard(2);
    held.open();
    await stage.own(2);
    expect(await texts(stage)).toEqual([
      expect.stringContaining('before'),
      expect.stringContaining('afterwards'),
    ]);
    expect(stage.asked()).toBe(2);
  });

  caseWhere(true, '', 'takes in what is said while it thinks', async () => {
    const { held, script } = thinking('never said');
    const stage = await setQuickStage({ services, manners: { meanwhile: 'join' }, api: { script } });
    await stage.say('The first one');
    await held.reached();
    await stage.say('Another one');
    await stage.heard(2);
    held.open();
    await stage.own(1);
    await stage.ended(1);
    await stage.delivered();
    expect(await texts(stage)).toEqual([expect.stringContaining('afterwards')]);
    const request = stage.api.requests().at(-1)?.text ?? '';
    for (const word of ['The first one', 'Another one']) expect(request).toContain(word);
  });

  caseWhere(true, '', 'begins anew when it is interrupted', async () => {
    const { held, script } = thinking('never said');
    const stage = await setQuickStage({ services, manners: { meanwhile: 'interrupt' }, api: { script } });
    await stage.say('The first one');
    await held.reached();
    await stage.say('Another one');
    // Although the first call is never answered.
    await stage.own(1);
    await stage.ended(1);
    await stage.delivered();
    expect(await texts(stage)).toEqual([expect.stringContaining('afterwards')]);
    held.open();
  });

  caseWhere(peopleCan.delete, 'nobody is told of deletions', 'leaves a deleted question alone', async () => {
    const { held, script } = thinking('before');
    const stage = await setQuickStage({ services, manners: { meanwhile: 'next' }, api: { script } });
    const [as = ''] = stage.people();
    await stage.say('The first one');
    await held.reached();
    const id = await stage.say('Regretted words', { as });
    await stage.heard(2);
    await stage.emulator().delete({ conversation: stage.conversation(), id, as });
    await stage.say('Another one');
    await stage.heard(3);
    held.open();
    await stage.own(2);
    await stage.ended(2);
    await stage.delivered();
    expect(await stage.ownNow()).toHaveLength(2);
    expect(stage.asked()).toBe(2);
    expect(stage.api.requests().at(-1)?.text).not.toContain('Regretted words');
  });

  caseWhere(true, '', 'keeps silent at night, and says so once', async () => {
    const quietHours = { from: '00:00', to: '24:00', say: 'I sleep now.' };
    const stage = await setQuickStage({ services, manners: { quietHours } });
    await stage.say('Are you awake?');
    expect(textOf((await stage.own(1))[0])).toContain('I sleep now.');
    await stage.say('Hello?');
    await silent(stage, 'quiet-hours', 2);
    await stage.delivered();
    expect(await stage.ownNow()).toHaveLength(1);
    expect(stage.asked()).toBe(0);
  });

  caseWhere(
    true,
    '',
    'stops at the limit of a person, says so once, and has warned its operator',
    async () => {
      const budget = { person: { day: { tokens: 10 } }, say: 'That was enough for you.' };
      const stage = await setQuickStage({ services, bot: { budget } });
      await stage.say('one');
      await stage.own(1);
      await stage.ended(1);
      expect(
        stage.log.filter(({ level, message }) => level === 'warn' && message.includes('10 tokens')),
      ).toHaveLength(1);
      await stage.say('two');
      expect(textOf((await stage.own(2)).at(-1))).toContain('That was enough for you.');
      await stage.say('three');
      await stage.ended(3);
      // Somebody else has not used anything yet.
      await stage.say('four', { by: 1 });
      expect(textOf((await stage.own(3)).at(-1))).toContain('four');
      expect(stage.asked()).toBe(2);
    },
  );

  caseWhere(true, '', 'stops for everybody at the limit of a day', async () => {
    const stage = await setQuickStage({
      services,
      bot: { budget: { day: { tokens: 10 }, say: 'That was enough.' } },
    });
    await stage.say('one');
    await stage.own(1);
    await stage.ended(1);
    await stage.say('two', { by: 1 });
    expect(textOf((await stage.own(2)).at(-1))).toContain('That was enough.');
    await stage.say('three');
    await stage.ended(3);
    await stage.delivered();
    expect(await stage.ownNow()).toHaveLength(2);
    expect(stage.asked()).toBe(1);
    expect(
      stage.log.filter(({ level, message }) => level === 'warn' && message.includes('10 tokens')),
    ).toHaveLength(1);
  });
});
