import type { MemoryConfig } from '../../config/bot-model.ts';

/** Something that was said, as the model would be shown it, and what that takes. */
export interface Entry<Told> {
  readonly told: Told;
  readonly text: string;
  readonly tokens: number;
}

/** When something has to go, so much of the memory is kept: the summary is not written anew for every message. */
const KEPT = 0.6;

/**
 * The newest entries that fit into the memory, and those before them.
 * Without a summary as much is kept as fits: what falls out is gone.
 */
export function fitMemory<Told>(
  entries: readonly Entry<Told>[],
  memory: MemoryConfig,
): { readonly shown: readonly Entry<Told>[]; readonly out: readonly Entry<Told>[] } {
  const all = newest(entries, memory.messages, memory.tokens);
  if (all === entries.length || memory.summaryTokens === 0)
    return { shown: entries.slice(entries.length - all), out: entries.slice(0, entries.length - all) };
  const some = newest(entries, Math.ceil(memory.messages * KEPT), memory.tokens * KEPT);
  return { shown: entries.slice(entries.length - some), out: entries.slice(0, entries.length - some) };
}

function newest(entries: readonly Entry<unknown>[], count: number, tokens: number): number {
  let fitting = 0;
  let left = tokens;
  for (const entry of [...entries].reverse()) {
    left -= entry.tokens;
    if (left < 0 || fitting === count) break;
    fitting += 1;
  }
  return fitting;
}
