import type { Memory } from './contract.ts';

/** A memory that ends with the process: for looking at an account without running it. */
export function briefMemory(known: Iterable<readonly [string, string]> = []): Memory {
  const values = new Map(known);
  return {
    get: (name) => values.get(name),
    set: (name, value) => {
      values.set(name, value);
      return Promise.resolve();
    },
  };
}
