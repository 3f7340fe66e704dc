import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJournal } from '../../bridges/journal/index.ts';
import { created } from '../support/events.ts';
import { tempDir } from '../support/temp.ts';
import { parley } from './kit.ts';

const there = { account: 'team', conversation: 'C1' };
const elsewhere = { account: 'phone', conversation: '1@c.us' };

/** A journal with one delivery done, one failed and two waiting. @returns the configuration that names it */
async function setUp(): Promise<string> {
  const directory = tempDir();
  const journal = await openJournal(path.join(directory, 'data.db'));
  const to = [there, elsewhere].map((place) => ({ route: 'support', place }));
  const [done, failed] = await journal.accept(
    'site',
    [{ event: created('5', 'Hello \u001b[2J there'), to }],
    'c5',
  );
  await journal.accept('site', [{ event: created('6', 'A second message that is quite long'), to }], 'c6');
  if (!done || !failed) throw new Error('The journal made no deliveries.');
  const link = {
    from: done.from,
    messageId: '5',
    to: done.to,
    copyId: '1700.0001',
    part: 0,
    kind: 'created' as const,
  };
  await journal.settle({ delivery: done, state: 'done', attempts: 1, links: [link] });
  await journal.settle({
    delivery: failed,
    state: 'failed',
    attempts: 3,
    reason: 'The chat is gone. Check the id.',
  });
  await journal.close();
  const config = path.join(directory, 'parley.yaml');
  writeFileSync(
    config,
    'accounts: { site: { platform: buddypress, applicationPassword: "${NOT_SET}" } }\njournal: { path: data.db }\n',
  );
  return config;
}

describe('parley journal', () => {
  it('lists deliveries in aligned columns, newest first, whatever else the configuration lacks', async () => {
    const { code, out } = await parley(['journal', 'list', '-c', await setUp()]);
    expect(code).toBe(0);
    const lines = out.split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/^ID {2}STATE .* TEXT OR REASON$/);
    expect(lines[1]).toMatch(
      /^4 +waiting +\d{4}-.*Z +support +site:1 +6 +phone:1@c\.us +message\.created +0 +A second message/,
    );
    expect(lines[4]).toMatch(/^1 +done .* team:C1 .* 1 +Hello/);
    const column = lines[0]?.indexOf('FROM') ?? 0;
    expect(lines.slice(1).map((line) => line.slice(column, column + 6))).toEqual(Array(4).fill('site:1'));
  });

  it('shows nothing that a terminal would obey, and no line longer than the terminal', async () => {
    const { out } = await parley(['journal', 'list', '-c', await setUp()], {}, 60);
    expect(out).not.toContain('\u001b');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBe(60);
    expect(out).toMatch(/…$/m);
  });

  it('lists only what is asked for', async () => {
    const config = await setUp();
    const ids = async (...args: string[]): Promise<number[]> => {
      const { out } = await parley(['journal', ...args, '--json', '-c', config]);
      return (JSON.parse(out) as { id: number }[]).map(({ id }) => id);
    };
    expect(await ids('failed')).toEqual([2]);
    expect(await ids('waiting')).toEqual([4, 3]);
    expect(await ids('list', '--state', 'done')).toEqual([1]);
    expect(await ids('list', '--account', 'phone')).toEqual([4, 2]);
    expect(await ids('list', '--conversation', 'C1', '--limit', '1')).toEqual([3]);
    const none = await parley(['journal', 'list', '--state', 'skipped', '-c', config]);
    expect(none).toMatchObject({ code: 0, out: 'No deliveries.' });
  });

  it('shows what became of a message, found by its own id or by that of a copy', async () => {
    const config = await setUp();
    const { code, out } = await parley(['journal', 'show', '5', '-c', config]);
    expect(code).toBe(0);
    expect(out).toMatch(/^Delivery 1: message\.created, done$/m);
    expect(out).toMatch(/^ {2}copies +1700\.0001$/m);
    expect(out).toMatch(/^Delivery 2: message\.created, failed$/m);
    expect(out).toMatch(/^ {2}reason +The chat is gone\. Check the id\.$/m);
    expect((await parley(['journal', 'show', '1700.0001', '-c', config])).out).toContain('Delivery 1:');
    expect(await parley(['journal', 'show', '99', '-c', config])).toMatchObject({
      code: 1,
      err: 'The journal knows no message "99", neither as original nor as copy.',
    });
  });

  it('sends failed deliveries again, by id or all of them', async () => {
    const config = await setUp();
    expect(await parley(['journal', 'retry', '2', '-c', config])).toMatchObject({
      code: 0,
      out: '1 delivery is waiting again.',
    });
    const counts = await parley(['journal', 'counts', '--json', '-c', config]);
    expect(JSON.parse(counts.out)).toEqual({ waiting: 3, done: 1, failed: 0, skipped: 0 });
    expect(await parley(['journal', 'retry', '2', '-c', config])).toMatchObject({
      code: 1,
      out: '0 deliveries are waiting again.',
    });
    expect(await parley(['journal', 'retry', '--all', '--json', '-c', config])).toMatchObject({
      code: 0,
      out: '{"retried":0}',
    });
  });

  it('refuses ids that are none, and a retry of nothing', async () => {
    const config = await setUp();
    expect(await parley(['journal', 'retry', '-c', config])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--all'),
    });
    expect(await parley(['journal', 'retry', 'x5', '-c', config])).toMatchObject({
      code: 2,
      err: expect.stringContaining('"x5" is no id of a delivery.'),
    });
  });

  it('makes no journal where there is none', async () => {
    const file = path.join(tempDir(), 'other.db');
    expect(await parley(['journal', 'counts', '--journal', file])).toMatchObject({
      code: 2,
      err: expect.stringContaining(`There is no journal ${file} yet.`),
    });
  });
});
