import { statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Delivery, Intake, Journal } from '../../bridges/journal/index.ts';
import { openJournal, takeOwnership } from '../../bridges/journal/index.ts';
import { query } from '../../bridges/journal/database.ts';
import { migrations } from '../../bridges/journal/migrations.ts';
import { created, deleted } from '../support/events.ts';
import { tempDir } from '../support/temp.ts';

const here = { account: 'site', conversation: '1' };
const there = { account: 'team', conversation: 'C1' };
const elsewhere = { account: 'team', conversation: 'C2' };

function to(...places: { account: string; conversation: string }[]): Intake['to'] {
  return places.map((place) => ({ route: 'support', place }));
}

async function open(file = path.join(tempDir(), 'parley.db')): Promise<Journal & { file: string }> {
  const journal = await openJournal(file);
  onTestFinished(async () => {
    await journal.close().catch(() => undefined);
  });
  return Object.assign(journal, { file });
}

async function accept(journal: Journal, id: string, ...places: Parameters<typeof to>): Promise<Delivery[]> {
  return journal.accept('site', [{ event: created(id), to: to(...places) }], undefined);
}

function linkOf(delivery: Delivery, copyId: string, part = 0) {
  return { from: delivery.from, messageId: '5', to: delivery.to, copyId, part, kind: 'created' as const };
}

describe('the journal', () => {
  it('keeps what it accepted, and the cursor with it, over a restart', async () => {
    const journal = await open();
    await journal.accept('site', [{ event: created('5'), to: to(there, elsewhere) }], 'cursor-5');
    await journal.close();

    const again = await open(journal.file);
    expect(await again.cursor('site')).toBe('cursor-5');
    expect(await again.waitingLanes()).toEqual([
      { place: there, count: 1 },
      { place: elsewhere, count: 1 },
    ]);
    expect((await again.waiting(there, 0, 10))[0]).toMatchObject({
      from: here,
      to: there,
      event: created('5'),
    });
  });

  it('takes an event in once, however often it is delivered', async () => {
    const journal = await open();
    const twice = await Promise.all([accept(journal, '5', there), accept(journal, '5', there)]);
    const later = await accept(journal, '5', there);
    expect([...twice, later].map((deliveries) => deliveries.length)).toEqual([1, 0, 0]);
    expect(await journal.counts()).toMatchObject({ waiting: 1 });
  });

  it('leaves out what happens to a message that is itself a copy', async () => {
    const journal = await open();
    const [delivery] = await journal.accept(
      'team',
      [{ event: { ...created('5'), conversation: 'C1' }, to: to(here) }],
      undefined,
    );
    if (!delivery) throw new Error('nothing was accepted');
    await journal.settle({ delivery, state: 'done', attempts: 1, links: [linkOf(delivery, '900')] });

    expect(await accept(journal, '900', there)).toEqual([]);
    expect(await journal.accept('site', [{ event: deleted('900'), to: to(there) }], undefined)).toEqual([]);
    expect(await journal.originOf(here, '900')).toMatchObject({ from: there, messageId: '5' });
  });

  it('hands out waiting deliveries of a place in the order in which they came', async () => {
    const journal = await open();
    for (const id of ['3', '1', '2']) await accept(journal, id, there);
    await accept(journal, '4', elsewhere);
    const waiting = await journal.waiting(there, 0, 10);
    expect(waiting.map(({ event }) => event.key)).toEqual(['created:3', 'created:1', 'created:2']);
    const [first] = waiting;
    if (!first) throw new Error('nothing waits');
    await journal.settle({ delivery: first, state: 'done', attempts: 1 });
    expect((await journal.waiting(there, 0, 10)).map(({ event }) => event.key)).toEqual([
      'created:1',
      'created:2',
    ]);
  });

  it('finds the copies of a message by part, and the message by its copy', async () => {
    const journal = await open();
    const [delivery] = await accept(journal, '5', there);
    if (!delivery) throw new Error('nothing was accepted');
    await journal.settle({ delivery, state: 'waiting', attempts: 1, links: [linkOf(delivery, 'a', 0)] });
    expect((await journal.linksOf(delivery)).map(({ copyId }) => copyId)).toEqual(['a']);
    await journal.settle({ delivery, state: 'done', attempts: 1, links: [linkOf(delivery, 'b', 1)] });
    expect((await journal.copies(here, '5', there)).map(({ copyId, part }) => [copyId, part])).toEqual([
      ['a', 0],
      ['b', 1],
    ]);
    expect(await journal.recentCopies(there)).toEqual(new Set(['a', 'b']));
    await journal.settle({ delivery, state: 'done', attempts: 1, unlinked: [{ place: there, copyId: 'a' }] });
    expect(await journal.originOf(there, 'a')).toBeUndefined();
  });

  it('keeps failed deliveries with their reason until a person sends them again', async () => {
    const journal = await open();
    const [delivery] = await accept(journal, '5', there);
    if (!delivery) throw new Error('nothing was accepted');
    await journal.settle({ delivery, state: 'failed', attempts: 3, reason: 'The channel is archived.' });

    const [report] = await journal.deliveries({ state: 'failed' });
    expect(report).toMatchObject({ reason: 'The channel is archived.', excerpt: 'message 5', attempts: 3 });
    const other = await openJournal(journal.file);
    expect(await other.retry([delivery.id])).toBe(1);
    await other.close();
    expect(journal.changedElsewhere()).toBe(true);
    expect(journal.changedElsewhere()).toBe(false);
    expect(await journal.waiting(there, 0, 10)).toMatchObject([{ id: delivery.id, attempts: 3 }]);
  });

  it('forgets old settled deliveries, but neither what waits or failed nor any link', async () => {
    const journal = await open();
    const [done] = await accept(journal, '5', there);
    const [failed] = await accept(journal, '6', there);
    await accept(journal, '7', there);
    if (!done || !failed) throw new Error('nothing was accepted');
    await journal.settle({ delivery: done, state: 'done', attempts: 1, links: [linkOf(done, 'a')] });
    await journal.settle({ delivery: failed, state: 'failed', attempts: 1, reason: 'no' });
    expect(await journal.forget(Date.now() + 1000)).toBe(1);
    expect(await journal.counts()).toEqual({ waiting: 1, done: 0, failed: 1, skipped: 0 });
    expect(await journal.originOf(there, 'a')).toMatchObject({ messageId: '5' });
  });

  it('makes a secret once', async () => {
    const journal = await open();
    const secret = await journal.secret('webhook:phone');
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(await journal.secret('webhook:phone')).toBe(secret);
    expect(await journal.secret('webhook:other')).not.toBe(secret);
  });

  it('is readable by its owner only', async () => {
    const journal = await open();
    expect(statSync(journal.file).mode & 0o077).toBe(0);
  });

  it('refuses a file of a newer version, and one that is no journal, with a sentence', async () => {
    const file = path.join(tempDir(), 'newer.db');
    const sqlite = new DatabaseSync(file);
    sqlite.exec('PRAGMA user_version = 99');
    sqlite.close();
    await expect(openJournal(file)).rejects.toThrow(/newer Parley .*Update parley-bridge/);
    await expect(openJournal(path.join(import.meta.dirname, 'journal.test.ts'))).rejects.toThrow(
      /Could not open the journal .*journal\.path/,
    );
  });

  it('shows a reaction once, until it is taken back, in the order in which they came', async () => {
    const journal = await open();
    const [delivery] = await accept(journal, '5', there);
    if (!delivery) throw new Error('nothing was accepted');
    const react = (emoji: string, who: string, change: 'added' | 'removed') =>
      journal.settle({
        delivery,
        state: 'done',
        attempts: 1,
        reaction: { messageId: 'c5', emoji, who, name: who, change },
      });
    await react('👍', 'ann', 'added');
    await react('🎉', 'zoe', 'added');
    await react('👍', 'ann', 'added');
    expect(await journal.reactions(there, 'c5')).toEqual([
      { emoji: '👍', who: 'ann', name: 'ann' },
      { emoji: '🎉', who: 'zoe', name: 'zoe' },
    ]);
    await react('👍', 'ann', 'removed');
    expect((await journal.reactions(there, 'c5')).map(({ emoji }) => emoji)).toEqual(['🎉']);
    expect(await journal.reactions(elsewhere, 'c5')).toEqual([]);
  });

  it('forgets the reactions on a copy with the copy', async () => {
    const journal = await open();
    const [delivery] = await accept(journal, '5', there);
    if (!delivery) throw new Error('nothing was accepted');
    const reaction = { messageId: 'c5', emoji: '👍', who: 'ann', name: 'Ann', change: 'added' as const };
    await journal.settle({ delivery, state: 'done', attempts: 1, links: [linkOf(delivery, 'c5')], reaction });
    await journal.settle({
      delivery,
      state: 'done',
      attempts: 1,
      unlinked: [{ place: there, copyId: 'c5' }],
    });
    expect(await journal.reactions(there, 'c5')).toEqual([]);
  });

  it('keeps what a journal of the first version holds', async () => {
    const file = path.join(tempDir(), 'parley.db');
    const sqlite = new DatabaseSync(file);
    for (const step of migrations[0]?.(query) ?? []) sqlite.exec(step.compile().sql);
    const body = JSON.stringify(created('5'));
    sqlite.exec(`PRAGMA user_version = 1;
      INSERT INTO places VALUES (1, 'site', '1'), (2, 'team', 'C1');
      INSERT INTO events VALUES (1, 1, 'created:5', 'message.created', '5', '${body}', 1700000000000);
      INSERT INTO deliveries VALUES (1, 1, 'support', 2, 'waiting', 2, 'no answer', NULL);
      INSERT INTO links VALUES (1, 1, 1, '5', 2, 'c5', 0, 'created');`);
    sqlite.close();
    const journal = await open(file);
    const [delivery] = await journal.waiting(there, 0, 10);
    expect(delivery).toMatchObject({ from: here, event: created('5'), attempts: 2 });
    expect(delivery).not.toHaveProperty('draft');
    expect(delivery && (await journal.linksOf(delivery))).toHaveLength(1);
    expect(await journal.originOf(there, 'c5')).toMatchObject({ messageId: '5' });
  });

  it('remembers for an account, over a restart, what was set last', async () => {
    const journal = await open();
    await journal.remember('site', 'hook', 'first');
    await journal.remember('site', 'hook', 'second');
    await journal.remember('team', 'hook', 'other');
    await journal.close();
    const again = await open(journal.file);
    expect(Object.fromEntries(await again.memories('site'))).toEqual({ hook: 'second' });
  });

  it('takes history in once a destination, and only where a message has not been yet', async () => {
    const journal = await open();
    const past = ['1', '2', '3'].map((id) => ({ event: created(id), to: to(there) }));
    expect(await journal.backfill('site', past)).toBe(3);
    expect(await journal.backfill('site', past)).toBe(0);
    const wider = past.map(({ event }) => ({ event, to: to(there, elsewhere) }));
    expect(await journal.backfill('site', wider)).toBe(3);
    expect((await journal.waiting(elsewhere, 0, 10)).map(({ event }) => event.key)).toEqual(
      past.map(({ event }) => event.key),
    );
  });

  it('leaves out of history what is a copy, and what was mirrored before its event was forgotten', async () => {
    const journal = await open();
    const [delivery] = await accept(journal, '5', there);
    if (!delivery) throw new Error('nothing was accepted');
    await journal.settle({ delivery, state: 'done', attempts: 1, links: [linkOf(delivery, 'c5')] });
    await accept(journal, '6', there);
    await journal.forget(Date.now() + 1);
    expect(await journal.backfill('site', [{ event: created('5'), to: to(there) }])).toBe(0);
    const copy = { ...created('c5'), conversation: there.conversation };
    expect(await journal.backfill('team', [{ event: copy, to: to(here) }])).toBe(0);
  });
});

describe('the ownership of a journal', () => {
  it('belongs to one daemon at a time, and is free again after it', () => {
    const file = path.join(tempDir(), 'parley.db');
    const first = takeOwnership(file);
    expect(() => takeOwnership(file)).toThrow(/Another Parley is running .*stop the other one/);
    first.release();
    takeOwnership(file).release();
  });
});
