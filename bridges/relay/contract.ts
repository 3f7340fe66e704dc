import type { Connection } from '../../src/platforms/index.ts';
import type { ParleyEvent, Signal } from '../../src/model/index.ts';
import type { TurnState } from '../bot/contract.ts';
import type { AccountConfig } from '../config/model.ts';
import type { Delivery, DeliveryState, Place } from '../journal/contract.ts';

/** A connection together with how the configuration wants it used. */
export interface Account {
  readonly config: AccountConfig;
  readonly connection: Connection;
}

/** Where feeds hand in what happened. */
export interface Intaking {
  /**
   * Stores events that have a route, with their deliveries, or that bots listen to, and moves the cursor, in one
   * transaction; resolves when that is on disk. Own messages and copies are left out. Only after it may the source be
   * told that all is well.
   */
  accept(account: string, events: readonly ParleyEvent[], cursor: string | undefined): Promise<void>;
  /** Passes on what people are doing just now, where a route wants that. Nothing waits for it, nothing is stored. */
  signal(account: string, signals: readonly Signal[]): void;
  /** Whether any route wants to know what people of this account are doing just now. @default never */
  wantsSignals?(account: string): boolean;
  /** Whether every conversation of this account matters, also those that begin later. @default never */
  wantsAll?(account: string): boolean;
  /** Where the account's feed stands: what `accept` was last given, whether or not it is on disk yet. */
  cursor(account: string): string | undefined;
}

/** Who listens besides routes: the bots. */
export interface Listening {
  /** Names of the bots that listen in a conversation. */
  at(place: Place): readonly string[];
  /** Conversations of an account that bots are set to listen in. */
  conversations(account: string): readonly string[];
  /** Whether a bot listens in every conversation of an account. */
  everywhere(account: string): boolean;
  /** Called when something that was said in a place, or was changed, is on disk. */
  onHeard(place: Place): void;
}

/** A feed of one account, started and stopped by the daemon. */
export interface Feed {
  start(): Promise<void>;
  /** Takes nothing in any more; resolves when what was being taken in is on disk. */
  stop(): Promise<void>;
  status(): FeedStatus;
}

export interface FeedStatus {
  readonly kind: 'webhook' | 'poll' | 'socket';
  readonly state: 'starting' | 'running' | 'catching-up' | 'failing' | 'stopped';
  /** Sentence of the last error, while `failing`. */
  readonly error?: string;
  /** ISO 8601 UTC time of the last event or successful poll. */
  readonly lastAt?: string;
}

/** What the relay tells its listeners (status page, demo page, metrics). */
export type Happening =
  | { readonly type: 'accepted'; readonly delivery: Delivery }
  | {
      readonly type: 'attempt-failed';
      readonly delivery: Delivery;
      readonly reason: string;
      readonly retryInMs: number;
    }
  | {
      readonly type: 'settled';
      readonly delivery: Delivery;
      readonly state: DeliveryState;
      readonly reason?: string;
      readonly copies: readonly string[];
      /** How an unknown outcome was cleared up: the message was found, or certainly had not arrived. */
      readonly recognised?: 'found' | 'absent';
    }
  | { readonly type: 'feed'; readonly account: string; readonly status: FeedStatus }
  /** A bot has ended a turn; `tokens` of this process alone. */
  | {
      readonly type: 'turn-ended';
      readonly bot: string;
      readonly place: Place;
      readonly state: TurnState;
      readonly tokens: { readonly input: number; readonly output: number };
      readonly ms: number;
    }
  | { readonly type: 'loop-stopped'; readonly place: Place; readonly reason: string };

export interface LaneStatus {
  readonly place: Place;
  readonly waiting: number;
  /** Sentence of the last failure, while the lane is waiting to try again. */
  readonly blocked?: string;
}

export interface RelayStatus {
  readonly accounts: readonly {
    readonly name: string;
    readonly platform: string;
    readonly identity?: string;
    readonly feed: FeedStatus;
    /** Sentence of the last error that stops every delivery of the account. */
    readonly blocked?: string;
  }[];
  readonly lanes: readonly LaneStatus[];
  readonly counts: Record<DeliveryState, number>;
}
