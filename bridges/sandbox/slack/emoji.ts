/** Some of the emoji that Slack stores by name; enough to show what the service does to typed emoji. */
export const EMOJI_BY_NAME = new Map([
  ['+1', '👍'],
  ['thumbsup', '👍'],
  ['-1', '👎'],
  ['heart', '❤️'],
  ['tada', '🎉'],
  ['joy', '😂'],
  ['smile', '😄'],
  ['grinning', '😀'],
  ['rocket', '🚀'],
  ['wave', '👋'],
  ['fire', '🔥'],
  ['eyes', '👀'],
  ['pray', '🙏'],
  ['clap', '👏'],
  ['100', '💯'],
  ['white_check_mark', '✅'],
]);

export const EMOJI_BY_CHARACTER = new Map(
  [...EMOJI_BY_NAME].reverse().map(([name, character]) => [character, name] as const),
);
