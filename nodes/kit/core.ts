/** The shared core, as {@link loadCore} brings it. */
export type Core = Awaited<ReturnType<typeof loadCore>>;

/**
 * Loads the core when the first call needs it: n8n reads the descriptions of all nodes whenever it starts, and the core
 * with its text libraries would cost every start of every n8n that has the package.
 */
export function loadCore() {
  return import('../../src/index.ts');
}
