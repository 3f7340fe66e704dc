import type { ModelErrorKind } from './contract.ts';
import type { Trouble } from './desk/context.ts';

/** Kinds that stay until the operator does something. Of the others every one is worth a line. */
const LASTING: ReadonlySet<ModelErrorKind> = new Set(['auth', 'quota', 'no-model']);

/** Remembers of what the operator was told since a model last answered. */
export function createTrouble(): Trouble {
  const told = new Set<ModelErrorKind>();
  return {
    met({ kind }) {
      const isNew = !told.has(kind);
      if (LASTING.has(kind)) told.add(kind);
      return isNew;
    },
    over() {
      told.clear();
    },
  };
}
