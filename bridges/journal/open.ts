import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Journal } from './contract.ts';
import { SqliteJournal } from './sqlite-journal.ts';

/**
 * Opens the journal at a path, made with its folder when it is not there.
 * @throws an Error whose message names the file and what to do
 */
export async function openJournal(file: string): Promise<Journal> {
  if (file !== ':memory:') mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  try {
    return new SqliteJournal(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (reason.startsWith('The journal ')) throw error;
    throw new Error(
      `Could not open the journal ${file}: ${reason}. Check that the folder may be written and that the file is a ` +
        'journal of Parley, or name another file under journal.path.',
      { cause: error },
    );
  }
}
