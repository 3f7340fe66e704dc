import type { ParleyEvent } from '../../src/model/index.ts';
import { authorOf } from '../../src/model/index.ts';
import type { Delivery, Intake, Journal } from '../journal/contract.ts';
import type { Intaking, Listening } from './contract.ts';
import type { Routing } from './routing.ts';
import type { Signals } from './signals.ts';

export interface IntakeOptions {
  readonly journal: Journal;
  readonly routing: Routing;
  readonly signals: Signals;
  /** @default nobody listens besides routes */
  readonly listening?: Listening | undefined;
  /** Given every new delivery, in order, once it is on disk. */
  onDelivery(delivery: Delivery): void;
  /** The journal cannot write: what was handed in is lost to this process, and comes again to the next one. */
  onFatal(error: unknown): void;
}

/** The way in: keeps what has a route or listeners and is not our own doing, and moves the cursor with it. */
export function createIntake(options: IntakeOptions, cursors: Map<string, string>): Intaking {
  const { listening, routing, signals } = options;

  const intakeOf = (account: string, event: ParleyEvent): Intake[] => {
    const to = routing.destinations(account, event.conversation);
    const bots = isSaid(event) ? (listening?.at({ account, conversation: event.conversation }) ?? []) : [];
    if (to.length === 0 && bots.length === 0) return [];
    return [{ event, to, ...(bots.length > 0 ? { bots } : {}) }];
  };

  return {
    cursor: (account) => cursors.get(account),
    signal(account, happening) {
      signals.pass(account, happening);
    },
    async accept(account, events, cursor) {
      const moved = cursor !== undefined && cursor !== cursors.get(account) ? cursor : undefined;
      if (moved !== undefined) cursors.set(account, moved);
      const intakes = events.filter(isMirrored).flatMap((event) => intakeOf(account, event));
      if (intakes.length === 0 && moved === undefined) {
        signals.passEvents(account, events);
        return;
      }
      const deliveries = await options.journal.accept(account, intakes, moved).catch((error: unknown) => {
        options.onFatal(error);
        throw error;
      });
      for (const delivery of deliveries) options.onDelivery(delivery);
      const heard = intakes.filter(({ bots }) => bots).map(({ event }) => event.conversation);
      for (const conversation of new Set(heard)) listening?.onHeard({ account, conversation });
      signals.passEvents(account, events);
    },
  };
}

/** Bots are told what is said, and what becomes of it. */
function isSaid({ type }: ParleyEvent): boolean {
  return type === 'message.created' || type === 'message.edited' || type === 'message.deleted';
}

/** The account's own messages come back through its feed; the platform's announcements are not people's words. */
function isMirrored(event: ParleyEvent): boolean {
  const kind = authorOf(event)?.kind;
  return event.type !== 'message.status' && kind !== 'self' && kind !== 'system';
}
