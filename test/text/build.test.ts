import { expect, test } from 'vitest';
import {
  excerpt,
  isEmpty,
  markdown,
  mrkdwn,
  plain,
  plainText,
  prefixed,
  textTree,
  whatsapp,
  withQuote,
  wordpress,
} from '../../src/text/index.ts';

test('NUL and other control characters are dropped, line ends made equal, half surrogate pairs replaced', () => {
  expect(plainText(textTree('a\0b\x07c\r\nd\re\tf\ud800g'))).toBe('abc\nd\ne\tf\ufffdg');
  for (const dialect of [wordpress, mrkdwn, whatsapp, plain, markdown]) {
    expect(plainText(dialect.parse('a\0b\r\nc'))).toBe('ab\nc');
  }
  expect(plainText(wordpress.parse('a&#0;b&#7;c'))).toBe('abc');
});

test('blank lines make paragraphs', () => {
  expect(textTree('a\n\n\nb\nc').children).toEqual([
    { type: 'paragraph', children: [{ type: 'text', value: 'a' }] },
    { type: 'paragraph', children: [{ type: 'text', value: '\nb\nc' }] },
  ]);
  expect(textTree('').children).toEqual([]);
});

test('a text is empty when a person would see nothing', () => {
  expect(isEmpty(textTree(''))).toBe(true);
  expect(isEmpty(textTree(' \n\n\t'))).toBe(true);
  expect(isEmpty(wordpress.parse('<p> </p><b></b>'))).toBe(true);
  expect(isEmpty(mrkdwn.parse('<@U123456>'))).toBe(false);
});

test('the name before a text is bold and never markup itself', () => {
  expect(mrkdwn.serialize(prefixed(textTree('hello\nworld'), 'Ann'))).toBe('*Ann:* hello\nworld');
  expect(whatsapp.serialize(prefixed(markdown.parse('> q'), 'Ann'))).toBe('*Ann:*\n> q');
  expect(plainText(prefixed(textTree(''), 'Ann'))).toBe('Ann:');
  const nasty = '<!channel> *x*\n@here';
  const written = mrkdwn.serialize(prefixed(textTree('hi'), nasty));
  expect(written).not.toContain('<!');
  expect(plainText(mrkdwn.parse(written))).toBe('<!channel> *x* @here: hi');
  expect(wordpress.serialize(prefixed(textTree('hi'), '<b>&'))).toBe('<strong>&lt;b&gt;&amp;:</strong> hi');
});

test('a quote stands on one line above the text', () => {
  expect(mrkdwn.serialize(withQuote(textTree('yes'), 'Ann', 'shall we\n\ngo?'))).toBe(
    '> *Ann:* shall we go?\nyes',
  );
  expect(plainText(withQuote(textTree('yes'), undefined, '<b>'))).toBe('> <b>\nyes');
  expect(wordpress.serialize(withQuote(textTree('yes'), 'Ann', 'x'))).toBe(
    '<blockquote><strong>Ann:</strong> x</blockquote>\nyes',
  );
});

test('an excerpt is one line, not longer than asked for, and cuts no emoji', () => {
  expect(excerpt(markdown.parse('# Head\n\n- *a*\n- b'), 100)).toBe('Head - a - b');
  expect(excerpt(textTree('hello world'), 8)).toBe('hello w…');
  expect(excerpt(textTree('👩‍👩‍👧‍👦👩‍👩‍👧‍👦'), 15)).toBe('👩‍👩‍👧‍👦…');
  expect(excerpt(textTree('short'), 5)).toBe('short');
});
