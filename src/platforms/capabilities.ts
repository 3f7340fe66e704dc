import type { PlatformName, SignalType } from '../model/index.ts';
import type { Dialect } from '../text/tree.ts';

/**
 * What a platform can do and where its limits are, as plain data: relay, bot, nodes, documentation and the README's
 * table read this one source. The contract suite checks it against the members that a connection really has.
 */
export interface Capabilities {
  readonly platform: PlatformName;
  /** Name as people write it: "BuddyPress". */
  readonly title: string;
  readonly text: {
    readonly dialect: Dialect['name'];
    /** Longest text of one message after serializing, in UTF-16 units. Longer text is split. */
    readonly maxLength: number;
  };
  /** `per-message`: a copy shows its author's name and picture; `prefix`: the name is written into the text. */
  readonly author: 'per-message' | 'prefix';
  /** How an answer to a message is shown. */
  readonly replies: 'thread' | 'quote' | 'none';
  readonly edit: boolean;
  readonly delete: boolean;
  /**
   * What our account can add to a message. `any`: every Unicode emoji, several at once; `one-of-few`: one of a few,
   * and a second one takes the place of the first. `Connection.react` says `unsupported` for one that is not offered.
   */
  readonly reactions: 'any' | 'one-of-few' | 'none';
  /** Whether a mention by id notifies the person. */
  readonly mentions: boolean;
  readonly files: { readonly send: boolean; readonly receive: boolean; readonly maxBytes?: number };
  /** Whether our account can show that it is writing. */
  readonly typing: boolean;
  /** Whether our account can mark a conversation as read. */
  readonly readState: boolean;
  /** What people do in passing that the service tells us: that they are writing, that they have read. */
  readonly signals: readonly SignalType[];
  /** How events come in, best first. */
  readonly feeds: readonly FeedKind[];
  /**
   * How the outcome of a send is found out when its answer never came: `marker`: our delivery key is stored with the
   * message and read back; `key`: the service itself refuses repeats; `look-back`: own messages since, by text.
   */
  readonly recognition: 'marker' | 'key' | 'look-back';
  readonly rate: {
    /** Calls under way at once for one account. */
    readonly concurrency: number;
    /** Sends a second for one account; no limit when absent. */
    readonly perSecond?: number;
    /** Sends a second into one conversation; no limit when absent. */
    readonly perConversationPerSecond?: number;
  };
  /**
   * Events of one conversation may come in the wrong order within this time, milliseconds; the feed holds them that
   * long (unacknowledged) and sorts by position. 0 where the feed itself is in order or can tell a gap.
   */
  readonly settleMs: number;
  /** Time between two polls, milliseconds. */
  readonly pollEveryMs: number;
}

/** The way an account's events come in. */
export type FeedKind = 'webhook' | 'poll' | 'socket';
