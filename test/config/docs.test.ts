import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../bridges/cli/program.ts';
import { platforms } from '../../bridges/platforms.ts';
import { editorSchema } from '../../bridges/config/index.ts';
import { COMMANDS } from '../../bridges/bot/commands/words.ts';
import { sorry } from '../../bridges/bot/sentences.ts';
import { ACCOUNTS, env, load } from './kit.ts';

const configuration = readFileSync('docs/configuration.md', 'utf8');
const commands = readFileSync('docs/commands.md', 'utf8');
const botPage = readFileSync('docs/bot.md', 'utf8');

const BOT_SECTIONS = [
  'model',
  'manners',
  'commands',
  'handover',
  'memory',
  'budget',
  'safety',
  'tools',
  'shape',
];

/** The part of a page below a heading, up to the next heading of the same depth. */
function section(page: string, heading: string): string {
  const depth = heading.split(' ')[0] ?? '';
  const [, rest = ''] = page.split(`\n${heading}\n`);
  return rest.split(`\n${depth} `)[0] ?? '';
}

describe('docs/configuration.md', () => {
  const schema = editorSchema(platforms);

  it.each(['journal', 'web', 'log', 'routes'])('explains every key of %s', (name) => {
    const part = schema.properties?.[name];
    const rest = typeof part?.additionalProperties === 'object' ? part.additionalProperties : part;
    const keys = Object.keys(rest?.properties ?? {});
    expect(keys.length).toBeGreaterThan(1);
    expect(keys.filter((key) => !section(configuration, `## ${name}`).includes(`\`${key}\``))).toEqual([]);
  });

  it.each(['bots', ...BOT_SECTIONS])('explains every key of bots: %s', (name) => {
    const bots = schema.properties?.['bots']?.additionalProperties;
    const bot = typeof bots === 'object' ? (bots.properties ?? {}) : {};
    const keys = Object.keys(name === 'bots' ? bot : (bot[name]?.properties ?? {}));
    const page = section(configuration, name === 'bots' ? '## bots' : `### ${name}`);
    expect(keys.length).toBeGreaterThan(1);
    expect(keys.filter((key) => !new RegExp(`^\\| \`${key}[.\`]`, 'm').test(page))).toEqual([]);
  });

  it.each(BOT_SECTIONS)('tells every default of bots: %s', (name) => {
    const bots = schema.properties?.['bots']?.additionalProperties;
    const keys = typeof bots === 'object' ? (bots.properties?.[name]?.properties ?? {}) : {};
    const rows = section(configuration, `### ${name}`).split('\n');
    const off = Object.entries(keys).filter(([key, { description = '' }]) => {
      const [, told] = /Default: (.+)$/.exec(description) ?? [];
      const row = rows.find((line) => line.startsWith(`| \`${key}\``)) ?? '';
      const cell = row.split('|').at(-2)?.replaceAll('`', '').trim();
      return told !== undefined && cell !== told;
    });
    expect(off.map(([key]) => key)).toEqual([]);
  });

  it('shows a bot that loads', () => {
    const yaml = section(configuration, '## bots').match(/```yaml\n([^]*?)```/)?.[1] ?? '';
    const phone =
      '  phone:\n    platform: chat-api\n    url: https://api.example.org/instance1\n    token: ${KEY}\n';
    const { bots } = load(`${ACCOUNTS}${phone}${yaml}`, { KEY: 'k-1', OPENAI_API_KEY: 'sk-1' });
    expect(bots[0]?.in.map(({ account }) => account)).toEqual(['site', 'team', 'phone']);
  });

  it.each(Object.keys(platforms))('explains every key and the defaults of %s', (name) => {
    const accounts = schema.properties?.['accounts']?.additionalProperties;
    const own = typeof accounts === 'object' ? accounts.anyOf : undefined;
    const title = platforms[name]?.capabilities.title;
    const keys = Object.keys(own?.find((one) => one.title === title)?.properties ?? {});
    const common = ['platform', 'feed', 'pollEvery', 'rate'];
    const page = section(configuration, `### ${name}`);
    expect(keys.filter((key) => !common.includes(key) && !page.includes(`| \`${key}\``))).toEqual([]);

    const { feeds, pollEveryMs, rate } = platforms[name]?.capabilities ?? {};
    const row = configuration.split('\n').find((line) => line.startsWith(`| \`${name}\` `)) ?? '';
    const cells = row.split('|').map((cell) => cell.trim());
    expect([...(cells[2] ?? '').matchAll(/`(webhook|poll|socket)`/g)].map(([, feed]) => feed)).toEqual(feeds);
    expect(cells.slice(3, 7)).toEqual([
      pollEveryMs === 60_000 ? '`1m`' : `\`${String((pollEveryMs ?? 0) / 1000)}s\``,
      String(rate?.concurrency),
      String(rate?.perSecond ?? 'no limit'),
      String(rate?.perConversationPerSecond ?? 'no limit'),
    ]);
  });

  it('begins with a file that loads', () => {
    const yaml = /```yaml\n([^]*?)```/.exec(configuration)?.[1] ?? '';
    expect(load(yaml, env).routes).toHaveLength(1);
  });
});

describe('docs/bot.md', () => {
  const env = {
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_APP_TOKEN: 'xapp-1',
    OPENAI_API_KEY: 'sk-1',
    DOCS_TOKEN: 'd-1',
  };
  const [first = '', ...parts] = [...botPage.matchAll(/^```yaml\n([^]*?)^```/gm)].map(
    ([, yaml]) => yaml ?? '',
  );

  it('begins with a bot of at most a dozen lines that loads with nothing doubtful', () => {
    expect(first.trimEnd().split('\n').length).toBeLessThanOrEqual(12);
    const { bots, warnings } = load(first, env);
    expect(bots.map(({ title }) => title)).toEqual(['Ada']);
    expect(warnings).toEqual([]);
  });

  it.each(parts.map((part) => [part.split(':')[0], part] as const))(
    'shows %s of a bot that loads',
    (_, part) => {
      const own = part.startsWith('model:') ? first.replace(/^ {4}model: .*\n/m, '') : first;
      const { bots } = load(`${own}${part.replaceAll(/^(?=.)/gm, '    ')}`, env);
      expect(bots).toHaveLength(1);
    },
  );

  it('adds up what an answer costs by the prices that it shows', async () => {
    const [priced = ''] = parts;
    const own = first.replace(/^ {4}model: .*\n/m, '');
    const [bot] = load(`${own}${priced.replaceAll(/^(?=.)/gm, '    ')}`, env).bots;
    const rows = section(botPage, '## Budgets, and what it costs')
      .split('\n')
      .flatMap((line) => {
        const cells = /^\| ([^|]+?) +\| ([\d,]+) +\| ([\d.]+) +\|$/.exec(line);
        return cells
          ? [{ what: cells[1], tokens: Number(cells[2]?.replace(',', '')), money: Number(cells[3]) }]
          : [];
      });
    const of = (what: string) => rows.find((row) => row.what === what) ?? { tokens: 0, money: 0 };
    const all = of('together');
    const output = of('the answer').tokens;
    const usage = { input: all.tokens - output, output, cached: 0 };
    const [, price] = Object.entries(bot?.model.prices ?? {})[0] ?? [];
    const cost = (usage.input * (price?.input ?? 0) + usage.output * (price?.output ?? 0)) / 1_000_000;
    expect(cost).toBeCloseTo(all.money, 8);
    const parted = rows.filter(({ what }) => what !== 'together');
    expect(parted.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(all.tokens);
    expect(parted.reduce((sum, { money }) => sum + money, 0)).toBeCloseTo(all.money, 8);
  });

  it('names every command, and what people are told when there is no answer', () => {
    expect(Object.keys(COMMANDS).filter((name) => !botPage.includes(`\`!${name}`))).toEqual([]);
    const told = (['auth', 'rate-limited', 'unavailable', 'timeout', 'too-long'] as const).map(sorry);
    const beginning = (sentence: string): string => sentence.split(/[,.]/)[0] ?? '';
    expect(told.map(beginning).filter((words) => !botPage.includes(words))).toEqual([]);
  });
});

describe('docs/commands.md', () => {
  it('explains every command and every option', () => {
    const terminal = { out: () => undefined, err: () => undefined, env: {} };
    const missing: string[] = [];
    for (const command of createProgram(terminal, { value: 0 }).commands) {
      const page = section(commands, `## parley ${command.name()}`);
      const options = [command, ...command.commands].flatMap((one) =>
        one.options.map(({ long }) => long ?? ''),
      );
      const subcommands = command.commands.map((one) => `parley journal ${one.name()}`);
      missing.push(...[...new Set([...options, ...subcommands])].filter((word) => !page.includes(word)));
      if (page === '') missing.push(command.name());
    }
    expect(missing).toEqual([]);
  });
});
