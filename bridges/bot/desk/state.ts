import type { DeskState, Silence } from '../contract.ts';

/**
 * What somebody did to a state, done to the state as it is now: a command may have changed it while a tool was at work.
 * @param before what the state was when it was looked at
 * @param after what it was to be
 */
export function changedBy(before: DeskState, after: DeskState, now: DeskState): DeskState {
  const changed = (key: string): boolean => {
    const [was, is] = [before, after].map((state) => new Map(Object.entries(state)).get(key));
    return JSON.stringify(was) !== JSON.stringify(is);
  };
  const kept = Object.entries(now).filter(([key]) => !changed(key));
  const set = Object.entries(after).filter(([key]) => changed(key));
  return Object.fromEntries([...kept, ...set]);
}

/** Why a bot in this state is silent unless it is called; undefined when it is not. */
export function silenceOf(state: DeskState, now: number): Silence | undefined {
  if (state.stopped) return 'stopped';
  if (state.left) return 'left';
  if (state.handover) return 'handed-over';
  return state.mutedUntil !== undefined && state.mutedUntil > now ? 'muted' : undefined;
}

/** When something in a state ends by itself: Unix milliseconds. */
export function endsAt({ mutedUntil, handover }: DeskState): number {
  return Math.min(mutedUntil ?? Infinity, handover?.returnAt ?? Infinity);
}

/** The state without what is over by now. */
export function withoutOver(state: DeskState, now: number): DeskState {
  const { mutedUntil, handover, ...rest } = state;
  return {
    ...rest,
    ...(mutedUntil !== undefined && mutedUntil > now ? { mutedUntil } : {}),
    ...(handover && (handover.returnAt ?? Infinity) > now ? { handover } : {}),
  };
}
