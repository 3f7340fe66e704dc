import type { ParleyEvent } from '../../src/model/index.ts';
import type { Draft } from '../../src/platforms/index.ts';
import type { TurnStore } from '../bot/contract.ts';

/** A conversation of an account: where events come from and deliveries go to. */
export interface Place {
  readonly account: string;
  readonly conversation: string;
}

/** An event together with the places it is to be delivered to. */
export interface Intake {
  readonly event: ParleyEvent;
  readonly to: readonly { readonly route: string; readonly place: Place }[];
  /** Names of the bots that listen there and are to judge it. A copy, and what is known already, they do not hear. */
  readonly bots?: readonly string[];
}

export type DeliveryState = 'waiting' | 'done' | 'failed' | 'skipped';

/** A delivery as the relay works on it. */
export interface Delivery {
  readonly id: number;
  readonly eventId: number;
  readonly route: string;
  readonly from: Place;
  readonly to: Place;
  readonly event: ParleyEvent;
  /** When the journal took the event in: Unix milliseconds. No attempt can be older. */
  readonly receivedAt: number;
  readonly attempts: number;
  /** What an earlier attempt wrote, where some of it may have arrived. */
  readonly draft?: Draft;
}

/** One message of the source and one of the messages it became. */
export interface Link {
  readonly from: Place;
  readonly messageId: string;
  readonly to: Place;
  readonly copyId: string;
  /** Which part of the copy, from 0. */
  readonly part: number;
  /** What the copy was delivered as: a message (`created`), or a text telling of something else (`notice`). */
  readonly kind: LinkKind;
}

export type LinkKind = 'created' | 'notice';

/** How a delivery ended, or what its last attempt came to. */
export interface Settlement {
  readonly delivery: Delivery;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** For `failed` and `skipped`, and for `waiting` after a failed attempt: the sentence to show. */
  readonly reason?: string;
  /** What the next attempt has to say again, so that it can be recognised; without it, that is written anew. */
  readonly draft?: Draft;
  /** Copies made by this attempt. */
  readonly links?: readonly Link[];
  /** Copies that are gone. */
  readonly unlinked?: readonly { readonly place: Place; readonly copyId: string }[];
  /** A reaction that is now shown, or no longer is, on a message of the destination. */
  readonly reaction?: ReactionChange;
}

/** One person's reaction as it is shown on the other side. */
export interface ShownReaction {
  readonly emoji: string;
  /** Names the person uniquely over all accounts. */
  readonly who: string;
  /** As it is to be written. */
  readonly name: string;
  /** Told in words, because the service could not show it itself. */
  readonly inWords?: boolean;
}

export interface ReactionChange extends ShownReaction {
  /** The message of the destination that it is shown on. */
  readonly messageId: string;
  readonly change: 'added' | 'removed';
  /** Earlier reactions of the same person that this one takes the place of. */
  readonly replaces?: readonly string[];
}

/** A row for people: `parley journal`, the status page, the demo. */
export interface DeliveryReport {
  readonly id: number;
  readonly state: DeliveryState;
  readonly route: string;
  readonly from: Place;
  readonly to: Place;
  readonly type: ParleyEvent['type'];
  readonly messageId: string;
  /** Ids of the copies, in order of parts. */
  readonly copies: readonly string[];
  /** First characters of the text. */
  readonly excerpt: string;
  readonly attempts: number;
  readonly reason?: string;
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  readonly settledAt?: string;
}

export interface DeliveryQuery {
  readonly state?: DeliveryState;
  readonly account?: string;
  readonly conversation?: string;
  /** Id of a message or of a copy. */
  readonly messageId?: string;
  /** @default 100 */
  readonly limit?: number;
}

/** A lane with work that an earlier process left behind. */
export interface WaitingLane {
  readonly place: Place;
  readonly count: number;
}

/**
 * The durable store. Every promise that resolves has its change on disk; changes asked for in the same moment share
 * one transaction. A journal that cannot write throws from then on: the daemon stops rather than acknowledge.
 */
export interface Journal {
  /**
   * Stores events of an account, with their deliveries, and moves its cursor, in one transaction. Left out, with
   * their deliveries: an event whose key is known already, and one that creates, edits or deletes a message that is
   * itself a copy.
   * @returns the new deliveries, in order
   */
  accept(account: string, intakes: readonly Intake[], cursor: string | undefined): Promise<Delivery[]>;
  /** Records what became of an attempt, with the links it made. */
  settle(settlement: Settlement): Promise<void>;
  cursor(account: string): Promise<string | undefined>;
  waitingLanes(): Promise<WaitingLane[]>;
  /** The next waiting deliveries of a lane after the given id, in order. */
  waiting(place: Place, afterId: number, limit: number): Promise<Delivery[]>;
  /** The copies of a message in one place, in order of parts. */
  copies(from: Place, messageId: string, to: Place): Promise<Link[]>;
  /** The links that a delivery made before it was interrupted, in order of parts. */
  linksOf(delivery: Delivery): Promise<Link[]>;
  /** The link whose copy this message is, when it is a copy. */
  originOf(place: Place, messageId: string): Promise<Link | undefined>;
  /** When the event that a copy was made for was taken in: Unix milliseconds; undefined when that is forgotten. */
  takenIn(link: Link): Promise<number | undefined>;
  /** Ids of the messages of a place that are copies: the newest few thousand of them. */
  recentCopies(place: Place): Promise<ReadonlySet<string>>;
  /**
   * The newest event that holds the message itself (created, edited), when it was delivered and is still kept; with
   * `before`, the newest before the event of that number, so that what is said about it stays the same.
   */
  eventOf(place: Place, messageId: string, before?: number): Promise<ParleyEvent | undefined>;
  /**
   * What happened to a message after the event of this delivery, as far as it was settled for the same destination:
   * edits and deletions, oldest first. Those that still wait come later on their own.
   */
  laterChanges(delivery: Delivery): Promise<ParleyEvent[]>;
  deliveries(query: DeliveryQuery): Promise<DeliveryReport[]>;
  counts(): Promise<Record<DeliveryState, number>>;
  /** Reactions that were carried over onto a message, oldest first. */
  reactions(place: Place, messageId: string): Promise<ShownReaction[]>;
  /**
   * Stores messages of the past with their deliveries. Left out: messages that are copies, and destinations that a
   * message was delivered to, or is waiting for, already.
   * @param options.dryRun only counts, and stores nothing
   * @returns how many deliveries are new
   */
  backfill(
    account: string,
    intakes: readonly Intake[],
    options?: { readonly dryRun?: boolean },
  ): Promise<number>;
  /** What an account has to remember beside its cursor. */
  memories(account: string): Promise<ReadonlyMap<string, string>>;
  remember(account: string, name: string, value: string): Promise<void>;
  /** Puts failed deliveries back in line. @returns how many */
  retry(ids: readonly number[] | 'all'): Promise<number>;
  /** A random value made the first time it is asked for and the same ever after (64 hex digits). */
  secret(name: string): Promise<string>;
  /** Forgets settled deliveries taken in before a time (Unix milliseconds), and their events. Links stay. @returns how many */
  forget(before: number): Promise<number>;
  /** Whether another process has written since the last time this was asked. */
  changedElsewhere(): boolean;
  readonly turns: TurnStore;
  close(): Promise<void>;
}
