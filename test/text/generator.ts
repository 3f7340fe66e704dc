/** Makes the same texts for the same seed (mulberry32), so a failure can be run again. */
export function createGenerator(seed: number): {
  text(): string;
  pick<T>(from: readonly T[]): T;
  below(n: number): number;
} {
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(random() * n);
  const pick = <T>(from: readonly T[]): T => {
    const item = from[below(from.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  return {
    below,
    pick,
    text: () => Array.from({ length: 1 + below(12) }, () => pick(pieces)).join(random() < 0.5 ? ' ' : ''),
  };
}

/** What people type, and what has broken bridges before. */
export const pieces = [
  ...[
    'word',
    'Grüße',
    'x',
    'a_b_c',
    '1 < 2 and 3 > 2',
    '2 * 3 * 4',
    '~/.config',
    'C:\\new\\table',
    '$5 & more',
  ],
  ...['😀', '👩‍👩‍👧‍👦', '🇩🇪', '👍🏽', 'é', 'שלום עולם', 'مرحبا', '𠀀', '\u200b', '\u200d', '\ufeff', '\u2028'],
  ...[
    '<script>alert(1)</script>',
    '<@U123456>',
    '<!channel>',
    '<!here|here>',
    '<#C123456|general>',
    '</p>',
    '<br>',
  ],
  ...[
    '@everyone',
    '@here',
    '@channel',
    '@123456789',
    ':smile:',
    ':no_such_emoji:',
    '10:30:15',
    ':100:',
    '::',
  ],
  ...[
    '*literal*',
    '_x_',
    '~x~',
    '`code`',
    '```',
    '```block```',
    '**',
    '__',
    '*',
    '_',
    '~',
    '`',
    '*_~`',
    '> quoted',
  ],
  ...[
    '&amp;',
    '&lt;b&gt;',
    '&#92;',
    '&nbsp',
    '&copy;',
    '\\',
    '\\*',
    '\\n',
    '# head',
    '- item',
    '1. one',
    '+ plus',
    '> ',
  ],
  ...[
    'https://example.org/a_b_c*d?x=1&y=2',
    '[label](https://example.org)',
    '![x](y)',
    '<https://example.org|x>',
  ],
  ...[
    '\n',
    '\n\n',
    '\n\n\n',
    ' ',
    '   ',
    '    ',
    '\t',
    '---',
    '===',
    '| a | b |',
    '|',
    '^',
    '"quoted"',
    "'s",
    '!',
    '.',
  ],
];
