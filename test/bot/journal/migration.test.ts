import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { query } from '../../../bridges/journal/database.ts';
import { migrations } from '../../../bridges/journal/migrations.ts';
import { created } from '../../support/events.ts';
import { tempDir } from '../../support/temp.ts';
import { bot, hear, here, listened, mirror, open } from './kit.ts';

it('a journal from before there were bots keeps what it holds, and takes bots in', async () => {
  const file = path.join(tempDir(), 'parley.db');
  const sqlite = new DatabaseSync(file);
  for (const migration of migrations.slice(0, 3)) {
    for (const step of migration(query)) sqlite.exec(step.compile().sql);
  }
  const body = JSON.stringify(created('5'));
  sqlite.exec(`PRAGMA user_version = 3;
    INSERT INTO places VALUES (1, 'site', '1'), (2, 'team', 'C1');
    INSERT INTO events VALUES (1, 1, 'created:5', 'message.created', '5', '${body}', 1700000000000);
    INSERT INTO deliveries VALUES (1, 1, 'support', 2, 'waiting', 2, 'no answer', NULL, NULL);`);
  sqlite.close();
  const journal = await open(file);
  expect(await journal.waiting(mirror, 0, 10)).toMatchObject([
    { from: here, event: created('5'), attempts: 2 },
  ]);
  // What was known before is nothing new to say.
  await journal.accept('site', [listened(created('5'))], undefined);
  expect(await journal.turns.heard(bot)).toEqual([]);
  const heard = await hear(journal, '6');
  expect(await journal.turns.begin(bot, here, [heard])).toMatchObject({ state: 'open', heard: [heard] });
});
