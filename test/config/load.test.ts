import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigMissing, loadConfig, loadJournalPath } from '../../bridges/config/index.ts';
import { ACCOUNTS, ROUTES, env, load, platforms, put, warnings } from './kit.ts';

describe('a configuration that is right', () => {
  it('fills in every default', () => {
    const config = load(ACCOUNTS + ROUTES);
    expect(config).toMatchObject({
      accounts: [
        {
          name: 'site',
          platform: 'buddypress',
          feed: 'poll',
          pollEveryMs: 5000,
          rate: {},
          settings: { url: 'https://example.org', user: 'parley', applicationPassword: 'abcd efgh' },
        },
        { name: 'team', platform: 'slack', feed: 'socket' },
      ],
      web: { host: '127.0.0.1', port: 8787, maxBodyBytes: 1024 * 1024 },
      log: { level: 'info', format: 'auto' },
      warnings: [],
    });
    expect(config.journal).toEqual({ path: path.join(path.dirname(config.file), 'parley.db'), keepDays: 30 });
  });

  it('turns "between" into both directions and keeps "from" and "to" one way', () => {
    const { routes } = load(`${ACCOUNTS}routes:
  all: { between: [site:12, team:C1, team:C2] }
  news:
    from: site:7
    to:
      - team:C3
      - { account: team, conversation: C4 }
`);
    const [site, one, two] = [
      { account: 'site', conversation: '12' },
      { account: 'team', conversation: 'C1' },
      { account: 'team', conversation: 'C2' },
    ];
    expect(routes).toEqual([
      { name: 'all', from: [site, one, two], to: [site, one, two] },
      {
        name: 'news',
        from: [{ account: 'site', conversation: '7' }],
        to: [
          { account: 'team', conversation: 'C3' },
          { account: 'team', conversation: 'C4' },
        ],
      },
    ]);
  });

  it('keeps everything after the first colon of a place, and long numbers as they are written', () => {
    const { routes } = load(`${ACCOUNTS}routes:
  a: { from: ["site:a:b@c"], to: [team:C1] }
  b: { from: [{ account: site, conversation: 1234567890123456789 }], to: [{ account: team, conversation: 7 }] }
`);
    expect(routes[0]?.from).toEqual([{ account: 'site', conversation: 'a:b@c' }]);
    expect(routes[1]).toMatchObject({
      from: [{ conversation: '1234567890123456789' }],
      to: [{ conversation: '7' }],
    });
  });

  it('reads times, sizes and rates in their units', () => {
    const config = load(`${ACCOUNTS}    pollEvery: 2m
    rate: { concurrency: 2, perSecond: 0.5, perConversationPerSecond: 1 }
${ROUTES}web: { maxBodySize: 64KB, port: 0, publicUrl: "https://parley.example.org/in/" }
journal: { path: data/j.db, keepDays: 7 }
`);
    expect(config.accounts[1]).toMatchObject({
      pollEveryMs: 120_000,
      rate: { concurrency: 2, perSecond: 0.5, perConversationPerSecond: 1 },
    });
    expect(config.web).toMatchObject({
      maxBodyBytes: 65_536,
      port: 0,
      publicUrl: 'https://parley.example.org/in',
    });
    expect(config.journal).toEqual({
      path: path.join(path.dirname(config.file), 'data', 'j.db'),
      keepDays: 7,
    });
  });

  it('chooses the best feed that the settings allow, a webhook only where the daemon can be reached', () => {
    const phone = (web: string): string =>
      `accounts: { phone: { platform: chat-api, url: "https://x.example", token: "\${CHATAPI_TOKEN}" } }
routes: { a: { between: [phone:1, phone:2] } }
${web}`;
    const feedOf = (text: string): string | undefined => load(text).accounts[0]?.feed;
    expect(feedOf(phone(''))).toBe('poll');
    expect(feedOf(phone('web: { publicUrl: "https://parley.example.org" }'))).toBe('webhook');
    const team = (rest: string): string =>
      `accounts: { team: { platform: slack, botToken: "\${SLACK_BOT_TOKEN}", ${rest} } }
routes: { a: { between: [team:1, team:2] } }`;
    expect(feedOf(team('appToken: "${SLACK_APP_TOKEN}"'))).toBe('socket');
    expect(feedOf(team('signingSecret: "${S:-0123456789}"'))).toBe('webhook');
  });

  it('lets anchors spare repetition', () => {
    const { accounts } = load(`accounts:
  one: &one { platform: chat-api, url: "https://x.example/1", token: "\${CHATAPI_TOKEN}", rate: &rate { perSecond: 2 } }
  two: { platform: chat-api, url: "https://x.example/2", token: "\${CHATAPI_TOKEN}", rate: *rate }
routes: { a: { between: [one:1, two:2] } }
`);
    expect(accounts.map(({ rate }) => rate)).toEqual([{ perSecond: 2 }, { perSecond: 2 }]);
  });
});

describe('references', () => {
  const withUser = (user: string): string =>
    (ACCOUNTS + ROUTES).replace('user: parley', () => `user: ${user}`);
  const userOf = (text: string, more: Record<string, string> = {}): unknown =>
    load(withUser(text), more).accounts[0]?.settings;

  it('put environment variables into texts, with a default for those that are not set', () => {
    expect(userOf('"${WHO}-${WHERE:-here}"', { WHO: 'me' })).toMatchObject({ user: 'me-here' });
    expect(userOf('${WHO:-}x')).toMatchObject({ user: 'x' });
    expect(userOf('${WHO:-a:-b}')).toMatchObject({ user: 'a:-b' });
  });

  it('put the content of a file into a text, without its last newline', () => {
    put('secret.txt', 'from a file\n');
    expect(userOf('${file:secret.txt}')).toMatchObject({ user: 'from a file' });
    expect(userOf(`\${file:${put('other.txt', 'two\nlines\r\n')}}`)).toMatchObject({ user: 'two\nlines' });
  });

  it('leave $${ as the characters ${', () => {
    expect(userOf('a$${B}')).toMatchObject({ user: 'a${B}' });
  });

  it('never read what they put in: a value that looks like a reference or like YAML is only text', () => {
    expect(userOf('${WHO}', { WHO: '${BP_PASSWORD}: [1]' })).toMatchObject({ user: '${BP_PASSWORD}: [1]' });
  });

  it('give numbers and switches where the key asks for them, and text where it asks for text', () => {
    const config = load(
      `${withUser('${NUMBER}').replace('    user:', '    pageSize: ${NUMBER}\n    verify: ${SWITCH}\n    user:')}web: { port: "\${NUMBER}" }\n`,
      { NUMBER: '42', SWITCH: 'false' },
    );
    expect(config.accounts[0]?.settings).toMatchObject({ user: '42', pageSize: 42, verify: false });
    expect(config.web.port).toBe(42);
  });
});

describe('doubtful things', () => {
  it('are told with their place: a secret in the file, a plain http address, an account without a route', () => {
    const config = load(`accounts:
  site:
    platform: buddypress
    url: http://example.org
    user: parley
    applicationPassword: abcd1234
  local: { platform: buddypress, url: "http://127.0.0.1:8080", user: u, applicationPassword: "\${BP_PASSWORD}" }
routes:
  a: { between: [site:1, site:2] }
`);
    expect(warnings(config)).toEqual([
      '4:10: accounts.site.url is a plain http address: credentials and messages travel unencrypted. Use https.',
      '6:26: The secret accounts.site.applicationPassword is written into the file, where backups and version control ' +
        'keep it. Put it into an environment variable and write "${SITE_APPLICATION_PASSWORD}", or into a file and write "${file:path}".',
      '7:3: No route uses the account "local". Add a route, or remove the account.',
    ]);
    expect(config.secrets).toContain('abcd1234');
  });

  it('include two accounts with the same credentials', () => {
    const account = '{ platform: chat-api, url: "https://x.example", token: "${CHATAPI_TOKEN}" }';
    const config = load(
      `accounts:\n  a: ${account}\n  b: ${account}\nroutes: { r: { between: [a:1, b:2] } }\n`,
    );
    expect(warnings(config)).toEqual([
      '3:3: Account "b" is the same as "a": the service would divide its events between them. Remove one and use the other in its place.',
    ]);
  });
});

describe('the file itself', () => {
  it('that is missing is told apart from one that is wrong', () => {
    expect(() => loadConfig('/nowhere/parley.yaml', env, platforms)).toThrow(ConfigMissing);
  });

  it('gives the path of the journal without asking for any secret', () => {
    const file = put('parley.yaml', `${ACCOUNTS}${ROUTES}journal: { path: "\${WHERE:-x}.db" }\n`);
    expect(loadJournalPath(file, {})).toBe(path.join(path.dirname(file), 'x.db'));
  });
});
