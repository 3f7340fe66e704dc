import type { Asked, Script, ScriptedAnswer } from '../../bridges/sandbox/model/index.ts';
import { createRandom } from './random.ts';

/** One request that the model has answered, or was about to answer when a fault came between. */
export interface OracleCall {
  /** In the order in which they came; stands in the answer as `r00001`. */
  readonly serial: number;
  /** What was asked, and how many results of tools came with it: the same for the same call of the same turn. */
  readonly key: string;
}

/** How the answer to some question is given. */
type Manner = 'short' | 'by tool' | 'long' | 'slow' | 'after trouble';
const MANNERS: readonly Manner[] = [
  'short',
  'short',
  'short',
  'by tool',
  'by tool',
  'long',
  'slow',
  'after trouble',
];

/** A long answer has more than most services take in one message, in few words, so that it is soon written. */
const LONG_PARTS = 3;
const LONG_WORDS = 16;
const LONG_WORD = 'long'.repeat(15);
/** Words of an answer that is shown while it is written. */
const SLOW_WORDS = 45;

/** What a part of an answer begins with, for each question that it answers: `q00012.1/3`. */
export const ANSWER_MARK = /\bq(\d{5})\.(\d)\/(\d)/g;

/** The model of a run: what it answers follows from the seed and the question alone. */
export class Oracle {
  readonly calls: OracleCall[] = [];
  readonly script: Script = [{ answer: (asked) => this.#answer(asked) }];
  readonly #seed: string;
  readonly #troubled = new Set<string>();

  constructor(seed: string) {
    this.#seed = seed;
  }

  #answer({ question, toolResults, tools }: Asked): ScriptedAnswer {
    const labels = [...question.matchAll(/#(\d{5})\b/g)].map(([, label = '']) => label);
    const asked = labels.join(' ');
    const serial = this.calls.length + 1;
    this.calls.push({ serial, key: `${asked} after ${String(toolResults.length)} results` });
    const random = createRandom(`${this.#seed} ${asked}`);
    const manner = random.pick(MANNERS);
    const mark = `r${String(serial).padStart(5, '0')}`;
    const part = (number: number, of: number): string =>
      labels.map((label) => `q${label}.${String(number)}/${String(of)}`).join(' ');

    if (manner === 'after trouble' && !this.#troubled.has(asked)) {
      this.#troubled.add(asked);
      return { error: random.chance(0.5) ? { status: 429, retryAfter: 1 } : { status: 500 } };
    }
    if (manner === 'by tool' && toolResults.length === 0 && tools.length > 0) {
      const [name, args] = random.chance(0.5)
        ? ['search_conversation', { words: `meeting ${mark}` }]
        : ['remember_note', { note: `${mark} was here` }];
      return { toolCalls: [{ name, arguments: JSON.stringify(args) }] };
    }
    if (manner === 'long') {
      const parts = Array.from({ length: LONG_PARTS }, (_, index) =>
        `${part(index + 1, LONG_PARTS)} ${`${LONG_WORD} `.repeat(LONG_WORDS)}`.trim(),
      );
      return { text: [...parts, mark].join('\n\n') };
    }
    if (manner === 'slow')
      return { text: `${part(1, 2)} ${'word '.repeat(SLOW_WORDS)}${part(2, 2)} ${mark}` };
    return { text: `${part(1, 1)} is what you asked. ${mark}` };
  }
}
