import type { ParleyEvent } from '../../src/model/index.ts';
import { messageIdOf } from '../../src/model/index.ts';
import type { Delivery, Intake, Place } from './contract.ts';
import { toBody } from './event-body.ts';
import type { Links } from './links.ts';
import type { Places } from './places.ts';
import type { prepareStatements } from './statements.ts';

/** What happened and where it goes, as it stands in the tables. What writes is to be called inside a transaction. */
export class Events {
  readonly #places: Places;
  readonly #links: Links;
  readonly #statements: ReturnType<typeof prepareStatements>;

  constructor(places: Places, links: Links, statements: ReturnType<typeof prepareStatements>) {
    this.#places = places;
    this.#links = links;
    this.#statements = statements;
  }

  /** @returns the event's number, undefined for a copy's own doing; an event that is known already is not new */
  store(from: Place, event: ParleyEvent, receivedAt: number): { id: number; isNew: boolean } | undefined {
    const placeId = this.#places.idOf(from);
    const messageId = messageIdOf(event);
    if (isAboutTheMessageItself(event) && this.#links.isCopy(placeId, messageId)) return undefined;
    const { id, changes } = this.#statements.insertEvent.run({
      place_id: placeId,
      key: event.key,
      type: event.type,
      message_id: messageId,
      body: toBody(event),
      received_at: receivedAt,
    });
    if (changes > 0) return { id, isNew: true };
    const known = this.#statements.eventByKey.get({ place_id: placeId, key: event.key });
    return known && { id: known.id, isNew: false };
  }

  /** @returns the number of the delivery */
  deliver(eventId: number, route: string, to: Place): number {
    const to_place_id = this.#places.idOf(to);
    return this.#statements.insertDelivery.run({ event_id: eventId, route, to_place_id }).id;
  }

  /**
   * Stores an event with its deliveries.
   * @returns the deliveries; undefined when the event is known already, or a copy's own doing
   */
  add(from: Place, { event, to }: Intake, receivedAt: number): Delivery[] | undefined {
    const stored = this.store(from, event, receivedAt);
    if (!stored?.isNew) return undefined;
    return to.map(({ route, place }) => {
      const id = this.deliver(stored.id, route, place);
      return { id, eventId: stored.id, route, from, to: place, event, receivedAt, attempts: 0 };
    });
  }

  /** Where a message of the past has not gone yet, and is to. A copy goes nowhere. */
  missing(account: string, { event, to }: Intake): Intake['to'] {
    const from = { account, conversation: event.conversation };
    const placeId = this.#places.known(from);
    if (placeId !== undefined && this.#links.isCopy(placeId, messageIdOf(event))) return [];
    return to.filter(({ place }) => !this.#isDelivered(from, event, place));
  }

  /** Links outlive events, so either may tell. */
  #isDelivered(from: Place, event: ParleyEvent, to: Place): boolean {
    const [fromId, toId] = [this.#places.known(from), this.#places.known(to)];
    if (fromId === undefined || toId === undefined) return false;
    if (this.#links.leads(fromId, messageIdOf(event), toId)) return true;
    const known = this.#statements.eventByKey.get({ place_id: fromId, key: event.key });
    return (
      known !== undefined &&
      this.#statements.deliveryOf.get({ event_id: known.id, to_place_id: toId }) !== undefined
    );
  }
}

/** People react to copies too, and that is mirrored; a copy's own creation, edits and deletion are not. */
function isAboutTheMessageItself(event: ParleyEvent): boolean {
  return (
    event.type === 'message.created' || event.type === 'message.edited' || event.type === 'message.deleted'
  );
}
