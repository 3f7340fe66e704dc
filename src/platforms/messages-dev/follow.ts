import type { Host } from '../../host/index.ts';
import { ServiceError } from '../../host/index.ts';
import type { MessagesDevClient } from './client.ts';
import { NOT_IN_OUTBOX, hasCode } from './errors.ts';
import { readBack } from './history.ts';
import type { Listener } from './nudges.ts';
import type { WireMessage, WireOutbox } from './schema.ts';

/** An outbox item is followed for so long, milliseconds. */
export const FOLLOW_MS = 60_000;
const EAGER_MS = [500, 1000, 2000, 4000];
const PATIENT_MS = [5000, 15_000];
/** With a smaller share of the hour's calls left, fewer are spent on one item. */
const RESERVE = 0.3;
/** After the outbox says "sent", the message is looked for so often, with these waits in milliseconds before. */
const UNTIL_SHOWN_MS = [0, 500, 1000, 2000, 4000];
/** The message of an outbox item was sent no longer before the item was done than this, milliseconds. */
const RECENT_MS = 600_000;

/** What became of an outbox item: `pending` when that was not to be learnt in time, with the last error on the way. */
export type Fate =
  | { readonly state: 'sent'; readonly item: Pick<WireOutbox, 'id' | 'completed_at'> }
  | { readonly state: 'failed'; readonly item: WireOutbox }
  | { readonly state: 'pending'; readonly error?: ServiceError };

/**
 * Asks for an outbox item until it is sent or has failed; at once when the line is heard to have done something. A look
 * that fails is made up for by the next one, unless the service does not want to be asked again in this time.
 */
export async function follow(
  client: MessagesDevClient,
  listener: Listener,
  accepted: WireOutbox,
  forMs = FOLLOW_MS,
): Promise<Fate> {
  if (accepted.status === 'sent') return { state: 'sent', item: accepted };
  let error: ServiceError | undefined;
  let waited = 0;
  for (let look = 0; waited < forMs;) {
    const pause = Math.min(pauseBefore(look, client.callsLeft()), forMs - waited);
    if (!(await listener.pause(pause))) {
      waited += pause;
      look += 1;
    }
    try {
      const item = await client.outbox(accepted.id);
      if (item.status === 'sent') return { state: 'sent', item };
      if (item.status === 'failed') return { state: 'failed', item };
      error = undefined;
    } catch (caught) {
      if (!(caught instanceof ServiceError)) throw caught;
      error = caught;
      if (isForGood(caught) || (caught.retryAfterMs ?? 0) > forMs - waited) break;
    }
  }
  return { state: 'pending', ...(error ? { error } : {}) };
}

/** The message that an outbox item became; undefined when the service does not show it soon after. */
export async function messageOf(
  client: MessagesDevClient,
  host: Host,
  conversation: string,
  { id, completed_at }: Pick<WireOutbox, 'id' | 'completed_at'>,
): Promise<WireMessage | undefined> {
  const from = (completed_at ?? host.now() + client.clockOffsetMs()) - RECENT_MS;
  const isIt = ({ outbox_id }: WireMessage): boolean => outbox_id === id;
  for (const pause of UNTIL_SHOWN_MS) {
    if (pause > 0) await host.sleep(pause);
    try {
      const read = await readBack(
        client,
        conversation,
        (messages, last) => messages.some(isIt) || last.sent_at < from,
      );
      const message = read.find(isIt);
      if (message) return message;
    } catch (error) {
      if (!(error instanceof ServiceError) || isForGood(error)) throw error;
    }
  }
  return undefined;
}

/** The error for a send that the outbox gave up. Nothing was sent, so that it may be tried again. */
export function failure(tried: string, { error, attempts }: WireOutbox): ServiceError {
  const times = typeof attempts === 'number' && attempts > 1 ? ` after ${String(attempts)} attempts` : '';
  return new ServiceError({
    kind: 'unavailable',
    tried,
    cameBack: `an outbox item that failed${times}: "${error || 'no reason given'}"`,
    advice: 'Try again; if this goes on, look at the line in the dashboard of messages.dev.',
    code: 'outbox_failed',
  });
}

/** The error for an outbox item whose fate is open: it must be looked at again before anything is repeated. */
export function stillOpen(tried: string, { error }: Extract<Fate, { state: 'pending' }>): ServiceError {
  const kind = error?.kind ?? 'unavailable';
  return new ServiceError({
    kind: hasCode(error, NOT_IN_OUTBOX) ? 'unavailable' : kind,
    tried,
    cameBack: error
      ? `an outbox that could not be asked what became of it (${error.cameBack})`
      : 'an outbox item that was neither sent nor failed within a minute',
    advice:
      error?.advice ??
      'The line may be offline: look at its chat, or at its outbox, before it is sent again.',
    outcome: 'unknown',
    ...(error?.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    cause: error,
  });
}

function pauseBefore(look: number, callsLeft: number): number {
  return callsLeft > RESERVE ? (EAGER_MS[look] ?? 5000) : (PATIENT_MS[look] ?? 20_000);
}

/** Whether asking again cannot help. An item that was just accepted may take a moment to show. */
function isForGood(error: ServiceError): boolean {
  const { kind } = error;
  if (hasCode(error, NOT_IN_OUTBOX)) return false;
  return kind !== 'unavailable' && kind !== 'rate-limited' && kind !== 'protocol';
}
