import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ACCOUNTS, ROUTES, load, put, refused, warnings } from './kit.ts';

const KEY = { OPENAI_API_KEY: 'sk-secret-1' };
const PHONE = `  phone:
    platform: chat-api
    url: https://api.example.org/instance1
    token: \${CHATAPI_TOKEN}
`;
const PEOPLE = `people:
  Ann Lee: { site: 7, team: U7 }
`;
/** Lines 1 to 17; what is added stands from line 18 on. */
const bot = (rest = '', model = ''): string => `${ACCOUNTS}${PHONE}bots:
  helper:
    model: { name: small, key: "\${OPENAI_API_KEY}"${model} }
${rest}`;
const IN = '    in: site:12\n';
const theBot = (rest: string, model = '') => {
  const [first] = load(bot(rest, model), KEY).bots;
  if (!first) throw new Error('There is no bot.');
  return first;
};
const complaints = (rest: string, model = ''): string[] => refused(bot(rest, model), KEY);

describe('a bot', () => {
  it('needs a model and a place; all else has a default', () => {
    const { bots, routes } = load(bot(IN), KEY);
    expect(routes).toEqual([]);
    expect(bots).toEqual([
      {
        name: 'helper',
        title: 'helper',
        instructions: expect.stringContaining('You are helper'),
        model: {
          url: 'https://api.openai.com/v1',
          key: 'sk-secret-1',
          api: 'chat',
          names: ['small'],
          timeoutMs: 60_000,
          attempts: 3,
          maxOutputTokens: 1500,
          prices: {},
        },
        in: [
          {
            account: 'site',
            conversation: '12',
            manners: {
              mode: 'mention',
              allow: [],
              deny: [],
              burstMs: 2000,
              meanwhile: 'join',
              answerWithinMs: 600_000,
              bots: { perMinute: 0, coolDownMs: 600_000 },
            },
          },
        ],
        commands: {
          prefix: '!',
          allow: Object.fromEntries(
            ['help', 'stop', 'mute', 'unmute', 'reset', 'handover', 'takeback', 'usage', 'join', 'leave'].map(
              (name) => [name, 'everyone'],
            ),
          ),
        },
        handover: {
          say: 'A person will take over here. I keep silent until then.',
          sayBack: 'I am back and answer again.',
          byModel: true,
        },
        memory: { messages: 40, tokens: 4000, summaryTokens: 400 },
        budget: {
          person: { day: { tokens: 200_000 } },
          conversation: { day: { tokens: 500_000 } },
          day: { tokens: 2_000_000 },
          month: { tokens: 20_000_000 },
          warnAt: 0.8,
          say: expect.stringContaining('ask again later'),
          timeZone: 'UTC',
        },
        safety: { maxLinks: 5, maxLength: 8000 },
        tools: {
          builtIn: ['search', 'handover', 'note'],
          servers: [],
          allow: [],
          timeoutMs: 30_000,
          callsPerTurn: 8,
          maxResult: 8000,
        },
        shape: { typing: true, stream: false, streamEveryMs: 2000, files: true },
      },
    ]);
  });

  it('listens in places of its own manners, the most particular first', () => {
    const { in: places } = theBot(`    manners:
      burst: 3s
      quietHours: 22:00-07:00 Europe/Berlin
      bots: { perMinute: 2 }
    in:
      - { place: phone, mode: direct, quietHours: off }
      - { place: site:12, mode: always, quietHours: { from: 12:00, to: "24:00", days: [mon, sat], say: Zzz. } }
      - { place: { account: team, conversation: C1 }, bots: { coolDown: 1h }, allow: [7], deny: [site:9, Bad Guy] }
`);
    expect(places.map(({ account, conversation }) => [account, conversation])).toEqual([
      ['site', '12'],
      ['team', 'C1'],
      ['phone', undefined],
    ]);
    const [site, team, phone] = places.map(({ manners }) => manners);
    expect(site?.quietHours).toEqual({ from: 720, to: 1440, timeZone: 'UTC', days: [1, 6], say: 'Zzz.' });
    expect(team).toMatchObject({
      mode: 'mention',
      burstMs: 3000,
      quietHours: { from: 1320, to: 420, timeZone: 'Europe/Berlin', days: [] },
      bots: { perMinute: 2, coolDownMs: 3_600_000 },
      allow: ['7'],
      deny: ['site:9', 'Bad Guy'],
    });
    expect(phone).toMatchObject({ mode: 'direct', bots: { perMinute: 2, coolDownMs: 600_000 } });
    expect(phone).not.toHaveProperty('quietHours');
  });

  it('has models, prices and limits', () => {
    const { model, budget } = theBot(
      `${IN}    budget: { person: { day: off }, day: { money: 1.50 }, month: { tokens: 5, money: 30 } }\n`,
      ', url: "http://127.0.0.1:9/v1/", fallback: [tiny, small], prices: { small: { input: 0.25, output: 2, cached: 0.1 }, "*": { input: 1, output: 1 } }',
    );
    expect(model).toMatchObject({ url: 'http://127.0.0.1:9/v1', names: ['small', 'tiny'] });
    expect(model.prices['small']).toEqual({ input: 0.25, output: 2, cached: 0.1 });
    expect(budget).toMatchObject({
      person: { day: {} },
      day: { money: 1.5 },
      month: { tokens: 5, money: 30 },
    });
    expect(budget.day).not.toHaveProperty('tokens');
  });

  it('reads instructions and knowledge beside the file', () => {
    const file = put('helper.md', 'You are a pirate.\n');
    mkdirSync(path.join(path.dirname(file), 'facts'), { recursive: true });
    const { instructions, memory } = theBot(
      `${IN}    instructionsFile: helper.md\n    memory: { knowledge: facts }\n`,
    );
    expect(instructions).toBe('You are a pirate.\n');
    expect(memory.knowledge).toBe(path.join(path.dirname(file), 'facts'));
  });

  it('has commands, tools and a place for people', () => {
    const text = `${bot(`${IN}    commands: { prefix: "bot!", allow: { usage: [Ann Lee, site:9], reset: [], help: everyone } }
    handover: { to: team:C9, returnAfter: 24h }
    tools:
      builtIn: [note]
      servers:
        docs: { url: https://mcp.example.org/mcp, headers: { Authorization: "Bearer \${MCP}" } }
        files: { command: mcp-files, args: [--depth, 2], env: { ROOT: /srv } }
      allow: [docs.*, { tool: files.read, in: site, people: ann lee }]
`)}${PEOPLE}`;
    const config = load(text, { ...KEY, MCP: 'mcp-secret' });
    expect(config.bots[0]).toMatchObject({
      commands: { prefix: 'bot!', allow: { usage: ['Ann Lee', 'site:9'], reset: [], help: 'everyone' } },
      handover: { to: { account: 'team', conversation: 'C9' }, returnAfterMs: 86_400_000 },
      tools: {
        builtIn: ['note'],
        servers: [
          {
            name: 'docs',
            url: 'https://mcp.example.org/mcp',
            headers: { Authorization: 'Bearer mcp-secret' },
          },
          { name: 'files', command: 'mcp-files', args: ['--depth', '2'], env: { ROOT: '/srv' } },
        ],
        allow: [
          { tool: 'docs.*', in: [], people: [] },
          { tool: 'files.read', in: [{ account: 'site' }], people: ['ann lee'] },
        ],
      },
    });
    expect(warnings(config)).toEqual([expect.stringContaining('uses the account "phone"')]);
  });

  it('keeps its keys secret', () => {
    const text = bot(`${IN}    tools:
      servers:
        docs: { url: https://mcp.example.org/mcp, headers: { Authorization: "Bearer \${MCP}", Accept: text } }
        files: { command: x, env: { KEY_OF_MINE: "\${MINE}", LEVEL: loud, API_TOKEN: written-1 } }
        other: { command: y, args: [--key, "\${ARGUMENT}"] }
        hosted: { url: "\${ADDRESS}" }
      allow: [docs.*, files.*, other.*, hosted.*]
`);
    const given = {
      MCP: 'mcp-secret',
      MINE: 'mine-1',
      ARGUMENT: 'arg-1',
      ADDRESS: 'https://mcp.example.org/s/1',
    };
    const config = load(text, { ...KEY, ...given });
    expect(config.secrets).toEqual(
      expect.arrayContaining(['sk-secret-1', 'written-1', ...Object.values(given)]),
    );
    expect(config.secrets).not.toContain('--key');
    expect(config.secrets).not.toContain('loud');
    expect(config.secrets).not.toContain('text');
    expect(warnings(config).filter((line) => !line.includes('No route'))).toEqual([
      expect.stringMatching(
        /^22:\d+: The secret bots\.helper\.tools\.servers\.files\.env\.API_TOKEN is written/,
      ),
    ]);
    const written = bot(IN).replace('${OPENAI_API_KEY}', 'sk-plain');
    expect(warnings(load(written))).toContainEqual(
      expect.stringMatching(/^17:\d+: The secret bots\.helper\.model\.key is .*"\$\{HELPER_MODEL_KEY\}"/),
    );
  });

  it('uses its accounts, as a route does', () => {
    expect(warnings(load(bot(IN), KEY))).toEqual([
      expect.stringContaining('No route and no bot uses the account "team"'),
      expect.stringContaining('No route and no bot uses the account "phone"'),
    ]);
  });
});

describe('a bot is refused', () => {
  it.each([
    [
      '',
      '',
      [
        '16:3: bots.helper.in is missing. It is needed: Where it listens: accounts, or conversations (account:conversation).',
      ],
    ],
    [
      '    in: []\n',
      '',
      [
        '18:5: bots.helper.in is empty, so it would listen nowhere. Name an account, or account:conversation.',
      ],
    ],
    ['    in: [sites:1]\n', '', ['18:10: Unknown account "sites". Did you mean "site"?']],
    [
      '    in: ["site:"]\n',
      '',
      [
        '18:10: bots.helper.in.0 names no conversation behind the colon. Write account:conversation, for example "site:12", or "site" for all of them.',
      ],
    ],
    [
      '    in: [team]\n',
      '',
      [
        '18:10: bots.helper.in.0 is the whole account, but Slack is read by conversation. Name each, for example "team:C0123456789".',
      ],
    ],
    [
      '    in: [site:1, { place: { account: site, conversation: 1 } }]\n',
      '',
      ['18:20: bots.helper.in.1.place is site:1, which stands here twice. Remove one of them.'],
    ],
    [
      '    in: [{ place: site:1, mode: alwys }]\n',
      '',
      ['18:33: bots.helper.in.0.mode cannot be "alwys". Did you mean "always"?'],
    ],
    [
      `${IN}    manners: { mode: mentions, burst: 3 }\n`,
      '',
      [
        '19:22: bots.helper.manners.mode cannot be "mentions". Did you mean "mention"?',
        '19:39: bots.helper.manners.burst must be a time such as 500ms, 5s, 2m or 1h.',
      ],
    ],
    [
      `${IN}    manners: { quietHours: 22-7 }\n`,
      '',
      [
        '19:28: bots.helper.manners.quietHours must be written like "22:00-07:00 Europe/Berlin", as {from, to, ...}, or be off.',
      ],
    ],
    [
      `${IN}    manners: { quietHours: 22:00-07:00 Europe/Berlim }\n`,
      '',
      [
        '19:28: bots.helper.manners.quietHours has the time zone "Europe/Berlim", which there is not. Did you mean "Europe/Berlin"?',
      ],
    ],
    [
      `${IN}    manners: { quietHours: { from: "9:00", to: "9:00", timeZone: "+02:00" } }\n`,
      '',
      [
        '19:16: bots.helper.manners.quietHours begins and ends at 9:00. For the whole day write 00:00-24:00; for none, off.',
        '19:66: bots.helper.manners.quietHours.timeZone has the time zone "+02:00", which there is not. Write an IANA name such as Europe/Berlin, or UTC.',
      ],
    ],
    [
      `${IN}    manners: { allow: [Bob Fey] }\n`,
      '',
      [
        '19:24: bots.helper.manners.allow.0 is "Bob Fey", whom "people" does not name. Name them there with their ids, because anybody can call themselves so.',
      ],
    ],
    [
      `${IN}    commands: { prefix: "" }\n`,
      '',
      [expect.stringContaining('19:25: bots.helper.commands.prefix must be a sign or two')],
    ],
    [
      `${IN}    commands: { prefix: "hey bot" }\n`,
      '',
      [expect.stringContaining('19:25: bots.helper.commands.prefix must be a sign or two')],
    ],
    [
      '    in: team:C1\n    commands: { prefix: / }\n',
      '',
      [expect.stringContaining('19:25: bots.helper.commands.prefix is "/". Slack takes')],
    ],
    [
      `${IN}    commands: { allow: { halp: everyone } }\n`,
      '',
      ['19:26: Unknown key "halp" in bots.helper.commands.allow. Did you mean "help"?'],
    ],
    [
      `${IN}    handover: { to: team }\n`,
      '',
      [
        '19:21: bots.helper.handover.to is a whole account. Write account:conversation, for example "team:12".',
      ],
    ],
    [
      `${IN}    memory: { knowledge: nowhere }\n`,
      '',
      [
        expect.stringMatching(
          /^19:26: bots\.helper\.memory\.knowledge names a folder that is not there: .*nowhere \(ENOENT\)\. Create it, or name another\.$/,
        ),
      ],
    ],
    [
      `${IN}    instructionsFile: nowhere.md\n`,
      '',
      [
        expect.stringMatching(
          /^19:23: bots\.helper\.instructionsFile cannot be read: .*nowhere\.md \(ENOENT\)\.$/,
        ),
      ],
    ],
    [
      `${IN}    instructions: A.\n    instructionsFile: parley.yaml\n`,
      '',
      ['20:23: bots.helper.instructionsFile stands beside "instructions". Keep one of them.'],
    ],
    [
      `${IN}    budget: { day: { money: -1 } }\n`,
      '',
      ['19:29: bots.helper.budget.day.money must be at least 0.'],
    ],
    [
      `${IN}    budget: { day: { money: 1 } }\n`,
      ', fallback: [tiny], prices: { small: { input: 1, output: 1 } }',
      [
        '19:29: bots.helper.budget.day.money cannot be kept: the model "tiny" has no price. Add it to bots.helper.model.prices: "tiny": { input: ..., output: ... } for a million tokens.',
      ],
    ],
    [
      `${IN}    budget: { day: {}, person: { day: none } }\n`,
      '',
      [
        '19:39: bots.helper.budget.person.day must be {tokens: ..., money: ...} with one of them or both, or off.',
      ],
    ],
    [
      `${IN}    budget: { day: {}, timeZone: Berlin }\n`,
      '',
      [
        '19:15: bots.helper.budget.day limits nothing. Write tokens, money, or off.',
        expect.stringContaining(
          '19:34: bots.helper.budget.timeZone has the time zone "Berlin", which there is not.',
        ),
      ],
    ],
    [
      `${IN}`,
      ', prices: { small: { input: -1, output: 1 } }',
      ['17:79: bots.helper.model.prices.small.input must be at least 0.'],
    ],
    [
      `${IN}`,
      ', url: api.example.org',
      ['17:58: bots.helper.model.url must be an address such as https://api.example.org/v1.'],
    ],
    [
      `${IN}    tools: { allow: [docs.read] }\n`,
      '',
      ['19:22: bots.helper.tools.allow.0 names the server "docs", which is not there.'],
    ],
    [
      `${IN}    tools: { servers: { docs: { command: x } }, allow: [dogs.read, docs] }\n`,
      '',
      [
        '19:57: bots.helper.tools.allow.0 names the server "dogs", which is not there. Did you mean "docs"?',
        '19:68: bots.helper.tools.allow.1 is "docs". Write server.tool, or server.* for all of a server.',
      ],
    ],
    [
      `${IN}    tools: { servers: { docs: { command: x } }, allow: [{ tool: docs.*, in: site:13 }] }\n`,
      '',
      [
        '19:77: bots.helper.tools.allow.0.in can never hold: the bot does not listen in site:13. Did you mean "site:12"?',
      ],
    ],
    [
      `${IN}    tools: { servers: { docs: { command: x, url: "https://a.example" }, none: {} } }\n`,
      '',
      [
        '19:25: bots.helper.tools.servers.docs mixes a program with an address. Write "command" (and args, env) for a program, or "url" (and headers) for an address.',
        '19:73: bots.helper.tools.servers.none is no server. Write "command" (and args, env) for a program, or "url" (and headers) for an address.',
      ],
    ],
  ])('%j%s', (rest, model, expected) => {
    expect(complaints(rest, model)).toEqual(expected);
  });

  it('without the key that its service asks for', () => {
    expect(refused(bot(IN).replace(', key: "${OPENAI_API_KEY}"', ''))).toEqual([
      '17:5: bots.helper.model has no key, which api.openai.com asks for. Add key: "${OPENAI_API_KEY}", or the url of a service that asks for none.',
    ]);
    expect(refused(bot(IN))).toEqual([
      expect.stringMatching(/^17:32: The environment variable OPENAI_API_KEY is not set\./),
    ]);
  });

  it('when another one has its name', () => {
    expect(refused(`${bot(IN)}  helper: {}\n`, KEY)).toEqual([
      '19:3: Two bots are named "helper" (first in line 16). Remove or rename one of them.',
    ]);
  });

  it('without hiding what is wrong elsewhere', () => {
    expect(refused(`${bot('    in: [sites]\n')}  b: { in: site }\n${ROUTES}`, KEY)).toEqual([
      '18:10: Unknown account "sites". Did you mean "site"?',
      expect.stringMatching(/^19:3: bots\.b\.model is missing\. It is needed: The model and where it is/),
    ]);
  });
});

describe('a bot is doubtful', () => {
  it('when an id looks like the name of a person, or a server serves nothing', () => {
    const text = `${bot(`${IN}    manners: { allow: [Ben] }
    tools: { servers: { docs: { url: "http://mcp.example.org" } } }
`)}${PEOPLE.replace('Ann Lee', 'Beno')}${ROUTES}  more: { between: [site:1, phone:2] }\n`;
    expect(warnings(load(text, KEY))).toEqual([
      '19:24: bots.helper.manners.allow.0 is "Ben", taken as an id. Did you mean "Beno" of "people"?',
      '20:25: Nothing of the server "docs" may be called. Add "docs.*", or its tools by name, to bots.helper.tools.allow.',
      '20:38: bots.helper.tools.servers.docs.url is a plain http address: keys and messages travel unencrypted. Use https.',
    ]);
  });

  it('when another one follows the same commands in the same place', () => {
    const two = `${bot('    in: [site:12, team:C1, phone]\n')}  other:
    model: { name: small, key: "\${OPENAI_API_KEY}" }
    in: [phone, site:13]
`;
    expect(warnings(load(two, KEY))).toEqual([
      '19:3: The bots "helper" and "other" both listen in phone for commands with "!": both would follow each. Give one of them another commands.prefix.',
    ]);
  });
});
