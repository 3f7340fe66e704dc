/** The reactions that iMessage has, with the emoji each looks like. */
const EMOJI_BY_TYPE: Readonly<Record<string, string>> = {
  love: '❤️',
  like: '👍',
  dislike: '👎',
  laugh: '😂',
  emphasize: '‼️',
  question: '❓',
};

/** U+FE0F asks for the coloured look of a character, a modifier tones the skin. */
const LOOKS = /\uFE0F|\p{Emoji_Modifier}/gu;
const TYPE_BY_PLAIN = new Map(
  Object.entries(EMOJI_BY_TYPE).map(([type, emoji]) => [emoji.replaceAll(LOOKS, ''), type]),
);

/** The reaction that an emoji means, whatever its skin tone; undefined for all but the six. */
export function typeOfEmoji(emoji: string): string | undefined {
  return TYPE_BY_PLAIN.get(emoji.replaceAll(LOOKS, ''));
}

/** What a reaction looks like. A type that is new to us is an emoji itself, or is shown as `:type:`. */
export function emojiOfType(type: string): string {
  const emoji = Object.hasOwn(EMOJI_BY_TYPE, type) ? EMOJI_BY_TYPE[type] : undefined;
  return emoji ?? (/^\w+$/.test(type) ? `:${type}:` : type);
}
