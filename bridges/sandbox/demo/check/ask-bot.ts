import { randomBytes } from 'node:crypto';
import type { EmulatedMessage } from '../../kit/index.ts';
import { peopleIn } from '../rooms.ts';
import type { BotResult, CheckOptions } from './contract.ts';
import { until } from './watch.ts';

/** The first answer of the model fails, so that the bot has to ask again. */
const TROUBLE = { kind: 'status', status: 503 } as const;

/** A question that was put to the bot. */
export interface Asked {
  /**
   * Waits for the answer and its copies, then looks whether each stands there once.
   * @param withinMs how long to wait
   */
  answered(withinMs: number): Promise<BotResult>;
}

/**
 * Somebody asks the bot of the demo. The script repeats the question, so that the answer is known by it wherever it
 * stands. Undefined where there is no bot.
 */
export async function askBot({ bot, model, emulators, rooms }: CheckOptions): Promise<Asked | undefined> {
  const emulator = bot && emulators[bot.place.account];
  // The last one: whoever goes on talking at once would have that answered together with the question.
  const asker = emulator && peopleIn(emulator, bot.place.conversation).at(-1);
  if (!asker) return undefined;
  const { title, place } = bot;
  const tag = randomBytes(4).toString('hex');
  const question = `${title}, do you read bot-${tag}?`;
  model?.faults.add({ ...TROUBLE, match: { method: 'POST' } });
  const askedAt = Date.now();
  let tookMs: number | undefined;
  const { id } = await emulator.say({ conversation: place.conversation, as: asker.id, text: question });

  const room = rooms.find(({ places }) =>
    places.some((one) => one.account === place.account && one.conversation === place.conversation),
  );
  const others = (room?.places ?? []).filter(({ account }) => account !== place.account);
  const answersIn = async (account: string, conversation: string): Promise<readonly EmulatedMessage[]> => {
    const messages = (await emulators[account]?.read(conversation)) ?? [];
    // What people asked is repeated by its copies; the script's own words stand in its answer alone.
    return messages.filter((it) => it.own && it.shown.includes(tag) && it.shown.includes('script'));
  };
  const look = async () => ({
    answers: (await answersIn(place.account, place.conversation)).length,
    copies: await Promise.all(
      others.map(async ({ account, conversation }) => (await answersIn(account, conversation)).length),
    ),
  });

  const stopLooking = emulator.onChange((changed) => {
    if (changed !== place.conversation || tookMs !== undefined) return;
    void answersIn(place.account, changed).then(({ length }) => {
      if (length > 0) tookMs ??= Date.now() - askedAt;
    });
  });

  return {
    async answered(withinMs) {
      await until(emulators, withinMs, async () => {
        const { answers, copies } = await look();
        return answers > 0 && copies.every((count) => count > 0);
      });
      stopLooking();
      const { answers, copies } = await look();
      const there = copies.filter((count) => count > 0).length;
      const once = answers <= 1 && copies.every((count) => count <= 1);
      const wrong = [
        answers === 0 && `${title} did not answer ${place.account} ${id} in time.`,
        there < others.length &&
          `The answer is missing in ${String(others.length - there)} of ${String(others.length)} places.`,
        !once && 'The answer stands somewhere twice.',
      ].filter((sentence) => sentence !== false);
      return {
        ...{ title, account: place.account, answers, copies: there, places: others.length, once },
        ...(tookMs === undefined ? {} : { tookMs }),
        ok: wrong.length === 0,
        ...(wrong.length === 0 ? {} : { reason: wrong.join(' ') }),
      };
    },
  };
}
