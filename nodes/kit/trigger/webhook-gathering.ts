import { rest } from '../rest.ts';
import type { Delivery } from './webhook-intake.ts';

/** Nobody waits longer than this, milliseconds: services sign their deliveries for five minutes. */
const LONGEST_MS = 240_000;
/** Deliveries that one wait takes in; what comes after them waits for its own turn. */
const MOST = 2000;

/** Deliveries that wait together until nobody has written for a while. */
export interface Gathering {
  /** Waits, closes the gathering, and gives what came meanwhile, the first one first. */
  whenQuiet(quietMs: number): Promise<readonly Delivery[]>;
}

interface Open {
  readonly deliveries: Delivery[];
  readonly hurry: AbortController;
  /** When somebody last wrote: Unix milliseconds. */
  writtenAt: number;
}

/** The gatherings of all triggers of this process, one at a time for each. */
export class Gatherings {
  readonly #open = new Map<string, Open>();

  /** Adds a delivery to those that wait, if any do. @param key names the trigger */
  join(key: string, delivery: Delivery): boolean {
    const gathering = this.#open.get(key);
    if (!gathering || gathering.deliveries.length >= MOST) return false;
    gathering.deliveries.push(delivery);
    if (hasMessage(delivery)) gathering.writtenAt = Date.now();
    return true;
  }

  /** Ends the wait of those that wait. */
  hurry(key: string): void {
    this.#open.get(key)?.hurry.abort();
  }

  /** Begins one; from now on others can join it. */
  open(key: string, first: Delivery): Gathering {
    const began = Date.now();
    const hurry = new AbortController();
    const gathering: Open = { deliveries: [first], hurry, writtenAt: began };
    this.#open.set(key, gathering);
    return {
      whenQuiet: async (quietMs) => {
        while (!hurry.signal.aborted) {
          const wait = Math.min(gathering.writtenAt + quietMs, began + LONGEST_MS) - Date.now();
          if (wait <= 0) break;
          await Promise.allSettled([rest(wait, hurry.signal)]);
        }
        if (this.#open.get(key) === gathering) this.#open.delete(key);
        return gathering.deliveries;
      },
    };
  }
}

/** Those of this process. */
export const gatherings = new Gatherings();

export function hasMessage({ told }: Delivery): boolean {
  return told.some(({ type }) => type === 'message.created');
}
