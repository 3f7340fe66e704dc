import { describe, expect, it } from 'vitest';
import { addressOf } from '../../../bridges/bot/manners/index.ts';
import type { Root } from '../../../src/text/index.ts';
import {
  betterMessages,
  discordMarkdown,
  markdown,
  mrkdwn,
  plain,
  whatsapp,
  wordpress,
} from '../../../src/text/index.ts';
import { heardOf } from './kit.ts';

const address = (text: Root, title = 'Helper', self = { id: '99', name: 'parley-bot' }): string | undefined =>
  addressOf(heardOf(text).message, { self, title }, () => false);

describe('a bot is called by its name', () => {
  it.each([
    'Helper',
    'Helper?',
    'Helper, what is this?',
    '  helper: hi',
    'HELPER - hi',
    'Hélpér hi',
    'Ｈｅｌｐｅｒ hi',
    'Hel\u200bper hi',
    '**Helper**, hi',
    'thanks @helper!',
    'ask (@Helper) about it',
    '@parley-bot hi',
    'first line\nthen @Helper',
    '# Helper\nhi',
    'Helper... hi',
    'Helper.',
  ])('%j', (text) => {
    expect(address(markdown.parse(text))).toBe('name');
  });

  it.each([
    '',
    'hello',
    'I asked Helper yesterday',
    'the helper is broken',
    'Helpers are useful',
    'Helperhi',
    "Helper's answer was wrong",
    'Helper’s answer was wrong',
    'Helper-like things',
    'Helper.example.org is down',
    'write to me@helper.example',
    'write to me@helper',
    '@helpers',
    '@helper_two hi',
    '> Helper, hi',
    '> @Helper hi',
    '`Helper` hi',
    '`@Helper`',
    '```\n@Helper\n```',
    '[Helper](https://example.org) hi',
    'https://example.org/@helper',
    '![@Helper](https://example.org/x.png)',
  ])('not by %j', (text) => {
    expect(address(markdown.parse(text))).toBeUndefined();
  });

  it('of several words, in other scripts, and with any characters', () => {
    expect(address(plain.parse('parley  helper, hi'), 'Parley Helper')).toBe('name');
    expect(address(plain.parse('Parley, hi'), 'Parley Helper')).toBeUndefined();
    expect(address(plain.parse('@помощник, привет'), 'Помощник')).toBe('name');
    expect(address(plain.parse('помощника нет'), 'Помощник')).toBeUndefined();
    expect(address(plain.parse('GROßE HILFE: hi'), 'Grosse Hilfe')).toBe('name');
    expect(address(plain.parse('C++ (bot) hi'), 'C++ (Bot)')).toBe('name');
    expect(address(plain.parse('hello'), '\u200b', { id: '99', name: ' ' })).toBeUndefined();
  });
});

describe('a bot is called by a mention', () => {
  const team = { id: 'U99', name: 'x' };
  const guild = { id: '1180000000000000099', name: 'x' };
  it.each<[string, Root, { id: string; name: string }, string | undefined]>([
    ['of Slack', mrkdwn.parse('hi <@U99>, ok?'), team, 'mention'],
    ['of Slack, of another', mrkdwn.parse('hi <@U98>, ok?'), team, undefined],
    ['of Slack, quoted', mrkdwn.parse('> hi <@U99>\nno'), team, undefined],
    ['of Slack, in code', mrkdwn.parse('`<@U99>`'), team, undefined],
    ['of Slack, everybody', mrkdwn.parse('<!channel> hi'), team, undefined],
    ['of Discord', discordMarkdown.parse('hi <@1180000000000000099>'), guild, 'mention'],
    ['of Discord, hidden', discordMarkdown.parse('||<@1180000000000000099>||'), guild, 'mention'],
    ['of Discord, in bold', discordMarkdown.parse('**<@!1180000000000000099>**'), guild, 'mention'],
    ['of Discord, quoted', discordMarkdown.parse('> <@1180000000000000099>'), guild, undefined],
  ])('%s', (_what, text, self, expected) => {
    expect(address(text, 'Helper', self)).toBe(expected);
  });

  it('whose id nobody tells by its name, and by no name of another id', () => {
    const mention = (id?: string): Root => ({
      type: 'root',
      children: [
        {
          type: 'paragraph',
          children: [
            { type: 'text', value: 'hi ' },
            { type: 'mention', name: 'HELPER', ...(id === undefined ? {} : { id }) },
          ],
        },
      ],
    });
    expect(address(mention())).toBe('mention');
    expect(address(mention('98'))).toBeUndefined();
    expect(address(mention('99'))).toBe('mention');
  });

  it('in every dialect by @ and name', () => {
    const dialects = [betterMessages, discordMarkdown, markdown, mrkdwn, plain, whatsapp, wordpress];
    for (const dialect of dialects)
      expect([dialect.name, address(dialect.parse('so @Helper, hi'))]).toEqual([
        dialect.name,
        expect.any(String),
      ]);
  });
});

it('a long text full of @ is read in no time', () => {
  expect(address(plain.parse('@h '.repeat(40_000)), 'x'.repeat(80))).toBeUndefined();
});
