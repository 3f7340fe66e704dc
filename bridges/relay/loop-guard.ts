import type { Message } from '../../src/model/index.ts';
import { plainText } from '../../src/text/index.ts';
import type { Place } from '../journal/contract.ts';
import { keyOf } from './routing.ts';

const WINDOW_MS = 60_000;
/** So many echoes within the window are no coincidence. */
const BUDGET = 20;
/** Mirroring out of the place rests so long. */
const REST_MS = 300_000;
/** Copies remembered per place. */
const REMEMBERED = 50;

interface Watched {
  copies: { text: string; at: number }[];
  echoes: number[];
  restUntil: number;
}

/**
 * The last line of defence against loops. Own messages are told apart by links, identity and markers; another bridge
 * in the same conversation can still bring our copies back under its own name. Messages that end with the text of a
 * copy made there within the last minute are counted, and more than twenty a minute stop what comes out of the place
 * for five minutes.
 */
export class LoopGuard {
  readonly #watched = new Map<string, Watched>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A copy was made in this place. */
  copied(place: Place, text: string): void {
    const key = keyOf(place);
    let watched = this.#watched.get(key);
    if (!watched) this.#watched.set(key, (watched = { copies: [], echoes: [], restUntil: 0 }));
    watched.copies.push({ text, at: this.#now() });
    if (watched.copies.length > REMEMBERED) watched.copies.shift();
  }

  /**
   * A message came out of this place.
   * @returns `pass`, `rest` while the place rests, `tripped` for the message that used up the budget
   */
  seen(place: Place, message: Message): 'pass' | 'rest' | 'tripped' {
    const watched = this.#watched.get(keyOf(place));
    if (!watched) return 'pass';
    const now = this.#now();
    if (now < watched.restUntil) return 'rest';
    const since = now - WINDOW_MS;
    const text = plainText(message.text);
    if (!watched.copies.some((copy) => copy.at >= since && repeats(text, copy.text))) return 'pass';
    watched.echoes = watched.echoes.filter((at) => at >= since);
    watched.echoes.push(now);
    if (watched.echoes.length <= BUDGET) return 'pass';
    watched.restUntil = now + REST_MS;
    watched.echoes = [];
    return 'tripped';
  }
}

/** What another bridge writes before our text, such as a name, does not run into it. */
function repeats(text: string, copied: string): boolean {
  if (copied === '' || !text.endsWith(copied)) return false;
  return /(?:^|[\s:>\])|])$/.test(text.slice(0, text.length - copied.length));
}
