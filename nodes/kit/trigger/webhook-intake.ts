import type { Connection, ParleyEvent, Received, WebhookRequest } from '../../../src/index.ts';
import type { Core } from '../core.ts';
import type { TriggerSettings, TriggerState } from './contract.ts';
import { isSeen, withSeen } from './state.ts';
import { standingAt } from './webhook-state.ts';

/** A page is asked for again so often when the service does not answer it. */
const ATTEMPTS = 2;

/** What taking in a request takes. */
export interface IntakeParts {
  readonly core: Core;
  readonly connection: Connection;
  readonly settings: Pick<TriggerSettings, 'events' | 'conversations'>;
  /** Whether the service may be asked for what was missed. Otherwise what it tells is believed to be all. */
  readonly mayPoll: () => boolean;
  /** Told when what was missed could not be read. */
  onBehind(error: unknown): void;
}

/** A request that was found to come from the service. */
export interface Delivery {
  readonly request: WebhookRequest;
  /** What it tells, by itself. */
  readonly told: readonly ParleyEvent[];
}

export interface TakenIn {
  /** What has not been handed on before, in order. */
  readonly events: readonly ParleyEvent[];
  readonly state: TriggerState;
}

/**
 * What a delivery brings to light. Services give a delivery up after a few tries, or after one, so each delivery of a
 * message is also the moment to read what was missed before it: from the cursor, in order, and without repeating what
 * was handed on. When that cannot be read, the delivery is handed on all the same, and the cursor stays where it is.
 */
export async function takeIn(
  parts: IntakeParts,
  { request, told }: Delivery,
  state: TriggerState,
): Promise<TakenIn> {
  const { connection } = parts;
  const events: ParleyEvent[] = [];
  const keys = new Set<string>();
  const add = (found: readonly ParleyEvent[]): void => {
    for (const event of found) {
      if (keys.has(event.key) || isSeen(state, event.key)) continue;
      keys.add(event.key);
      events.push(event);
    }
  };

  let { cursor } = state;
  let received = receiveAgain(parts, { request, told }, cursor);
  if (needsPoll(parts, { request, told }, received, state)) {
    const polled = await pollFrom(parts, cursor);
    add(polled.events);
    cursor = polled.cursor;
    // Where a feed has only just begun, or could not be read to its end, the cursor says nothing about the delivery.
    const isKnown = state.cursor !== undefined && polled.isComplete;
    received = receiveAgain(parts, { request, told }, isKnown ? cursor : undefined);
  }
  add(received.gap ? told : received.events);
  if (!received.gap && received.cursor !== undefined) cursor = received.cursor;
  else if (cursor !== undefined && connection.advance) cursor = connection.advance(cursor, events);
  return { events, state: standingAt(withSeen(state, [...keys]), cursor) };
}

/** Where nothing is remembered yet, and where more may have happened than is told. */
function needsPoll(
  { settings, mayPoll }: IntakeParts,
  { told }: Delivery,
  received: Received,
  state: TriggerState,
): boolean {
  if (!settings.events.includes('message.created') || !mayPoll()) return false;
  if (received.gap) return true;
  const inOrder = new Set(received.cursor === undefined ? [] : received.events.map(({ key }) => key));
  return told.some(({ type, key }) => type === 'message.created' && !inOrder.has(key) && !isSeen(state, key));
}

interface Polled {
  readonly events: readonly ParleyEvent[];
  readonly cursor: string | undefined;
  /** Whether everything up to now was read. */
  readonly isComplete: boolean;
}

/** Reads on from the cursor. What could be read is kept when a later page cannot. */
async function pollFrom(parts: IntakeParts, from: string | undefined): Promise<Polled> {
  const { connection, settings, onBehind } = parts;
  const scope = { conversations: settings.conversations, all: true };
  const events: ParleyEvent[] = [];
  let cursor = from;
  let failures = 0;
  for (;;) {
    const [page] = await Promise.allSettled([connection.poll(cursor, scope)]);
    if (page.status === 'fulfilled') {
      events.push(...page.value.events);
      cursor = page.value.cursor;
      if (!page.value.more) return { events, cursor, isComplete: true };
      failures = 0;
      continue;
    }
    failures += 1;
    if (failures < ATTEMPTS && isWorthRepeating(parts.core, page.reason)) continue;
    onBehind(page.reason);
    if (isWorthless(parts.core, page.reason)) cursor = undefined;
    return { events, cursor, isComplete: false };
  }
}

/** A request grows too old to be read once more while it waits: then it is what it was when it came. */
function receiveAgain(
  { core, connection, onBehind }: IntakeParts,
  { request, told }: Delivery,
  cursor: string | undefined,
): Received {
  try {
    return connection.webhook?.receive(request, cursor) ?? { events: told };
  } catch (error) {
    if (!(error instanceof core.WebhookRefused)) onBehind(error);
    return { events: told };
  }
}

function isWorthRepeating({ ServiceError }: Core, error: unknown): boolean {
  return error instanceof ServiceError && error.kind === 'unavailable';
}

/** An instance that was created anew counts from the beginning; any other failure passes. */
function isWorthless({ ServiceError }: Core, error: unknown): boolean {
  return error instanceof ServiceError && /forget the cursor/i.test(error.advice);
}
