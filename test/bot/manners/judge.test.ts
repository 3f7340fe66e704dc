import { describe, expect, it } from 'vitest';
import { textTree } from '../../../src/text/index.ts';
import type { Case } from './kit.ts';
import { createRandom } from '../../crash/random.ts';
import { NOW, botOf, inShort, judged } from './kit.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const forever = { mutedUntil: Infinity };
const handover = { since: NOW - HOUR, reason: 'x', by: 'Ann' };
const anns = botOf(
  '    manners: { allow: [Ann Lee] }\n    commands: { allow: { mute: [site:8], usage: [] } }\n',
);
const not = botOf('    manners: { deny: ["Bad Guy", site:8, Ann Lee] }\n');
const night = botOf(
  '    manners: { quietHours: { from: "22:00", to: "07:00", say: I sleep. }, bots: { perMinute: 2 } }\n',
);
const talk = botOf('    manners: { bots: { perMinute: 2, coolDown: 5m } }\n');
const bot = { kind: 'bot', id: '50', name: 'Other' } as const;

describe('what becomes of a message', () => {
  it.each<[string, string, Case, string]>([
    // Modes
    ['hello', 'mention in a channel', {}, 'not-addressed'],
    ['hello', 'mention in a group', { kind: 'group' }, 'not-addressed'],
    ['hello', 'mention between two', { kind: 'direct' }, 'answer'],
    ['Helper, hello', 'mention, called', {}, 'answer'],
    ['hello', 'mention, in answer to it', { message: { replyTo: '4' }, ours: ['4'] }, 'answer'],
    ['hello', 'mention, in answer to another', { message: { replyTo: '3' }, ours: ['4'] }, 'not-addressed'],
    ['hello', 'mention, in a thread under its message', { message: { thread: '4' }, ours: ['4'] }, 'answer'],
    ['and this', 'mention, going on with a question', { goesOn: true }, 'answer'],
    ['hello', 'mention, after joining', { state: { joined: true } }, 'answer'],
    ['hello', 'direct in a channel', { mode: 'direct' }, 'not-direct'],
    ['Helper, hello', 'direct in a channel, called', { mode: 'direct' }, 'not-direct'],
    ['hello', 'direct between two', { mode: 'direct', kind: 'direct' }, 'answer'],
    ['hello', 'direct, after joining', { mode: 'direct', state: { joined: true } }, 'answer'],
    ['hello', 'always', { mode: 'always' }, 'answer'],
    // Whose message it is
    ['hello', 'its own', { mode: 'always', by: { kind: 'self' } }, 'not-addressed'],
    ['hello', 'its own by id, whatever kind', { mode: 'always', by: { id: '99' } }, 'not-addressed'],
    ['hello', "the platform's", { mode: 'always', by: { kind: 'system' } }, 'not-addressed'],
    ['', 'without anything', { mode: 'always' }, 'empty'],
    ['hello', 'a guest', { mode: 'always', by: { kind: 'guest' } }, 'answer'],
    // Who may
    ['hello', 'allowed', { mode: 'always', bot: anns }, 'answer'],
    [
      'hello',
      'called like somebody allowed',
      { mode: 'always', bot: anns, by: { id: '66', name: 'Ann Lee' } },
      'denied',
    ],
    ['hello', 'denied by name of people', { mode: 'always', bot: not }, 'denied'],
    ['hello', 'denied by id', { mode: 'always', bot: not, by: { id: '8' } }, 'denied'],
    [
      'hello',
      'denied by the name shown',
      { mode: 'always', bot: not, by: { id: '66', name: 'BÁD  guy' } },
      'denied',
    ],
    ['hello', 'not denied', { mode: 'always', bot: not, by: { id: '66', name: 'Bea' } }, 'answer'],
    ['!help', 'denied, a command', { bot: not }, 'denied'],
    ['!help', 'not allowed, a command of everyone', { bot: anns, by: { id: '66' } }, 'denied'],
    ['!mute', 'not allowed, but to mute', { bot: anns, by: { id: '8' } }, '!mute'],
    ['!mute', 'allowed, but not to mute: told when it is carried out', { bot: anns }, '!mute'],
    ['!usage', 'not allowed, and nobody may', { bot: anns, by: { id: '66' } }, 'denied'],
    // Moods
    ['Helper?', 'muted', { state: forever }, 'muted'],
    ['Helper?', 'muted until now', { state: { mutedUntil: NOW } }, 'answer'],
    ['Helper?', 'muted a little longer', { state: { mutedUntil: NOW + 1 } }, 'muted'],
    ['hello', 'stopped', { mode: 'always', state: { stopped: true } }, 'stopped'],
    ['hello', 'stopped, between two', { kind: 'direct', state: { stopped: true } }, 'stopped'],
    ['Helper?', 'stopped, called', { state: { stopped: true } }, 'answer'],
    ['Helper?', 'left', { state: { left: true } }, 'left'],
    ['Helper?', 'handed over', { state: { handover } }, 'handed-over'],
    ['Helper?', 'handed over, until now', { state: { handover: { ...handover, returnAt: NOW } } }, 'answer'],
    [
      'Helper?',
      'handed over, a little longer',
      { state: { handover: { ...handover, returnAt: NOW + 1 } } },
      'handed-over',
    ],
    ['Helper?', 'handed over and muted', { state: { handover, ...forever } }, 'handed-over'],
    ['!takeback', 'handed over, a command', { state: { handover } }, '!takeback'],
    ['!unmute', 'muted, a command', { state: forever }, '!unmute'],
    ['!join', 'left, a command', { state: { left: true } }, '!join'],
    // Age
    ['Helper?', 'just young enough', { writtenAgo: 10 * MINUTE }, 'answer'],
    ['Helper?', 'too old when taken in', { writtenAgo: 10 * MINUTE + 1 }, 'too-old'],
    ['Helper?', 'taken in long ago', { writtenAgo: 11 * MINUTE, takenAgo: 11 * MINUTE }, 'too-old'],
    ['Helper?', 'from a clock that is ahead', { writtenAgo: -HOUR }, 'answer'],
    ['hello', 'old, but not meant at all', { writtenAgo: HOUR }, 'not-addressed'],
    ['!help', 'an old question for help', { writtenAgo: HOUR }, 'too-old'],
    ['!stop', 'an old command to be silent', { writtenAgo: HOUR }, '!stop'],
    // Other bots
    ['Helper?', 'a bot, by default', { by: bot }, 'bot-budget'],
    ['hello', 'a bot that does not mean it', { by: bot, bot: talk }, 'not-addressed'],
    ['Helper?', 'a bot', { by: bot, bot: talk }, 'answer'],
    ['Helper?', 'a bot that had one answer', { by: bot, bot: talk, answers: [NOW - 1] }, 'answer'],
    ['Helper?', 'a bot that had two', { by: bot, bot: talk, answers: [NOW - 59_999, NOW - 1] }, 'bot-budget'],
    ['Helper?', 'a person, whatever bots had', { bot: talk, answers: [NOW - 2, NOW - 1] }, 'answer'],
    ['!stop', 'a bot does not command', { by: bot, bot: talk }, 'not-addressed'],
    // Quiet hours
    ['Helper?', 'at night', { bot: night }, 'quiet-hours'],
    ['hello', 'at night, not meant', { bot: night }, 'not-addressed'],
    ['Helper?', 'in the morning', { bot: night, now: NOW + 9 * HOUR }, 'answer'],
    ['!mute', 'at night, a command', { bot: night }, '!mute'],
    // Commands that are none
    ['!foo', 'not meant', {}, 'not-addressed'],
    ['!foo', 'not meant, but everything is answered', { mode: 'always' }, 'answer'],
    ['!foo', 'between two', { kind: 'direct' }, '!help foo'],
    ['Helper !foo', 'called', {}, '!help foo'],
    ['!foo', 'between two, muted', { kind: 'direct', state: forever }, 'muted'],
    ['!ok', 'between two, handed over', { kind: 'direct', state: { handover } }, 'handed-over'],
    ['!help', 'muted', { state: forever }, '!help'],
  ])('%j: %s', (text, _what, one, expected) => {
    expect(inShort(judged(text, one))).toBe(expected);
  });

  it('is an answer when there is only a file', () => {
    const attachments = [{ kind: 'voice', name: 'v.ogg', mimeType: 'audio/ogg' }] as const;
    expect(inShort(judged(textTree(''), { kind: 'direct', message: { attachments } }))).toBe('answer');
  });

  it('is a word once a night, and none to bots', () => {
    expect(judged('Helper?', { bot: night })).toEqual({
      do: 'ignore',
      why: 'quiet-hours',
      say: { text: 'I sleep.', once: 'quiet 2026-11-20' },
    });
    expect(judged('Helper?', { bot: night, now: NOW + 8 * HOUR })).toMatchObject({
      say: { once: 'quiet 2026-11-20' },
    });
    expect(judged('Helper?', { bot: night, now: NOW + 24 * HOUR })).toMatchObject({
      say: { once: 'quiet 2026-11-21' },
    });
    expect(judged('Helper?', { bot: night, by: bot })).not.toHaveProperty('say');
  });

  it('is never an answer that some manner forbids, in any mixture of them', () => {
    const seed = process.env['PARLEY_SEED'] ?? String(Date.now());
    const random = createRandom(seed);
    const texts = ['Helper?', 'hello', '@Helper', '> Helper?', '!foo', ''];
    let answers = 0;
    for (let round = 0; round < 5000; round += 1) {
      const maybe = <T>(value: T): T | undefined => (random.chance(0.2) ? value : undefined);
      const state = {
        ...(maybe(true) && { stopped: true }),
        ...(maybe(true) && { left: true }),
        ...(maybe(true) && { joined: true }),
        ...(maybe(true) && { mutedUntil: NOW + random.between(-1, 1) }),
        ...(maybe(true) && { handover: { ...handover, returnAt: NOW + random.between(-1, 1) } }),
      };
      const one: Case = {
        state,
        mode: random.pick(['mention', 'direct', 'always'] as const),
        kind: random.pick(['direct', 'group', 'channel'] as const),
        bot: random.pick([anns, not, night, talk]),
        by: {
          id: random.pick(['7', '8', '66', '99']),
          kind: random.pick(['person', 'guest', 'bot', 'self', 'system'] as const),
        },
        writtenAgo: random.pick([0, HOUR]),
        answers: random.pick([[], [NOW - 2, NOW - 1]]),
        goesOn: random.chance(0.1),
      };
      const text = random.pick(texts);
      if (inShort(judged(text, one)) !== 'answer') continue;
      answers += 1;
      const { by, bot: of } = one;
      const forbidden = [
        text === '',
        state.left,
        (state.mutedUntil ?? 0) > NOW,
        (state.handover?.returnAt ?? 0) > NOW,
        state.stopped === true && !/^@?Helper/.test(text) && one.goesOn !== true,
        one.mode === 'direct' && one.kind !== 'direct' && state.joined !== true,
        by?.kind === 'self' || by?.kind === 'system' || by?.id === '99',
        of === anns && by?.id !== '7',
        of === not && (by?.id === '7' || by?.id === '8'),
        of === night,
        one.writtenAgo === HOUR,
        by?.kind === 'bot' && (of !== talk || one.answers?.length === 2),
      ];
      expect(forbidden.some(Boolean), JSON.stringify({ seed, text, one, forbidden })).toBe(false);
    }
    expect(answers, seed).toBeGreaterThan(20);
  });
});
