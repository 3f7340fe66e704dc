// A zero-width space inside an edge keeps a mark from formatting.
const CODE = /```([\s\S]+?)```|`(?![\s\u200b])([^`\n]*[^\s\u200b`])`/g;
const ADDRESS = /https?:\/\/[^\s]+/g;

/** A text as WhatsApp shows it, without its weights: marks that format are gone, literal ones and quote bars stay. */
export function shown(text: string): string {
  let result = '';
  let last = 0;
  for (const match of text.matchAll(CODE)) {
    result += withoutMarks(text.slice(last, match.index));
    result += match[1] ?? match[2] ?? '';
    last = match.index + match[0].length;
  }
  return (result + withoutMarks(text.slice(last))).replaceAll('\u200b', '');
}

function withoutMarks(text: string): string {
  let result = '';
  let last = 0;
  for (const address of text.matchAll(ADDRESS)) {
    result += unmarked(text.slice(last, address.index)) + address[0];
    last = address.index + address[0].length;
  }
  return result + unmarked(text.slice(last));
}

/** A mark formats when it opens at the start of a word and closes at the end of one, on one line. */
function unmarked(text: string): string {
  let plain = text;
  for (const mark of ['\\*', '_', '~']) {
    const span = new RegExp(
      `(?<![\\p{L}\\p{N}])${mark}(?=[^\\s${mark}\u200b])([^\\n${mark}]*[^\\s${mark}\u200b])${mark}(?![\\p{L}\\p{N}])`,
      'gu',
    );
    plain = plain.replace(span, '$1');
  }
  return plain;
}
