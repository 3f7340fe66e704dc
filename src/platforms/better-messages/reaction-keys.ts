const VARIATION = 'fe0f';

/** The emoji behind a key: the plugin names reactions by their code points in hex, joined by `-`. */
export function emojiOf(key: string): string {
  const codes = key.split('-').map((part) => Number.parseInt(part, 16));
  return codes.every((code) => code > 0 && code <= 0x10ffff) ? String.fromCodePoint(...codes) : `:${key}:`;
}

/** The keys that an emoji may have: a site may list it with or without the mark that asks for the coloured form. */
export function keysOf(emoji: string): string[] {
  const codes = Array.from(emoji, (character) => (character.codePointAt(0) ?? 0).toString(16));
  const bare = codes.filter((code) => code !== VARIATION);
  const marked = bare.length === 1 ? [...bare, VARIATION] : codes;
  return [...new Set([codes, bare, marked].map((key) => key.join('-')))];
}

/** Whether a key stands for this emoji. */
export function isSameEmoji(key: string, emoji: string): boolean {
  return bareKey(key) === bareKey(keysOf(emoji)[0] ?? '');
}

function bareKey(key: string): string {
  return key
    .split('-')
    .filter((code) => code !== VARIATION)
    .join('-');
}
