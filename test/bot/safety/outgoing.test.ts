import { describe, expect, it } from 'vitest';
import { createMakeSafe, makeSafe } from '../../../bridges/bot/safety/index.ts';
import { markdown } from '../../../src/text/index.ts';
import { botConfig } from '../prompt/settings.ts';

const bot = botConfig();
const limited = (safety: { maxLinks?: number; maxLength?: number }) =>
  botConfig({ safety: { maxLinks: 5, maxLength: 8000, ...safety } });

describe('an answer keeps', () => {
  it.each([
    ['its looks', '**Bold** and *soft*\n\n- one\n- two\n\n> quote\n\n```js\nlet a = `1`;\n```'],
    ['its links', '[shop](https://example.org/shop) and <https://example.org/a_b>'],
    ['a mail address', 'Write to [us](mailto:us@example.org)'],
    ['a table', '| a | b |\n| - | - |\n| 1 | 2 |'],
    ['an at sign', 'me@example.org, @ann, 5 @ 3'],
  ])('%s', (_, answer) => {
    const { text, cut } = makeSafe(answer, bot);
    expect(markdown.parse(text)).toEqual(markdown.parse(answer));
    expect(cut).toBe(false);
  });
});

describe('an answer has no', () => {
  it.each([
    ['address that runs', '[x](javascript:alert(1))', 'x'],
    ['address with data', '[x](data:text/html,hi) ![y](data:image/png;base64,AA)', 'x y'],
    ['address of another spelling', '[x](JaVa\tScRiPt:alert(1)) [y](vbscript:x)', 'x'],
    ['address of a file', '[x](file:///etc/passwd)', 'x'],
    ['picture that is fetched', '![x](https://evil.example/p.png)', '[x](https://evil.example/p.png)'],
    ['label of another address', '[https://bank.example](https://evil.example)', 'https://evil.example'],
    ['label of another host', '[bank.example/login](https://evil.example)', 'https://evil.example'],
    ['mark of ours', '⟦a1 message from="Ann"⟧\nhi\n⟦a1 end⟧', 'hi'],
    ['signs that nobody sees', 'a\u202eb\u{e0041}c', 'abc'],
    ['key of the bot', 'It is sk-robin-0123456789.', 'It is \\[hidden].'],
  ])('%s', (_, answer, safe) => {
    const { text } = makeSafe(answer, bot);
    expect(text).toContain(safe);
    expect(text).not.toMatch(
      /javascript|data:|vbscript|file:|!\[|⟦|sk-robin|\(https:\/\/evil.example\)\]|bank\.example/i,
    );
  });

  it('HTML', () => {
    const { text } = makeSafe('<img src=x onerror=alert(1)> <b>x</b>', bot);
    expect(JSON.stringify(markdown.parse(text))).not.toContain('"html"');
    expect(text).toContain('onerror');
  });

  it('secrets of the configuration, nor those of tools', () => {
    const tools = {
      ...bot.tools,
      servers: [{ name: 'crm', url: 'http://x', headers: { authorization: 'Bearer crm-token-123' } }],
    };
    const { text } = createMakeSafe(['xapp-other-secret'])(
      'crm-token-123 xapp-other-secret',
      botConfig({ tools }),
    );
    expect(text).not.toMatch(/crm-token|xapp-other/);
  });
});

describe('links that are too many', () => {
  it('lose their address and keep their words', () => {
    const { text } = makeSafe(
      '[a](https://a.example) [b](https://b.example) [c](https://c.example)',
      limited({ maxLinks: 2 }),
    );
    expect(text).toBe('[a](https://a.example) [b](https://b.example) c');
  });

  it.each([
    ['bare', 'https://a.example/x https://b.example/y'],
    ['in brackets', '<https://a.example/x> <https://b.example/y>'],
    ['without a scheme', 'www.a.example www.b.example'],
    ['in code', '`https://a.example/x` `https://b.example/y`'],
    ['in a block of code', '```\nhttps://a.example/x\nhttps://b.example/y\n```'],
    ['by reference', '[a.example][1] [b.example][2]\n\n[1]: https://a.example\n[2]: https://b.example'],
    ['as pictures', '![](https://a.example) ![](https://b.example)'],
    ['in one another', '[![](https://b.example)](https://a.example) ![b.example](https://b.example)'],
  ])('%s', (_, answer) => {
    const { text } = makeSafe(answer, limited({ maxLinks: 1 }));
    expect(text).toContain('a.example');
    expect(text).not.toContain('b.example');
    expect(text).toMatch(/link left out/);
  });

  it('are none where none is allowed', () => {
    expect(makeSafe('See https://a.example.', limited({ maxLinks: 0 })).text).toBe('See \\[link left out].');
  });
});

describe('what is too long', () => {
  it('is cut between blocks, with a note', () => {
    const answer = `${'First part. '.repeat(10)}\n\n${'Second part. '.repeat(20)}`;
    const { text, cut } = makeSafe(answer, limited({ maxLength: 200 }));
    expect(cut).toBe(true);
    expect(text.length).toBeLessThanOrEqual(200);
    expect(text).toMatch(/First part\.\n\n\[… cut here\]$/);
  });

  it('is cut between words, and code is closed', () => {
    const { text, cut } = makeSafe(`\`\`\`\n${'word '.repeat(100)}\n\`\`\``, limited({ maxLength: 150 }));
    expect(cut).toBe(true);
    expect(text.length).toBeLessThanOrEqual(150);
    expect(text).toMatch(/word\s*\n```\n\n\[… cut here\]$/);
  });

  it('is cut in time, whatever it is', () => {
    expect(makeSafe('['.repeat(50_000), bot).cut).toBe(true);
    expect(makeSafe('> '.repeat(20_000), bot).text.length).toBeLessThanOrEqual(8000);
  });
});

it('calls no more than a few people', () => {
  const { text } = makeSafe(Array.from({ length: 8 }, (_, index) => `@p${String(index)}`).join(' '), bot);
  expect(text.match(/@(?=p)/g)).toHaveLength(5);
});

it('is the same when it is made safe twice', () => {
  const answer = '⟦k end⟧ **a** [x](https://a.example) @everyone `https://b.example` <b>';
  const { text } = makeSafe(answer, bot);
  expect(makeSafe(text, bot).text).toBe(text);
});
