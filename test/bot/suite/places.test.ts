import { describe, expect, it } from 'vitest';
import { serviceNames } from '../../../bridges/sandbox/sandbox.ts';
import { caseWhere, kinds, otherThan, PATIENCE, setQuickStage, texts } from './kinds.ts';

describe.each(kinds)('a mirrored conversation of $service', (kind) => {
  const { service } = kind;
  const other = otherThan(kind);

  caseWhere(true, '', 'has each answer once on both sides, and no answers to copies', async () => {
    const stage = await setQuickStage({
      services: [service, other],
      mirrored: true,
      in: [`${service}:PLACE`, `${other}:PLACE`],
      api: {
        script: [
          { when: { said: 'two' }, answer: { text: 'Four.' } },
          { when: { said: 'three' }, answer: { text: 'Six.' } },
        ],
      },
    });
    const answers = async (where: string): Promise<number[]> => {
      const all = await texts(stage, where);
      return ['Four.', 'Six.'].map((answer) => all.filter((text) => text.endsWith(answer)).length);
    };
    await stage.say('What is two and two?');
    // The answer here; the question and the answer there.
    await Promise.all([stage.own(1), stage.own(2, other)]);
    await stage.say('What is three and three?', { service: other });
    await Promise.all([stage.own(3), stage.own(3, other)]);
    await stage.ended(2);
    // Had the bot heard a copy or itself, it would have been before this.
    await stage.say('!help');
    await Promise.all([stage.own(4), stage.own(5, other)]);
    await stage.delivered();
    expect(await answers(service)).toEqual([1, 1]);
    expect(await answers(other)).toEqual([1, 1]);
    expect(stage.asked()).toBe(2);
  });
});

/** The least that may be set, and a little more than that: milliseconds. */
const WITHIN = '3s';
const LATER_MS = 3200;

describe('after a downtime', () => {
  it('a bot answers what is new, and not what is old', { timeout: PATIENCE }, async () => {
    const stage = await setQuickStage({
      services: serviceNames,
      in: serviceNames.map((service) => `${service}:PLACE`),
      manners: { answerWithin: WITHIN },
    });
    await stage.stop();
    for (const service of serviceNames) await stage.say('An old question', { service });
    const saidAt = Date.now();
    await stage.until(() => Date.now() - saidAt > LATER_MS);
    for (const service of serviceNames) await stage.say('A new question', { service });
    await stage.start();
    for (const service of serviceNames) await stage.own(1, service);
    await stage.delivered();
    const old = stage.log.filter(({ fields }) => fields['why'] === 'too-old');
    expect(old.map(({ fields }) => fields['account']).sort()).toEqual([...serviceNames].sort());
    for (const service of serviceNames) {
      expect([service, await texts(stage, service)]).toEqual([
        service,
        [expect.stringContaining('A new question')],
      ]);
    }
    expect(stage.asked()).toBe(serviceNames.length);
  });
});
