import type { ModelAnswer } from '../contract.ts';
import { chargeLost } from './charge.ts';
import type { Work } from './work.ts';
import { spentBy } from './work.ts';

/**
 * Makes what the model was not shown for want of room part of the running summary, after the answer. Without it the
 * bot only knows less, so that a failure is the log's business alone.
 */
export async function summarize(work: Work): Promise<void> {
  const { context, control, mouth, prompter, dropped } = work;
  const { bot, parts, journal, log, signal } = context;
  const { summaryTokens } = bot.memory;
  const last = dropped.at(-1);
  if (!last || summaryTokens === 0 || mouth.turn.state !== 'answered' || signal.aborted) return;
  const lost: ModelAnswer[] = [];
  try {
    if (await spentBy(work)) return;
    const messages = prompter.summarize(control.state(), dropped);
    const answer = await parts.model.ask(
      { messages, tools: [], maxOutputTokens: summaryTokens },
      {
        signal: AbortSignal.any([signal, control.interrupted(false)]),
        onLost: (one) => lost.push(one),
      },
    );
    await chargeLost(work, lost);
    const cost = { usage: answer.usage, money: parts.budget.priceOf(answer) };
    await journal.turns.step(mouth.turn, { kind: 'model', answer, purpose: 'summary' }, cost);
    const text = answer.text.trim();
    if (text === '') return;
    const state = { ...control.state(), summary: { text, upTo: last.id } };
    await journal.turns.saveDesk(bot.name, mouth.turn.place, state);
    control.keep(state);
  } catch (error) {
    if (signal.aborted) return;
    const reason = error instanceof Error ? error.message : String(error);
    await chargeLost(work, lost);
    log.warn({ bot: bot.name, ...mouth.turn.place, reason }, 'the conversation could not be summed up');
  }
}
