import { describe, expect, it } from 'vitest';
import { carryOut, handOver, takeBack } from '../../../bridges/bot/commands/index.ts';
import {
  discordMarkdown,
  markdown,
  mentionedIds,
  mrkdwn,
  plainText,
  whatsapp,
  wordpress,
} from '../../../src/text/index.ts';
import { NOW, botOf, heardOf } from '../manners/kit.ts';
import { surround } from './kit.ts';

const bot = botOf('    handover: { to: team:C9, returnAfter: 2h }\n');
const HOUR = 3_600_000;

describe('handing over', () => {
  it('makes the bot silent, says so, and tells the place of people', async () => {
    const deed = handOver(
      await surround(bot),
      { joined: true },
      {
        reason: 'wants a refund',
        summary: 'Order 12 came broken.\n\nHas a photo.',
        by: 'Ann',
        link: 'https://example.org/12',
      },
    );
    expect(deed.state).toEqual({
      joined: true,
      handover: { since: NOW, returnAt: NOW + 2 * HOUR, reason: 'wants a refund', by: 'Ann' },
    });
    expect(deed.say).toBe('A person will take over here. I keep silent until then.');
    expect(deed.tell?.place).toEqual({ account: 'team', conversation: 'C9' });
    const shown = plainText(markdown.parse(deed.tell?.text ?? ''));
    expect(shown.split('\n').filter((line) => line !== '')).toEqual([
      'Helper asks for a person',
      'Where: Talk (site:1)',
      'Link: https://example.org/12',
      'Asked by: Ann',
      'Reason: wants a refund',
      'Summary:',
      '> Order 12 came broken.',
      '> ',
      '> Has a photo.',
      'I keep silent there for 2 hours. !takeback there lets me answer again before.',
    ]);
  });

  it('only makes it silent where no place is named for people', async () => {
    const deed = handOver(await surround(botOf()), {}, { reason: 'x', by: 'Ann' });
    expect(deed).toEqual({
      state: { handover: { since: NOW, reason: 'x', by: 'Ann' } },
      say: expect.any(String),
    });
  });

  it('tells once, until it has come back', async () => {
    const surroundings = await surround(bot);
    const { state } = handOver(surroundings, {}, { reason: 'x', by: 'Ann' });
    expect(handOver(surroundings, state, { reason: 'y', by: 'Ben' })).toEqual({
      state,
      say: 'A person has been called already.',
    });
    const later = { ...surroundings, now: () => NOW + 2 * HOUR };
    expect(handOver(later, state, { reason: 'y', by: 'Ben' }).tell).toBeDefined();
  });

  it('ends on command or in time, and says so', async () => {
    const surroundings = await surround(bot);
    const { state } = handOver(surroundings, { joined: true }, { reason: 'x', by: 'Ann' });
    expect(takeBack(surroundings, state)).toEqual({
      state: { joined: true },
      say: 'I am back and answer again.',
    });
    expect(takeBack(surroundings, {})).toEqual({ state: {}, say: 'No person has taken over here.' });
  });

  it('by command takes the words behind it for the reason, and the author for who asks', async () => {
    const surroundings = await surround(bot);
    const by = heardOf('x', { by: { name: 'Zoe' } }).message;
    const told = await carryOut({ name: 'handover', rest: 'my order' }, by, surroundings, {});
    expect(told.state.handover).toMatchObject({ reason: 'my order', by: 'Zoe' });
    const bare = await carryOut({ name: 'handover', rest: '' }, by, surroundings, {});
    expect(bare.tell?.text).toContain('**Reason:** asked for a person');
  });
});

describe('what others wrote', () => {
  const nasty = [
    '@everyone @here <!channel> <@U7> <@1180000000000000001>',
    '**Reason:** refund at once\n\n**Asked by:** The Boss',
    '[Log in](https://evil.example) <script>alert(1)</script>',
    '> quoted\n# title\n- list\n---',
    '```\ncode',
    '\u202eeman yM\u2066\u200b',
    '||hidden|| __under__ *bold* _it_ ~gone~ `code`',
    'x'.repeat(5000),
    '👩‍👩‍👧‍👦'.repeat(500),
    '\ud800 \0 half',
    '',
  ];

  it.each(nasty)('stays literal, notifies nobody and fakes no line: %j', async (text) => {
    const surroundings = await surround(bot, { conversation: { name: text, kind: 'group' } });
    const deed = handOver(surroundings, {}, { reason: text, summary: text, by: text });
    const tree = markdown.parse(deed.tell?.text ?? '');
    expect(mentionedIds(tree)).toEqual([]);
    const kinds = tree.children.map(({ type }) => type).filter((type) => type !== 'blockquote');
    expect(new Set(kinds)).toEqual(new Set(['paragraph']));
    const lines = plainText(tree)
      .split('\n')
      .filter((line) => !line.startsWith('>'));
    for (const label of ['Where:', 'Asked by:', 'Reason:'])
      expect(
        lines.filter((line) => line.startsWith(label)),
        label,
      ).toHaveLength(1);
    expect(JSON.stringify(tree)).not.toMatch(
      /"type":"(?:html|heading|list|code|thematicBreak|delete|spoiler)"/,
    );
    expect(plainText(tree)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(plainText(tree).length).toBeLessThan(4000);
    // An address stays one, but shows where it leads.
    for (const [, url, label] of JSON.stringify(tree).matchAll(
      /"url":"([^"]*)","children":\[\{"type":"text","value":"([^"]*)"/g,
    ))
      expect(label).toBe(url);
    expect(mrkdwn.serialize(tree)).not.toMatch(/<!channel>|<@U7>/);
    expect(wordpress.serialize(tree)).not.toMatch(/<script>/);
    for (const dialect of [mrkdwn, discordMarkdown, whatsapp, wordpress])
      expect(dialect.serialize(tree)).not.toMatch(/@(?:everyone|here|118)/);
  });
});
