import type { BotContext } from './bot-context.ts';
import { complain } from './bot-context.ts';
import type { BudgetInFile, LimitInFile, ModelInFile } from './bot-model-schema.ts';
import type { BudgetConfig, Limit, ModelConfig } from './bot-model.ts';
import { readTimeZone } from './bot-time-zone.ts';
import { readUrl } from './bot-tools.ts';
import type { Path } from './document.ts';

/** Checks the model of a bot. Undefined after reporting problems. */
export function readModel(path: Path, written: ModelInFile, context: BotContext): ModelConfig | undefined {
  const { key, api, name, fallback, timeout, attempts, maxOutputTokens, temperature, prices } = written;
  const url = readUrl([...path, 'url'], written.url, context);
  if (url === undefined) return undefined;
  if (key === undefined && context.document.isBroken([...path, 'key'])) return undefined;
  if (key === undefined && new URL(url).hostname === 'api.openai.com') {
    const advice = 'Add key: "${OPENAI_API_KEY}", or the url of a service that asks for none.';
    return complain(context, path, `has no key, which api.openai.com asks for. ${advice}`);
  }
  return {
    url: url.replace(/\/+$/, ''),
    ...(key === undefined ? {} : { key }),
    api,
    names: [...new Set([name, ...(typeof fallback === 'string' ? [fallback] : fallback)])],
    timeoutMs: timeout,
    attempts,
    maxOutputTokens,
    ...(temperature === undefined ? {} : { temperature }),
    prices: Object.fromEntries(
      Object.entries(prices).map(([model, { input, output, cached }]) => [
        model,
        { input, output, ...(cached === undefined ? {} : { cached }) },
      ]),
    ),
  };
}

/** Checks the limits of a bot: each has to be one that can be kept. */
export function readBudget(
  path: Path,
  written: BudgetInFile,
  model: ModelConfig | undefined,
  context: BotContext,
): BudgetConfig {
  const limit = (keys: Path, limited: LimitInFile): Limit => {
    if (limited === 'off') return {};
    const at = [...path, ...keys];
    const { tokens, money } = limited;
    if (tokens === undefined && money === undefined)
      complain(context, at, 'limits nothing. Write tokens, money, or off.');
    const free = model?.names.find((name) => (model.prices[name] ?? model.prices['*']) === undefined);
    if (money !== undefined && free !== undefined) {
      const advice = `Add it to ${[...path.slice(0, -1), 'model', 'prices'].join('.')}: "${free}": { input: ..., output: ... } for a million tokens.`;
      complain(context, [...at, 'money'], `cannot be kept: the model "${free}" has no price. ${advice}`);
    }
    return { ...(tokens === undefined ? {} : { tokens }), ...(money === undefined ? {} : { money }) };
  };
  return {
    person: { day: limit(['person', 'day'], written.person.day) },
    conversation: { day: limit(['conversation', 'day'], written.conversation.day) },
    day: limit(['day'], written.day),
    month: limit(['month'], written.month),
    warnAt: written.warnAt,
    say: written.say,
    timeZone: readTimeZone([...path, 'timeZone'], written.timeZone, context) ?? 'UTC',
  };
}
