import type { Limit } from '../../config/bot-model.ts';
import { beginningOf, datesIn } from '../../journal/turns/dates.ts';
import type { Message } from '../../../src/model/index.ts';
import type { UsageRow } from '../contract.ts';
import type { Surroundings } from '../parts.ts';

/** What was used in each window that a budget can have, as a Markdown list. */
export async function usageText(by: Message, { bot, place, store, now }: Surroundings): Promise<string> {
  const { budget, name } = bot;
  const dateOf = datesIn(budget.timeZone);
  const at = now();
  const day = beginningOf(dateOf(at), at, dateOf);
  const month = beginningOf(dateOf(at).slice(0, 7), at, dateOf);
  const { account, conversation } = place;
  const rows: (readonly [string, UsageRow, Limit])[] = [
    [
      'You today',
      await store.usage({ bot: name, account, person: by.author.id, since: day }),
      budget.person.day,
    ],
    [
      'This conversation today',
      await store.usage({ bot: name, account, conversation, since: day }),
      budget.conversation.day,
    ],
    ['Everybody today', await store.usage({ bot: name, since: day }), budget.day],
    ['Everybody this month', await store.usage({ bot: name, since: month }), budget.month],
  ];
  const hasPrices = Object.keys(bot.model.prices).length > 0;
  return rows.map(([label, used, limit]) => `- ${label}: ${told(used, limit, hasPrices)}`).join('\n');
}

function told({ input, output, turns, money }: UsageRow, limit: Limit, hasPrices: boolean): string {
  const of = (most: string | undefined): string => (most === undefined ? '' : ` of ${most}`);
  const tokens = `${count(input + output)}${of(limit.tokens === undefined ? undefined : count(limit.tokens))} tokens`;
  const cost = `${sum(money)}${of(limit.money === undefined ? undefined : sum(limit.money))} in money`;
  return [`${count(turns)} ${turns === 1 ? 'answer' : 'answers'}`, tokens, ...(hasPrices ? [cost] : [])].join(
    ', ',
  );
}

function count(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

function sum(value: number): string {
  return value.toLocaleString('en-US', {
    minimumFractionDigits: 2,
    maximumFractionDigits: value < 1 ? 4 : 2,
  });
}
