import type { Log } from '../../../src/host/index.ts';
import type { PlatformName } from '../../../src/model/index.ts';
import type { BotConfig, Manners } from '../../config/bot-model.ts';
import type { Journal, Place } from '../../journal/contract.ts';
import type { Relay } from '../../relay/relay.ts';
import type { DeskState, Heard, Model, Silence, Turn } from '../contract.ts';
import type { ModelError } from '../model-error.ts';
import type { Budget, CarryOutCommand, Judge, MakeSafe, Prompter, Surroundings, Toolbox } from '../parts.ts';

/** What a bot works with, made once for each bot. */
export interface BotParts {
  readonly judge: Judge;
  readonly carryOut: CarryOutCommand;
  readonly model: Model;
  readonly budget: Budget;
  readonly toolbox: Toolbox;
  readonly makeSafe: MakeSafe;
  /** Of one conversation. */
  prompter(surroundings: Surroundings): Prompter;
  /** Ends what it started. */
  close(): Promise<void>;
}

/** What all desks of one bot share. */
export interface DeskContext {
  readonly bot: BotConfig;
  readonly parts: BotParts;
  readonly journal: Journal;
  readonly relay: Pick<Relay, 'destinations' | 'hand' | 'on' | 'tell'>;
  readonly log: Log;
  /** Aborted when the daemon stops: what is under way is left to the next process. */
  readonly signal: AbortSignal;
  now(): number;
  /** @throws {ServiceError} when the service cannot say who the account is */
  surroundings(place: Place, manners: Manners): Promise<Surroundings>;
  /** Whether there is such an account. */
  knows(account: string): boolean;
  /** Of another account, where people take over. */
  platformOf(account: string): PlatformName;
  readonly trouble: Trouble;
  /** Names an end user to the service of the model without telling who it is. */
  userOf(turn: Turn): string | undefined;
}

/** What stands in the way of every answer of a bot, so that its operator is told once and not for every message. */
export interface Trouble {
  /** @returns whether the operator was not told of it yet */
  met(error: ModelError): boolean;
  /** A model has answered. */
  over(): void;
}

/** What a turn may ask of the desk that it is carried out at. */
export interface TurnControl {
  readonly surroundings: Surroundings;
  /** For one call: aborted when the turn is to end without an answer, and, where wanted, when more is said. */
  interrupted(byMessages: boolean): AbortSignal;
  /** Why the turn is to end without an answer; undefined while it is to go on. */
  readonly abandoned: () => Silence | undefined;
  /** Whether more was said that belongs to the turn. */
  readonly hasMore: () => boolean;
  /** What more was said that belongs to the turn, once the person has come to an end. It is the turn's from then on. */
  more(): Promise<readonly Heard[]>;
  state(): DeskState;
  /** From now on the desk is in this state, which is on disk already. */
  keep(state: DeskState): void;
}
