import type { Connection, ParleyEvent, PollScope, Signal } from '../../../src/index.ts';
import { rest } from '../rest.ts';
import type { TriggerState } from './contract.ts';
import type { Filter } from './filter.ts';
import { isSeen } from './state.ts';

/**
 * Once a poll has so much to hand on, what is left waits for the next poll. Pages are not cut. What does not pass the
 * filter counts for nothing: n8n may have forgotten where polls stood that had nothing to hand on.
 */
const MOST_PASSED = 500;

export interface ReadingOptions {
  readonly scope: PollScope;
  readonly filter: Filter;
  readonly quietSeconds: number;
  /** No page is begun after this, Unix milliseconds. */
  readonly deadline: number;
  /** Told of what ended the reading before its end. */
  onCut(reason: unknown): void;
}

/** What was read: everything up to the cursor. */
export interface Reading {
  readonly cursor: string;
  /** Everything new, each event once; what does not pass the filter, too. */
  readonly events: readonly ParleyEvent[];
  readonly passed: ReadonlySet<ParleyEvent>;
  /** What was going on when the last page was read, as far as it passes the filter. */
  readonly signals: readonly Signal[];
}

interface Page {
  readonly cursor: string;
  readonly more: boolean;
  readonly events: readonly { readonly event: ParleyEvent; readonly isWanted: boolean }[];
  readonly signals: readonly Signal[];
}

/**
 * Reads on from where the trigger stands, page by page. What fails after the first page ends the reading there: what
 * was read stands, and the next poll goes on behind it.
 * @throws {ServiceError} when the first page fails
 */
export async function readOn(
  connection: Connection,
  state: TriggerState,
  { scope, filter, quietSeconds, deadline, onCut }: ReadingOptions,
): Promise<Reading> {
  const keys = new Set<string>();
  const events: ParleyEvent[] = [];
  const passed = new Set<ParleyEvent>();
  let signals: readonly Signal[] = [];
  let { cursor } = state;
  for (let page = 0; ; page += 1) {
    const [done] = await Promise.allSettled([readPage(connection, cursor, scope, filter)]);
    if (done.status === 'rejected') {
      const reason: unknown = done.reason;
      if (page === 0 || cursor === undefined) throw reason;
      onCut(reason);
      return { cursor, events, passed, signals };
    }
    for (const { event, isWanted } of done.value.events) {
      if (keys.has(event.key) || isSeen(state, event.key)) continue;
      keys.add(event.key);
      events.push(event);
      if (isWanted) passed.add(event);
    }
    ({ cursor, signals } = done.value);
    const read = { cursor, events, passed, signals };
    if (passed.size >= MOST_PASSED || Date.now() >= deadline) return read;
    if (done.value.more) continue;
    const wait = untilQuiet(read, quietSeconds);
    if (wait <= 0 || Date.now() + wait >= deadline) return read;
    await rest(wait);
  }
}

async function readPage(
  connection: Connection,
  cursor: string | undefined,
  scope: PollScope,
  filter: Filter,
): Promise<Page> {
  const page = await connection.poll(cursor, scope);
  const events: { event: ParleyEvent; isWanted: boolean }[] = [];
  for (const event of page.events) events.push({ event, isWanted: await filter(event) });
  const signals: Signal[] = [];
  for (const signal of page.signals ?? []) if (await filter(signal)) signals.push(signal);
  return { cursor: page.cursor, more: page.more, events, signals };
}

/** How long nobody may write yet, in the conversations that the workflow is to hear of: milliseconds. */
function untilQuiet({ events, passed }: Reading, quietSeconds: number): number {
  if (quietSeconds === 0) return 0;
  const wanted = new Set([...passed].filter(isCreated).map(({ conversation }) => conversation));
  const times = events
    .filter((event) => isCreated(event) && wanted.has(event.conversation))
    .map(({ at }) => Date.parse(at));
  // A service whose clock is ahead makes nobody wait longer than that.
  return Math.min(quietSeconds * 1000, Math.max(0, ...times) + quietSeconds * 1000 - Date.now());
}

function isCreated({ type }: ParleyEvent): boolean {
  return type === 'message.created';
}
