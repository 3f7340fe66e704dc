import { expect, test } from 'vitest';
import { markdown, plain, textTree, whatsapp } from '../../src/text/index.ts';

const read = (source: string) => plain.serialize(whatsapp.parse(source));

test('marks, code and quotes become nodes', () => {
  expect(markdown.serialize(whatsapp.parse('*b* _i_ ~s~ `c` ```m```'))).toBe('**b** *i* ~~s~~ `c` `m`');
  expect(whatsapp.parse('> q\n```\na\nb\n```').children).toMatchObject([
    { type: 'blockquote' },
    { type: 'code', value: 'a\nb' },
  ]);
});

test('lists and everything else stay the characters they were typed with', () => {
  for (const text of ['- a\n- b', '* a\n* b', '1. a', '<b>&amp;</b>', ':smile:', '>no blank', 'a_b_c']) {
    expect(whatsapp.parse(text)).toEqual(textTree(text));
    expect(whatsapp.serialize(textTree(text))).toBe(text);
  }
});

test('a number behind @ is a person, and is written again as one', () => {
  const tree = whatsapp.parse('hi @17472822486!');
  expect(tree.children).toMatchObject([
    {
      children: [
        { value: 'hi ' },
        { type: 'mention', id: '17472822486', name: '17472822486' },
        { value: '!' },
      ],
    },
  ]);
  expect(whatsapp.serialize(tree)).toBe('hi @17472822486!');
  expect(read('room @12')).toBe('room @12');
});

test('literal marks are kept from formatting and come back without their guards', () => {
  for (const text of ['*x*', '_x_', '~x~', '`x`', '```x```', '> x']) {
    const written = whatsapp.serialize(textTree(text));
    expect(written).not.toBe(text);
    expect(whatsapp.parse(written)).toEqual(textTree(text));
  }
});

test('marks in an address mean nothing and the address stays whole', () => {
  const text = 'see https://example.org/_a_b*c* or _not_';
  expect(whatsapp.serialize(textTree(text))).toContain('https://example.org/_a_b*c');
  expect(read('https://example.org/_a_/x_y')).toBe('https://example.org/_a_/x_y');
});

test('links show their target, lists their bullets', () => {
  const source = '[l](https://example.org) <https://example.org/>\n\n- a\n- b\n\n2. c';
  expect(whatsapp.serialize(markdown.parse(source))).toBe(
    'l (https://example.org) https://example.org/\n- a\n- b\n2. c',
  );
});
