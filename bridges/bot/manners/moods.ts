import type { DeskState, Silence } from '../contract.ts';

/** Whether a person has taken over, and the time for it is not up. */
export function isHandedOver({ handover }: DeskState, now: number): boolean {
  return handover !== undefined && (handover.returnAt === undefined || now < handover.returnAt);
}

/**
 * Why the bot says nothing in a conversation just now, whoever asks. Undefined when it may speak.
 * @param isCalled whether it was mentioned, answered or named: that ends what `stop` began
 */
export function moodOf(state: DeskState, isCalled: boolean, now: number): Silence | undefined {
  if (isHandedOver(state, now)) return 'handed-over';
  if (state.left === true) return 'left';
  if (state.mutedUntil !== undefined && now < state.mutedUntil) return 'muted';
  return state.stopped === true && !isCalled ? 'stopped' : undefined;
}
