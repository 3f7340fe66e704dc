import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { ToolCall, TurnStep } from '../../../bridges/bot/contract.ts';
import type { Journal } from '../../../bridges/journal/index.ts';
import { created, deleted, edited } from '../../support/events.ts';
import { answer, beginTurn, bot, hear, here, listened, mirror, open, used, words } from './kit.ts';

const call: ToolCall = { id: 'c1', name: 'search', arguments: '{"words":"x"}' };

function asked(text: string): TurnStep {
  return { kind: 'model', answer: answer(text), purpose: 'answer' };
}

/** What a process that starts finds. */
async function reopened(journal: Journal & { file: string }) {
  await journal.close();
  return open(journal.file);
}

describe('a turn', () => {
  it('takes messages that were heard, each into one turn', async () => {
    const journal = await open();
    const one = await hear(journal, '1');
    const two = await hear(journal, '2');
    const turn = await journal.turns.begin(bot, here, [one, two]);
    expect(turn).toMatchObject({ bot, place: here, state: 'open', steps: [], said: 0, began: false });
    expect(turn.heard.map(({ message }) => message.id)).toEqual(['1', '2']);
    expect(await journal.turns.heard(bot)).toEqual([]);
    await expect(journal.turns.begin(bot, here, [two])).rejects.toThrow(/cannot be answered .* taken/);
    expect(await (await reopened(journal)).turns.open(bot)).toEqual([turn]);
  });

  it('answers messages as they were last edited, and none that was deleted since', async () => {
    const journal = await open();
    const [one, two] = [await hear(journal, '1'), await hear(journal, '2')];
    await journal.accept('site', [listened(edited('1', 'new words')), listened(deleted('2'))], undefined);
    const turn = await journal.turns.begin(bot, here, [one, two]);
    expect(turn.heard.map(({ message }) => message)).toEqual([created('1', 'new words').message]);

    const three = await hear(journal, '3');
    await journal.accept('site', [listened(deleted('3'))], undefined);
    const over = await journal.turns.begin(bot, here, [three]);
    expect(over).toMatchObject({ state: 'silent', heard: [] });
    expect(await journal.turns.open(bot)).toEqual([turn]);
  });

  it('keeps what it learns, in order, and the same for whoever holds an older state of it', async () => {
    const journal = await open();
    const turn = await beginTurn(journal);
    await journal.turns.step(turn, asked('let me look'));
    await journal.turns.toolBegins(turn, call);
    await journal.turns.toolBegins(turn, { ...call, id: 'c2' });
    await journal.turns.step(turn, { kind: 'tool', call: { ...call, id: 'c2' }, result: { text: 'two' } });
    const latest = await journal.turns.step(turn, { kind: 'transcript', messageId: '5', text: 'spoken' });
    const steps: TurnStep[] = [
      asked('let me look'),
      { kind: 'tool', call },
      { kind: 'tool', call: { ...call, id: 'c2' }, result: { text: 'two' } },
      { kind: 'transcript', messageId: '5', text: 'spoken' },
    ];
    expect(latest.steps).toEqual(steps);
    expect(await (await reopened(journal)).turns.open(bot)).toEqual([latest]);
  });

  it('tells calls of tools apart that a model gave the same id', async () => {
    const journal = await open();
    const turn = await beginTurn(journal);
    for (const text of ['first', 'second']) {
      await journal.turns.toolBegins(turn, call);
      await journal.turns.step(turn, { kind: 'tool', call, result: { text } });
    }
    const [open_] = await journal.turns.open(bot);
    expect(open_?.steps).toEqual([
      { kind: 'tool', call, result: { text: 'first' } },
      { kind: 'tool', call, result: { text: 'second' } },
    ]);
  });

  it('takes more messages in, and forgets what it learned when it begins anew, but not what that cost', async () => {
    const journal = await open();
    const turn = await beginTurn(journal);
    await journal.turns.step(turn, asked('early'), { usage: used(10, 5), money: 1 });
    const more = await hear(journal, '6');
    const joined = await journal.turns.join(turn, [more]);
    expect(joined.heard.map(({ message }) => message.id)).toEqual(['5', '6']);
    expect(joined.steps).toHaveLength(1);
    const last = await hear(journal, '7');
    const anew = await journal.turns.join(turn, [last], { anew: true });
    expect(anew).toMatchObject({ steps: [], said: 0 });
    expect(anew.heard).toHaveLength(3);
    expect(await journal.turns.usage({ since: 0 })).toMatchObject({ calls: 1, money: 1 });
  });

  it('ends with a reason, once, and takes nothing in after it but what it cost', async () => {
    const journal = await open();
    const turn = await beginTurn(journal);
    await journal.turns.end(turn, 'silent', 'stopped');
    await journal.turns.end(turn, 'failed', 'late');
    expect(await journal.turns.turns({})).toMatchObject([{ state: 'silent', reason: 'stopped' }]);
    const more = await hear(journal, '6');
    await expect(journal.turns.join(turn, [more])).rejects.toThrow(/is over \(silent\)/);
    await expect(journal.turns.toolBegins(turn, call)).rejects.toThrow(/is over/);
    await expect(journal.turns.say(turn, words(turn, 'late'))).rejects.toThrow(/is over/);
    expect(await journal.turns.heard(bot)).toHaveLength(1);
    await journal.turns.step(turn, asked('late'), { usage: used(1), money: 0 });
    expect(await journal.turns.usage({ since: 0 })).toMatchObject({ calls: 1 });
  });
});

describe('the words of a turn', () => {
  it('are an event of its place, with deliveries, together with its state', async () => {
    const journal = await open();
    const begun = await beginTurn(journal);
    const first = await journal.turns.say(begun, words(begun, 'Hel', 'open'));
    expect(first.turn).toMatchObject({ state: 'open', said: 1, began: true });
    const last = await journal.turns.say(first.turn, words(first.turn, 'Hello!'));
    expect(last.turn).toMatchObject({ state: 'answered', said: 2 });
    const all = [...first.deliveries, ...last.deliveries];
    const prefix = `bot:${String(begun.id)}`;
    expect(all.map(({ event, from, to }) => [event.key, event.type, from, to])).toEqual([
      [`${prefix}:1`, 'message.created', here, here],
      [`${prefix}:1`, 'message.created', here, mirror],
      [`${prefix}:2`, 'message.edited', here, here],
      [`${prefix}:2`, 'message.edited', here, mirror],
    ]);
    const again = await reopened(journal);
    expect(await again.turns.open(bot)).toEqual([]);
    const waiting = [...(await again.waiting(here, 0, 10)), ...(await again.waiting(mirror, 0, 10))];
    expect(waiting.toSorted((a, b) => a.id - b.id)).toEqual(all);
  });

  it('are never said twice, also not by who holds an older state of the turn', async () => {
    const journal = await open();
    const turn = await beginTurn(journal);
    const said = await journal.turns.say(turn, words(turn, 'one', 'open'));
    await expect(journal.turns.say(turn, words(turn, 'one', 'open'))).rejects.toThrow(/said twice or never/);
    const created = words(turn, 'two');
    await expect(journal.turns.say(said.turn, created)).rejects.toThrow(/said twice or never/);
    expect(await journal.counts()).toMatchObject({ waiting: 2 });
    expect(await journal.turns.open(bot)).toEqual([said.turn]);
  });

  it('come with what the bot keeps from then on, and with words for another place', async () => {
    const journal = await open();
    const turn = await beginTurn(journal);
    const desk = { handover: { since: 1, reason: 'asked', by: 'Ada' } };
    const event = created(`bot:${String(turn.id)}:tell`, 'Please come', { conversation: 'C9' });
    const place = { account: 'team', conversation: 'C9' };
    const tell = { route: 'bot:helper', place, event };
    const { deliveries, turn: said } = await journal.turns.say(turn, { ...words(turn, 'Wait'), desk, tell });
    expect(said).toMatchObject({ said: 1, began: true });
    const key = `bot:${String(turn.id)}:1`;
    expect(deliveries.map(({ from, to, event: one }) => [from, to, one.key])).toEqual([
      [here, here, key],
      [here, mirror, key],
      [place, place, `${key}:tell`],
    ]);
    const again = await reopened(journal);
    expect(await again.turns.desk(bot, here)).toEqual(desk);
    expect(await again.waiting(place, 0, 9)).toMatchObject([
      { route: 'bot:helper', event: { message: event.message } },
    ]);
    expect(await again.turns.search(here, 'please', 5)).toEqual([]);
  });

  it('change nothing at all when they cannot be stored', async () => {
    const journal = await open();
    const turn = await beginTurn(journal);
    const sqlite = new DatabaseSync(journal.file);
    sqlite.exec("CREATE TRIGGER full BEFORE UPDATE ON turns BEGIN SELECT RAISE(ABORT, 'disk full'); END");
    sqlite.close();
    const said = journal.turns.say(turn, { ...words(turn, 'lost words'), desk: { stopped: true } });
    await expect(said).rejects.toThrow('disk full');
    expect(await journal.counts()).toMatchObject({ waiting: 0 });
    expect(await journal.turns.open(bot)).toEqual([turn]);
    expect(await journal.turns.desk(bot, here)).toEqual({});
    expect(await journal.turns.search(here, 'lost', 5)).toEqual([]);
  });

  it('need nobody to have asked', async () => {
    const journal = await open();
    const turn = await journal.turns.begin(bot, here, []);
    expect(turn).toMatchObject({ state: 'open', heard: [] });
    expect((await journal.turns.say(turn, words(turn, 'I am back'))).turn.state).toBe('answered');
  });

  it('are heard by no bot, are known as its own when they come back, and are found by the search', async () => {
    const journal = await open();
    const turn = await beginTurn(journal);
    const { deliveries } = await journal.turns.say(turn, words(turn, 'The refund is on its way'));
    const [own] = deliveries;
    if (!own) throw new Error('nothing was said');
    const messageId = `bot:${String(turn.id)}`;
    const link = { from: here, messageId, to: here, copyId: '77', part: 0, kind: 'created' as const };
    await journal.settle({ delivery: own, state: 'done', attempts: 1, links: [link] });
    await journal.accept(
      'site',
      [listened(created('77', 'The refund is on its way'), bot, 'other')],
      undefined,
    );
    expect(await journal.turns.heard(bot)).toEqual([]);
    expect(await journal.turns.heard('other')).toEqual([]);
    expect(await journal.originOf(here, '77')).toMatchObject({ messageId });
    expect(await journal.turns.search(here, 'refund', 5)).toMatchObject([{ id: messageId }]);
  });
});

describe('the answers to another bot', () => {
  it('are those given in the place since then', async () => {
    const journal = await open();
    const robot = { author: { id: '99', name: 'Robot', kind: 'bot' as const } };
    const before = Date.now();
    const turn = await beginTurn(journal, '1', robot);
    expect(await journal.turns.answersTo(bot, here, '99', before)).toEqual([]);
    await journal.turns.say(turn, words(turn, 'hello'));
    const silent = await beginTurn(journal, '2', robot);
    await journal.turns.end(silent, 'silent', 'refused');
    const [at, ...more] = await journal.turns.answersTo(bot, here, '99', before);
    expect(at).toBeGreaterThanOrEqual(before);
    expect(more).toEqual([]);
    expect(await journal.turns.answersTo(bot, here, '99', Date.now() + 1)).toEqual([]);
    expect(await journal.turns.answersTo(bot, here, '7', before)).toEqual([]);
    expect(await journal.turns.answersTo(bot, { ...here, conversation: '2' }, '99', before)).toEqual([]);
  });
});

describe('the state of a desk', () => {
  it('is kept for each bot and place, whatever it holds', async () => {
    const journal = await open();
    const state = {
      mutedUntil: Infinity,
      notes: ['forever'],
      toldOnce: ['quiet 2026-11-20'],
      handover: { since: 1, reason: 'asked', by: 'Ada' },
    };
    expect(await journal.turns.desk(bot, here)).toEqual({});
    await journal.turns.saveDesk(bot, here, { stopped: true });
    await journal.turns.saveDesk(bot, here, state);
    await journal.turns.saveDesk('other', here, { left: true });
    const again = await reopened(journal);
    expect(await again.turns.desk(bot, here)).toEqual(state);
    expect(await again.turns.desk('other', here)).toEqual({ left: true });
  });

  it('can be asked for where something ends by itself', async () => {
    const journal = await open();
    const handover = { since: 1, returnAt: 50, reason: 'asked', by: 'Ada' };
    const places = ['1', '2', '3', '4'].map((conversation) => ({ account: 'site', conversation }));
    const states = [{ mutedUntil: Infinity }, { mutedUntil: 90 }, { handover }, { stopped: true }];
    for (const [index, place] of places.entries()) {
      await journal.turns.saveDesk(bot, place, states[index] ?? {});
    }
    expect(await journal.turns.desks(bot)).toEqual([
      { place: places[2], state: states[2] },
      { place: places[1], state: states[1] },
    ]);
    await journal.turns.saveDesk(bot, { account: 'site', conversation: '3' }, {});
    expect(await journal.turns.desks(bot)).toHaveLength(1);
  });

  it('tells the operator a thing once', async () => {
    const journal = await open();
    expect(await journal.turns.tellOnce(bot, 'budget day 2026-11-20')).toBe(true);
    const again = await reopened(journal);
    expect(await again.turns.tellOnce(bot, 'budget day 2026-11-20')).toBe(false);
    expect(await again.turns.tellOnce('other', 'budget day 2026-11-20')).toBe(true);
  });
});
