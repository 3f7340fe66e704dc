import type { Heard } from '../contract.ts';

/** What can be answered now. */
export interface Bursts {
  /** Messages of one person that are answered together, oldest first; none when nobody is ready. */
  readonly ready: readonly Heard[];
  /** When to look again, Unix milliseconds; not after `now` when somebody else is ready too. Absent: nobody waits. */
  readonly lookAgainAt?: number;
}

/** Who never pauses is answered after so many times the pause. */
const PATIENCE = 10;

/**
 * Groups messages that wait for an answer into bursts: those of one person, in one thread, each less than the pause
 * after the one before. A burst is over when nothing came for that long, or when it has lasted ten times as long.
 * @param waiting messages that are to be answered, in any order
 * @param burstMs the pause; 0: every message is a burst of its own
 * @param now Unix milliseconds, by the clock that `receivedAt` is from
 */
export function burstsOf(waiting: readonly Heard[], burstMs: number, now: number): Bursts {
  const bursts = groups(waiting, burstMs);
  const ready = bursts.find((burst) => endOf(burst, burstMs, now) <= now);
  const times = bursts.filter((burst) => burst !== ready).map((burst) => endOf(burst, burstMs, now));
  return { ready: ready ?? [], ...(times.length === 0 ? {} : { lookAgainAt: Math.min(...times) }) };
}

/** Bursts in the order in which they began. */
function groups(waiting: readonly Heard[], burstMs: number): Heard[][] {
  const bursts: Heard[][] = [];
  const latest = new Map<string, Heard[]>();
  for (const heard of [...waiting].sort((a, b) => a.id - b.id)) {
    const { author, thread } = heard.message;
    const key = JSON.stringify([author.id, thread]);
    const burst = latest.get(key);
    const [first, last] = [burst?.[0], burst?.at(-1)];
    const goesOn =
      first !== undefined &&
      last !== undefined &&
      heard.receivedAt - last.receivedAt < burstMs &&
      heard.receivedAt - first.receivedAt < burstMs * PATIENCE;
    if (burst && goesOn) {
      burst.push(heard);
      continue;
    }
    const begun = [heard];
    latest.set(key, begun);
    bursts.push(begun);
  }
  return bursts;
}

/** When a burst is over; a moment that is past when it is. */
function endOf(burst: readonly Heard[], burstMs: number, now: number): number {
  const first = burst[0]?.receivedAt ?? now;
  const last = burst.at(-1)?.receivedAt ?? now;
  // The clock was set back: nobody can say how long ago that was.
  if (first > now || last > now) return now;
  return Math.min(last + burstMs, first + burstMs * PATIENCE);
}
