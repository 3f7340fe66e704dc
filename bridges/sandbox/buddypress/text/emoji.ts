/** One emoji as people see it: flags, joined families, skin tones. ©, ® and ™ are text to WordPress. */
const SEQUENCE =
  /\p{RI}\p{RI}|[#*0-9]\uFE0F?\u20E3|(?![©®™])\p{Extended_Pictographic}(?:\uFE0F|\p{EMod})?(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{EMod})?)*/gu;
const ENCODED = /(?:&#x[0-9a-f]+;)+/g;
const IMAGES = 'https://s.w.org/images/core/emoji/15.0.3/72x72/';

/** Emoji become hexadecimal references, as they are stored. */
export function encodeEmoji(text: string): string {
  return text.replaceAll(SEQUENCE, (emoji) =>
    Array.from(emoji, (character) => `&#x${(character.codePointAt(0) ?? 0).toString(16)};`).join(''),
  );
}

/** Emoji become pictures of an outside server, as they are shown. */
export function emojiImages(html: string): string {
  return html
    .replaceAll(ENCODED, (run) =>
      run.replaceAll(/&#x([0-9a-f]+);/g, (_reference, hex: string) =>
        String.fromCodePoint(Number.parseInt(hex, 16)),
      ),
    )
    .split(/(<[^>]*>)/)
    .map((piece, index) => (index % 2 === 1 ? piece : piece.replaceAll(SEQUENCE, emojiImage)))
    .join('');
}

export function emojiImage(emoji: string): string {
  const plain = emoji.includes('\u200D') ? emoji : emoji.replace('\uFE0F', '');
  const file = Array.from(plain, (character) => (character.codePointAt(0) ?? 0).toString(16)).join('-');
  return `<img src="${IMAGES}${file}.png" alt="${plain}" class="wp-smiley" style="height: 1em; max-height: 1em;" />`;
}

const SMILIES: Readonly<Record<string, string>> = {
  ':)': '🙂',
  ':-)': '🙂',
  ':smile:': '🙂',
  ':D': '😀',
  ':-D': '😀',
  ':grin:': '😀',
  ';)': '😉',
  ';-)': '😉',
  ':wink:': '😉',
  ':(': '🙁',
  ':-(': '🙁',
  ':sad:': '🙁',
  ':P': '😛',
  ':-P': '😛',
  ':razz:': '😛',
  ':o': '😮',
  ':-o': '😮',
  ':eek:': '😮',
  ':|': '😐',
  ':-|': '😐',
  ':neutral:': '😐',
  ':x': '😡',
  ':-x': '😡',
  ':mad:': '😡',
  ':?': '😕',
  ':-?': '😕',
  '8-)': '😎',
  ':cool:': '😎',
  '8O': '😯',
  '8-O': '😯',
  ':shock:': '😯',
  ':lol:': '😆',
  ':cry:': '😥',
  ':roll:': '🙄',
  ':oops:': '😳',
  ':evil:': '👿',
  ':twisted:': '😈',
  ':idea:': '💡',
  ':arrow:': '➡',
  ':!:': '❗',
  ':?:': '❓',
};

/** Smilies that stand alone become emoji. */
export function smilies(html: string): string {
  return html
    .split(/(<[^>]*>)/)
    .map((piece, index) =>
      index % 2 === 1
        ? piece
        : piece.replaceAll(/(?<=^|\s)[:;8]\S{0,8}(?=\s|$)/g, (word) => SMILIES[word] ?? word),
    )
    .join('');
}
