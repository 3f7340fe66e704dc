import { describe, expect, test } from 'vitest';
import {
  emojiFromShortcode,
  markdown,
  mrkdwn,
  plain,
  shortcodeFromEmoji,
  textTree,
  wordpress,
  type Root,
} from '../../src/text/index.ts';

const read = (source: string) => plain.serialize(mrkdwn.parse(source));
const paragraph = (source: string) => {
  const [first] = mrkdwn.parse(source).children;
  return first?.type === 'paragraph' ? first.children : [];
};

describe('reading mrkdwn', () => {
  test('marks become nodes, nested ones too', () => {
    expect(markdown.serialize(mrkdwn.parse('*b* _i_ ~s~ `c` *b _both_*'))).toBe(
      '**b** *i* ~~s~~ `c` **b _both_**',
    );
  });

  test('marks inside words, beside blanks or over a line end stay what they are', () => {
    for (const text of ['a*b*c', 'snake_case_name', '2 * 3 * 4', '* item *', '*a\nb*', '*', '**', '_ _']) {
      expect(paragraph(text)).toEqual([{ type: 'text', value: text }]);
    }
  });

  test('nothing inside of code is read', () => {
    expect(paragraph('`*a* :smile: &lt;b&gt;`')).toEqual([{ type: 'inlineCode', value: '*a* :smile: <b>' }]);
    expect(mrkdwn.parse('x\n```\n*a*\n  &amp; b\n```\ny').children).toMatchObject([
      { type: 'paragraph' },
      { type: 'code', value: '*a*\n  & b' },
      { type: 'paragraph' },
    ]);
    expect(paragraph('`<http://example.org|example.org>`')).toEqual([
      { type: 'inlineCode', value: 'example.org' },
    ]);
  });

  test('people, channels, calls to many and moments', () => {
    expect(paragraph('<@U123|ann> <@U456> <#C12|general> <!here> <!subteam^S1|@ops>')).toEqual([
      { type: 'mention', id: 'U123', name: 'ann' },
      { type: 'text', value: ' ' },
      { type: 'mention', id: 'U456', name: 'U456' },
      { type: 'text', value: ' ' },
      { type: 'channelRef', id: 'C12', name: 'general' },
      { type: 'text', value: ' @here ' },
      { type: 'mention', name: 'ops' },
    ]);
    expect(paragraph('<!date^1392734382^{date}|18 Feb 2014>')).toEqual([
      { type: 'timestamp', seconds: 1392734382, fallback: '18 Feb 2014' },
    ]);
  });

  test('links keep label and target, and dangerous ones are text', () => {
    expect(
      read('<https://example.org/?a=1&amp;b=2> <https://example.org|here> <http://example.org|example.org>'),
    ).toBe('https://example.org/?a=1&b=2 here (https://example.org) example.org');
    expect(read('<mailto:a@example.org|a@example.org>')).toBe('a@example.org');
    expect(paragraph('<javascript:alert(1)|x>')).toEqual([
      { type: 'text', value: 'x (javascript:alert(1))' },
    ]);
  });

  test('quoted lines make a quote', () => {
    expect(mrkdwn.parse('&gt; a\n&gt; *b*\nc').children).toMatchObject([
      { type: 'blockquote' },
      { type: 'paragraph' },
    ]);
    expect(read('&gt; a\n&gt; *b*\nc')).toBe('> a\n> b\nc');
  });

  test('standard shortcodes are emoji, others custom emoji', () => {
    expect(read(':wave::skin-tone-3: :flag-de: :+1: :100:')).toBe('👋🏼 🇩🇪 👍 💯');
    expect(paragraph(':party_parrot:')).toEqual([{ type: 'customEmoji', name: 'party_parrot' }]);
    expect(read('at 10:30:15')).toBe('at 10:30:15');
  });
});

describe('writing mrkdwn', () => {
  test('nothing that people type mentions, links or formats', () => {
    for (const text of [
      '<!channel>',
      '<@U123456>',
      '@everyone',
      '*x*',
      '_x_',
      '~x~',
      '`x`',
      '```x```',
      ':smile:',
      '> x',
    ]) {
      const written = mrkdwn.serialize(textTree(text));
      expect(mrkdwn.parse(written)).toEqual(textTree(text));
      expect(written).not.toContain(text);
      expect(written).not.toMatch(/<[!@#]/);
    }
  });

  test('text that cannot be taken for markup is written as it is', () => {
    for (const text of [
      '2 * 3',
      'snake_case',
      '~/.config',
      'a * b * c',
      'x@here.example',
      'it costs 5*',
      'https://example.org/a?b=c',
    ]) {
      expect(mrkdwn.serialize(textTree(text))).toBe(text);
    }
  });

  test('an address with marks stays whole', () => {
    expect(mrkdwn.serialize(textTree('see https://example.org/_a_/b and *b*'))).toMatch(
      /^see <https:\/\/example\.org\/_a_\/b> /,
    );
  });

  test('formatting inside of words works, blanks stay outside of marks, lines are marked one by one', () => {
    const written = mrkdwn.serialize(wordpress.parse('un<b>believ</b>able <b> a\nb </b>'));
    expect(written).toBe('un\u200b*believ*\u200bable  *a*\n*b* ');
    expect(read(written)).toBe('unbelievable  a\nb ');
  });

  test('people, channels and moments of Slack are native, all others are names', () => {
    const tree: Root = {
      type: 'root',
      children: [
        {
          type: 'paragraph',
          children: [
            { type: 'mention', id: 'U123456', name: 'ann' },
            { type: 'mention', id: '42', name: 'ben' },
            { type: 'text', value: ' ' },
            { type: 'mention', name: 'channel' },
            { type: 'channelRef', id: 'C123456', name: 'general' },
            { type: 'customEmoji', name: 'parrot' },
            { type: 'timestamp', seconds: 5, fallback: 'then' },
          ],
        },
      ],
    };
    expect(mrkdwn.serialize(tree)).toBe(
      '<@U123456>@ben @\u200bchannel<#C123456>:parrot:<!date^5^{date_short_pretty} {time}|then>',
    );
  });

  test('headings, lists, quotes, links and code', () => {
    const source =
      '# Head\n\ntext [l](https://example.org)\n\n> q\n\n- a\n  - b\n\n3. c\n\n```js\nx < `y`\n```';
    expect(mrkdwn.serialize(markdown.parse(source))).toBe(
      '*Head*\n\ntext <https://example.org|l>\n> q\n• a\n    • b\n3. c\n```\nx &lt; `y`\n```',
    );
  });

  test('code with backticks keeps its text', () => {
    const tree = markdown.parse('``a`b`` and\n\n````\n```\n````');
    expect(read(mrkdwn.serialize(tree))).toBe('a`b and\n```');
  });
});

test('shortcodes and emoji find each other', () => {
  for (const [name, emoji] of [
    ['smile', '😄'],
    ['heart', '❤️'],
    ['+1::skin-tone-4', '👍🏽'],
    ['flag-fr', '🇫🇷'],
    ['white_check_mark', '✅'],
  ] as const) {
    expect(emojiFromShortcode(name)).toBe(emoji);
    expect(shortcodeFromEmoji(emoji)).toBe(name);
  }
  expect(shortcodeFromEmoji('❤')).toBe('heart');
  expect(emojiFromShortcode('thumbsup')).toBe('👍');
  expect(emojiFromShortcode('de')).toBe('🇩🇪');
  expect(emojiFromShortcode('no_such_emoji')).toBeUndefined();
  expect(shortcodeFromEmoji('x')).toBeUndefined();
});
