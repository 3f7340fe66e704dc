import type { Message } from '../../../src/model/index.ts';
import type { DeskContext, TurnControl } from '../desk/context.ts';
import type { Mouth } from '../desk/mouth.ts';
import type { Budget, Prompter } from '../parts.ts';

/** A turn that is being carried out. */
export interface Work {
  readonly context: DeskContext;
  readonly control: TurnControl;
  readonly mouth: Mouth;
  readonly prompter: Prompter;
  /** Messages that the model was not shown for want of room, as of the last call. */
  dropped: readonly Message[];
  /** How often more messages joined. */
  joins: number;
  /** How many of the turn's messages a moderation has looked at. */
  checked: number;
}

/** The daemon is stopping: the turn stays open and the next process goes on with it. */
export class Stopping extends Error {}

/** Whom a turn answers, each once. */
export function peopleOf({ mouth }: Work): { readonly id: string; readonly name: string }[] {
  const names = new Map(mouth.turn.heard.map(({ message: { author } }) => [author.id, author.name]));
  return [...names].map(([id, name]) => ({ id, name }));
}

/** The limit that is used up, if any. */
export function spentBy(work: Work): ReturnType<Budget['spent']> {
  const people = peopleOf(work).map(({ id }) => id);
  return work.context.parts.budget.spent(work.mouth.turn.place, people);
}
