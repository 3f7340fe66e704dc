import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Intake, Journal } from '../../bridges/journal/index.ts';
import { openJournal } from '../../bridges/journal/index.ts';
import { created } from '../support/events.ts';
import { tempDir } from '../support/temp.ts';

/** A journal that cannot write the events of one message. */
async function openRefusing(messageId: string, raise: 'ABORT' | 'ROLLBACK' = 'ABORT'): Promise<Journal> {
  const file = path.join(tempDir(), 'parley.db');
  const journal = await openJournal(file);
  onTestFinished(() => journal.close());
  const sqlite = new DatabaseSync(file);
  sqlite.exec(
    `CREATE TRIGGER refuse BEFORE INSERT ON events WHEN NEW.message_id = '${messageId}' ` +
      `BEGIN SELECT RAISE(${raise}, 'the disk is full'); END`,
  );
  sqlite.close();
  return journal;
}

function intake(id: string, conversation = '1'): Intake[] {
  const to = [{ route: 'support', place: { account: 'team', conversation: 'C1' } }];
  return [{ event: created(id, undefined, { conversation }), to }];
}

describe('a journal that cannot write everything', () => {
  it.each(['together', 'later'] as const)(
    'stores no event, and moves no cursor, past one that it could not store (%s)',
    async (when) => {
      const journal = await openRefusing('2');
      await journal.accept('site', intake('1'), 'cursor-1');
      const second = expect(journal.accept('site', intake('2'), 'cursor-2')).rejects.toThrow('disk is full');
      if (when === 'later') await second;
      await expect(journal.accept('site', intake('3'), 'cursor-3')).rejects.toThrow('disk is full');
      await second;
      expect(await journal.cursor('site')).toBe('cursor-1');
      expect(await journal.counts()).toMatchObject({ waiting: 1 });
    },
  );

  it('tells the reason also when SQLite has rolled back by itself', async () => {
    const journal = await openRefusing('1', 'ROLLBACK');
    await expect(journal.accept('site', intake('1'), undefined)).rejects.toThrow('disk is full');
  });

  it('mixes up no conversations whose first event was rolled back with a neighbour', async () => {
    const journal = await openRefusing('2');
    const accepted = await Promise.allSettled([
      journal.accept('site', intake('1', 'new'), undefined),
      journal.accept('site', intake('2', 'other'), undefined),
    ]);
    expect(accepted.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    const [delivery] = await journal.waiting({ account: 'team', conversation: 'C1' }, 0, 10);
    expect(delivery?.from).toEqual({ account: 'site', conversation: 'new' });
  });
});
