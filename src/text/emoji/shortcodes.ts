import { table } from './table.ts';

const byName = new Map<string, string>();
const byEmoji = new Map<string, string>();
const toneNames = ['skin-tone-2', 'skin-tone-3', 'skin-tone-4', 'skin-tone-5', 'skin-tone-6'];
const tone = /[\u{1f3fb}-\u{1f3ff}]/u;
/** Ten country flags have a name of their own beside `flag-xx`. */
const ownFlagNames = new Set(['cn', 'de', 'es', 'fr', 'gb', 'it', 'jp', 'kr', 'ru', 'us']);

/** Fills the maps at the first use: a process that never meets Slack does not pay for them. */
function fill(): void {
  for (const entry of table.split(',')) {
    const names = entry.trim().split(' ');
    const emoji = names.pop() ?? '';
    for (const name of names) byName.set(name, emoji);
    // Variation selectors come and go on the way through services, so emoji are found without them.
    byEmoji.set(bare(emoji), names[0] ?? '');
  }
}

/**
 * The characters of a standard shortcode of Slack (without colons, a skin tone as in `wave::skin-tone-3`), or
 * undefined when it is none: then it is an emoji of one workspace, or no emoji at all.
 */
export function emojiFromShortcode(shortcode: string): string | undefined {
  if (byName.size === 0) fill();
  const known = byName.get(shortcode);
  if (known !== undefined) return known;
  const [name = '', toneName] = shortcode.split('::');
  if (toneName !== undefined) {
    const base = byName.get(name);
    const modifier = toneNames.includes(toneName) ? byName.get(toneName) : undefined;
    return base === undefined || modifier === undefined ? undefined : withTone(base, modifier);
  }
  const country =
    /^flag-([a-z]{2})$/.exec(shortcode)?.[1] ?? (ownFlagNames.has(shortcode) ? shortcode : undefined);
  return country?.replace(/./g, (letter) => String.fromCodePoint(0x1f1e6 + letter.charCodeAt(0) - 0x61));
}

/** The standard shortcode (without colons) of an emoji, or undefined when we know none. */
export function shortcodeFromEmoji(emoji: string): string | undefined {
  if (byName.size === 0) fill();
  const plain = bare(emoji);
  const known = byEmoji.get(plain);
  if (known !== undefined) return known;
  const modifier = tone.exec(plain)?.[0];
  if (modifier !== undefined) {
    const base = byEmoji.get(plain.replace(tone, ''));
    const toneName = byEmoji.get(modifier);
    return base === undefined || toneName === undefined ? undefined : `${base}::${toneName}`;
  }
  if (!/^[\u{1f1e6}-\u{1f1ff}]{2}$/u.test(plain)) return undefined;
  return `flag-${Array.from(plain, (char) => String.fromCharCode((char.codePointAt(0) ?? 0) - 0x1f1e6 + 0x61)).join('')}`;
}

function bare(emoji: string): string {
  return emoji.replaceAll('\ufe0f', '');
}

/** A skin tone follows the first character, in place of its variation selector. */
function withTone(base: string, modifier: string): string {
  const [first = '', ...rest] = Array.from(base);
  return first + modifier + rest.join('').replace(/^\ufe0f/, '');
}
