import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJournal } from '../../../bridges/journal/index.ts';
import { tempDir } from '../../support/temp.ts';
import { parley } from '../../cli/kit.ts';
import { answer, beginTurn, bot, used, words } from './kit.ts';

const ada = { author: { id: '7', name: 'Ada\u001b[2J', kind: 'person' as const } };
const ben = { author: { id: '8', name: 'Ben', kind: 'person' as const }, conversation: '2' };

/** A journal with an answered turn of Ada's and a silent one of Ben's. @returns its file */
async function setUp(): Promise<string> {
  const file = path.join(tempDir(), 'parley.db');
  const journal = await openJournal(file);
  const begun = await beginTurn(journal, '1', ada);
  const call = { id: 'c', name: 'search', arguments: '{}' };
  const cost = { usage: used(1500, 20, 1000), money: 0.0031 };
  await journal.turns.step(begun, { kind: 'model', answer: answer('x'), purpose: 'answer' }, cost);
  const turn = await journal.turns.step(begun, { kind: 'tool', call, result: { text: 'x' } });
  await journal.turns.say(turn, words(turn, 'It is ten.'));
  const silent = await beginTurn(journal, '2', ben);
  await journal.turns.step(
    silent,
    { kind: 'transcript', messageId: '2', text: 'x' },
    { usage: used(5), money: 0 },
  );
  await journal.turns.end(silent, 'silent', 'stopped');
  await journal.close();
  return file;
}

describe('parley journal turns', () => {
  it('lists turns in columns, newest first, with nothing that a terminal would obey', async () => {
    const { code, out } = await parley(['journal', 'turns', '--journal', await setUp()]);
    expect(code).toBe(0);
    const [titles, silent, answered, ...more] = out.split('\n');
    expect(more).toEqual([]);
    expect(titles).toMatch(
      /^ID +STATE +STARTED +BOT +CONVERSATION +PEOPLE +CALLS +TOOLS +TOKENS +MONEY +QUESTION/,
    );
    expect(silent).toMatch(/^2 +silent +\d{4}-.*Z +helper +site:2 +Ben +1 +5 +0\.00 +\[stopped\] message 2$/);
    expect(answered).toMatch(
      /^1 +answered +\S+Z +helper +site:1 +Ada \[2J +1 +search +1,520 +0\.0031 +message 1 → It is ten\.$/,
    );
    expect(out).not.toContain('\u001b');
  });

  it('lists only what is asked for, also as JSON', async () => {
    const file = await setUp();
    const ids = async (...args: string[]): Promise<number[]> => {
      const { out } = await parley(['journal', 'turns', ...args, '--json', '--journal', file]);
      return (JSON.parse(out) as { id: number }[]).map(({ id }) => id);
    };
    expect(await ids()).toEqual([2, 1]);
    expect(await ids('--conversation', '1', '--account', 'site', '--bot', bot)).toEqual([1]);
    expect(await ids('--limit', '1')).toEqual([2]);
    const none = await parley(['journal', 'turns', '--bot', 'other', '--journal', file]);
    expect(none).toMatchObject({ code: 0, out: 'No turns.' });
  });
});

describe('parley journal usage', () => {
  it('shows what each bot used, or whatever is asked for', async () => {
    const file = await setUp();
    const lines = async (...args: string[]): Promise<string[]> => {
      const { code, out } = await parley(['journal', 'usage', ...args, '--journal', file]);
      expect(code).toBe(0);
      return out.split('\n').map((line) => line.replaceAll(/ {2,}/g, '  '));
    };
    const titles = 'TURNS  CALLS  INPUT  CACHED  OUTPUT  MONEY';
    expect(await lines()).toEqual([`BOT  ${titles}`, 'helper  2  2  1,505  1,000  20  0.0031']);
    expect(await lines('--by', 'person')).toEqual([
      `PERSON  ${titles}`,
      'Ada [2J (site:7)  1  1  1,500  1,000  20  0.0031',
      'Ben (site:8)  1  1  5  0  0  0.00',
    ]);
    expect(await lines('--by', 'conversation', '--person', '8')).toEqual([
      `CONVERSATION  ${titles}`,
      'site:2  1  1  5  0  0  0.00',
    ]);
    const month = new Date().toISOString().slice(0, 7);
    expect(await lines('--by', 'month', '--since', '1h', '--conversation', '1')).toEqual([
      `MONTH  ${titles}`,
      `${month}  1  1  1,500  1,000  20  0.0031`,
    ]);
    expect(await lines('--bot', 'other')).toEqual([
      expect.stringMatching(/^No bot asked a model since \d{4}-/),
    ]);
  });

  it('prints numbers as JSON', async () => {
    const { out } = await parley(['journal', 'usage', '--by', 'day', '--json', '--journal', await setUp()]);
    expect(JSON.parse(out)).toEqual([
      {
        name: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        turns: 2,
        calls: 2,
        input: 1505,
        output: 20,
        cached: 1000,
        money: 0.0031,
      },
    ]);
  });

  it('refuses times and time zones that are none', async () => {
    const file = await setUp();
    const refused = async (...args: string[]) => parley(['journal', 'usage', ...args, '--journal', file]);
    expect(await refused('--since', 'yesterday')).toMatchObject({
      code: 2,
      err: expect.stringContaining('"yesterday"'),
    });
    expect(await refused('--time-zone', 'Mars/Base')).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no time zone "Mars/Base".'),
    });
    expect(await refused('--by', 'week')).toMatchObject({ code: 2 });
  });
});
