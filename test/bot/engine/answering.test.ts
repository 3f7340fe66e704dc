import { describe, expect, it } from 'vitest';
import { serviceNames } from '../../../bridges/sandbox/sandbox.ts';
import { setStage } from './stage.ts';

const PATIENCE = 30_000;

describe.each(serviceNames)('a bot on %s', (service) => {
  it(
    'answers, as the account itself, once, and hears nothing of its own',
    { timeout: PATIENCE },
    async () => {
      const stage = await setStage({
        services: [service],
        api: { script: [{ answer: { text: 'It is **four**, @everyone.' } }] },
      });
      await stage.say('What is two and two?');
      const [answer] = await stage.own(1);
      expect(answer?.shown.replaceAll('\u200B', '')).toContain('four');
      expect(answer?.shown).not.toContain('Helper');
      expect(answer?.mentions ?? []).toEqual([]);
      await stage.say('And three and three?');
      const own = await stage.own(2);
      await stage.ended(2);
      await stage.delivered();
      expect(await stage.ownNow()).toHaveLength(2);
      expect(own).toHaveLength(2);
      expect(stage.asked()).toBe(2);
    },
  );
});
