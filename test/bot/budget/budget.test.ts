import { describe, expect, it } from 'vitest';
import { createBudget } from '../../../bridges/bot/budget/index.ts';
import type { Budget } from '../../../bridges/bot/parts.ts';
import type { BudgetConfig, ModelConfig } from '../../../bridges/config/bot-model.ts';
import type { Journal } from '../../../bridges/journal/index.ts';
import { answer, beginTurn, bot, here, open, used } from '../journal/kit.ts';

const SAY = 'That is all for today.';
const elsewhere = { account: 'site', conversation: '2' };
const HOUR = 3_600_000;

const UNLIMITED: BudgetConfig = {
  person: { day: {} },
  conversation: { day: {} },
  day: {},
  month: {},
  warnAt: 0.8,
  say: SAY,
  timeZone: 'Europe/Berlin',
};

interface Options {
  readonly name?: string;
  readonly limits?: Partial<BudgetConfig>;
  readonly prices?: ModelConfig['prices'];
  readonly now?: () => number;
}

function budgetOn(
  journal: Journal,
  { name = bot, limits = {}, prices = {}, now = Date.now }: Options = {},
): Budget {
  const model: ModelConfig = {
    url: 'http://127.0.0.1:1/v1',
    api: 'chat',
    names: ['small'],
    timeoutMs: 1000,
    attempts: 1,
    maxOutputTokens: 100,
    prices,
  };
  return createBudget({
    bot: { name, budget: { ...UNLIMITED, ...limits }, model },
    store: journal.turns,
    now,
  });
}

let calls = 0;

/** One call for one person in one conversation. */
async function spend(
  journal: Journal,
  tokens: number,
  money = 0,
  person = '7',
  conversation = '1',
): Promise<void> {
  const author = { id: person, name: `P${person}`, kind: 'person' as const };
  const turn = await beginTurn(journal, String((calls += 1)), { author, conversation });
  const usage = used(tokens);
  await journal.turns.step(
    turn,
    { kind: 'model', answer: answer('x', usage), purpose: 'answer' },
    { usage, money },
  );
}

describe('a budget', () => {
  it('without limits is never spent and warns of nothing', async () => {
    const journal = await open();
    await spend(journal, 1e9, 1e6);
    const budget = budgetOn(journal);
    expect(await budget.spent(here, ['7'])).toBeUndefined();
    expect(await budget.warnings(here, ['7'])).toEqual([]);
  });

  it('of a person is spent in every conversation, for that person only', async () => {
    const journal = await open();
    const budget = budgetOn(journal, { limits: { person: { day: { tokens: 100 } } } });
    await spend(journal, 60);
    expect(await budget.spent(here, ['7'])).toBeUndefined();
    await spend(journal, 40, 0, '7', '2');
    const window = expect.stringMatching(/^person site:7 \d{4}-\d\d-\d\d$/);
    expect(await budget.spent(here, ['7'])).toEqual({ window, say: SAY });
    expect(await budget.spent(here, ['8'])).toBeUndefined();
    expect(await budget.spent(here, ['8', '7'])).toEqual({ window, say: SAY });
    expect(await budget.spent({ account: 'shop', conversation: '1' }, ['7'])).toBeUndefined();
  });

  it('of a conversation is spent for everybody there', async () => {
    const journal = await open();
    const budget = budgetOn(journal, { limits: { conversation: { day: { tokens: 100 } } } });
    await spend(journal, 60);
    await spend(journal, 60, 0, '8');
    expect((await budget.spent(here, ['9']))?.window).toMatch(/^conversation site:1 \d{4}-/);
    expect(await budget.spent(elsewhere, ['7'])).toBeUndefined();
  });

  it.each(['day', 'month'] as const)('of a %s is spent everywhere, in money as in tokens', async (span) => {
    const journal = await open();
    const budget = budgetOn(journal, { limits: { [span]: { tokens: 1000, money: 2 } } });
    await spend(journal, 10, 1.5);
    expect(await budget.spent(elsewhere, ['9'])).toBeUndefined();
    await spend(journal, 10, 0.5);
    expect((await budget.spent(elsewhere, ['9']))?.window).toMatch(new RegExp(`^${span} \\d{4}-\\d\\d`));
  });

  it('of nothing is spent from the start', async () => {
    const budget = budgetOn(await open(), { limits: { day: { money: 0 } } });
    expect(await budget.spent(here, ['7'])).toMatchObject({ say: SAY });
  });

  it('names the most particular window that is used up', async () => {
    const journal = await open();
    await spend(journal, 100);
    const limits = { person: { day: { tokens: 100 } }, day: { tokens: 10 }, month: { tokens: 10 } };
    expect((await budgetOn(journal, { limits }).spent(here, ['7']))?.window).toMatch(/^person/);
    expect((await budgetOn(journal, { limits }).spent(here, ['8']))?.window).toMatch(/^day/);
  });

  it.each([
    ['day', 26 * HOUR],
    ['month', 40 * 24 * HOUR],
  ] as const)('of a %s begins anew with the next', async (span, later) => {
    const journal = await open();
    await spend(journal, 100);
    let now = Date.now();
    const budget = budgetOn(journal, { limits: { [span]: { tokens: 100 } }, now: () => now });
    const before = await budget.spent(here, ['7']);
    expect(before).toBeDefined();
    now += later;
    expect(await budget.spent(here, ['7'])).toBeUndefined();
    // A clock that is put back is in the old window again.
    now -= later;
    expect(await budget.spent(here, ['7'])).toEqual(before);
  });

  it('does not mind what other bots use', async () => {
    const journal = await open();
    await spend(journal, 100);
    const other = budgetOn(journal, { name: 'other', limits: { day: { tokens: 1 } } });
    expect(await other.spent(here, ['7'])).toBeUndefined();
  });
});

describe('the warnings of a budget', () => {
  it('tell the operator once a window, over restarts, with numbers and what to do', async () => {
    const journal = await open();
    const limits = { day: { tokens: 1000, money: 10 }, conversation: { day: { tokens: 5000 } } };
    const budget = budgetOn(journal, { limits });
    await spend(journal, 700);
    expect(await budget.warnings(here, ['7'])).toEqual([]);
    await spend(journal, 300, 1.25);
    expect(await budget.warnings(here, ['7'])).toEqual([
      expect.stringMatching(
        /^The bot "helper" has used 1,000 of the 1,000 tokens and 1\.25 of the 10 in money that it may use on \d{4}-\d\d-\d\d\. /,
      ),
    ]);
    expect(await budget.warnings(here, ['7'])).toEqual([]);
    await journal.close();
    const again = await open(journal.file);
    expect(await budgetOn(again, { limits }).warnings(here, ['7'])).toEqual([]);
  });

  it('come before the limit, for each window of its own', async () => {
    const journal = await open();
    const budget = budgetOn(journal, { limits: { person: { day: { tokens: 100 } }, day: { tokens: 1000 } } });
    await spend(journal, 80);
    await spend(journal, 80, 0, '8');
    expect(await budget.warnings(here, ['7', '8', '9'])).toEqual([
      expect.stringMatching(/80 of the 100 tokens that person site:7 may use on .* At the limit/),
      expect.stringMatching(/80 of the 100 tokens that person site:8 may use on/),
    ]);
    expect(await budget.spent(here, ['7', '8'])).toBeUndefined();
  });
});

describe('the price of an answer', () => {
  const usage = used(1_000_000, 500_000, 400_000);

  it('is that of its model, with what came from the cache at its own price', async () => {
    const prices = { small: { input: 1, output: 4, cached: 0.5 }, '*': { input: 10, output: 10 } };
    const budget = budgetOn(await open(), { prices });
    expect(budget.priceOf({ model: 'small', usage })).toBeCloseTo(0.6 + 0.2 + 2);
    expect(budget.priceOf({ model: 'large', usage })).toBeCloseTo(15);
  });

  it('is nothing without a price, whatever the model is called', async () => {
    const budget = budgetOn(await open(), { prices: { small: { input: 1, output: 1 } } });
    expect(budget.priceOf({ model: 'large', usage })).toBe(0);
    expect(budget.priceOf({ model: 'constructor', usage })).toBe(0);
  });

  it('is never less than nothing, whatever the service says of its cache', async () => {
    const budget = budgetOn(await open(), { prices: { '*': { input: 2, output: 0, cached: 0 } } });
    expect(budget.priceOf({ model: 'small', usage: used(10, 0, 50) })).toBe(0);
  });
});
