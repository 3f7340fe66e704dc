import type { MessageCreated } from '../../../src/model/index.ts';

/** What was said in one conversation, oldest first. */
export interface History<Source> {
  readonly source: Source;
  readonly events: readonly MessageCreated[];
}

/**
 * All of several conversations by time, so that a place that several go to gets everything as it was said. The order
 * within a conversation stays, whatever the times say.
 */
export function* merged<Source>(
  histories: readonly History<Source>[],
): Generator<{ source: Source; event: MessageCreated }> {
  const heads = histories.map((history) => ({ ...history, next: 0 }));
  for (;;) {
    let first: (typeof heads)[number] | undefined;
    for (const head of heads) {
      const at = head.events[head.next]?.at;
      const leading = first?.events[first.next]?.at;
      if (at !== undefined && (leading === undefined || at < leading)) first = head;
    }
    const event = first?.events[first.next];
    if (!first || !event) return;
    first.next += 1;
    yield { source: first.source, event };
  }
}
