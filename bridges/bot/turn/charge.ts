import type { ModelAnswer } from '../contract.ts';
import type { Work } from './work.ts';

/** Records calls that came to nothing: what they used is to be paid, and counts against the limits, all the same. */
export async function chargeLost({ context, mouth }: Work, lost: readonly ModelAnswer[]): Promise<void> {
  const { journal, parts } = context;
  for (const answer of lost) {
    const cost = { usage: answer.usage, money: parts.budget.priceOf(answer) };
    mouth.turn = await journal.turns.step(mouth.turn, { kind: 'model', answer, purpose: 'draft' }, cost);
  }
}
