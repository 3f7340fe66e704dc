import type { Log } from '../../src/host/index.ts';
import type { Conversation, Identity, Message } from '../../src/model/index.ts';
import type { Connection } from '../../src/platforms/index.ts';
import type { BotConfig, CommandName, Manners } from '../config/bot-model.ts';
import type { PersonConfig } from '../config/model.ts';
import type { Place } from '../journal/contract.ts';
import type {
  ChatMessage,
  DeskState,
  Heard,
  Model,
  ModelAnswer,
  Silence,
  ToolCall,
  ToolResult,
  ToolSpec,
  Turn,
  TurnStore,
} from './contract.ts';

/** What the parts of a bot are given about a conversation. */
export interface Surroundings {
  readonly bot: BotConfig;
  readonly manners: Manners;
  readonly place: Place;
  readonly connection: Connection;
  /** The account's own identity there. */
  readonly self: Identity;
  /** Name and kind where known. */
  readonly conversation: Pick<Conversation, 'name' | 'kind'>;
  readonly people: readonly PersonConfig[];
  readonly store: TurnStore;
  readonly log: Log;
  now(): number;
}

/** What becomes of one message that was heard. */
export type Verdict =
  | { readonly do: 'answer' }
  /** `say`: a sentence for the conversation, said once for each `once`. */
  | {
      readonly do: 'ignore';
      readonly why: Silence;
      readonly say?: { readonly text: string; readonly once: string };
    }
  | { readonly do: 'command'; readonly command: Command };

export interface Command {
  readonly name: CommandName;
  /** What stood behind it, in words. */
  readonly rest: string;
  /** Of `mute`, milliseconds; absent: until told otherwise. */
  readonly forMs?: number;
}

/**
 * `manners/judge.ts`: decides without looking at anything but its arguments.
 * @param facts.isOurs whether a message of the place is one that this bot said
 * @param facts.answersToBots times of the answers to the author, when the author is a bot: of `talkWindow` at least
 * @param facts.goesOn whether it follows, within the pause of a burst and in the same thread, a message of the same
 * author that is to be answered: what goes on with a question needs no address of its own. Left out: false
 */
export type Judge = (
  heard: Heard,
  surroundings: Pick<Surroundings, 'bot' | 'manners' | 'self' | 'conversation' | 'people' | 'now' | 'place'>,
  facts: {
    readonly state: DeskState;
    readonly isOurs: (messageId: string) => boolean;
    readonly answersToBots: readonly number[];
    readonly goesOn?: boolean;
  },
) => Verdict;

/** What a command, or the tool of the model, does. */
export interface Deed {
  readonly state: DeskState;
  /** Said in the conversation, as Markdown. */
  readonly say?: string;
  /** Said in another place (where people take over), as Markdown. */
  readonly tell?: { readonly place: Place; readonly text: string };
}

/** `commands/carry-out.ts` */
export type CarryOutCommand = (
  command: Command,
  by: Message,
  surroundings: Surroundings,
  state: DeskState,
) => Promise<Deed>;

/** `commands/handover.ts`: by command, by the person asking, or by the model. `link`: address of the conversation, where it has one. */
export type HandOver = (
  surroundings: Surroundings,
  state: DeskState,
  handover: {
    readonly reason: string;
    readonly summary?: string;
    readonly by: string;
    readonly link?: string;
  },
) => Deed;

/** `prompt/prompt.ts`: what the model is shown. */
export interface Prompter {
  /**
   * Instructions, facts of the conversation, summary, notes, knowledge that fits the question, the last messages with
   * authors and times, and the messages that are answered; then the calls and results of this turn. Every outside
   * text is delimited and labelled. Reads the history of the conversation.
   */
  build(
    turn: Turn,
    state: DeskState,
  ): Promise<{ readonly messages: readonly ChatMessage[]; readonly dropped: readonly Message[] }>;
  /** What to ask the model so that messages that are not shown any more become part of the summary. */
  summarize(state: DeskState, dropped: readonly Message[]): readonly ChatMessage[];
  /** Real tokens. */
  count(text: string): Promise<number>;
}

/** `tools/toolbox.ts` */
export interface Toolbox {
  /** Those that may be called in this place for these people. */
  specs(
    place: Place,
    people: readonly { readonly id: string; readonly name: string }[],
  ): Promise<readonly ToolSpec[]>;
  /**
   * Checks the permission again, then calls within the limits. Never throws: what went wrong is a failed result. The
   * text is untrusted.
   */
  call(
    call: ToolCall,
    turn: Turn,
    surroundings: Surroundings,
    signal: AbortSignal,
  ): Promise<ToolResult & { readonly deed?: Deed }>;
  close(): Promise<void>;
}

/** `budget/budget.ts` */
export interface Budget {
  /** Before a call: undefined when there is enough left, else the window that is used up and what to say. */
  spent(
    place: Place,
    people: readonly string[],
  ): Promise<{ readonly window: string; readonly say: string } | undefined>;
  /** What an answer cost, in money; 0 without a price. */
  priceOf(answer: Pick<ModelAnswer, 'model' | 'usage'>): number;
  /** After a call: sentences for the operator, each told once per window. */
  warnings(place: Place, people: readonly string[]): Promise<readonly string[]>;
}

/** `safety/outgoing.ts`: an answer as it may be said: links and length limited, mentions of everyone and markup of ours disarmed. */
export type MakeSafe = (answer: string, bot: BotConfig) => { readonly text: string; readonly cut: boolean };

/**
 * `model/model.ts`
 * @param count tokens of a text, for services that do not say what an answer used
 */
export type CreateModel = (
  config: BotConfig['model'],
  safety: Pick<BotConfig['safety'], 'moderation'>,
  shape: Pick<BotConfig['shape'], 'transcription'>,
  log: Log,
  count?: (text: string) => Promise<number>,
) => Model;
