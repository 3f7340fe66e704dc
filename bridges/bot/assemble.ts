import type { Log } from '../../src/host/index.ts';
import type { BotConfig } from '../config/bot-model.ts';
import type { PersonConfig } from '../config/model.ts';
import type { Journal } from '../journal/contract.ts';
import { createBudget } from './budget/index.ts';
import { carryOut, handOver } from './commands/index.ts';
import type { BotParts } from './desk/context.ts';
import { judge } from './manners/index.ts';
import { createModel } from './model/index.ts';
import { createPrompters, openKnowledge } from './prompt/index.ts';
import { createTokens } from './prompt/tokens.ts';
import { createMakeSafe } from './safety/index.ts';
import { createToolbox } from './tools/index.ts';

export interface AssembleOptions {
  readonly journal: Journal;
  readonly people: readonly PersonConfig[];
  /** Values of the configuration that no model may be shown and no answer may say. */
  readonly secrets: readonly string[];
  readonly log: Log;
  now(): number;
}

/** Puts together what one bot works with. Nothing is connected before it is needed. */
export async function assemble(
  bot: BotConfig,
  { journal, people, secrets, log, now }: AssembleOptions,
): Promise<BotParts> {
  const { knowledge: folder } = bot.memory;
  const knowledge = folder === undefined ? undefined : openKnowledge(folder, { log, now });
  const toolbox = createToolbox({ bot, people, handOver, secrets, log });
  // The same in every process, so that services find the beginning of a request in their cache.
  const seed = await journal.secret('marks');
  const tokens = createTokens();
  return {
    judge,
    carryOut,
    toolbox,
    model: createModel(bot.model, bot.safety, bot.shape, log, (text) => tokens.count(text)),
    budget: createBudget({ bot, store: journal.turns, now }),
    makeSafe: createMakeSafe(secrets),
    prompter: createPrompters({ journal, secrets, seed, ...(knowledge ? { knowledge } : {}) }),
    async close() {
      knowledge?.close();
      await toolbox.close();
    },
  };
}
