import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../src/model/index.ts';
import { applyRules } from '../../bridges/relay/rules.ts';
import { created, deleted, edited } from '../support/events.ts';
import { by, outcome, routeWith, site, team, through } from './kit.ts';

const LEFT_OUT = 'dropped: rule 1 of the route "support" leaves it out';
const file = (kind: Attachment['kind']): { attachments: Attachment[] } => ({
  attachments: [{ kind, name: 'file', mimeType: 'application/octet-stream' }],
});

describe('drop', () => {
  it('leaves out by words anywhere in the text, in capitals or not', () => {
    expect(through(['drop: { text: "internal" }'], 'This is INTERNAL.')).toBe(LEFT_OUT);
    expect(through(['drop: { text: "internal" }'], 'This is public.')).toBe('This is public.');
    expect(through(['drop: { text: "a.c" }'], 'abc')).toBe('abc');
  });

  it('leaves out by a regular expression over the whole text', () => {
    const rule = ['drop: { text: "/^!internal/i" }'];
    expect(through(rule, '!Internal: budget')).toBe(LEFT_OUT);
    expect(through(rule, 'see\n!internal')).toBe('see\n!internal');
    expect(through(['drop: { text: "/^!internal/im" }'], 'see\n!internal')).toBe(LEFT_OUT);
  });

  it('leaves out by the whole name of the author, with * for anything, and by the id', () => {
    expect(through(['drop: { author: [ben, "*-bot"] }'], 'x', by('Deploy-Bot'))).toBe(LEFT_OUT);
    expect(through(['drop: { author: [ben, "*-bot"] }'], 'x', by('Ben'))).toBe(LEFT_OUT);
    expect(through(['drop: { author: ben }'], 'x', by('Benjamin'))).toBe('x');
    expect(through(['drop: { author: "a*b*c" }'], 'x', by('A-b-B-c'))).toBe(LEFT_OUT);
    expect(through(['drop: { author: "a*ba" }'], 'x', by('aba'))).toBe(LEFT_OUT);
    expect(through(['drop: { author: "ab*ba" }'], 'x', by('aba'))).toBe('x');
    expect(through(['drop: { author: "/^(Ann|Ben)$/" }'], 'x', by('Ann'))).toBe(LEFT_OUT);
    expect(through(['drop: { authorId: 12 }'], 'x', by('Ann', '12'))).toBe(LEFT_OUT);
    expect(through(['drop: { authorId: 12 }'], 'x', by('12', '13'))).toBe('x');
  });

  it('leaves out by what the author is, and by what is attached', () => {
    expect(through(['drop: { authorKind: bot }'], 'x', by('R2', '2', 'bot'))).toBe(LEFT_OUT);
    expect(through(['drop: { authorKind: bot }'], 'x')).toBe('x');
    expect(through(['drop: { kind: [video, audio] }'], 'x', file('video'))).toBe(LEFT_OUT);
    expect(through(['drop: { kind: [video, audio] }'], 'x', file('image'))).toBe('x');
    expect(through(['drop: { kind: text }'], 'x')).toBe(LEFT_OUT);
    expect(through(['drop: { kind: text }'], 'x', file('image'))).toBe('x');
  });

  it('leaves out one direction only', () => {
    const rule = ['drop: { from: team }'];
    expect(through(rule, 'x')).toBe('x');
    expect(through(rule, 'x', {}, [team, site])).toBe(LEFT_OUT);
    expect(through(['drop: { to: "team:C0123" }'], 'x')).toBe(LEFT_OUT);
    expect(through(['drop: { to: { account: team } }'], 'x', {}, [team, site])).toBe('x');
  });

  it('needs everything that is named to hold, and what stands under not, not to', () => {
    const rule = ['drop: { from: site, text: secret, not: { author: [Ann, Ben] } }'];
    expect(through(rule, 'a secret', by('Cas'))).toBe(LEFT_OUT);
    expect(through(rule, 'a secret', by('Ann'))).toBe('a secret');
    expect(through(rule, 'no s', by('Cas'))).toBe('no s');
  });
});

describe('keep', () => {
  it('passes what fits without trying later rules, so that a list of those who may speak can be written', () => {
    const rules = ['keep: { author: [Ann, Ben] }', 'drop: {}'];
    expect(through(rules, 'hello', by('Ann'))).toBe('hello');
    expect(through(rules, 'hello', by('Eve'))).toBe('dropped: rule 2 of the route "support" leaves it out');
  });
});

describe('replace', () => {
  it('changes every place, in words and in code, and leaves the looks alone', () => {
    const tree = {
      type: 'root' as const,
      children: [
        {
          type: 'paragraph' as const,
          children: [
            { type: 'text' as const, value: 'foo ' },
            { type: 'strong' as const, children: [{ type: 'text' as const, value: 'Foo foo' }] },
            { type: 'mention' as const, id: '3', name: 'foo' },
          ],
        },
        { type: 'code' as const, value: 'foo()' },
      ],
    };
    const route = routeWith('rules:\n  - replace: { find: foo, with: "bar" }');
    const ruled = applyRules(created('1', 'foo', { text: tree }), route, site, team);
    expect(ruled).toMatchObject({
      event: {
        message: {
          text: {
            children: [
              {
                children: [
                  { value: 'bar ' },
                  { type: 'strong', children: [{ value: 'bar bar' }] },
                  { type: 'mention', id: '3', name: 'foo' },
                ],
              },
              { type: 'code', value: 'bar()' },
            ],
          },
        },
      },
    });
    expect(tree.children[1]).toEqual({ type: 'code', value: 'foo()' });
  });

  it('takes word borders and groups of a regular expression, line by line', () => {
    const rule = ['replace: { find: "/\\\\bfoo\\\\b/", with: "bar" }'];
    expect(through(rule, 'foo foobar\nfoo')).toBe('bar foobar\nbar');
    expect(through([String.raw`replace: { find: '/(\d+) (\w+)/', with: '$2: $1 $$ $7' }`], '5 apples')).toBe(
      'apples: 5 $ $7',
    );
    expect(through(["replace: { find: '/^/', with: '> ' }"], 'a\nb')).toBe('> a\n> b');
    expect(through(["replace: { find: '/x*/', with: '-' }"], '😀')).toBe('-😀-');
  });

  it('takes plain text as it is, also where it looks like something else', () => {
    expect(through(["replace: { find: 'a.b*', with: '$1$&' }"], 'A.B* aXb')).toBe('$1$& aXb');
  });

  it('changes an address that people read, and no address behind a label', () => {
    const text = {
      type: 'root' as const,
      children: [
        {
          type: 'paragraph' as const,
          children: [
            {
              type: 'link' as const,
              url: 'https://intern.example/a',
              children: [{ type: 'text' as const, value: 'https://intern.example/a' }],
            },
            { type: 'text' as const, value: ' ' },
            {
              type: 'link' as const,
              url: 'https://intern.example/b',
              children: [{ type: 'text' as const, value: 'intern' }],
            },
          ],
        },
      ],
    };
    const rules = ['replace: { find: intern, with: public }'];
    expect(through(rules, '', { text })).toBe('https://public.example/a public (https://intern.example/b)');
    const hidden = ["replace: { find: 'https://intern.example', with: '(an internal page) ' }"];
    expect(through(hidden, '', { text })).toBe('(an internal page) /a intern (https://intern.example/b)');
  });

  it('leaves nothing empty behind', () => {
    expect(through(['replace: { find: "foo", with: "" }'], 'foo')).toBe(
      'dropped: the rules of the route "support" leave none of its text',
    );
    expect(through(['replace: { find: "foo", with: "" }'], 'foo', file('image'))).toBe('');
  });
});

describe('prefix', () => {
  it('puts words before the text, in the first line of it where it begins with one', () => {
    expect(through(['prefix: { with: "[support] ", to: "team:C0123" }'], 'Hello\n\nyou')).toBe(
      '[support] Hello\n\nyou',
    );
    const list = { type: 'root' as const, children: [{ type: 'code' as const, value: 'x' }] };
    expect(through(['prefix: { with: "[support] " }'], '', { text: list })).toBe('[support]\nx');
    expect(through(['prefix: { with: "[support] " }'], '', file('image'))).toBe('[support]');
  });
});

describe('rules', () => {
  it('are tried in order, each on what those before it made of the text', () => {
    const rules = ['replace: { find: one, with: two }', 'drop: { text: one }', 'prefix: { with: "3 " }'];
    expect(through(rules, 'one')).toBe('3 two');
  });

  it('hold for edits as for new messages; everything else passes as it is', () => {
    const route = routeWith('rules:\n  - drop: { text: secret }\n  - prefix: { with: "> " }');
    expect(outcome(applyRules(edited('1', 'a secret'), route, site, team))).toBe(LEFT_OUT);
    expect(outcome(applyRules(edited('1', 'a word'), route, site, team))).toBe('> a word');
    const gone = deleted('1');
    expect(applyRules(gone, route, site, team)).toEqual({ event: gone });
  });
});

describe('text that was made to be slow', () => {
  const long = `${'a'.repeat(100_000)}!`;

  it('is compared in linear time, whatever the expression', () => {
    for (const regex of ['^(a+)+$', '^(a|a)*$', '(a*)*b', '^(([a-z])+.)+[A-Z]([a-z])+$']) {
      expect(through([`drop: { text: '/${regex}/' }`], long).length).toBe(long.length);
    }
  });

  it('is left out, not passed on as it is, when replacing would take too long', () => {
    expect(through(["replace: { find: '/a(.*b)?/', with: 'x' }"], long)).toBe(
      'dropped: rule 1 of the route "support" would have to replace more than can be done in reasonable time',
    );
    expect(through(["replace: { find: '/a(.*b)?/', with: 'x' }"], 'a'.repeat(3000))).toBe('x'.repeat(3000));
  });
});
