import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openJournal } from '../../bridges/journal/index.ts';
import { created } from '../support/events.ts';
import { MemoryService } from '../support/memory-platform.ts';
import { startRelay } from '../support/relay.ts';
import { tempDir } from '../support/temp.ts';

const file = (): string => path.join(tempDir(), 'parley.db');

/** Lets the journal refuse a kind of change, or allow it again. */
function change(journalFile: string, sql: string): void {
  const sqlite = new DatabaseSync(journalFile);
  sqlite.exec(sql);
  sqlite.close();
}

describe('the relay on a journal that fails', () => {
  it('sends nothing more into a conversation whose last copy could not be recorded', async () => {
    const service = new MemoryService();
    const journalFile = file();
    const { relay, fatal, stop } = await startRelay(journalFile, service);
    change(
      journalFile,
      "CREATE TRIGGER full BEFORE INSERT ON links BEGIN SELECT RAISE(ABORT, 'disk full'); END",
    );
    service.next('C1', 'hang');
    await relay.accept('site', [created('1', 'one')], undefined);
    await service.until(() => service.sendLog.length === 1);
    service.release();
    await expect.poll(() => fatal.length).toBe(1);
    await relay.accept('site', [created('2', 'two')], undefined);
    await relay.accept('site', [created('3', 'three', { conversation: '2' })], undefined);
    await service.until(() => service.sendLog.includes('C2 Ada: three'));
    await stop();
    change(journalFile, 'DROP TRIGGER full');

    const again = await startRelay(journalFile, service);
    await again.settled(3);
    expect(service.texts('C1')).toEqual(['Ada: one', 'Ada: two']);
  });

  it('stops between two parts when the first could not be recorded', async () => {
    const service = new MemoryService();
    const journalFile = file();
    const { relay, fatal, journal } = await startRelay(journalFile, service);
    change(
      journalFile,
      "CREATE TRIGGER full BEFORE INSERT ON links BEGIN SELECT RAISE(ABORT, 'disk full'); END",
    );
    await relay.accept('site', [created('1', 'word '.repeat(30))], undefined);
    await expect.poll(() => fatal.length, { timeout: 5000 }).toBe(1);
    expect(fatal[0]).toMatchObject({ message: 'disk full' });
    expect(service.sendLog).toHaveLength(1);
    const team = { account: 'team', conversation: 'C1' };
    expect(await journal.waiting(team, 0, 1)).toMatchObject([{ attempts: 0 }]);
  });
});

describe('the relay after a crash', () => {
  it('looks for the copy that was under way behind one that a person had put back in line', async () => {
    const service = new MemoryService();
    const journalFile = file();
    const earlier = await openJournal(journalFile);
    const to = [{ route: 'route-1', place: { account: 'team', conversation: 'C1' } }];
    const [refused] = await earlier.accept('site', [{ event: created('1', 'one'), to }], undefined);
    if (!refused) throw new Error('nothing was accepted');
    await earlier.settle({ delivery: refused, state: 'failed', attempts: 0, reason: 'It rested.' });
    await earlier.accept('site', [{ event: created('2', 'two'), to }], undefined);
    await earlier.retry('all');
    await earlier.close();
    service.messages.push({ id: 'unrecorded', conversation: 'C1', text: 'Ada: two', replyTo: undefined });

    const { settled } = await startRelay(journalFile, service);
    await settled(2);
    expect(service.texts('C1').filter((text) => text === 'Ada: two')).toHaveLength(1);
  });
});
