import { graphemeStart } from '../../../src/text/graphemes.ts';

/** Counts and cuts by tokens of the newest encoding (o200k_base), near enough for models of other makers. */
export interface Tokens {
  count(text: string): Promise<number>;
  /** The text with its middle left out where it is longer than so many tokens. */
  shorten(text: string, limit: number): Promise<string>;
}

const NOTE = '\n[… the middle is left out here, it was too long …]\n';
/** Counts that are remembered, and the longest text that is worth it, in characters. */
const REMEMBERED = 2000;
const WORTH_REMEMBERING = 20_000;
/** The encoder's work grows with the square of a run without a gap, which strangers can make as long as they like. */
const LONGEST_RUN = /[^\s]{96}(?=[^\s])|\s{96}(?=\s)/gu;
/** No text has fewer tokens than characters by this (runs of blanks aside, of which nothing is missed). */
const CHARACTERS_PER_TOKEN = 12;

type Encoder = (text: string) => number;
let encoder: Promise<Encoder> | undefined;

/** Takes half a second and some tens of megabytes, so only what counts pays for it. */
async function load(): Promise<Encoder> {
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  const nothing = new Set<string>();
  return (text) => countTokens(text, { allowedSpecial: nothing, disallowedSpecial: nothing });
}

export function createTokens(): Tokens {
  const known = new Map<string, number>();

  const count: Tokens['count'] = async (text) => {
    if (text === '') return 0;
    const remembered = known.get(text);
    if (remembered !== undefined) return remembered;
    encoder ??= load();
    const encode = await encoder;
    const total = pieces(text).reduce((sum, piece) => sum + encode(piece), 0);
    if (text.length <= WORTH_REMEMBERING) {
      known.set(text, total);
      const [oldest] = known.size > REMEMBERED ? known.keys() : [];
      if (oldest !== undefined) known.delete(oldest);
    }
    return total;
  };

  return {
    count,
    async shorten(text, limit) {
      const first = middleOut(text, limit * CHARACTERS_PER_TOKEN);
      let tokens = await count(first);
      if (tokens <= limit) return first;
      for (let length = first.length; length > 1;) {
        length = Math.floor(Math.min(length * 0.9, (length * limit) / tokens));
        const shorter = middleOut(text, length);
        tokens = await count(shorter);
        if (tokens <= limit) return shorter;
      }
      return '';
    },
  };
}

function pieces(text: string): string[] {
  const found: string[] = [];
  let from = 0;
  for (const run of text.matchAll(LONGEST_RUN)) {
    const end = run.index + run[0].length;
    found.push(text.slice(from, end));
    from = end;
  }
  found.push(text.slice(from));
  return found;
}

/** The beginning and the end of a text, so many UTF-16 units together. */
export function middleOut(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = graphemeStart(text, Math.ceil(length * 0.6));
  const tail = graphemeStart(text, text.length - Math.floor(length * 0.4));
  return `${text.slice(0, head)}${NOTE}${text.slice(tail)}`;
}
