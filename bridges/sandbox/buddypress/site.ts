import type { SteppedClock } from '../kit/index.ts';
import type { Person } from './people.ts';
import type { Store } from './store.ts';

export type ApiVersion = 'v1' | 'v2';

/**
 * When BuddyPress learns who is calling.
 *
 * - `early`: before it starts, as on a v1 site with a filter or plugin for it
 * - `late`: after it started, as BuddyPress 15 copes with
 * - `never`: after it started, with BuddyPress up to 14 as shipped, to which every caller is user 0
 */
export type SignIn = 'early' | 'late' | 'never';

/** What may be switched while the site runs. */
export interface Switches {
  signIn: SignIn;
  /** The message component; without it its routes do not exist. */
  component: boolean;
  /** Threads of one second come in another order at every call. */
  shuffleTies: boolean;
  /** Threads that come onto the page of a list where equal seconds leave the choice. */
  preferredTies: readonly number[];
  /** Threads opened at the same moment get the same id in v1, and one of them fails in v2. */
  parallelFaults: boolean;
  /** Names of custom REST fields that the site has registered, stored as message metadata. */
  customFields: readonly string[];
}

/** The emulated site: its people, its tables and how it behaves. */
export interface Site {
  readonly version: ApiVersion;
  readonly clock: SteppedClock;
  readonly store: Store;
  readonly people: Map<number, Person>;
  readonly switches: Switches;
  /** `http://127.0.0.1:PORT`, without a slash. */
  origin: string;
  changed(thread: number): void;
}

const TIME_ZONE = 'America/New_York';
const LOCAL = new Intl.DateTimeFormat('sv-SE', {
  timeZone: TIME_ZONE,
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** `2026-11-20T22:41:57` */
export function gmtTime(second: number): string {
  return new Date(second * 1000).toISOString().slice(0, 19);
}

/** The same moment on the site's own clock, five or four hours behind. */
export function localTime(second: number): string {
  return LOCAL.format(second * 1000).replace(' ', 'T');
}

export { TIME_ZONE };
