import type { EventChoice, TriggerItem, TriggerState } from './contract.ts';
import { signalItem } from './items.ts';
import type { Reading } from './reading-on.ts';
import { shortOf } from './state.ts';

/** Whether somebody wants to hear what people do in passing: it may cost calls of its own. */
export function wantsSignals(events: readonly EventChoice[]): boolean {
  return events.includes('typing') || events.includes('read');
}

/**
 * The items of what has begun since the last poll, and the names of all that goes on. Who has read everything is told
 * again once something new was there to be read. The first look tells nothing: it may have gone on for long.
 */
export function begunSignals(
  { signals: before }: TriggerState,
  { events, signals }: Pick<Reading, 'events' | 'signals'>,
): { items: TriggerItem[]; names: string[] } {
  const spoken = new Set(
    events.filter(({ type }) => type === 'message.created').map(({ conversation }) => conversation),
  );
  const items: TriggerItem[] = [];
  const names: string[] = [];
  for (const signal of signals) {
    const item = signalItem(signal, new Date());
    const name = shortOf(item.json.key);
    names.push(name);
    const isAgain = signal.type === 'read' && spoken.has(signal.conversation);
    if (before && (!before.includes(name) || isAgain)) items.push(item);
  }
  return { items, names: names.sort() };
}
