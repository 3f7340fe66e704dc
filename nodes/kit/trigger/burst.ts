import type { MessageCreated, ParleyEvent } from '../../../src/index.ts';

/** Events that become one item: messages of one person in a row, or anything else on its own. */
export type Burst = readonly [ParleyEvent, ...ParleyEvent[]];

/**
 * Puts together what one person wrote in one conversation with nobody else writing between; it stands where its last
 * message stood. Everything that happened has to be given, also what is of no interest: an own answer ends a burst.
 */
export function burstsOf(events: readonly ParleyEvent[]): Burst[] {
  const bursts: Burst[] = [];
  const open = new Map<string, { readonly at: number; readonly burst: readonly MessageCreated[] }>();
  const places: (Burst | undefined)[] = [];
  for (const event of events) {
    if (event.type !== 'message.created') {
      places.push([event]);
      continue;
    }
    const before = open.get(event.conversation);
    const [first] = before?.burst ?? [];
    const isSame = first?.message.author.id === event.message.author.id;
    const burst: readonly [MessageCreated, ...MessageCreated[]] =
      before && first && isSame ? [first, ...before.burst.slice(1), event] : [event];
    if (before && isSame) places[before.at] = undefined;
    open.set(event.conversation, { at: places.length, burst });
    places.push(burst);
  }
  for (const burst of places) if (burst) bursts.push(burst);
  return bursts;
}
