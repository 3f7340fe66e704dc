import { describe, expect, test } from 'vitest';
import { storedText } from '../../bridges/sandbox/better-messages/text.ts';
import { betterMessages, markdown, plain, textTree } from '../../src/text/index.ts';
import type { Root } from '../../src/text/index.ts';
import { createGenerator, pieces } from './generator.ts';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const read = (stored: string) => plain.serialize(betterMessages.parse(stored));
const MENTION = '&lt;span class=&quot;bm-mention&quot; data-user-id=&quot;2&quot;&gt;@Alice B&lt;/span&gt;';

describe('reading what Better Messages stores', () => {
  test('entities are decoded once', () => {
    expect(read('Plain &amp; text &amp;lt;b&amp;gt; &quot;q&quot; &#039;q&#039; x &lt; y')).toBe(
      'Plain & text &lt;b&gt; "q" \'q\' x < y',
    );
  });

  test('real tags are formatting, and a line feed is a line break', () => {
    expect(
      markdown.serialize(betterMessages.parse('edited <b>text</b>\n<i>i</i> <u>u</u> <strike>k</strike>')),
    ).toBe('edited **text**\\\n*i* u ~~k~~');
  });

  test('paragraphs whose first and last tags were cut off stay paragraphs', () => {
    expect(read('a</p><p>b')).toBe('a\n\nb');
  });

  test.each([
    ['nothing but files', '<!-- BM-ONLY-FILES -->', ''],
    ['a deleted message', '<!-- BM-DELETED-MESSAGE -->', ''],
    ['a message of a bot', '<!-- BM-AI -->Hello', 'Hello'],
    ['a system message', '<!-- BM-SYSTEM-MESSAGE:user_joined -->', ''],
  ])('the mark of %s is no text', (_what, stored, text) => {
    expect(read(stored)).toBe(text);
  });

  test('a mention is a mention, with the id of the person', () => {
    expect(betterMessages.parse(`hi ${MENTION}!`).children).toEqual([
      {
        type: 'paragraph',
        children: [
          { type: 'text', value: 'hi ' },
          { type: 'mention', id: '2', name: 'Alice B' },
          { type: 'text', value: '!' },
        ],
      },
    ]);
  });

  test('a sticker is a link to its picture', () => {
    expect(read('<span class="bpbm-sticker"><img src="https://example.org/s.png" alt=""></span>')).toBe(
      'https://example.org/s.png',
    );
  });
});

describe('writing for Better Messages', () => {
  test('formatting takes the tags that the plugin keeps', () => {
    expect(betterMessages.serialize(markdown.parse('**b** *i* ~~s~~ `a<b`\n\n- x\n- y'))).toBe(
      '<b>b</b> <i>i</i> <strike>s</strike> a<\fb\n• x\n• y',
    );
  });

  test('an ampersand is left to the plugin to escape, and an address stands in the open', () => {
    expect(betterMessages.serialize(markdown.parse('R&D [label](https://example.org/?a=1&b=2)'))).toBe(
      'R&D label (https://example.org/?a=1&b=2)',
    );
  });

  test('somebody with an id is mentioned, anybody else is named', () => {
    const tree: Root = {
      type: 'root',
      children: [
        {
          type: 'paragraph',
          children: [
            { type: 'mention', id: '-3', name: 'Guest <i>' },
            { type: 'text', value: ' ' },
            { type: 'mention', id: 'U2', name: 'Bob' },
          ],
        },
      ],
    };
    const written = betterMessages.serialize(tree);
    expect(written).toBe('<span class="bm-mention" data-user-id="-3">@Guest <\fi></span> @Bob');
    expect(betterMessages.parse(storedText(written)).children[0]).toMatchObject({
      children: [{ type: 'mention', id: '-3', name: 'Guest <i>' }, { value: ' @Bob' }],
    });
  });

  test('a mention that somebody only typed out mentions nobody', () => {
    const typed = '<span class="bm-mention" data-user-id="2">@Alice</span>';
    const stored = storedText(betterMessages.serialize(textTree(typed)));
    expect(stored).not.toContain(MENTION.slice(0, 30));
    expect(betterMessages.parse(stored)).toEqual(textTree(typed));
  });

  test('any literal text comes back as it was, through the filter of the plugin', () => {
    const generator = createGenerator(seed);
    const texts = [...pieces, ...Array.from({ length: 2000 }, () => generator.text())];
    for (const text of texts) {
      const stored = storedText(betterMessages.serialize(textTree(text)));
      expect(read(stored), `SEED=${String(seed)} ${JSON.stringify(stored)}`).toBe(
        plain.serialize(textTree(text.trim())),
      );
    }
  });
});
