import type { SteppedClock } from '../kit/index.ts';
import type { Guest, Person } from './people.ts';
import type { RoomSettings } from './room-settings.ts';
import type { SiteSettings } from './settings.ts';
import type { Stamps } from './stamps.ts';
import type { Store } from './store.ts';

export interface Room {
  /** Id of the post; joining and leaving take it. */
  readonly id: number;
  readonly thread: number;
  title: string;
  settings: RoomSettings;
}

export interface Bot {
  readonly id: number;
  /** Id of the row among the guests; the user id is its negative. */
  readonly guest: number;
  name: string;
  settings: Readonly<Record<string, unknown>>;
}

/** An upload that arrives in pieces. */
export interface PartialUpload {
  readonly thread: number;
  readonly owner: number;
  readonly name: string;
  readonly mimeType: string;
  readonly length: number;
  bytes: Uint8Array;
}

/** The emulated site: its people, its tables, its options. */
export interface Site {
  readonly clock: SteppedClock;
  readonly stamps: Stamps;
  readonly store: Store;
  readonly settings: SiteSettings;
  readonly people: Map<number, Person>;
  /** By positive id. */
  readonly guests: Map<number, Guest>;
  readonly rooms: Map<number, Room>;
  readonly bots: Map<number, Bot>;
  readonly uploads: Map<string, PartialUpload>;
  /** When each user last started a conversation, 1/10000 s. */
  readonly startedThreads: Map<number, number>;
  /** `http://127.0.0.1:PORT`, without a slash. */
  origin: string;
  changed(thread: number): void;
}

/** The name of a user, guest or bot; undefined for an id that nobody has. */
export function nameOf(site: Site, user: number): string | undefined {
  return user > 0 ? site.people.get(user)?.name : site.guests.get(-user)?.name;
}

/** The role that options speak of. */
export function roleOf(site: Site, user: number): string {
  if (user <= 0) return 'bm-guest';
  return site.people.get(user)?.admin ? 'administrator' : 'subscriber';
}

export function isAdmin(site: Site, user: number): boolean {
  return site.people.get(user)?.admin ?? false;
}
