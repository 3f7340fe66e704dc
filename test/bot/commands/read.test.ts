import { describe, expect, it } from 'vitest';
import { readCommand } from '../../../bridges/bot/commands/index.ts';
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
import { createRandom } from '../../crash/random.ts';
import { heardOf, inShort } from '../manners/kit.ts';

const HOUR = 3_600_000;

function read(
  text: string | Root,
  options: { prefix?: string; isMeant?: boolean; self?: string } = {},
): string {
  const { prefix = '!', isMeant = false, self = '99' } = options;
  const command = readCommand(heardOf(text).message, {
    prefix,
    called: { self: { id: self, name: 'parley-bot' }, title: 'Parley Helper' },
    isMeant,
  });
  if (!command) return 'prose';
  const time = command.forMs === undefined ? '' : ` = ${String(command.forMs / HOUR)} h`;
  return `${inShort({ do: 'command', command })}${time}`;
}

describe('a command', () => {
  it.each([
    ['!help', '!help'],
    ['!stop', '!stop'],
    ['!STOP', '!stop'],
    ['  !stop  ', '!stop'],
    ['！stop', '!stop'],
    ['!mute', '!mute'],
    ['!mute 2h', '!mute 2h = 2 h'],
    ['!mute   90 minutes', '!mute 90 minutes = 1.5 h'],
    ['!mute 1h 30m', '!mute 1h 30m = 1.5 h'],
    ['!mute 1h30m', '!mute 1h30m = 1.5 h'],
    ['!mute 1 day, 2 hours', '!mute 1 day, 2 hours = 26 h'],
    ['!mute 1.5h', '!mute 1.5h = 1.5 h'],
    ['!mute 0s', '!help mute 0s'],
    ['!mute 9999w', '!help mute 9999w'],
    ['!mute tomorrow', '!help mute tomorrow'],
    ['!mute everyone who says no', 'prose'],
    ['!unmute', '!unmute'],
    ['!reset', '!reset'],
    ['!handover', '!handover'],
    ['!hand over', '!handover'],
    ['!handover I want my money back', '!handover I want my money back'],
    ['!hand over to Ann', '!handover to Ann'],
    ['!handover\n\nFirst.\n\nSecond.', '!handover First.\n\nSecond.'],
    ['!takeback', '!takeback'],
    ['!Take back', '!takeback'],
    ['!usage', '!usage'],
    ['!join', '!join'],
    ['!leave', '!leave'],
    ['Parley Helper, !stop', '!stop'],
    ['Parley Helper !mute 2h', '!mute 2h = 2 h'],
    ['@parley-bot: !stop', '!stop'],
  ])('%j is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    '',
    'help',
    'stop',
    'please !stop',
    'stop!',
    '!stop it, please',
    '!stop!',
    '!!stop',
    '! stop',
    '!help me with my printer',
    '!stopp',
    '!foo',
    '!toString',
    '!constructor',
    '!important',
    '!unmute me',
    '`!stop`',
    '```\n!stop\n```',
    '> !stop',
    '- !stop',
    '**!stop**',
    '[!stop](https://example.org)',
    'he said:\n!stop',
    '!stop\n\nand more',
    '!handovers',
    'Parley Helper! stop',
    'Somebody, !stop',
    `!handover ${'x'.repeat(3000)}`,
  ])('%j is prose', (text) => {
    expect(read(text)).toBe('prose');
  });

  it('that nobody knows asks for help where the bot is meant', () => {
    expect(read('!foo', { isMeant: true })).toBe('!help foo');
    expect(read('!mute all of them', { isMeant: true })).toBe('!help mute all of them');
    for (const text of ['!foo bar', '!!', '!?', '!1', 'foo'])
      expect(read(text, { isMeant: true })).toBe('prose');
  });

  it.each([
    ['bot!', 'bot!mute 1h', '!mute 1h = 1 h'],
    ['bot!', 'Bot!Mute 1h', '!mute 1h = 1 h'],
    ['bot!', '!mute 1h', 'prose'],
    ['.', '.stop', '!stop'],
    ['.', '...', 'prose'],
    ['$', '$stop', '!stop'],
    ['?', '?', 'prose'],
  ])('begins with the prefix %j: %j is %s', (prefix, text, expected) => {
    expect(read(text, { prefix, isMeant: true })).toBe(expected);
  });

  it.each([betterMessages, discordMarkdown, markdown, mrkdwn, plain, whatsapp, wordpress])(
    'is the same in $name',
    (dialect) => {
      for (const prefix of ['!', '?', '.', ',', ';', ':', '+', '=', '%', '/', '$', '^', 'bot!', '!!']) {
        expect([prefix, read(dialect.parse(`${prefix}mute 2h`), { prefix })]).toEqual([
          prefix,
          '!mute 2h = 2 h',
        ]);
      }
      expect(read(dialect.parse('@Parley Helper !stop'))).toBe('!stop');
      const html = dialect === wordpress || dialect === betterMessages;
      if (html) expect(read(dialect.parse('<p>&#33;stop&nbsp;</p>'))).toBe('!stop');
    },
  );

  it('stands behind the mention of the bot, or before it, and of nobody else', () => {
    expect(read(mrkdwn.parse('<@U99> !stop'), { self: 'U99' })).toBe('!stop');
    expect(read(mrkdwn.parse('<@U99>: !mute 1h'), { self: 'U99' })).toBe('!mute 1h = 1 h');
    expect(read(mrkdwn.parse('!stop <@U99>'), { self: 'U99' })).toBe('!stop');
    expect(read(mrkdwn.parse('<@U98> !stop'), { self: 'U99' })).toBe('prose');
    expect(read(mrkdwn.parse('!stop <@U98>'), { self: 'U99' })).toBe('prose');
    const id = '1180000000000000099';
    expect(read(discordMarkdown.parse(`<@${id}> !stop`), { self: id })).toBe('!stop');
    expect(read(discordMarkdown.parse(`<@${id}>\n!stop`), { self: id })).toBe('!stop');
  });

  it('is never found in words without the prefix, whatever they are', () => {
    const seed = process.env['PARLEY_SEED'] ?? String(Date.now());
    const random = createRandom(seed);
    const words = [
      'help',
      'stop',
      'mute',
      '2h',
      'hand over',
      'usage',
      'please',
      '*',
      '_',
      '`',
      '\n',
      '@',
      '!',
      ' ! ',
      '<b>',
    ];
    for (let round = 0; round < 3000; round += 1) {
      const text = Array.from({ length: random.between(1, 6) }, () => random.pick(words)).join(
        random.pick([' ', '']),
      );
      if (/^[\s@<b>*_`]*!/.test(text)) continue;
      expect(read(text, { isMeant: true }), JSON.stringify({ seed, text })).toBe('prose');
    }
  });
});
