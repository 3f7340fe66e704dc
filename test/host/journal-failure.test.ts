import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { stringify } from 'yaml';
import { openJournal } from '../../bridges/journal/index.ts';
import { startChatApi } from '../../bridges/sandbox/chat-api/index.ts';
import { ensureBuilt, start } from '../cli/process.ts';
import { tempDir } from '../support/temp.ts';

beforeAll(ensureBuilt, 60_000);

/** A configuration of two chats, with a journal that cannot write one of its tables. */
async function setUp(table: 'events' | 'secrets') {
  const emulator = await startChatApi({});
  onTestFinished(() => emulator.close());
  const [from, to] = emulator.conversations().map(({ id }) => id);
  const directory = tempDir();
  const config = path.join(directory, 'parley.yaml');
  const phone = { platform: 'chat-api', feed: 'poll', pollEvery: '100ms', ...emulator.accountSettings() };
  const routes = { chats: { between: [`phone:${String(from)}`, `phone:${String(to)}`] } };
  writeFileSync(
    config,
    stringify({ accounts: { phone }, routes, web: { port: 0 }, log: { format: 'json' } }),
  );
  const journal = path.join(directory, 'parley.db');
  await (await openJournal(journal)).close();
  const sqlite = new DatabaseSync(journal);
  sqlite.exec(
    `CREATE TRIGGER full BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
  );
  sqlite.close();
  return { emulator, config, from: from ?? '' };
}

describe('the daemon on a journal that cannot be written', () => {
  it('says so and ends with 1 when it cannot begin', async () => {
    const { config } = await setUp('secrets');
    const daemon = start(['run', '-c', config]);
    expect(await daemon.ended).toBe(1);
    expect(daemon.written()).toContain('the disk is full');
  });

  it('says so and ends with 1 when a message cannot be stored', async () => {
    const { config, emulator, from } = await setUp('events');
    const daemon = start(['run', '-c', config]);
    await daemon.until(/Status page: /);
    const origin = /Status page: (http:\/\/[\d.:]+)\//.exec(daemon.written())?.[1] ?? '';
    await vi.waitFor(async () => expect((await fetch(`${origin}/readyz`)).status).toBe(200), 10_000);
    await emulator.say({ conversation: from, as: emulator.people()[0]?.id ?? '', text: 'hello' });
    expect(await daemon.ended).toBe(1);
    expect(daemon.written()).toMatch(
      /Parley cannot go on: The journal .* cannot be written\. the disk is full/,
    );
  });
});
