import { describe, expect, test } from 'vitest';
import {
  discordMarkdown as discord,
  markdown,
  mrkdwn,
  plain,
  split,
  textTree,
  type Root,
} from '../../src/text/index.ts';

const paragraph = (source: string) => {
  const [first] = discord.parse(source).children;
  return first?.type === 'paragraph' ? first.children : [];
};
const write = (...children: Extract<Root['children'][number], { type: 'paragraph' }>['children']) =>
  discord.serialize({ type: 'root', children: [{ type: 'paragraph', children }] });

const ann = '1180000000000000101';

describe("reading Discord's Markdown", () => {
  test('marks become nodes, nested and touching ones too', () => {
    expect(markdown.serialize(discord.parse('**b** *i* _i_ ~~s~~ `c` **b *both***'))).toBe(
      '**b** *i* *i* ~~s~~ `c` **b _both_**',
    );
    expect(paragraph('***all***')).toEqual([
      { type: 'emphasis', children: [{ type: 'strong', children: [{ type: 'text', value: 'all' }] }] },
    ]);
    expect(paragraph('__u__ ||hidden||')).toEqual([
      { type: 'underline', children: [{ type: 'text', value: 'u' }] },
      { type: 'text', value: ' ' },
      { type: 'spoiler', children: [{ type: 'text', value: 'hidden' }] },
    ]);
  });

  test('marks inside words, beside blanks or without a partner stay what they are', () => {
    for (const text of ['snake_case_name', '2 * 3 * 4', '**', '~ ~', 'a || b', '_', '`'])
      expect(plain.serialize(discord.parse(text))).toBe(text);
  });

  test('people, roles, channels, emoji, moments and commands', () => {
    expect(
      paragraph(
        `<@${ann}> <@!${ann}> <@&${ann}> <#${ann}> <:wave:${ann}> <a:dance:${ann}> <t:1392734382:R> </ask:${ann}>`,
      ),
    ).toEqual([
      { type: 'mention', id: ann, name: ann },
      { type: 'text', value: ' ' },
      { type: 'mention', id: ann, name: ann },
      { type: 'text', value: ' ' },
      { type: 'mention', id: `&${ann}`, name: ann },
      { type: 'text', value: ' ' },
      { type: 'channelRef', id: ann, name: ann },
      { type: 'text', value: ' ' },
      { type: 'customEmoji', id: ann, name: 'wave' },
      { type: 'text', value: ' ' },
      { type: 'customEmoji', id: ann, name: 'dance' },
      { type: 'text', value: ' ' },
      { type: 'timestamp', seconds: 1392734382, fallback: '2014-02-18T14:39:42.000Z' },
      { type: 'text', value: ' /ask' },
    ]);
  });

  test('nothing inside of code is read', () => {
    expect(paragraph(`\`**a** <@${ann}>\``)).toEqual([{ type: 'inlineCode', value: `**a** <@${ann}>` }]);
    expect(discord.parse('x\n```js\n*a*\n```\ny').children).toMatchObject([
      { type: 'paragraph' },
      { type: 'code', lang: 'js', value: '*a*' },
      { type: 'paragraph' },
    ]);
  });

  test('headings, quotes, small print and lists', () => {
    expect(
      markdown.serialize(
        discord.parse('# Title\ntext\n> quoted\n> more\n-# small\n- one\n  - deep\n- two\n1. first'),
      ),
    ).toBe('# Title\n\ntext\n\n> quoted\\\n> more\n\nsmall\n\n- one\n  - deep\n- two\n\n1. first');
    expect(discord.parse('before\n>>> all\nof it').children).toMatchObject([
      { type: 'paragraph' },
      { type: 'blockquote', children: [{ children: [{ value: 'all\nof it' }] }] },
    ]);
  });

  test('addresses keep their marks, and only labels of harmless ones become links', () => {
    expect(plain.serialize(discord.parse('https://example.org/a_b_c*d* <https://example.org>'))).toBe(
      'https://example.org/a_b_c*d* https://example.org',
    );
    expect(paragraph('[label](https://example.org)')).toMatchObject([
      { type: 'link', url: 'https://example.org' },
    ]);
    expect(plain.serialize(discord.parse('[x](javascript:alert)'))).toBe('[x](javascript:alert)');
  });
});

describe("writing Discord's Markdown", () => {
  test('nothing that was typed becomes markup or a call to anybody', () => {
    expect(discord.serialize(textTree('*a* _b_ ||c|| `d` <@1> @everyone # e'))).toBe(
      '\\*a\\* \\_b\\_ \\|\\|c\\|\\| \\`d\\` \\<@1> @\u200beveryone # e',
    );
    expect(discord.serialize(textTree('# a\n- b\n1. c\n> d\n-# e'))).toBe(
      '\\# a\n\\- b\n1\\. c\n\\> d\n\\-# e',
    );
  });

  test('a person with an id of Discord is mentioned, any other only named', () => {
    expect(write({ type: 'mention', id: ann, name: 'Ann' })).toBe(`<@${ann}>`);
    expect(write({ type: 'mention', id: 'U123', name: 'Ann' })).toBe('@Ann');
    expect(write({ type: 'mention', name: 'everyone' })).toBe('@\u200beveryone');
    expect(
      write(
        { type: 'channelRef', id: ann, name: 'general' },
        { type: 'timestamp', seconds: 5, fallback: '' },
      ),
    ).toBe(`<#${ann}><t:5>`);
  });

  test('runs that touch are kept apart, and come back as they were', () => {
    const tree: Root = {
      type: 'root',
      children: [
        {
          type: 'paragraph',
          children: [
            { type: 'strong', children: [{ type: 'text', value: 'a' }] },
            { type: 'emphasis', children: [{ type: 'text', value: 'b' }] },
            { type: 'spoiler', children: [{ type: 'text', value: 'c|' }] },
          ],
        },
      ],
    };
    expect(discord.serialize(tree)).toBe('**a**\u200b*b*\u200b||c\\|\u200b||');
    expect(discord.parse(discord.serialize(tree))).toEqual(tree);
  });

  test('links with a label, without one, and those that hide a scheme', () => {
    const link = (url: string, label: string) =>
      write({ type: 'link', url, children: [{ type: 'text', value: label }] });
    expect(link('https://example.org/a', 'here')).toBe('[here](https://example.org/a)');
    expect(link('https://example.org/a', 'https://example.org/a')).toBe('https://example.org/a');
    expect(link('https://example.org/(a)', 'here')).toBe('[here](https://example.org/%28a%29)');
    expect(link('https://example.org', 'https://bank.example')).toBe(
      'https://bank.example (<https://example.org>)',
    );
    expect(link('javascript:alert(1)', 'here')).toBe('here');
  });

  test('a heading, a list and a code block look like what they are', () => {
    const tree = markdown.parse('## Title\n\n- one\n- two\n\n```js\na();\n```');
    expect(discord.serialize(tree)).toBe('## Title\n- one\n- two\n```js\na();\n```');
    expect(mrkdwn.serialize(discord.parse(discord.serialize(tree)))).toContain('```\na();\n```');
  });

  test('a code block at the cut is closed and opened again with its language', () => {
    const code = Array.from({ length: 300 }, (_, line) => `line(${String(line)});`).join('\n');
    const parts = split(
      { type: 'root', children: [{ type: 'code', lang: 'js', value: code }] },
      discord,
      2000,
    );
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(part).toMatch(/^```js\nline\(\d+\);\n[^`]*\n```$/);
  });
});
