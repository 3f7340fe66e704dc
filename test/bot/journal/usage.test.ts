import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { Turn } from '../../../bridges/bot/contract.ts';
import type { Journal } from '../../../bridges/journal/index.ts';
import { answer, beginTurn, bot, hear, here, open, used, words } from './kit.ts';

const DAY = 86_400_000;
const ada = { author: { id: '7', name: 'Ada', kind: 'person' as const } };
const ben = { author: { id: '8', name: 'Ben', kind: 'person' as const } };

async function spend(journal: Journal, turn: Turn, usage = used(100, 10, 20), money = 0.5): Promise<Turn> {
  return journal.turns.step(
    turn,
    { kind: 'model', answer: answer('hello', usage), purpose: 'answer' },
    { usage, money },
  );
}

/** As if everything had been used, said and done so much earlier. */
function age(file: string, ms: number, where = '1'): void {
  const sqlite = new DatabaseSync(file);
  sqlite.exec(`UPDATE usage_people SET at = at - ${String(ms)} WHERE usage_id IN (SELECT id FROM usage WHERE ${where});
    UPDATE usage SET at = at - ${String(ms)} WHERE ${where}`);
  sqlite.close();
}

describe('what was used', () => {
  it('is summed by bot, place, person and time', async () => {
    const journal = await open();
    const first = await beginTurn(journal, '1', ada);
    await spend(journal, await spend(journal, first));
    await spend(journal, await beginTurn(journal, '2', { ...ben, conversation: '2' }));
    const one = { turns: 1, calls: 1, input: 100, output: 10, cached: 20, money: 0.5 };
    const two = { turns: 1, calls: 2, input: 200, output: 20, cached: 40, money: 1 };
    const usage = journal.turns.usage.bind(journal.turns);
    expect(await usage({ since: 0 })).toEqual({
      turns: 2,
      calls: 3,
      input: 300,
      output: 30,
      cached: 60,
      money: 1.5,
    });
    expect(await usage({ since: 0, bot, account: 'site', conversation: '1' })).toEqual(two);
    expect(await usage({ since: 0, person: '8' })).toEqual(one);
    expect(await usage({ since: 0, account: 'team' })).toMatchObject({ calls: 0, money: 0 });
    expect(await usage({ since: 0, bot: 'other' })).toMatchObject({ calls: 0 });
    age(journal.file, DAY, `turn_id = ${String(first.id)}`);
    expect(await usage({ since: Date.now() - DAY / 2 })).toEqual(one);
    expect(await usage({ since: Date.now() - DAY / 2, person: '7' })).toMatchObject({ calls: 0 });
  });

  it('counts whole for everybody whose messages the turn answers', async () => {
    const journal = await open();
    const heard = [await hear(journal, '1', 'a', ada), await hear(journal, '2', 'b', ben)];
    await spend(journal, await journal.turns.begin(bot, here, heard));
    const row = { turns: 1, calls: 1, input: 100, output: 10, cached: 20, money: 0.5 };
    expect(await journal.turns.usageTable({ since: 0 }, 'person')).toEqual([
      { name: 'Ada (site:7)', ...row },
      { name: 'Ben (site:8)', ...row },
    ]);
    expect(await journal.turns.usageTable({ since: 0, person: '8' }, 'person')).toEqual([
      { name: 'Ben (site:8)', ...row },
    ]);
    expect(await journal.turns.usage({ since: 0 })).toEqual(row);
  });

  it('knows people by their latest names', async () => {
    const journal = await open();
    await spend(journal, await beginTurn(journal, '1', ada));
    age(journal.file, DAY);
    const renamed = { author: { ...ada.author, name: 'Ada L.' } };
    await spend(journal, await beginTurn(journal, '2', renamed));
    expect((await journal.turns.usageTable({ since: 0 }, 'person')).map(({ name }) => name)).toEqual([
      'Ada L. (site:7)',
    ]);
  });

  it('makes tables of conversations and bots, whoever used most first', async () => {
    const journal = await open();
    await spend(journal, await beginTurn(journal, '1', ada), used(1), 0);
    await spend(journal, await beginTurn(journal, '2', { ...ada, conversation: '2' }), used(500), 0);
    const names = async (by: 'conversation' | 'bot'): Promise<unknown> =>
      (await journal.turns.usageTable({ since: 0 }, by)).map(({ name, input }) => [name, input]);
    expect(await names('conversation')).toEqual([
      ['site:2', 500],
      ['site:1', 1],
    ]);
    expect(await names('bot')).toEqual([[bot, 501]]);
  });

  it('divides into the days and months of a time zone, newest first, a turn counting in each', async () => {
    const journal = await open();
    const turn = await spend(journal, await beginTurn(journal, '1', ada));
    age(journal.file, Date.now() - Date.parse('2026-03-01T02:30:00Z'));
    await spend(journal, turn);
    age(journal.file, Date.now() - Date.parse('2026-03-01T06:00:00Z'), 'id = (SELECT max(id) FROM usage)');
    const table = async (by: 'day' | 'month', timeZone?: string): Promise<unknown> => {
      const rows = await journal.turns.usageTable({ since: 0, ...(timeZone ? { timeZone } : {}) }, by);
      return rows.map(({ name, turns, calls }) => [name, turns, calls]);
    };
    expect(await table('day')).toEqual([['2026-03-01', 1, 2]]);
    expect(await table('day', 'America/New_York')).toEqual([
      ['2026-03-01', 1, 1],
      ['2026-02-28', 1, 1],
    ]);
    expect(await table('month', 'America/New_York')).toEqual([
      ['2026-03', 1, 1],
      ['2026-02', 1, 1],
    ]);
  });
});

describe('the report of turns', () => {
  it('tells who asked what, what was answered, and what it took', async () => {
    const journal = await open();
    const heard = [await hear(journal, '1', 'How much?', ada), await hear(journal, '2', 'And when?', ben)];
    const turn = await spend(journal, await journal.turns.begin(bot, here, heard));
    const call = { id: 'c', name: 'search', arguments: '{}' };
    const looked = await journal.turns.step(turn, { kind: 'tool', call, result: { text: 'x' } });
    await journal.turns.say(looked, words(looked, 'Ten, tomorrow.'));
    const silent = await beginTurn(journal, '3', { conversation: '2' });
    await journal.turns.end(silent, 'silent', 'moderated');
    const [last, first] = await journal.turns.turns({});
    expect(first).toEqual({
      id: turn.id,
      bot,
      place: here,
      state: 'answered',
      people: ['Ada', 'Ben'],
      question: 'How much? / And when?',
      answer: 'Ten, tomorrow.',
      calls: 1,
      tools: ['search'],
      usage: used(100, 10, 20),
      money: 0.5,
      startedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      endedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(last).toMatchObject({ id: silent.id, state: 'silent', reason: 'moderated', answer: '', calls: 0 });
    const ids = async (query: object): Promise<number[]> =>
      (await journal.turns.turns(query)).map(({ id }) => id);
    expect(await ids({ conversation: '2' })).toEqual([silent.id]);
    expect(await ids({ limit: 1 })).toEqual([silent.id]);
    expect(await ids({ bot: 'other' })).toEqual([]);
    expect(await ids({ account: 'site', bot })).toEqual([silent.id, turn.id]);
  });
});

describe('forgetting', () => {
  const soon = (): number => Date.now() + 1000;

  it('covers turns, notes and what was said, but not what waits or is under way, nor what a desk knows', async () => {
    const journal = await open();
    const over = await beginTurn(journal, '1', ada);
    await journal.turns.say(over, words(over, 'old answer'));
    const ignored = await hear(journal, '2', 'old chatter');
    await journal.turns.ignore([ignored.id], 'not-addressed');
    const turn = await journal.turns.begin(bot, here, [await hear(journal, '3', 'question under way')]);
    const waiting = await hear(journal, '4', 'question that waits');
    await journal.turns.saveDesk(bot, here, { stopped: true });
    await journal.forget(soon());

    expect(await journal.turns.heard(bot)).toEqual([waiting]);
    expect(await journal.turns.open(bot)).toEqual([turn]);
    expect((await journal.turns.turns({})).map(({ id }) => id)).toEqual([turn.id]);
    const found = await journal.turns.search(here, 'old answer chatter question', 10);
    expect(found.map(({ id }) => id).toSorted()).toEqual(['3', '4']);
    expect(await journal.turns.desk(bot, here)).toEqual({ stopped: true });
    // What it said is still on its way.
    expect(await journal.counts()).toMatchObject({ waiting: 2 });
  });

  it('leaves what was used in this month and the last, and in time that goes too', async () => {
    const journal = await open();
    const turn = await spend(journal, await beginTurn(journal, '1', ada));
    await journal.turns.end(turn, 'silent', 'x');
    age(journal.file, 40 * DAY);
    await journal.forget(soon());
    expect(await journal.turns.turns({})).toEqual([]);
    expect(await journal.turns.usage({ since: 0, person: '7' })).toMatchObject({ turns: 1, money: 0.5 });
    age(journal.file, 30 * DAY);
    await journal.forget(soon());
    expect(await journal.turns.usage({ since: 0 })).toMatchObject({ calls: 0 });
    expect(await journal.turns.usageTable({ since: 0 }, 'person')).toEqual([]);
  });

  it('gives no number of a turn out twice, for links outlive turns', async () => {
    const journal = await open();
    const turn = await beginTurn(journal, '1');
    await journal.turns.end(turn, 'silent', 'x');
    await journal.forget(soon());
    await journal.close();
    const again = await open(journal.file);
    expect((await beginTurn(again, '2')).id).toBeGreaterThan(turn.id);
  });

  it('leaves none of its words to the search, also where its number is given out again', async () => {
    const journal = await open();
    await journal.turns.ignore([(await hear(journal, '1', 'apples')).id], 'not-addressed');
    await journal.forget(soon());
    await hear(journal, '2', 'pears');
    expect(await journal.turns.search(here, 'apples', 5)).toEqual([]);
    expect(await journal.turns.search(here, 'pears', 5)).toHaveLength(1);
  });
});
