import type { BotConfig, Limit, Price } from '../../config/bot-model.ts';
import type { Place } from '../../journal/contract.ts';
import type { TurnStore, UsageRow } from '../contract.ts';
import type { Budget } from '../parts.ts';
import type { Window } from './windows.ts';
import { Windows } from './windows.ts';

export interface BudgetOptions {
  readonly bot: Pick<BotConfig, 'name' | 'model' | 'budget'>;
  readonly store: Pick<TurnStore, 'usage' | 'tellOnce'>;
  /** Unix milliseconds. */
  now(): number;
}

/**
 * Counts what a bot uses against its limits. Nothing is reserved: a limit is looked at before each call, so calls that
 * are made at the same time may pass it together.
 * @throws {RangeError} when there is no such time zone
 */
export function createBudget({ bot, store, now }: BudgetOptions): Budget {
  const { budget, model } = bot;
  const windows = new Windows(bot.name, budget);
  /** Spares the journal a transaction for each call after the first warning. */
  const told = new Set<string>();

  const measured = async (place: Place, people: readonly string[]) =>
    Promise.all(
      windows
        .of(place, people, now())
        .map(async (window) => ({ window, used: await store.usage(window.query) })),
    );

  return {
    async spent(place, people) {
      const all = await measured(place, people);
      const over = all.find(({ window, used }) => shareOf(used, window.limit) >= 1);
      return over && { window: over.window.name, say: budget.say };
    },
    priceOf({ model: name, usage }) {
      const price = priceFor(name, model.prices);
      if (!price) return 0;
      const cached = Math.min(usage.cached, usage.input);
      const fresh = usage.input - cached;
      const perMillion =
        fresh * price.input + cached * (price.cached ?? price.input) + usage.output * price.output;
      return perMillion / 1_000_000;
    },
    async warnings(place, people) {
      const sentences: string[] = [];
      for (const { window, used } of await measured(place, people)) {
        if (told.has(window.name) || shareOf(used, window.limit) < budget.warnAt) continue;
        told.add(window.name);
        if (await store.tellOnce(bot.name, `budget ${window.name}`))
          sentences.push(sentence(bot.name, window, used));
      }
      return sentences;
    },
  };
}

/** How much of a limit is used up, by whichever measure is more; 1: all. */
function shareOf(used: UsageRow, { tokens, money }: Limit): number {
  return Math.max(share(used.input + used.output, tokens), share(used.money, money));
}

/** A limit of 0 is used up from the start. */
function share(used: number, limit: number | undefined): number {
  if (limit === undefined) return 0;
  return limit > 0 ? used / limit : 1;
}

function priceFor(model: string, prices: Readonly<Record<string, Price>>): Price | undefined {
  return Object.hasOwn(prices, model) ? prices[model] : prices['*'];
}

function sentence(bot: string, { whose, limit }: Window, used: UsageRow): string {
  const tokens = used.input + used.output;
  const parts = [
    ...(limit.tokens === undefined ? [] : [`${show(tokens)} of the ${show(limit.tokens)} tokens`]),
    ...(limit.money === undefined ? [] : [`${show(used.money)} of the ${show(limit.money)} in money`]),
  ];
  const consequence =
    shareOf(used, limit) >= 1
      ? 'The limit is reached, so it asks no model there for the rest of that time.'
      : 'At the limit it asks no model there for the rest of that time.';
  return `The bot "${bot}" has used ${parts.join(' and ')} that ${whose}. ${consequence} Raise the limit under "budget" if it should go on.`;
}

function show(amount: number): string {
  return amount.toLocaleString('en-US', { maximumFractionDigits: 4 });
}
