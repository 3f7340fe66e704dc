import type { Counted, CountedPlace } from './count.ts';
import { ANSWER_MARK } from './oracle.ts';

/** How a bot listens in a conversation, as far as counting needs it. */
export interface CountedBot {
  /** Whether a message is to be answered. */
  asks(shown: string): boolean;
  /** Whether its answers are in the order of all questions, or only of those of each person. */
  readonly order: 'all' | 'person';
}

export interface AnsweredPlace extends CountedPlace {
  readonly messages: readonly (Counted & { readonly author: string })[];
  readonly bot?: CountedBot;
}

export interface AnswerTally {
  /** Messages that are to be answered; each has to have one whole answer there, and one whole copy of it. */
  readonly questions: number;
  /** Of those answers and copies: the ones that are not there at all. */
  readonly unanswered: number;
  /** The ones of which a part is missing. */
  readonly halved: number;
  /** Parts too many, wherever they stand, and answers that nobody asked for. */
  readonly repeated: number;
  /** Answers that stand before the answer to an earlier question. */
  readonly inversions: number;
  /** What the counts are made of. */
  readonly wrong: readonly WrongAnswer[];
}

export interface WrongAnswer {
  readonly what: 'unanswered' | 'halved' | 'repeated' | 'out of order';
  /** Index of the conversation in which the answer or its copy stands, or should. */
  readonly place: number;
  readonly label: string;
}

/** Compares the questions of every conversation with the answers that it and its partner hold. */
export function countAnswers(places: readonly AnsweredPlace[]): AnswerTally {
  const wrong: WrongAnswer[] = [];
  let questions = 0;
  const asked = places.map(questionsOf);
  for (const [index, place] of places.entries()) {
    questions += [...(asked[index]?.values() ?? [])].reduce((sum, { times }) => sum + times, 0);
    const note = (what: WrongAnswer['what'], label: string): void => {
      wrong.push({ what, place: index, label });
    };
    const parts = partsOf(place.messages);
    const answered = new Map([...(asked[index] ?? []), ...(asked[place.partner] ?? [])]);
    for (const [label, { times }] of answered) {
      const { whole, most } = parts.get(label) ?? { whole: 0, most: 0 };
      if (most < times) note('unanswered', label);
      else if (whole < times) note('halved', label);
      if (most > times) note('repeated', label);
    }
    for (const label of parts.keys()) if (!answered.has(label)) note('repeated', label);
    for (const label of turned(place.messages, answered)) note('out of order', label);
  }
  const number = (what: WrongAnswer['what']): number => wrong.filter((one) => one.what === what).length;
  return {
    questions,
    unanswered: number('unanswered'),
    halved: number('halved'),
    repeated: number('repeated'),
    inversions: number('out of order'),
    wrong,
  };
}

interface Question {
  readonly times: number;
  /** Answers to questions of the same lane have to be in order. */
  readonly lane: string;
}

function questionsOf({ messages, bot }: AnsweredPlace): Map<string, Question> {
  const questions = new Map<string, Question>();
  for (const { own, shown, author } of messages) {
    const label = own || !bot?.asks(shown) ? undefined : /#(\d{5})\b/.exec(shown)?.[1];
    if (label === undefined) continue;
    const lane = bot?.order === 'person' ? author : '';
    questions.set(label, { times: (questions.get(label)?.times ?? 0) + 1, lane });
  }
  return questions;
}

/**
 * By question: how many whole answers stand there, and how many when each part that is there too often begins another.
 * Equal questions may be answered alone and together with others, in answers of different numbers of parts.
 */
function partsOf(messages: readonly Counted[]): Map<string, { whole: number; most: number }> {
  const counts = new Map<string, Map<number, number[]>>();
  for (const { label, part, of } of marksOf(messages)) {
    const kinds = counts.get(label) ?? new Map<number, number[]>();
    const times = kinds.get(of) ?? Array.from({ length: of }, () => 0);
    times[part - 1] = (times[part - 1] ?? 0) + 1;
    counts.set(label, kinds.set(of, times));
  }
  const sum = (kinds: ReadonlyMap<number, number[]>, of: (times: number[]) => number): number =>
    [...kinds.values()].reduce((total, times) => total + of(times), 0);
  return new Map(
    [...counts].map(([label, kinds]) => [
      label,
      { whole: sum(kinds, (times) => Math.min(...times)), most: sum(kinds, (times) => Math.max(...times)) },
    ]),
  );
}

function turned(messages: readonly Counted[], answered: ReadonlyMap<string, Question>): string[] {
  const last = new Map<string, string>();
  return marksOf(messages).flatMap(({ label, part }) => {
    const lane = answered.get(label)?.lane;
    if (lane === undefined || part !== 1) return [];
    const before = last.get(lane) ?? '';
    last.set(lane, label);
    return label < before ? [label] : [];
  });
}

/** Marks of what our account said, in order. */
function marksOf(messages: readonly Counted[]): { label: string; part: number; of: number }[] {
  return messages
    .filter(({ own }) => own)
    .flatMap(({ shown }) =>
      [...shown.matchAll(ANSWER_MARK)].map(([, label = '', part, of]) => ({
        label,
        part: Number(part),
        of: Number(of),
      })),
    );
}
