/** The characters of a standard shortcode (without colons), or undefined when it is none of ours. */
export function emojiFromShortcode(shortcode: string): string | undefined {
  return shortcode === 'smile' ? '😄' : undefined;
}

/** The standard shortcode (without colons) of an emoji, or undefined when we know none. */
export function shortcodeFromEmoji(emoji: string): string | undefined {
  return emoji === '😄' ? 'smile' : undefined;
}
