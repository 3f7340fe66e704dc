import { describe, expect, it } from 'vitest';
import { ACCOUNTS, ROUTES, put, refused } from './kit.ts';

/** Two good accounts, and routes of one's own from line 12 on. */
const routes = (text: string): string => `${ACCOUNTS}routes:\n${text}`;

describe('broken YAML is refused', () => {
  it('with the place where reading ended', () => {
    expect(refused('accounts:\n  site: [1\nroutes: {}\n')[0]).toMatch(
      /^3:\d+: This is not valid YAML: .*Check indentation/,
    );
    expect(refused('accounts:\n\tsite: 1\n')[0]).toMatch(/^2:\d+: This is not valid YAML: Tabs/);
  });

  it('and an unquoted reference within braces is explained', () => {
    expect(refused('accounts:\n  site: { applicationPassword: ${BP_PASSWORD} }\n')).toEqual([
      expect.stringMatching(/^2:33: .*Within \{ \} a reference needs quotes: "\$\{NAME\}"\.$/),
    ]);
  });

  it('and a file that is empty or holds something else', () => {
    expect(refused('')).toEqual([
      expect.stringMatching(/^1:1: accounts is missing\. It is needed: Accounts by name/),
      expect.stringMatching(/^1:1: routes is missing\. It is needed: Standing orders by name/),
    ]);
    expect(refused('- 1\n')).toEqual(['1:1: The file must be a group of keys, but is a list.']);
  });

  it('and an anchor that contains itself', () => {
    expect(refused(`${ACCOUNTS}${ROUTES}log: &log { level: *log }\n`)).toContain(
      '13:20: This refers to itself. Write the values out.',
    );
  });
});

describe('keys are refused', () => {
  it('when they stand twice', () => {
    expect(refused(`${ACCOUNTS}${ROUTES}web: { port: 1, port: 2 }\n`)).toEqual([
      '13:17: The key "port" stands here twice (first in line 13). Remove or rename one of them.',
    ]);
  });

  it('when two accounts have one name', () => {
    expect(refused(`${ACCOUNTS}  site: { platform: slack }\n${ROUTES}`)).toEqual([
      '11:3: Two accounts are named "site" (first in line 2). Remove or rename one of them.',
    ]);
  });

  it('when nobody knows them, with the one that was probably meant', () => {
    const text = `${ACCOUNTS}    apToken: x\n    pollEvry: 5s\n${ROUTES}weeb: {}\nlog: { colour: true }\n`;
    expect(refused(text)).toEqual([
      '11:5: Unknown key "apToken" in accounts.team. Did you mean "appToken"?',
      '12:5: Unknown key "pollEvry" in accounts.team. Did you mean "pollEvery"?',
      '15:1: Unknown key "weeb". Did you mean "web"?',
      '16:8: Unknown key "colour" in log. There is: level, format.',
    ]);
  });

  it('when they are missing, with what they are for', () => {
    expect(refused(`${ACCOUNTS.replace('    url: https://example.org\n', '')}${ROUTES}`)).toEqual([
      '2:3: accounts.site.url is missing. It is needed: Address of the site.',
    ]);
  });

  it('when names could not stand in an address', () => {
    expect(refused(`${ACCOUNTS}${ROUTES}  "a/b": { between: [site:1, team:2] }\n`)).toEqual([
      '13:3: routes.a/b may hold letters, digits, dots, dashes and underscores only.',
    ]);
  });
});

describe('values are refused', () => {
  it('of the wrong type or out of range', () => {
    const text = `${ACCOUNTS}    pollEvery: 5
    rate: { perSecond: 0, concurrency: 1.5 }
${ROUTES}web: { port: 99999, maxBodySize: 1TB }
journal: { keepDays: lots, path: [] }
log: { level: inf }
`;
    expect(refused(text)).toEqual([
      '11:16: accounts.team.pollEvery must be a time such as 500ms, 5s, 2m or 1h.',
      '12:24: accounts.team.rate.perSecond must be at least 0.01.',
      '12:40: accounts.team.rate.concurrency must be a whole number, but is a number with a fraction.',
      '15:14: web.port must be at most 65535.',
      '15:34: web.maxBodySize must be a size such as 64KB or 1MB.',
      '16:22: journal.keepDays must be a number, but is text.',
      '16:28: journal.path must be text, but is a list.',
      '17:15: log.level cannot be "inf". Did you mean "info"?',
    ]);
  });

  it('beyond what a time or a size may be', () => {
    expect(refused(`${ACCOUNTS}    pollEvery: 2h\n${ROUTES}web: { maxBodySize: 100B }\n`)).toEqual([
      '11:16: accounts.team.pollEvery must be between 100ms and 1h.',
      '14:21: web.maxBodySize must be between 1KB and 64MB.',
    ]);
  });

  it('that the platform itself refuses', () => {
    const text = ACCOUNTS.replace('https://example.org', 'example').replace(
      'user: parley',
      'version: v3\n    user: ""',
    );
    expect(refused(text + ROUTES)).toEqual([
      '4:10: accounts.site.url must be an address such as https://example.org.',
      '5:14: accounts.site.version cannot be "v3". Did you mean "v1"?',
      '6:11: accounts.site.user is empty.',
    ]);
  });

  it('all at once, in every section, in the order of the file', () => {
    const lines = refused(
      `accounts:\n  site: { platform: budypress }\nroutes:\n  a: { to: [site:1] }\nlog: 1\n`,
    );
    expect(lines).toEqual([
      '2:21: Unknown platform "budypress". Did you mean "buddypress"?',
      '4:3: routes.a comes from nowhere. Name one or more conversations under "from".',
      '5:6: log must be a group of keys, but is a number.',
    ]);
  });
});

describe('platforms and feeds are refused', () => {
  it('when there is no such platform', () => {
    expect(refused(`${ACCOUNTS.replace('platform: slack', 'platform: discord')}${ROUTES}`)).toEqual([
      '8:15: Unknown platform "discord". There is: buddypress, slack, chat-api.',
    ]);
  });

  it('when the platform has no such feed, or lacks a setting for it', () => {
    expect(refused(`${ACCOUNTS}    feed: poll\n${ROUTES}`)).toEqual([
      '11:11: Slack has no feed "poll". It offers: socket, webhook.',
    ]);
    expect(refused(`${ACCOUNTS}    feed: webhook\n${ROUTES}`)).toEqual([
      '11:11: The feed "webhook" of Slack needs "signingSecret". Add it to accounts.team, or choose another feed.',
    ]);
    const withoutSocket = ACCOUNTS.replace('appToken: ${SLACK_APP_TOKEN}', 'feed: socket');
    expect(refused(withoutSocket + ROUTES)).toEqual([
      '10:11: The feed "socket" of Slack needs "appToken". Add it to accounts.team, or choose another feed.',
    ]);
  });
});

describe('routes are refused', () => {
  it('that lead nowhere or come from nowhere', () => {
    const lines = refused(
      routes(
        '  a: { from: [site:1] }\n  b: { from: [site:1], to: [] }\n  c: {}\n  d: { between: [site:1] }\n  e: { to: [site:1] }\n',
      ),
    );
    expect(lines).toEqual([
      '12:3: routes.a leads nowhere. Name one or more conversations under "to".',
      '13:3: routes.b leads nowhere. Name one or more conversations under "to".',
      '14:3: routes.c leads nowhere. Write "between: [account:conversation, ...]", or "from" and "to".',
      '15:8: routes.d leads nowhere: "between" needs two or more conversations.',
      '16:3: routes.e comes from nowhere. Name one or more conversations under "from".',
    ]);
    expect(refused(`${ACCOUNTS}routes: {}\n`)).toEqual([
      expect.stringMatching(/^11:1: There are no routes, so nothing would be mirrored\./),
    ]);
  });

  it('that mirror a conversation onto itself', () => {
    expect(refused(routes('  a: { from: [site:1], to: [site:1] }\n'))).toEqual([
      '12:15: routes.a mirrors site:1 onto itself. Name another conversation on one side.',
    ]);
    expect(refused(routes('  a: { from: [site:1, team:2], to: site:1 }\n'))).toEqual([
      '12:15: routes.a mirrors site:1 onto itself. Name another conversation on one side.',
    ]);
    expect(refused(routes('  a: { between: [site:1, team:2, site:1] }\n'))).toEqual([
      '12:34: site:1 stands twice in routes.a.between: it would be mirrored onto itself. Remove one of them.',
    ]);
  });

  it('that go the same way as another route, which would double every message', () => {
    expect(
      refused(routes('  a: { between: [site:1, team:2] }\n  b: { from: [team:2], to: [site:3, site:1] }\n')),
    ).toEqual([
      '13:37: Route "b" mirrors team:2 to site:1, as route "a" in line 12 does: every message would arrive twice. Remove it from one of them.',
    ]);
  });

  it('with unknown accounts, or places without a conversation', () => {
    expect(refused(routes('  a: { between: [sit:1, team] }\n  b: { between: ["site: ", bob:3] }\n'))).toEqual(
      [
        '12:18: Unknown account "sit". Did you mean "site"?',
        '12:25: "team" names no conversation. Write account:conversation, for example "team:12".',
        '13:18: "site" names no conversation. Write account:conversation, for example "site:12".',
        '13:28: Unknown account "bob". There is: site, team.',
      ],
    );
  });

  it('with places in another form, and both ways mixed with one', () => {
    expect(
      refused(
        routes('  a: { between: [site: 1, team:2] }\n  b: { between: [site:3, team:4], to: team:5 }\n'),
      ),
    ).toEqual([
      '12:18: routes.a.between.0 must be written as account:conversation (no space after the colon), or as {account, conversation}.',
      '13:3: routes.b has "between" together with "from" or "to". Use "between" for both ways, "from" and "to" for one.',
    ]);
  });
});

describe('references are refused', () => {
  const withUser = (user: string): string =>
    (ACCOUNTS + ROUTES).replace('user: parley', () => `user: ${user}`);

  it('to variables that are not set or empty, by name and without asking for the key as well', () => {
    expect(refused(withUser('${WHO}'))).toEqual([
      '5:11: The environment variable WHO is not set. Set it before starting Parley, or give a default: ${WHO:-...}.',
    ]);
    expect(refused(withUser('${WHO}'), { WHO: '' })[0]).toContain('WHO is empty');
    const withoutAppToken = refused((ACCOUNTS + ROUTES).replace('SLACK_APP_TOKEN', 'NOT_THERE'));
    expect(withoutAppToken).toEqual([
      expect.stringContaining('10:15: The environment variable NOT_THERE is not set.'),
    ]);
  });

  it('to files that are missing or empty', () => {
    expect(refused(withUser('${file:not-there}'))[0]).toMatch(
      /^5:11: The file .*not-there cannot be read \(ENOENT\)/,
    );
    put('empty.txt', '\n');
    expect(refused(withUser('${file:empty.txt}'))[0]).toMatch(/^5:11: The file .*empty\.txt is empty/);
  });

  it('in a form that nobody knows', () => {
    expect(refused(withUser('"${a b}"'))).toEqual([
      '5:11: "${a b}" is no reference. Write ${NAME} for an environment variable, ${NAME:-default}, or ${file:path}.',
    ]);
    expect(refused(withUser('a${B'))[0]).toMatch(/^5:11: "\$\{" has no "\}"\./);
  });
});

describe('an open door is refused', () => {
  it('when other machines could come in without a token', () => {
    expect(refused(`${ACCOUNTS}${ROUTES}web: { host: 0.0.0.0 }\n`)).toEqual([
      '13:14: web.host "0.0.0.0" is open to other machines, so pages and API need a token. Add web.token: "${PARLEY_TOKEN}", or listen on 127.0.0.1.',
    ]);
  });

  it('when its token is short or its public address is none', () => {
    expect(
      refused(`${ACCOUNTS}${ROUTES}web: { host: "::", token: "\${T}", publicUrl: parley }\n`, { T: 'short' }),
    ).toEqual(['13:27: web.token must have 16 characters or more.']);
    expect(refused(`${ACCOUNTS}${ROUTES}web: { publicUrl: "ftp://x.example" }\n`)).toEqual([
      '13:19: web.publicUrl must be an address such as https://parley.example.org, without user, query or fragment.',
    ]);
  });
});

describe('a refusal', () => {
  it('never shows a secret, wherever it ended up', () => {
    const text = `accounts:
  site: { platform: buddypress, url: "\${TOKEN}", version: "\${TOKEN}", user: u, applicationPassword: [hunter2222] }
  team: { platform: slack, botToken: hunter3333, appToken: "\${TOKEN}", feed: hunter3333 }
routes: { a: { between: [site:1, team:2] } }
`;
    const shown = refused(text, { TOKEN: 'hunter1111' }).join('\n');
    expect(shown).toContain('accounts.site.url must be an address');
    expect(shown).toContain('accounts.site.version must be one of v1, v2.');
    expect(shown).not.toMatch(/hunter/);
  });
});
