import { expect, test } from 'vitest';
import { markdown, mrkdwn, plain, textTree, whatsapp, type Root } from '../../src/text/index.ts';

test('trees are plain data without positions', () => {
  const tree = markdown.parse('**a** [b][1] <b>x</b><br>y\n\n[1]: https://example.org');
  expect(JSON.parse(JSON.stringify(tree))).toEqual(tree);
  expect(JSON.stringify(tree)).not.toContain('position');
  expect(plain.serialize(tree).trim()).toBe('a b (https://example.org) <b>x</b>\ny');
});

test('a single tilde is no mark', () => {
  expect(plain.serialize(markdown.parse('~5 to ~6 and ~~gone~~'))).toBe('~5 to ~6 and gone');
});

test('line breaks are hard ones and addresses need no escapes', () => {
  expect(markdown.serialize(textTree('a\nb https://example.org/a_b?c&d'))).toBe(
    'a\\\nb <https://example.org/a_b?c&d>',
  );
});

test('nodes of ours are written as the words they show', () => {
  const tree: Root = {
    type: 'root',
    children: [
      {
        type: 'paragraph',
        children: [
          { type: 'mention', id: 'U1', name: 'a_b_' },
          { type: 'channelRef', name: 'c' },
          { type: 'customEmoji', name: 'e' },
          { type: 'timestamp', seconds: 1, fallback: '*t*' },
          { type: 'spoiler', children: [{ type: 'text', value: 's' }] },
          { type: 'underline', children: [{ type: 'strong', children: [{ type: 'text', value: 'u' }] }] },
          { type: 'link', url: 'javascript:x', children: [{ type: 'text', value: 'l' }] },
        ],
      },
    ],
  };
  expect(plain.serialize(markdown.parse(markdown.serialize(tree)))).toBe('@a_b_#c:e:*t*sul');
});

test('tables, tasks and footnotes of a model reach platforms that have none', () => {
  const source =
    '| a | b |\n| - | - |\n| 1 | *2* |\n\n- [x] done\n- [ ] open\n\n---\n\nnote[^1]\n\n[^1]: below';
  expect(mrkdwn.serialize(markdown.parse(source))).toBe(
    'a | b\n1 | _2_\n• ☑ done\n• ☐ open\n———\nnote[1]\nbelow',
  );
  expect(whatsapp.serialize(markdown.parse(source))).toContain('- ☑ done\n- ☐ open');
});
