import { describe, expect, it } from 'vitest';
import type { AnsweredPlace } from './answers.ts';
import { countAnswers } from './answers.ts';

type Message = AnsweredPlace['messages'][number];

const asks = (number: number, author = 'ann'): Message => ({
  own: false,
  author,
  shown: `#${String(number).padStart(5, '0')} why?`,
});
const answers = (...marks: string[]): Message => ({ own: true, author: 'us', shown: marks.join(' and ') });

/** A conversation with a bot, and the one that it is mirrored with. */
function tally(there: Message[], copies: Message[], order: 'all' | 'person' = 'all') {
  const bot = { asks: (shown: string) => !shown.includes('not you'), order };
  return countAnswers([
    { messages: there, partner: 1, bot },
    { messages: copies, partner: 0 },
  ]);
}
const nothing = { unanswered: 0, halved: 0, repeated: 0, inversions: 0 };

describe('the count of answers', () => {
  it('finds nothing wrong when each question has one whole answer and one whole copy of it', () => {
    const one = answers('q00001.1/1');
    const other = [answers('q00002.1/2'), answers('q00002.2/2')];
    expect(tally([asks(1), asks(2), one, ...other], [one, ...other])).toEqual({
      questions: 2,
      ...nothing,
      wrong: [],
    });
  });

  it('finds a question without an answer, and an answer without a copy', () => {
    expect(tally([asks(1)], [])).toMatchObject({ ...nothing, unanswered: 2 });
    expect(tally([asks(1), answers('q00001.1/1')], [])).toMatchObject({ ...nothing, unanswered: 1 });
  });

  it('finds an answer of which a part is missing', () => {
    const half = answers('q00001.1/2');
    expect(tally([asks(1), half, answers('q00001.2/2')], [half])).toMatchObject({ ...nothing, halved: 1 });
  });

  it('finds an answer, and a part of one, that came twice', () => {
    const one = answers('q00001.1/1');
    expect(tally([asks(1), one, one], [one])).toMatchObject({ ...nothing, repeated: 1 });
    const [first, second] = [answers('q00001.1/2'), answers('q00001.2/2')];
    expect(tally([asks(1), first, second, second], [first, second])).toMatchObject({
      ...nothing,
      repeated: 1,
    });
  });

  it('finds an answer that nobody asked for', () => {
    const deaf: Message = { own: false, author: 'ann', shown: '#00001 not you' };
    expect(tally([deaf, answers('q00001.1/1')], [])).toMatchObject({ questions: 0, ...nothing, repeated: 1 });
  });

  it('expects an answer as often as the same was asked, together or one by one', () => {
    const one = answers('q00001.1/1');
    const both = answers('q00001.1/1', 'q00001.1/1');
    expect(tally([asks(1), asks(1), one, one], [one, one])).toMatchObject({ questions: 2, ...nothing });
    expect(tally([asks(1), asks(1), both], [both])).toMatchObject(nothing);
    const long = answers('q00001.1/2', 'q00001.2/2');
    expect(tally([asks(1), asks(1), one, long], [one, long])).toMatchObject(nothing);
    const half = answers('q00001.1/2');
    expect(tally([asks(1), asks(1), one, long], [one, half])).toMatchObject({ ...nothing, halved: 1 });
    expect(tally([asks(1), asks(1), one], [both])).toMatchObject({ ...nothing, unanswered: 1 });
  });

  it('finds answers in the wrong order, where that of all or of each person counts', () => {
    const [one, two] = [answers('q00001.1/1'), answers('q00002.1/1')];
    const turned = [asks(1), asks(2, 'bob'), two, one];
    expect(tally(turned, [one, two])).toMatchObject({ ...nothing, inversions: 1 });
    expect(tally(turned, [one, two], 'person')).toMatchObject(nothing);
    expect(tally([asks(1), asks(2), two, one], [two, one], 'person')).toMatchObject({ inversions: 2 });
  });
});
