import { describe, expect, it, onTestFinished } from 'vitest';
import { startBetterMessages } from '../../../bridges/sandbox/better-messages/index.ts';
import { startDiscord } from '../../../bridges/sandbox/discord/index.ts';
import type { Emulator } from '../../../bridges/sandbox/kit/index.ts';
import { startModelApi } from '../../../bridges/sandbox/model/index.ts';
import { startSlack } from '../../../bridges/sandbox/slack/index.ts';
import type { LogLine, StageOptions } from '../engine/stage.ts';
import { Stage } from '../engine/stage.ts';
import { PATIENCE, silent } from './kinds.ts';

const PER_MINUTE = 3;
const MANNERS = { meanwhile: 'next', bots: { perMinute: PER_MINUTE, coolDown: '1h' } };

/** Daemons with a bot each in the first conversation of one service, as these accounts. */
async function setBots(
  service: string,
  emulator: Emulator,
  accounts: readonly Record<string, unknown>[],
  more: Partial<StageOptions> = {},
): Promise<Stage[]> {
  const api = await startModelApi({ script: [{ answer: { text: 'And what do you think?' } }] });
  const stages = accounts.map(
    (account) =>
      new Stage({ services: [service], accounts: { [service]: account }, manners: MANNERS, ...more }, api, {
        [service]: emulator,
      }),
  );
  onTestFinished(async () => {
    await Promise.all(stages.map((stage) => stage.stop()));
    await emulator.close();
    await api.close();
  });
  for (const stage of stages) await stage.start();
  return stages;
}

/** Messages that a bot has dealt with, in one way or the other. */
function dealtWith({ log }: Stage): number {
  return log.filter(
    ({ message, fields }) =>
      message === 'a turn has ended' || (message === 'not answered' && fields['why'] === 'bot-budget'),
  ).length;
}

/** What the operator is told, once for each bot that it is about. */
function warnings({ log }: Stage): LogLine[] {
  return log.filter(({ level }) => level === 'warn');
}

/**
 * Resolves when both have dealt with everything that the other and the person said, and all is delivered.
 * @param first what stood there before they came
 * @returns how often each of them spoke
 */
function quiet(bots: readonly Stage[], authors: readonly string[], first: number): Promise<number[]> {
  const [one] = bots;
  if (!one) throw new Error('There are no bots.');
  return one.look(async () => {
    // Read before what they led to is looked for.
    const dealt = bots.map(dealtWith);
    for (const bot of bots) await bot.delivered();
    const said = (await one.emulator().read(one.conversation())).slice(first);
    const by = authors.map((author) => said.filter((message) => message.author === author).length);
    return by.every((own, index) => said.length - own === dealt[index]) ? by : undefined;
  });
}

describe('two bots in one conversation', { timeout: PATIENCE }, () => {
  it('of Discord answer each other so often as they may, and the operator of each is told once', async () => {
    const discord = await startDiscord();
    const bots = await setBots('discord', discord, [{}, { botToken: discord.admin.otherBotToken }]);
    const [mine] = bots;
    const first = (await discord.read(mine?.conversation() ?? '')).length;
    await mine?.say('Good morning, both of you.');
    const [own, other] = ['1180000000000000011', '1180000000000000012'];
    // One answer to the person, and so many to the other.
    expect(await quiet(bots, [own ?? '', other ?? ''], first)).toEqual([1 + PER_MINUTE, 1 + PER_MINUTE]);
    for (const bot of bots) {
      await bot.until(() => warnings(bot).length > 0);
      expect(warnings(bot).map(({ message }) => message)).toEqual([
        expect.stringContaining('Another bot was answered 3 times in a minute'),
      ]);
    }
    // A person is answered all the same, by both.
    await mine?.say('Are you still there?');
    expect(await quiet(bots, [own ?? '', other ?? ''], first)).toEqual([2 + PER_MINUTE, 2 + PER_MINUTE]);
    expect(bots.map((bot) => warnings(bot).length)).toEqual([1, 1]);
  });

  it('of Slack, where the other one never stops: it is left alone, and the operator is told once', async () => {
    const slack = await startSlack();
    const [bot] = await setBots('slack', slack, [{}]);
    if (!bot) throw new Error('There is no bot.');
    const post = async (text: string): Promise<void> => {
      const response = await fetch(`${slack.origin}/api/chat.postMessage`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${slack.otherBotToken}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ channel: bot.conversation(), text }),
      });
      expect(await response.json()).toMatchObject({ ok: true });
    };
    for (let index = 0; index < PER_MINUTE; index += 1) {
      await post(`Tell me more (${String(index)}).`);
      await bot.own(index + 1);
    }
    for (let index = 0; index < 3; index += 1) await post(`Why not (${String(index)})?`);
    await silent(bot, 'bot-budget', 3);
    await bot.until(() => warnings(bot).length > 0);
    await bot.delivered();
    expect(await bot.ownNow()).toHaveLength(PER_MINUTE);
    expect(bot.asked()).toBe(PER_MINUTE);
    expect(warnings(bot)).toHaveLength(1);
  });

  it('of Better Messages, which nobody can tell from people, end at the limit of a person', async () => {
    const site = await startBetterMessages();
    const say = 'That was enough for today.';
    const budget = { person: { day: { tokens: 3000 } }, say };
    const bots = await setBots('better-messages', site, [{}, site.credentials(3)], { bot: { budget } });
    const [mine] = bots;
    const first = (await site.read(mine?.conversation() ?? '')).length;
    await mine?.say('Good morning, both of you.');
    const spoke = await quiet(bots, ['6', '3'], first);
    // Some answers, and one sentence about the limit.
    for (const times of spoke) expect(times).toBeLessThan(8);
    const said = (await site.read(mine?.conversation() ?? '')).filter(({ shown }) => shown.includes(say));
    expect(said.length).toBeGreaterThan(0);
    expect(new Set(said.map(({ author }) => author)).size).toBe(said.length);
    const told = bots.flatMap(warnings);
    expect(told.every(({ message }) => message.includes('3,000 tokens'))).toBe(true);
    expect(told.length).toBeGreaterThan(0);
    for (const bot of bots) expect(warnings(bot).length).toBeLessThanOrEqual(1);
  });
});
