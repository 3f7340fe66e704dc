import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The right to run a daemon on a journal. */
export interface Ownership {
  release(): void;
}

/**
 * Makes this process the only daemon on a journal. The right is a lock of the operating system on a file beside the
 * journal, so it ends with the process however that ends.
 * @throws an Error that says so when another daemon has it
 */
export function takeOwnership(journalFile: string): Ownership {
  mkdirSync(path.dirname(path.resolve(journalFile)), { recursive: true });
  const lock = new DatabaseSync(`${journalFile}.owner`, { timeout: 0 });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw new Error(
      `Another Parley is running on the journal ${journalFile}. Two would mirror everything twice: stop the other ` +
        'one first, or give this one a journal of its own under journal.path.',
      { cause: error },
    );
  }
  return {
    release() {
      lock.close();
    },
  };
}
