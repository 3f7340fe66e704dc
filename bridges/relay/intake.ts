import type { ParleyEvent } from '../../src/model/index.ts';
import { authorOf } from '../../src/model/index.ts';
import type { Delivery, Intake, Journal } from '../journal/contract.ts';
import type { Intaking } from './contract.ts';
import type { Routing } from './routing.ts';
import type { Signals } from './signals.ts';

export interface IntakeOptions {
  readonly journal: Journal;
  readonly routing: Routing;
  readonly signals: Signals;
  /** Given every new delivery, in order, once it is on disk. */
  onDelivery(delivery: Delivery): void;
  /** The journal cannot write: what was handed in is lost to this process, and comes again to the next one. */
  onFatal(error: unknown): void;
}

/** The way in: keeps what has a route and is not our own doing, and moves the cursor with it. */
export function createIntake(options: IntakeOptions, cursors: Map<string, string>): Intaking {
  return {
    cursor: (account) => cursors.get(account),
    signal(account, signals) {
      options.signals.pass(account, signals);
    },
    async accept(account, events, cursor) {
      const moved = cursor !== undefined && cursor !== cursors.get(account) ? cursor : undefined;
      if (moved !== undefined) cursors.set(account, moved);
      const intakes = events.filter(isMirrored).flatMap((event): Intake[] => {
        const to = options.routing.destinations(account, event.conversation);
        return to.length === 0 ? [] : [{ event, to }];
      });
      if (intakes.length === 0 && moved === undefined) {
        options.signals.passEvents(account, events);
        return;
      }
      const deliveries = await options.journal.accept(account, intakes, moved).catch((error: unknown) => {
        options.onFatal(error);
        throw error;
      });
      for (const delivery of deliveries) options.onDelivery(delivery);
      options.signals.passEvents(account, events);
    },
  };
}

/** The account's own messages come back through its feed; the platform's announcements are not people's words. */
function isMirrored(event: ParleyEvent): boolean {
  const kind = authorOf(event)?.kind;
  return event.type !== 'message.status' && kind !== 'self' && kind !== 'system';
}
