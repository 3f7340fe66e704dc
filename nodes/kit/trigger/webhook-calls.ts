import type { TriggerState } from './contract.ts';

const NAME = 'calls';
const HOUR_MS = 3_600_000;
/** Missed messages are looked for only while more than this share of the hour's calls is left: sending needs some. */
const RESERVE = 0.3;

/**
 * Which share of the calls that a service allows in an hour this trigger has used. Every delivery is handled by a
 * connection of its own, so the trigger adds up what each of them used.
 */
export interface CallShare {
  readonly isPlenty: boolean;
  /** The memory with what this connection has used until now. */
  added(memory: TriggerState['memory']): Record<string, string>;
}

/** @param callsLeft the share that the connection of this call has not used, 1 to 0 */
export function callShare(memory: TriggerState['memory'], callsLeft: () => number, now: number): CallShare {
  const { since, used } = usedIn(memory, now);
  const usedNow = (): number => used + 1 - callsLeft();
  return {
    get isPlenty() {
      return 1 - usedNow() > RESERVE;
    },
    added: (before) => ({ ...before, [NAME]: `${String(since)} ${usedNow().toFixed(4)}` }),
  };
}

function usedIn(memory: TriggerState['memory'], now: number): { since: number; used: number } {
  const [since = NaN, used = NaN] = (memory?.[NAME] ?? '').split(' ').map(Number);
  const isOfThisHour = now - since < HOUR_MS && since <= now && !Number.isNaN(used);
  return isOfThisHour ? { since, used } : { since: now, used: 0 };
}
