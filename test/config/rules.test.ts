import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { editorSchema } from '../../bridges/config/index.ts';
import { ACCOUNTS, ROUTES, load, platforms, refused } from './kit.ts';

/** Two good accounts, and one route with these lines, the first of them line 14. */
const routeWith = (lines: string): string =>
  `${ACCOUNTS}routes:\n  a:\n    between: [site:12, team:C1]\n${lines}`;
const rulesOf = (...rules: string[]): string =>
  routeWith(`    rules:\n${rules.map((rule) => `      - ${rule}\n`).join('')}`);

describe('what a route makes of messages', () => {
  it('is left to the relay where nothing is written', () => {
    const [route] = load(ACCOUNTS + ROUTES).routes;
    expect(Object.keys(route ?? {})).toEqual(['name', 'from', 'to']);
  });

  it('is read as it is written', () => {
    const [route] = load(
      routeWith(
        `    nickname: "{name} ({platform})"\n    prefix: ""\n    reactions: native\n    typing: true\n    readState: true\n`,
      ),
    ).routes;
    expect(route).toMatchObject({
      nickname: '{name} ({platform})',
      prefix: '',
      reactions: 'native',
      typing: true,
      readState: true,
    });
  });

  it('has rules in their order, each with its conditions as lists', () => {
    const [route] = load(
      rulesOf(
        'drop: { authorKind: bot, from: team }',
        'keep: { authorId: [12, U1], not: { kind: video } }',
        'replace: { find: "/\\\\bfoo\\\\b/", with: bar, to: "team:C1" }',
        'prefix: { with: "> ", from: { account: site, conversation: 12 } }',
      ),
    ).routes;
    expect(route?.rules).toMatchObject([
      { when: { authorKind: ['bot'], from: [{ account: 'team' }] }, act: { do: 'drop' } },
      { when: { authorId: ['12', 'U1'], not: { kind: ['video'] } }, act: { do: 'keep' } },
      {
        when: { to: [{ account: 'team', conversation: 'C1' }] },
        act: { do: 'replace', find: { source: '/\\bfoo\\b/' }, with: 'bar' },
      },
      {
        when: { from: [{ account: 'site', conversation: '12' }] },
        act: { do: 'prefix', with: '> ' },
      },
    ]);
  });
});

describe('values of a route are refused', () => {
  it('that nobody could mean', () => {
    const text = routeWith(
      "    nickname: '{nam} {}'\n    prefix: '{name}'\n    reactions: no\n    typing: maybe\n    readState: 1\n    rules: { drop: {} }\n",
    );
    expect(refused(text)).toEqual([
      '14:15: routes.a.nickname has the unknown place "{nam}". Did you mean "{name}"?',
      '14:15: routes.a.nickname has the unknown place "{}". There is: {name}, {platform}, {account}, {conversation}.',
      '15:13: routes.a.prefix has the unknown place "{name}". There is: {nickname}.',
      '16:16: routes.a.reactions cannot be "no". There is: tell, native, off.',
      '17:13: routes.a.typing must be true or false, but is text.',
      '18:16: routes.a.readState must be true or false, but is a number.',
      '19:5: routes.a.rules must be a list, but is a group of keys.',
    ]);
    expect(refused(routeWith('    nickname: " "\n'))).toEqual(['14:15: routes.a.nickname is empty.']);
  });
});

describe('rules are refused', () => {
  it('with keys, kinds or values that are none', () => {
    const text = rulesOf(
      'drop: { authr: x }',
      'dropp: { author: x }',
      'drop: { kind: [vidio], authorKind: self, text: 5 }',
      'replace: { find: foo }',
      'prefix: { with: "" }',
      'drop: { not: { nott: 2 } }',
    );
    expect(refused(text)).toEqual([
      '15:17: Unknown key "authr" in routes.a.rules.0.drop. Did you mean "author"?',
      '16:9: Unknown key "dropp" in routes.a.rules.1. Did you mean "drop"?',
      '17:24: routes.a.rules.2.drop.kind.0 cannot be "vidio". Did you mean "video"?',
      '17:44: routes.a.rules.2.drop.authorKind cannot be "self". There is: person, guest, bot.',
      '17:56: routes.a.rules.2.drop.text must be text, but is a number.',
      '18:9: routes.a.rules.3.replace.with is missing. It is needed: What stands there instead; $1 is the first group of a regex.',
      '19:25: routes.a.rules.4.prefix.with is empty.',
      '20:24: Unknown key "nott" in routes.a.rules.5.drop.not. There is: from, to, author, authorId, authorKind, text, kind.',
    ]);
  });

  it('that do nothing, two things, or leave nothing to mirror', () => {
    expect(refused(rulesOf('drop: {}', 'drop:', '{ drop: {}, keep: {} }'))).toEqual([
      '15:9: routes.a.rules.0 leaves out every message, so the route would mirror none. Add a condition.',
      '16:9: routes.a.rules.1 does nothing. Write "drop: { ... }", "keep: { ... }", "replace: { find: ..., with: ... }" or "prefix: { with: ... }".',
      '17:9: routes.a.rules.2 has both "drop" and "keep". Write a rule for each, in the order you want.',
    ]);
  });

  it('about accounts and conversations that the route does not touch', () => {
    const text = rulesOf(
      'drop: { from: tem }',
      'drop: { from: "team:C2", to: [site, { account: site, conversation: 13 }] }',
    );
    expect(refused(text)).toEqual([
      '15:23: Unknown account "tem". Did you mean "team"?',
      '16:23: routes.a.rules.1.drop.from can never hold: the route brings nothing from team:C2. Did you mean "team:C1"?',
      '16:45: routes.a.rules.1.drop.to.1 can never hold: the route takes nothing to site:13. Did you mean "site:12"?',
    ]);
    const oneWay = `${ACCOUNTS}routes:\n  a: { from: site:12, to: team:C1, rules: [drop: { from: team }] }\n`;
    expect(refused(oneWay)).toEqual([
      '12:58: routes.a.rules.0.drop.from can never hold: the route brings nothing from "team". There is: site:12.',
    ]);
  });

  it('with what cannot be compared in linear time, saying what and where', () => {
    const linear = 'cannot be compared in linear time. Write the rule without it.';
    const [ahead, behind, back, hold] = refused(
      rulesOf(
        "drop: { text: '/x(?!y)/i' }",
        "drop: { author: '/(?<=a)b/' }",
        String.raw`replace: { find: '/(a)\1/', with: b }`,
        "drop: { not: { text: '/a(?>b)/' } }",
      ),
    );
    expect(ahead).toBe(
      `15:23: routes.a.rules.0.drop.text has something unsupported at character 2: Looking ahead, (?=...) and (?!...), ${linear}`,
    );
    expect(behind).toMatch(/^16:25: .* at character 1: Looking behind/);
    expect(back).toMatch(/^17:26: .*replace\.find .* at character 4: A back-reference, such as \\1, /);
    expect(hold).toMatch(/^18:30: .* at character 2: Holding on/);
  });

  it('with what is no regular expression', () => {
    const lines = refused(
      rulesOf(
        "drop: { text: ['/ab(/', '/a**/', '/[z-a]/', '/a{2000}/', ' '] }",
        "drop: { text: '/path/to' }",
      ),
    );
    expect(lines).toEqual([
      '15:24: routes.a.rules.0.drop.text.0 is no regular expression: missing closing ), "ab(". Correct it, or look for plain text.',
      '15:33: routes.a.rules.0.drop.text.1 is no regular expression: invalid nested repetition operator at character 2, "**". Correct it, or look for plain text.',
      '15:42: routes.a.rules.0.drop.text.2 is no regular expression: invalid character class range at character 2, "z-a". Correct it, or look for plain text.',
      '15:53: routes.a.rules.0.drop.text.3 is no regular expression: invalid repeat count at character 2, "{2000}". Correct it, or look for plain text.',
      '15:66: routes.a.rules.0.drop.text.4 is empty.',
      '16:23: routes.a.rules.1.drop.text has the unknown flag "t" after /path/. There is: i (capitals or not), m (^ and $ at every line), s (. fits line ends). To look for text that begins with a slash, write it as /\\/.../.',
    ]);
  });
});

describe('people', () => {
  const people = (lines: string): string => `${ACCOUNTS}${ROUTES}people:\n${lines}`;

  it('have an id on each account, as it is written', () => {
    expect(load(people("  Ann Lee: { site: 7, team: U1 }\n  Zoë: { site: '007' }\n")).people).toEqual([
      { name: 'Ann Lee', ids: { site: '7', team: 'U1' } },
      { name: 'Zoë', ids: { site: '007' } },
    ]);
    expect(load(ACCOUNTS + ROUTES).people).toEqual([]);
  });

  it('are refused on unknown accounts, with empty ids, or where two share an id or a name', () => {
    const text = people(
      '  Ann: { site: 7, team: U1, sit: 3 }\n  ann: { site: " " }\n  Ben: { team: U1 }\n  Cas: { site: 7, team: U7 }\n',
    );
    expect(refused(text)).toEqual([
      '14:29: Unknown account "sit". Did you mean "site"?',
      '15:3: Two people are named "Ann" and "ann": capitals do not tell them apart. Rename one of them.',
      '15:16: people.ann.site is empty.',
      '16:16: people.Ben.team is U1, as people.Ann.team is: one id is one person. Correct one of them.',
      '17:16: people.Cas.site is 7, as people.Ann.site is: one id is one person. Correct one of them.',
    ]);
  });

  it('are refused where they are no people', () => {
    expect(refused(people('  "@Eve": { site: 1 }\n  Cas: 7\n  Dan: { site: [1] }\n'))).toEqual([
      "14:3: people.@Eve may hold letters, digits, spaces, dots, dashes, underscores and ' only.",
      '15:8: people.Cas must be a group of keys, but is a number.',
      '16:10: people.Dan.site must be text, but is a list.',
    ]);
  });
});

describe('docs/configuration.md', () => {
  it('explains every rule and every condition, with an example that loads', () => {
    const page =
      readFileSync('docs/configuration.md', 'utf8').split('\n### rules\n')[1]?.split('\n## ')[0] ?? '';
    const routes = editorSchema(platforms).properties?.['routes']?.additionalProperties;
    const rules = typeof routes === 'object' ? routes.properties?.['rules']?.items?.properties : undefined;
    const words = Object.entries(rules ?? {}).flatMap(([name, { properties }]) => [
      name,
      ...Object.keys(properties ?? {}),
    ]);
    expect(words.length).toBeGreaterThan(10);
    expect(words.filter((word) => !page.includes(`\`${word}`))).toEqual([]);
    const example = /```yaml\n([^]*?)```/.exec(page)?.[1] ?? '';
    expect(load(ACCOUNTS + example).routes[0]?.rules).toHaveLength(6);
  });
});
