import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askBot } from '../../bridges/sandbox/demo/check/ask-bot.ts';
import { pairsOf, runCheck } from '../../bridges/sandbox/demo/check/check.ts';
import { tableOf } from '../../bridges/sandbox/demo/check/report.ts';
import type { Stage } from '../../bridges/sandbox/demo/stage.ts';
import { abilitiesOn, setStage, troublesBetween } from '../../bridges/sandbox/demo/stage.ts';
import { runDemo } from '../../bridges/sandbox/demo.ts';
import { serviceNames } from '../../bridges/sandbox/sandbox.ts';

/** Every ordered pair of services. */
const PAIRS = pairsOf(serviceNames).length;

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ ownProcess: false, log: 'silent' });
});
afterAll(() => stage.close());

describe('the check of the demo', () => {
  test(
    'finds the one pair that a fault breaks, says why, and finds all others in step',
    { timeout: 60_000 },
    async () => {
      const result = await runCheck({
        ...stage,
        can: abilitiesOn,
        troubles: (from, to) => troublesBetween(stage.daemonUrl, from, to),
        broken: { from: 'buddypress', to: 'slack' },
        progress: () => undefined,
      });
      expect(result.ok).toBe(false);
      expect(result.pairs).toHaveLength(PAIRS);
      const [broken, ...others] = result.pairs.filter(({ ok }) => !ok);
      expect(others).toEqual([]);
      expect(broken).toMatchObject({
        from: 'buddypress',
        to: 'slack',
        arrived: 0,
        reason: expect.stringContaining('500'),
      });
      const table = tableOf(result);
      expect(table).toMatch(
        /buddypress → slack .* BROKEN\n {4}\d+ of \d+ messages did not arrive in time\. .*500/,
      );
      expect(table.match(/ ok$/gm)).toHaveLength(PAIRS - 1);
      // Asked once, while the model failed once and every service made trouble.
      expect(result.bot).toMatchObject({
        account: 'slack',
        answers: 1,
        copies: serviceNames.length - 1,
        once: true,
        ok: true,
      });
      expect(table).toMatch(/^Ada, the bot, was asked once on slack and answered once .*: well$/m);
    },
  );

  test('is not passed by a bot that does not answer', { timeout: 30_000 }, async () => {
    const bot = { title: 'Nobody', place: { account: 'slack', conversation: 'C0GENERAL1' } };
    const asked = await askBot({
      ...stage,
      bot: { ...bot, answersBy: 'nobody', model: {} },
      can: abilitiesOn,
      troubles: () => Promise.resolve([]),
      progress: () => undefined,
    });
    stage.model?.faults.clear();
    expect(await asked?.answered(1_000)).toMatchObject({
      answers: 0,
      copies: 0,
      ok: false,
      reason: expect.stringMatching(/^Nobody did not answer/),
    });
  });

  test('knows its pairs, and names them to who asks for another', async () => {
    await expect(runDemo({ check: true, break: 'buddypress:irc' })).rejects.toThrow(
      /no pair "buddypress:irc".*buddypress:slack/,
    );
  });
});
