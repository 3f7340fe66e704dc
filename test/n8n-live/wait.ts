import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 100;

/**
 * Looks again and again until there is something to see.
 * @param what completes "Waited for …", for the error
 * @param look gives `undefined` as long as there is nothing; what it throws counts as nothing
 * @throws {Error} after `withinMs` milliseconds, with what the last look threw
 */
export async function until<T>(
  what: string,
  withinMs: number,
  look: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  let last = '';
  while (Date.now() < deadline) {
    try {
      const seen = await look();
      if (seen !== undefined) return seen;
      last = '';
    } catch (error) {
      last = `: ${error instanceof Error ? error.message : String(error)}`;
    }
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error(`Waited for ${what} for ${String(withinMs / 1_000)} s in vain${last}`);
}
