import { sql } from 'kysely';
import type { ParleyEvent } from '../../src/model/index.ts';
import { messageIdOf } from '../../src/model/index.ts';
import type { Delivery, Link, Place } from './contract.ts';
import type { Database } from './database.ts';
import { query } from './database.ts';
import { parseEvent } from './event-body.ts';
import type { Places } from './places.ts';
import type { LinkRow, prepareStatements } from './statements.ts';

/** More copies than any look-back into a conversation can meet. */
const RECENT_COPIES = 3000;

/** Which message became which, as it stands in the tables. What writes is to be called inside a transaction. */
export class Links {
  readonly #db: Database;
  readonly #places: Places;
  readonly #statements: ReturnType<typeof prepareStatements>;

  constructor(db: Database, places: Places, statements: ReturnType<typeof prepareStatements>) {
    this.#db = db;
    this.#places = places;
    this.#statements = statements;
  }

  add(delivery: Delivery, link: Link): void {
    this.#statements.insertLink.run({
      delivery_id: delivery.id,
      from_place_id: this.#places.idOf(link.from),
      message_id: link.messageId,
      to_place_id: this.#places.idOf(link.to),
      copy_id: link.copyId,
      part: link.part,
      kind: link.kind,
    });
  }

  remove(place: Place, copyId: string): void {
    this.#statements.deleteLink.run({ to_place_id: this.#places.idOf(place), copy_id: copyId });
  }

  copies(from: Place, messageId: string, to: Place): Link[] {
    const [fromId, toId] = [this.#places.known(from), this.#places.known(to)];
    if (fromId === undefined || toId === undefined) return [];
    return this.#statements.linksOfMessage
      .all({ message_id: messageId, from_place_id: fromId })
      .filter((row) => row.to_place_id === toId && row.kind === 'created' && row.copy_id !== '')
      .map((row) => this.#link(row));
  }

  madeBy(delivery: Delivery): Link[] {
    return this.#db
      .all(
        query
          .selectFrom('links')
          .selectAll()
          .where('from_place_id', '=', this.#places.known(delivery.from) ?? 0)
          .where('message_id', '=', messageIdOf(delivery.event))
          .where('delivery_id', '=', delivery.id)
          .orderBy('part'),
      )
      .map((row) => this.#link({ ...row, kind: row.kind === 'notice' ? 'notice' : 'created' }));
  }

  originOf(place: Place, messageId: string): Link | undefined {
    const toId = this.#places.known(place);
    const row =
      toId === undefined
        ? undefined
        : this.#statements.linksOfCopy.get({ copy_id: messageId, to_place_id: toId });
    return row && this.#link(row);
  }

  recentCopies(place: Place): ReadonlySet<string> {
    const toId = this.#places.known(place);
    if (toId === undefined) return new Set();
    const newest = query.selectFrom('links').select('copy_id').where('to_place_id', '=', toId);
    return new Set(this.#db.all(newest.orderBy('id', 'desc').limit(RECENT_COPIES)).map((row) => row.copy_id));
  }

  eventOf(place: Place, messageId: string, before = Number.MAX_SAFE_INTEGER): ParleyEvent | undefined {
    const placeId = this.#places.known(place);
    if (placeId === undefined) return undefined;
    const [delivered] = this.#db.all(
      query
        .selectFrom('links')
        .innerJoin('deliveries', 'deliveries.id', 'links.delivery_id')
        .innerJoin('events', 'events.id', 'deliveries.event_id')
        .select('events.body')
        .where('links.from_place_id', '=', placeId)
        .where('links.message_id', '=', messageId)
        .where('events.type', 'in', ['message.created', 'message.edited'])
        .where('events.id', '<', before)
        .orderBy('events.id', 'desc')
        .limit(1),
    );
    if (!delivered) return undefined;
    // An edit of a copy leaves no link of its own.
    const [edited] = this.#db.all(
      this.#changes(placeId, messageId)
        .where('events.type', '=', 'message.edited')
        .where('events.id', '<', before)
        .orderBy('events.id', 'desc')
        .limit(1),
    );
    return parseEvent((edited ?? delivered).body);
  }

  takenIn({ from, messageId, copyId }: Link): number | undefined {
    const [row] = this.#db.all(
      query
        .selectFrom('links')
        .innerJoin('deliveries', 'deliveries.id', 'links.delivery_id')
        .innerJoin('events', 'events.id', 'deliveries.event_id')
        .select('events.received_at')
        .where('links.from_place_id', '=', this.#places.known(from) ?? 0)
        .where('links.message_id', '=', messageId)
        .where('links.copy_id', '=', copyId)
        .limit(1),
    );
    return row?.received_at;
  }

  laterChanges({ from, to, event, eventId }: Delivery): ParleyEvent[] {
    const [fromId, toId] = [this.#places.known(from), this.#places.known(to)];
    if (fromId === undefined || toId === undefined) return [];
    const rows = this.#db.all(
      this.#changes(fromId, messageIdOf(event))
        .where('events.id', '>', eventId)
        .where((e) =>
          e.exists(
            e
              .selectFrom('deliveries')
              .select('deliveries.id')
              .whereRef('deliveries.event_id', '=', 'events.id')
              .where('deliveries.to_place_id', '=', toId)
              .where('deliveries.state', '!=', 'waiting'),
          ),
        )
        .orderBy('events.id'),
    );
    return rows.map((row) => parseEvent(row.body));
  }

  /** The words of the condition are those of the index, or it would not be used. */
  #changes(placeId: number, messageId: string) {
    return query
      .selectFrom('events')
      .select('events.body')
      .where('events.place_id', '=', placeId)
      .where('events.message_id', '=', messageId)
      .where('events.type', 'in', [sql.lit('message.edited'), sql.lit('message.deleted')]);
  }

  /** Whether a message was delivered to a place, as whatever. */
  leads(fromId: number, messageId: string, toId: number): boolean {
    return this.#statements.linksOfMessage
      .all({ message_id: messageId, from_place_id: fromId })
      .some((link) => link.to_place_id === toId);
  }

  isCopy(placeId: number, messageId: string): boolean {
    return this.#statements.linksOfCopy.get({ copy_id: messageId, to_place_id: placeId }) !== undefined;
  }

  #link(row: LinkRow): Link {
    return {
      from: this.#places.place(row.from_place_id),
      messageId: row.message_id,
      to: this.#places.place(row.to_place_id),
      copyId: row.copy_id,
      part: row.part,
      kind: row.kind,
    };
  }
}
