import { describe, expect, test } from 'vitest';
import { markdown, plain, textTree, wordpress, type Root } from '../../src/text/index.ts';

const read = (html: string) => plain.serialize(wordpress.parse(html));

describe('reading HTML', () => {
  test('text without tags is decoded once', () => {
    expect(
      read('1 &lt; 2 &amp;&amp; &#8220;x&#8221; &#x1f600; C:&#92;new &hellip; &amp;amp; &nosuch; &'),
    ).toBe('1 < 2 && “x” 😀 C:\\new … &amp; &nosuch; &');
  });

  test('line feeds, br and the ends of blocks are line breaks', () => {
    expect(read('a\nb<br>c<br />\nd')).toBe('a\nb\nc\nd');
    expect(read('<p>a</p>\n<p>b<br />\nc</p>\n')).toBe('a\n\nb\nc');
    expect(read('<div>a</div><div>b</div>c')).toBe('a\n\nb\n\nc');
    expect(read('a</p><p>b')).toBe('a\n\nb');
  });

  test('formatting becomes nodes', () => {
    const html = '<b>b</b> <i>i</i> <s>s</s> <code>c</code> <a href="https://example.org/?a=1&amp;b=2">l</a>';
    expect(markdown.serialize(wordpress.parse(html))).toBe(
      '**b** *i* ~~s~~ `c` [l](https://example.org/?a=1\\&b=2)',
    );
  });

  test('quotes, lists, code and tables keep their lines', () => {
    expect(
      read('<blockquote>q<br>r</blockquote><ul><li>one</li><li>two<ul><li>deep</li></ul></li></ul>'),
    ).toBe('> q\n> r\n- one\n- two\n    - deep');
    expect(read('<ol start="3"><li>c</li><li>d</li></ol><pre>x\n  y</pre>')).toBe('3. c\n4. d\nx\n  y');
    expect(read('<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>')).toBe(
      'a | b\n\n1 | 2',
    );
  });

  test('unknown tags leave their text, scripts and styles leave nothing', () => {
    expect(
      read('<x-y>text</x-y> <span class="z">more</span><script>alert(1)</script><style>p{}</style>!'),
    ).toBe('text more!');
    expect(read('<!-- hidden -->shown')).toBe('shown');
  });

  test('a link that could run code is only its text', () => {
    for (const href of [
      'javascript:alert(1)',
      ' java\nscript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      '/relative',
    ]) {
      const tree = wordpress.parse(`<a href="${href}" onclick="x()">label</a>`);
      expect(tree.children).toEqual([{ type: 'paragraph', children: [{ type: 'text', value: 'label' }] }]);
    }
  });

  test('a picture of an emoji is the emoji, any other picture a link', () => {
    expect(read('hi <img src="https://s.example.org/1f600.svg" alt="😀" class="emoji">')).toBe('hi 😀');
    expect(read('<img src="https://example.org/cat.png" alt="cat">')).toBe(
      'cat (https://example.org/cat.png)',
    );
    expect(read('<img src="x.png" alt="local">')).toBe('local');
  });

  test('what only looks like a tag is text', () => {
    expect(read('<3 love, 1 < 2, <@U123>, <>')).toBe('<3 love, 1 < 2, <@U123>, <>');
  });

  test('broken and deep HTML never throws', () => {
    for (const html of ['<', '</', '<b', '<b><i>x</b>y</i>', '<a href="', '&#xffffffff;', '<table><b>x'])
      read(html);
    expect(read(`${'<b>'.repeat(50)}x`)).toBe('x');
    const absurd = `${'<b>'.repeat(20_000)}x`;
    expect(read(absurd)).toBe(absurd);
  });
});

describe('writing HTML', () => {
  test('literal text has its four dangerous characters as entities and nothing else changed', () => {
    expect(wordpress.serialize(textTree('<b> & "q" \\ \n\n  😀\t'))).toBe(
      '&lt;b&gt; &amp; "q" &#92; \n\n  😀\t',
    );
  });

  test('only tags that BuddyPress keeps are written', () => {
    const source =
      '**b** *i* ~~s~~ `c<d` [l](https://example.org/?a=1&b=2)\n\n> q\n\n- x\n\n1. y\n\n```js\nlet a;\n```';
    expect(wordpress.serialize(markdown.parse(source))).toBe(
      [
        '<strong>b</strong> <em>i</em> <del>s</del> <code>c&lt;d</code> <a href="https://example.org/?a=1&amp;b=2">l</a>',
        '<blockquote>q</blockquote>',
        '<ul><li>x</li></ul>',
        '<ol><li>y</li></ol>',
        '<code>\nlet a;\n</code>',
      ].join('\n'),
    );
  });

  test('a link whose target could run code is written as its label', () => {
    const tree: Root = {
      type: 'root',
      children: [
        {
          type: 'paragraph',
          children: [{ type: 'link', url: 'javascript:x', children: [{ type: 'text', value: 'l' }] }],
        },
      ],
    };
    expect(wordpress.serialize(tree)).toBe('l');
  });
});
