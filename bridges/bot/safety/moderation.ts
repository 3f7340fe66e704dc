import { plainText } from '../../../src/text/index.ts';
import type { Model, Turn } from '../contract.ts';
import type { Surroundings } from '../parts.ts';

/** Asks the service whether texts are fit, where the configuration wants that. */
export interface Moderation {
  /** Whether what was asked is unfit to be answered: the messages of the turn and what was spoken in them. */
  question(turn: Turn, signal: AbortSignal): Promise<boolean>;
  /** Whether an answer is unfit to be said. */
  answer(turn: Turn, text: string, signal: AbortSignal): Promise<boolean>;
}

/**
 * Every refusal is a line in the log, without the text. A service that cannot be asked throws a `ModelError`: what
 * nobody looked at is not said.
 */
export function createModeration(
  model: Pick<Model, 'moderate'>,
  { bot, place, log }: Pick<Surroundings, 'bot' | 'place' | 'log'>,
): Moderation {
  const isUnfit = async (
    what: 'question' | 'answer',
    turn: Turn,
    text: string,
    signal: AbortSignal,
  ): Promise<boolean> => {
    if (bot.safety.moderation === undefined || text.trim() === '') return false;
    const unfit = await model.moderate(text, signal);
    if (unfit)
      log.warn({ bot: bot.name, ...place, turn: turn.id, what }, 'refused by moderation: nothing is said');
    return unfit;
  };

  return {
    question(turn, signal) {
      const typed = turn.heard.map(({ message }) => plainText(message.text));
      const spoken = turn.steps.flatMap((step) => (step.kind === 'transcript' ? [step.text] : []));
      return isUnfit('question', turn, [...typed, ...spoken].join('\n\n'), signal);
    },
    answer: (turn, text, signal) => isUnfit('answer', turn, text, signal),
  };
}
