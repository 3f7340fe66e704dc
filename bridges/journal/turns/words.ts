/** More words than a question has; the rest of a long text would only make the search slow. */
const MAX_WORDS = 32;

/** Scripts without spaces between words, where the index would take a whole sentence for one. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*/gu;

/** A text as the full-text index reads it: each character of such scripts a word. */
export function searchable(text: string): string {
  return text.replace(UNSPACED, ' $& ');
}

/**
 * What people or models look for, as a condition of FTS5: any of the words, or words that begin with it. Nothing in it
 * is taken for FTS5's own syntax. Undefined when it holds no word.
 */
export function toMatch(words: string): string | undefined {
  const found = words.match(/[\p{L}\p{N}\p{M}]+/gu)?.slice(0, MAX_WORDS);
  return found?.map(toTerm).join(' OR ');
}

function toTerm(word: string): string {
  const phrase = `"${searchable(word).trim()}"`;
  // The beginnings of short words would fit everything; one character of an unspaced script is a word.
  return word.length >= 3 && word.search(UNSPACED) === -1 ? `${phrase}*` : phrase;
}
