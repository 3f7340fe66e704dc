import type { Place } from '../../../journal/contract.ts';
import type { Emulator } from '../../kit/index.ts';
import type { ModelEmulator } from '../../model/index.ts';
import type { DemoBot } from '../bot.ts';
import type { Abilities } from '../contract.ts';
import type { MirroredRoom } from '../rooms.ts';

/** What the check works on: a running sandbox with a running daemon. */
export interface CheckOptions {
  readonly emulators: Readonly<Record<string, Emulator>>;
  readonly rooms: readonly MirroredRoom[];
  /** It has to answer by the sandbox's script. */
  readonly bot?: DemoBot;
  readonly model?: ModelEmulator;
  /** What Parley's account can do on a platform. */
  can(platform: string): Abilities;
  /** Sentences of the daemon on what it could not deliver from one account to another. */
  troubles(from: string, to: string): Promise<readonly string[]>;
  /** Breaks this pair for good before its messages are sent. */
  readonly broken?: Pair;
  /** Called with what is being done now. */
  progress(sentence: string): void;
}

export interface Pair {
  readonly from: string;
  readonly to: string;
}

/** A message that was sent, and has to arrive in one place. */
export interface Expected {
  readonly source: Place;
  readonly messageId: string;
  readonly author: string;
  readonly target: Place;
  /** Stands in no other message. */
  readonly tag: string;
  readonly text: string;
  /** Unix milliseconds. */
  readonly sentAt: number;
}

/** The row of a pair in the table. */
export interface PairResult extends Pair {
  readonly sent: number;
  readonly arrived: number;
  /** No message arrived twice. */
  readonly once: boolean;
  readonly inOrder: boolean;
  /** Every message that arrived says the same as its original. */
  readonly sameText: boolean;
  /** Answers, edits, deletions, reactions and files that people of the source can make: whether they came through. None where messages are missing. */
  readonly changes: Readonly<Partial<Record<ChangeKind, boolean>>>;
  /** From the moment the source had the message to the moment the copy was there, half of them faster. */
  readonly medianMs?: number;
  readonly ok: boolean;
  /** What the daemon says about it, when it is not. */
  readonly reason?: string;
}

export type ChangeKind = 'reply' | 'edit' | 'delete' | 'reaction' | 'file';

/** How the bot answered the question that was put to it. */
export interface BotResult {
  readonly title: string;
  /** Where it was asked. */
  readonly account: string;
  readonly answers: number;
  /** Places that have a copy of the answer, and places that should. */
  readonly copies: number;
  readonly places: number;
  /** Neither the answer nor a copy of it stands anywhere twice. */
  readonly once: boolean;
  /** From the question to the answer, with the burst that is waited for and the model's one failure. */
  readonly tookMs?: number;
  readonly ok: boolean;
  readonly reason?: string;
}

export interface CheckResult {
  readonly ok: boolean;
  readonly pairs: readonly PairResult[];
  /** Absent where there is no bot. */
  readonly bot?: BotResult;
  readonly seconds: number;
}
