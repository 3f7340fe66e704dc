import type { Memory } from '../../src/platforms/index.ts';
import type { Journal } from '../journal/contract.ts';

/** What an account remembers, kept in the journal. */
export async function openMemory(journal: Journal, account: string): Promise<Memory> {
  const values = new Map(await journal.memories(account));
  return {
    get: (name) => values.get(name),
    async set(name, value) {
      values.set(name, value);
      await journal.remember(account, name, value);
    },
  };
}
