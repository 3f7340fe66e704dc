/** What cannot be seen and is not part of a word. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * A text as names are compared: without capitals, accents, differences of width, and what nobody sees. Never shorter
 * in words: white space stays, as single blanks.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(INVISIBLE, '')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/\s+/g, ' ');
}

/** What may not follow a name: it would be another word, an address, or "Helper's". */
const GOES_ON = /^(?:[\p{L}\p{M}\p{N}_]|[.@'’:/-][\p{L}\p{N}])/u;

/** Whether a folded text begins with one of these folded names, as a whole word. */
export function beginsWithName(folded: string, names: readonly string[]): boolean {
  return names.some((name) => folded.startsWith(name) && !GOES_ON.test(folded.slice(name.length)));
}

/** An `@` that can begin a name: not one inside an address. */
const SIGN = /(?<![\p{L}\p{N}_.@/+-])[@＠]/gu;

/** Whether one of these folded names stands behind an `@` of the folded text. */
export function isCalled(folded: string, names: readonly string[]): boolean {
  // Two characters behind a name tell whether it goes on.
  const window = Math.max(0, ...names.map((name) => name.length)) + 2;
  return [...folded.matchAll(SIGN)].some(({ index }) =>
    beginsWithName(folded.slice(index + 1, index + 1 + window), names),
  );
}

/** How many more characters a name may be written with than it has when folded. */
const SLACK = 3;

/** What stands behind the name at the beginning of a text, with or without an `@`. Undefined where there is none. */
export function afterName(text: string, names: readonly string[]): string | undefined {
  const begun = text.replace(/^[\s@＠]+/u, '');
  for (const name of [...names].sort((a, b) => b.length - a.length)) {
    const most = Math.min(begun.length, name.length * SLACK);
    for (let length = most; length > 0; length -= 1) {
      if (fold(begun.slice(0, length)) !== name) continue;
      if (GOES_ON.test(begun.slice(length))) break;
      return begun.slice(length);
    }
  }
  return undefined;
}
