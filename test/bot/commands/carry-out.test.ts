import { describe, expect, it } from 'vitest';
import { carryOut } from '../../../bridges/bot/commands/index.ts';
import type { DeskState } from '../../../bridges/bot/contract.ts';
import type { Command, Surroundings } from '../../../bridges/bot/parts.ts';
import type { CommandName } from '../../../bridges/config/index.ts';
import { NOW, botOf, heardOf, judged } from '../manners/kit.ts';
import { surround } from './kit.ts';

const HOUR = 3_600_000;
const NAMES: readonly CommandName[] = [
  'help',
  'stop',
  'mute',
  'unmute',
  'reset',
  'handover',
  'takeback',
  'usage',
  'join',
  'leave',
];
const full: DeskState = { summary: { text: 's', upTo: '3' }, notes: ['n'], toldOnce: ['quiet 2026-11-20'] };
const handover = { since: NOW, reason: 'x', by: 'Ann' };

async function done(
  name: CommandName,
  state: DeskState = {},
  more: Partial<Command> & {
    bot?: ReturnType<typeof botOf>;
    by?: { id: string; name: string };
    ago?: number;
  } = {},
) {
  const { bot = botOf(), by, ago, ...command } = more;
  const { message } = heardOf('x', {
    ...(by ? { by } : {}),
    ...(ago === undefined ? {} : { writtenAgo: ago }),
  });
  return carryOut({ name, rest: '', ...command }, message, await surround(bot), state);
}

describe('a command', () => {
  it('help lists the commands that the person may use', async () => {
    const bot = botOf('    commands: { prefix: "?", allow: { usage: [], mute: [Ann Lee], reset: ["8"] } }\n');
    const { say = '', state } = await done('help', full, { bot });
    expect(state).toEqual(full);
    expect(say.split('\n')[0]).toBe('I am Helper, a program. These commands are for you:');
    const listed = [...say.matchAll(/^- `\?(\w+)/gm)].map(([, name]) => name);
    expect(listed.sort()).toEqual(NAMES.filter((name) => name !== 'usage' && name !== 'reset').sort());
    const { say: other = '' } = await done('help', {}, { bot, by: { id: '8', name: 'Ann Lee' } });
    expect(other).not.toContain('?mute');
    expect(other).toContain('?reset');
  });

  it('help explains what was written wrong, which stays literal', async () => {
    expect((await done('help', {}, { rest: 'foo' })).say).toBe(
      'I do not know “!foo”. `!help` lists what I do know.',
    );
    expect((await done('help', {}, { rest: 'mute tomorrow' })).say).toContain('such as `!mute 2h`');
    expect((await done('help', {}, { rest: '**x**' })).say).toContain('“!\\*\\*x\\*\\*”');
  });

  it('stop and leave end what join began', async () => {
    expect((await done('stop', { ...full, joined: true })).state).toEqual({ ...full, stopped: true });
    expect((await done('leave', { ...full, joined: true })).state).toEqual({ ...full, left: true });
    const back = await done('join', { ...full, left: true, stopped: true, mutedUntil: NOW + 1 });
    expect(back.state).toEqual({ ...full, joined: true });
    expect(back.say).toContain('`!leave`');
  });

  it('mute lasts as long as it says, from when it was written', async () => {
    expect(await done('mute', full)).toEqual({
      state: { ...full, mutedUntil: Infinity },
      say: 'I keep silent. `!unmute` ends that.',
    });
    expect(await done('mute', {}, { forMs: 1.5 * HOUR })).toEqual({
      state: { mutedUntil: NOW + 1.5 * HOUR },
      say: 'I keep silent for 1 hour 30 minutes. `!unmute` ends that.',
    });
    expect((await done('mute', {}, { forMs: 2 * HOUR, ago: HOUR })).state).toEqual({
      mutedUntil: NOW + HOUR,
    });
    expect((await done('mute', {}, { forMs: HOUR, ago: -HOUR })).state).toEqual({ mutedUntil: NOW + HOUR });
    expect(await done('mute', full, { forMs: HOUR, ago: HOUR })).toEqual({ state: full });
  });

  it('unmute ends mute and stop, and says what still keeps it silent', async () => {
    expect(await done('unmute', { ...full, mutedUntil: Infinity, stopped: true })).toEqual({
      state: full,
      say: 'I am listening again.',
    });
    expect((await done('unmute', { mutedUntil: Infinity, left: true })).say).toContain('`!join`');
    expect((await done('unmute', { mutedUntil: Infinity, handover })).say).toContain('`!takeback`');
  });

  it('reset forgets, but not who may speak', async () => {
    expect((await done('reset', { ...full, joined: true }, { ago: 5000 })).state).toEqual({
      toldOnce: full.toldOnce,
      joined: true,
      resetAt: NOW - 5000,
    });
  });

  it('usage shows every window with its limit', async () => {
    const bot = botOf('    budget: { day: off, timeZone: Europe/Berlin }\n');
    const surroundings = await surround(bot, { now: Date.now });
    await use(surroundings, '7', '1');
    await use(surroundings, '8', '2');
    const { say } = await carryOut({ name: 'usage', rest: '' }, heardOf('x').message, surroundings, {});
    expect(say?.split('\n')).toEqual([
      '- You today: 1 answer, 1,100 of 200,000 tokens',
      '- This conversation today: 1 answer, 1,100 of 500,000 tokens',
      '- Everybody today: 2 answers, 2,200 tokens',
      '- Everybody this month: 2 answers, 2,200 of 20,000,000 tokens',
    ]);
    const priced = { ...bot, model: { ...bot.model, prices: { '*': { input: 1, output: 1 } } } };
    const told = await carryOut(
      { name: 'usage', rest: '' },
      heardOf('x').message,
      { ...surroundings, bot: { ...priced, budget: { ...bot.budget, day: { money: 2 } } } },
      {},
    );
    expect(told.say).toContain('- Everybody today: 2 answers, 2,200 tokens, 0.024 of 2.00 in money');
  });

  it.each(NAMES)('%s is refused to those who may not use it', async (name) => {
    const bot = botOf(`    commands: { allow: { ${name}: [site:8] } }\n`);
    expect(await done(name, full, { bot })).toEqual({
      state: full,
      say: `You may not use \`!${name}\` here.`,
    });
    expect((await done(name, full, { bot, by: { id: '8', name: 'x' } })).say).not.toContain('may not');
  });
});

describe('what a command leaves behind is what is judged by', () => {
  it.each<[CommandName, string]>([
    ['stop', 'stopped'],
    ['mute', 'muted'],
    ['leave', 'left'],
    ['handover', 'handed-over'],
  ])('%s', async (name, why) => {
    const { state } = await done(name);
    expect(judged('hello', { mode: 'always', state })).toEqual({ do: 'ignore', why });
  });

  it.each<[CommandName, DeskState]>([
    ['unmute', { mutedUntil: Infinity, stopped: true }],
    ['join', { left: true }],
    ['takeback', { handover }],
  ])('%s', async (name, before) => {
    const { state } = await done(name, before);
    expect(judged('hello', { mode: 'always', state })).toEqual({ do: 'answer' });
  });
});

/** Somebody is answered, for 1,100 tokens. */
async function use(
  { journal, store, bot }: Surroundings & Awaited<ReturnType<typeof surround>>,
  by: string,
  conversation: string,
) {
  const { message } = heardOf('x', { by: { id: by }, message: { id: by, conversation } });
  const { connection } = await surround(bot);
  await journal.accept('site', [{ event: connection.created(message), to: [], bots: [bot.name] }], undefined);
  const place = { account: 'site', conversation };
  const turn = await store.begin(bot.name, place, await store.heard(bot.name, place));
  const usage = { input: 1000, output: 100, cached: 0 };
  const answer = { text: 'x', toolCalls: [], finish: 'stop', usage, model: 'small' } as const;
  await store.step(turn, { kind: 'model', answer, purpose: 'answer' }, { usage, money: 0.012 });
}
