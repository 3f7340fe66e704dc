import { expect, test } from 'vitest';
import {
  discordMarkdown as discord,
  markdown,
  mrkdwn,
  plain,
  prefixed,
  split,
  textTree,
  whatsapp,
  wordpress,
  type Root,
} from '../../src/text/index.ts';
import { createGenerator } from './generator.ts';
import { formattedTree } from './formatted.ts';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const dialects = [wordpress, mrkdwn, whatsapp, discord, plain, markdown];
const squeeze = (text: string) => text.replace(/\s+/g, '');

test('a text that fits is one part, written once, and no text is one empty part', () => {
  const tree = textTree('short');
  let written = 0;
  const counting = { ...mrkdwn, serialize: (root: Root) => ((written += 1), mrkdwn.serialize(root)) };
  expect(split(tree, counting, 64)).toEqual(['short']);
  expect(written).toBe(1);
  for (const dialect of dialects) expect(split(textTree(''), dialect, 64)).toEqual(['']);
});

for (const dialect of dialects) {
  test(`parts in ${dialect.name} keep to the limit, hold every character once, and are the same every time`, () => {
    const generator = createGenerator(seed);
    for (let round = 0; round < (dialect === markdown ? 6 : 30); round += 1) {
      const text = Array.from({ length: 30 }, () => generator.text()).join(' ');
      const limit = 64 + generator.below(400);
      const parts = split(textTree(text), dialect, limit);
      const hint = `SEED=${String(seed)} round ${String(round)} limit ${String(limit)}`;
      for (const part of parts) expect(part.length, hint).toBeLessThanOrEqual(limit);
      const read = parts.map((part) => plain.serialize(dialect.parse(part))).join('');
      expect(squeeze(read), hint).toBe(squeeze(text));
      expect(split(textTree(text), dialect, limit)).toEqual(parts);
    }
  });

  test(`formatting in ${dialect.name} goes on in the part behind a cut, and no part is longer than the limit`, () => {
    const generator = createGenerator(seed);
    for (let round = 0; round < (dialect === markdown ? 6 : 30); round += 1) {
      const tree = formattedTree(generator, 12);
      const limit = 64 + generator.below(300);
      const hint = `SEED=${String(seed)} round ${String(round)} limit ${String(limit)}`;
      const parts = split(tree, dialect, limit);
      for (const part of parts) {
        expect(part.length, hint).toBeLessThanOrEqual(limit);
        expect(part, hint).not.toMatch(/\p{Surrogate}/u);
      }
    }
  });
}

test('a block that fits a part of its own stays whole', () => {
  const code = Array.from({ length: 20 }, (_, line) => `line ${String(line)}`).join('\n');
  const parts = split(markdown.parse(`Look:\n\n\`\`\`js\n${code}\n\`\`\`\n\nbye`), mrkdwn, 160);
  expect(parts).toEqual(['Look:', `\`\`\`\n${code}\n\`\`\``, 'bye']);
});

test('a code block longer than a part is cut at a line and fenced again, with its language', () => {
  const code = Array.from({ length: 40 }, (_, line) => `  indented line ${String(line)}`).join('\n');
  const parts = split(markdown.parse(`\`\`\`js\n${code}\n\`\`\``), markdown, 300);
  expect(parts.length).toBeGreaterThan(2);
  for (const part of parts) expect(part).toMatch(/^```js\n {2}indented line \d+\n[^`]*\n```$/);
  expect(parts.map((part) => part.slice(6, -4)).join('\n')).toBe(code);
});

test('bold text that is cut is bold in both parts', () => {
  const words = 'all these words are meant to be bold and there are far too many of them for one part';
  for (const part of split(markdown.parse(`**${words}**`), mrkdwn, 64)) expect(part).toMatch(/^\*[^*]+\*$/);
  for (const part of split(markdown.parse(`**${words}**`), wordpress, 64))
    expect(part).toMatch(/^<strong>[^<]+<\/strong>$/);
});

test('text is cut at a line before a sentence, at a sentence before a word, and inside a word last of all', () => {
  const filler = 'x'.repeat(20);
  expect(split(textTree(`One. ${filler}\nTwo. ${filler} ${filler}`), plain, 64)).toEqual([
    `One. ${filler}`,
    `Two. ${filler} ${filler}`,
  ]);
  expect(split(textTree(`${filler} ${filler}. Two ${filler} ${filler}`), plain, 64)).toEqual([
    `${filler} ${filler}.`,
    `Two ${filler} ${filler}`,
  ]);
  expect(split(textTree(`${filler} ${filler} ${filler} tail`), plain, 64)).toEqual([
    `${filler} ${filler} ${filler}`,
    'tail',
  ]);
  expect(split(textTree('y'.repeat(130)), plain, 64)).toEqual(['y'.repeat(64), 'y'.repeat(64), 'yy']);
});

test('no emoji, flag or entity is cut in two', () => {
  const family = '👩‍👩‍👧‍👦';
  for (const part of split(textTree(family.repeat(40)), plain, 64))
    expect(part).toBe(family.repeat(part.length / family.length));
  for (const part of split(textTree('🇩🇪'.repeat(80)), plain, 66)) expect(part.length % 4).toBe(0);
  for (const part of split(textTree('&'.repeat(80)), mrkdwn, 64)) expect(part).toMatch(/^(&amp;)+$/);
});

test('a numbered list that is cut goes on counting', () => {
  const parts = split(wordpress.parse(`<ol>${'<li>an item of the list</li>'.repeat(8)}</ol>`), mrkdwn, 80);
  expect(parts[0]).toMatch(/^1\. an item of the list\n2\. /);
  expect(parts[1]).toMatch(/^4\. an item of the list\n5\. /);
});

test('an address longer than a message is cut as literal text', () => {
  const url = `https://example.org/${'a'.repeat(300)}`;
  const parts = split(wordpress.parse(`<a href="${url}">here</a>`), mrkdwn, 100);
  expect(parts.join('')).toBe(`here (${url})`);
});

test('a million characters are split within the limit', () => {
  const text = 'The quick brown fox jumps over the lazy dog. '.repeat(22_300);
  const parts = split(textTree(text), mrkdwn, 4000);
  expect(parts.every((part) => part.length <= 4000)).toBe(true);
  expect(parts.join(' ')).toBe(text);
});

test('a limit too small for a character and its marks is refused', () => {
  expect(() => split(textTree('x'), plain, 10)).toThrow(RangeError);
});

test('a name before a word that is longer than a part stays with the beginning of the word', () => {
  const [first = ''] = split(prefixed(textTree('x'.repeat(1000)), 'Ada'), plain, 100);
  expect(first).toHaveLength(100);
  expect(first.startsWith('Ada: xxx')).toBe(true);
});
