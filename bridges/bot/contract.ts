import type { Message, ParleyEvent } from '../../src/model/index.ts';
import type { Delivery, Place } from '../journal/contract.ts';
import type { ModelAnswer, ToolCall, ToolResult, Usage } from './model-contract.ts';

export type * from './model-contract.ts';

/*
 * How a bot works: events of its conversations are stored together with a note for each bot that listens there (before
 * they are acknowledged). Each conversation of a bot has a desk, which judges the notes in order and makes turns of
 * those that are to be answered. Whatever a turn learns is stored before anything is done with it, and its words are
 * events like those of people: the lanes of the relay deliver them, once, in order, split, with links.
 */

/** Why a bot says nothing to a message; in the log, in the journal and in `parley journal turns`. */
export type Silence =
  | 'not-addressed'
  | 'not-direct'
  | 'denied'
  | 'quiet-hours'
  | 'too-old'
  | 'muted'
  | 'stopped'
  | 'handed-over'
  | 'left'
  | 'bot-budget'
  | 'budget'
  | 'moderated'
  | 'command'
  | 'deleted'
  | 'empty';

/** A message of somebody in a place where a bot listens, that has not been judged yet or waits for its turn. */
export interface Heard {
  readonly id: number;
  readonly bot: string;
  readonly place: Place;
  readonly message: Message;
  /** When the journal took it in: Unix milliseconds. */
  readonly receivedAt: number;
}

/** From the messages that asked to what was said. */
export interface Turn {
  readonly id: number;
  readonly bot: string;
  readonly place: Place;
  /** What is answered, oldest first. */
  readonly heard: readonly Heard[];
  readonly state: TurnState;
  /** Finished calls of the model and of tools, in order. */
  readonly steps: readonly TurnStep[];
  /** How often something was said already (a streamed answer counts each edit). */
  readonly said: number;
  /** Whether the first words are there, so that what follows edits them. */
  readonly began: boolean;
  /** Unix milliseconds. */
  readonly startedAt: number;
}

/**
 * - `open`: not answered yet; a process that starts goes on with it
 * - `answered`: its last words are stored (and so will be delivered)
 * - `silent`: ended without words, with a reason
 * - `failed`: could not be answered, with a sentence; people were told
 */
export type TurnState = 'open' | 'answered' | 'silent' | 'failed';

export type TurnStep =
  /** A `draft` was written before more messages joined the turn, and is not said. */
  | { readonly kind: 'model'; readonly answer: ModelAnswer; readonly purpose: 'answer' | 'draft' | 'summary' }
  /** `result` absent: it was begun and the process ended; nobody knows whether it was carried out. */
  | { readonly kind: 'tool'; readonly call: ToolCall; readonly result?: ToolResult }
  | { readonly kind: 'transcript'; readonly messageId: string; readonly text: string };

/** What a bot keeps of one conversation. */
export interface DeskState {
  /** Silent until then: Unix milliseconds; `Infinity` until told otherwise. */
  readonly mutedUntil?: number;
  /** Silent until it is called: a mention, an answer to it, or its name is answered all the same. */
  readonly stopped?: boolean;
  /** Silent until it is let in again by `join`. */
  readonly left?: boolean;
  /** It takes part although its mode would not have it: somebody called it into this thread or conversation. */
  readonly joined?: boolean;
  readonly handover?: {
    readonly since: number;
    readonly returnAt?: number;
    readonly reason: string;
    readonly by: string;
  };
  /** Nothing said up to then is remembered: Unix milliseconds, by the clock of `Message.sentAt`. */
  readonly resetAt?: number;
  readonly summary?: { readonly text: string; readonly upTo: string };
  readonly notes?: readonly string[];
  /** Names of windows ("quiet 2026-11-20", "budget person 7 2026-11-20") for which something was said already. */
  readonly toldOnce?: readonly string[];
}

export interface UsageRow extends Usage {
  readonly turns: number;
  readonly calls: number;
  readonly money: number;
}

export interface UsageQuery {
  readonly bot?: string;
  readonly account?: string;
  readonly conversation?: string;
  readonly person?: string;
  /** Unix milliseconds, inclusive. */
  readonly since: number;
  /** IANA name: of the days and months of a table. @default UTC */
  readonly timeZone?: string;
}

/** A row for people: `parley journal turns`. */
export interface TurnReport {
  readonly id: number;
  readonly bot: string;
  readonly place: Place;
  readonly state: TurnState;
  readonly people: readonly string[];
  readonly question: string;
  readonly answer: string;
  readonly reason?: string;
  readonly calls: number;
  readonly tools: readonly string[];
  readonly usage: Usage;
  readonly money: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly endedAt?: string;
}

/** The part of the journal that belongs to bots. What resolves is on disk. */
export interface TurnStore {
  /** Messages that wait to be judged, oldest first, of one place or of all, as last edited and without those deleted. */
  heard(bot: string, place?: Place): Promise<Heard[]>;
  /** Says nothing to these. */
  ignore(ids: readonly number[], why: Silence): Promise<void>;
  /**
   * Takes messages into a new turn, as last edited; none for words that nobody asked for (a return after a handover).
   * Those that were deleted since are left out: when none is left, the turn comes back `silent` and is over.
   * @throws when one of them is in a turn already, or ignored
   */
  begin(bot: string, place: Place, heard: readonly Heard[]): Promise<Turn>;
  /** Takes more messages into an open turn; `anew` forgets its steps. */
  join(turn: Turn, heard: readonly Heard[], options?: { readonly anew?: boolean }): Promise<Turn>;
  /**
   * Records a finished call with what it cost, before anything is done with it. A tool's takes the place of the call
   * that began. Also of a turn that is over, for what was used is to be paid all the same.
   */
  step(turn: Turn, step: TurnStep, cost?: { readonly usage: Usage; readonly money: number }): Promise<Turn>;
  /** Records that a tool is going to be called. */
  toolBegins(turn: Turn, call: ToolCall): Promise<Turn>;
  /**
   * Stores words of the bot as an event of its own place with a delivery to each destination, together with the new
   * state of the turn, in one transaction. The event's key becomes `bot:<turn>:<n>`; the message `bot:<turn>` is
   * created once and then edited.
   * @returns the deliveries, for the relay
   * @throws when the turn is over, or has said more than the caller knows of
   */
  say(turn: Turn, words: Words): Promise<{ turn: Turn; deliveries: readonly Delivery[] }>;
  /** Ends a turn without further words; one that is over stays as it is. */
  end(turn: Turn, state: 'silent' | 'failed' | 'answered', reason: string): Promise<void>;
  /** Turns that an earlier process left open. */
  open(bot: string): Promise<Turn[]>;
  desk(bot: string, place: Place): Promise<DeskState>;
  saveDesk(bot: string, place: Place, state: DeskState): Promise<void>;
  /** Places where a handover or a mute ends by itself. */
  desks(bot: string): Promise<readonly { readonly place: Place; readonly state: DeskState }[]>;
  /** Marks something as told to the operator. @returns false when it was told already */
  tellOnce(bot: string, name: string): Promise<boolean>;
  usage(query: UsageQuery): Promise<UsageRow>;
  /** The newest day or month first, else whoever used most. A call for several people stands in the row of each. */
  usageTable(
    query: UsageQuery,
    by: 'person' | 'conversation' | 'day' | 'month' | 'bot',
  ): Promise<(UsageRow & { readonly name: string })[]>;
  turns(query: {
    readonly bot?: string;
    readonly account?: string;
    readonly conversation?: string;
    readonly limit?: number;
  }): Promise<TurnReport[]>;
  /** Full text of what was said in one place that the journal still holds, best first. */
  search(place: Place, words: string, limit: number): Promise<Message[]>;
  /** Whether the bot has said something in answer to this message, as far as that is kept. */
  hasAnswered(bot: string, place: Place, messageId: string): Promise<boolean>;
  /** Times of the answers that a bot gave to another bot in a place since then: Unix milliseconds. */
  answersTo(bot: string, place: Place, person: string, since: number): Promise<number[]>;
}

/** Words of a bot on their way. */
export interface Words {
  readonly event: ParleyEvent;
  /** The place itself first, then wherever its conversation is mirrored to. */
  readonly to: readonly { readonly route: string; readonly place: Place }[];
  readonly state: 'open' | 'answered' | 'failed';
  readonly reason?: string;
  /** What the bot keeps of the turn's conversation from then on; stored in the same transaction. */
  readonly desk?: DeskState;
  /**
   * Words for another place (where people take over), in the same transaction: an event of that place, with one
   * delivery to itself, which is among those returned. Not counted as said by the turn.
   */
  readonly tell?: { readonly route: string; readonly place: Place; readonly event: ParleyEvent };
}
