import type { TriggerState } from './contract.ts';

/** After so long without a call, what a line knows stands in n8n's database for sure, milliseconds. */
const IDLE_MS = 60_000;

interface Line {
  /** Ends with the last turn that was given out. */
  tail: Promise<void>;
  /** Turns that are taken or waited for. */
  waiting: number;
  newest: TriggerState;
  usedAt: number;
}

/** One call's time alone with its trigger. */
export interface Turn {
  /** The newest state: what n8n gave to this call may have been read before the last call was saved. */
  newest(stored: TriggerState): TriggerState;
  /** What the calls after this one go on from. */
  keep(state: TriggerState): void;
  /** n8n did not save what was kept: the calls after this one go on from what it has saved. */
  forget(): void;
  /** Lets the next one go. Does nothing the second time. */
  end(): void;
}

/**
 * Calls of one trigger, one after the other. n8n hands every webhook call a copy of the static data as it was before the
 * call, and saves that copy afterwards: two calls at the same time would know nothing of each other.
 */
export class Turns {
  readonly #lines = new Map<string, Line>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Resolves when all calls before have ended. @param key names the trigger */
  async take(key: string): Promise<Turn> {
    this.#prune();
    const line = this.#lines.get(key) ?? { tail: Promise.resolve(), waiting: 0, newest: {}, usedAt: 0 };
    this.#lines.set(key, line);
    const before = line.tail;
    let next: () => void = () => undefined;
    line.tail = new Promise((resolve) => {
      next = resolve;
    });
    line.waiting += 1;
    await before;
    return this.#turn(line, next);
  }

  /** Without a turn: the newer of what n8n has stored and what the last call left. */
  newest(key: string, stored: TriggerState): TriggerState {
    return newer(this.#lines.get(key)?.newest, stored);
  }

  #turn(line: Line, next: () => void): Turn {
    let hasEnded = false;
    return {
      newest: (stored) => newer(line.newest, stored),
      keep(state) {
        line.newest = state;
      },
      forget() {
        line.newest = {};
      },
      end: () => {
        if (hasEnded) return;
        hasEnded = true;
        line.waiting -= 1;
        line.usedAt = this.#now();
        next();
      },
    };
  }

  /** Triggers that nobody has called for a while are forgotten. */
  #prune(): void {
    const since = this.#now() - IDLE_MS;
    for (const [key, { waiting, usedAt }] of this.#lines) {
      if (waiting === 0 && usedAt < since) this.#lines.delete(key);
    }
  }
}

function newer(left: TriggerState | undefined, stored: TriggerState): TriggerState {
  return left && (left.version ?? 0) > (stored.version ?? 0) ? left : stored;
}

/** The turns of this process. */
export const turns = new Turns();
