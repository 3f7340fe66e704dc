import { sql } from 'kysely';
import type { DeliveryState, LinkKind } from './contract.ts';
import type { Database } from './database.ts';
import { query } from './database.ts';

/** A waiting delivery with its event, as it stands in the tables. */
export interface WaitingRow {
  id: number;
  event_id: number;
  route: string;
  attempts: number;
  draft: string | null;
  from_place_id: number;
  body: string;
  received_at: number;
}

export interface LinkRow {
  from_place_id: number;
  message_id: string;
  to_place_id: number;
  copy_id: string;
  part: number;
  kind: LinkKind;
}

const LINK_COLUMNS = ['from_place_id', 'message_id', 'to_place_id', 'copy_id', 'part', 'kind'] as const;

interface NewEvent {
  place_id: number;
  key: string;
  type: string;
  message_id: string;
  body: string;
  received_at: number;
}

interface NewDelivery {
  event_id: number;
  route: string;
  to_place_id: number;
}

interface Settling {
  id: number;
  state: DeliveryState;
  attempts: number;
  reason: string | null;
  settled_at: number | null;
  draft: string | null;
}

type NewLink = LinkRow & { delivery_id: number };

/** The statements of the hot path, compiled once. */
export function prepareStatements(db: Database) {
  const links = () => query.selectFrom('links').select(LINK_COLUMNS).$narrowType<{ kind: LinkKind }>();
  return {
    insertEvent: db.prepare<unknown, NewEvent>((value) =>
      query
        .insertInto('events')
        .values({
          place_id: value('place_id'),
          key: value('key'),
          type: value('type'),
          message_id: value('message_id'),
          body: value('body'),
          received_at: value('received_at'),
        })
        .onConflict((c) => c.doNothing()),
    ),
    eventByKey: db.prepare<{ id: number }, { place_id: number; key: string }>((value) =>
      query
        .selectFrom('events')
        .select('id')
        .where('place_id', '=', value('place_id'))
        .where('key', '=', value('key')),
    ),
    deliveryOf: db.prepare<{ id: number }, { event_id: number; to_place_id: number }>((value) =>
      query
        .selectFrom('deliveries')
        .select('id')
        .where('event_id', '=', value('event_id'))
        .where('to_place_id', '=', value('to_place_id')),
    ),
    insertDelivery: db.prepare<unknown, NewDelivery>((value) =>
      query.insertInto('deliveries').values({
        event_id: value('event_id'),
        route: value('route'),
        to_place_id: value('to_place_id'),
        state: 'waiting',
        attempts: 0,
      }),
    ),
    settle: db.prepare<unknown, Settling>((value) =>
      query
        .updateTable('deliveries')
        .set({
          state: value('state'),
          attempts: value('attempts'),
          reason: value('reason'),
          settled_at: value('settled_at'),
          draft: value('draft'),
        })
        .where('id', '=', value('id')),
    ),
    insertLink: db.prepare<unknown, NewLink>((value) =>
      query.insertInto('links').values({
        delivery_id: value('delivery_id'),
        from_place_id: value('from_place_id'),
        message_id: value('message_id'),
        to_place_id: value('to_place_id'),
        copy_id: value('copy_id'),
        part: value('part'),
        kind: value('kind'),
      }),
    ),
    deleteLink: db.prepare<unknown, { to_place_id: number; copy_id: string }>((value) =>
      query
        .deleteFrom('links')
        .where('copy_id', '=', value('copy_id'))
        .where('to_place_id', '=', value('to_place_id')),
    ),
    setCursor: db.prepare<unknown, { account: string; value: string }>((value) =>
      query
        .insertInto('cursors')
        .values({ account: value('account'), value: value('value') })
        .onConflict((c) => c.column('account').doUpdateSet((set) => ({ value: set.ref('excluded.value') }))),
    ),
    waiting: db.prepare<WaitingRow, { to_place_id: number; after: number; limit: number }>((value) =>
      query
        .selectFrom('deliveries')
        .innerJoin('events', 'events.id', 'deliveries.event_id')
        .select([
          'deliveries.id',
          'deliveries.event_id',
          'deliveries.route',
          'deliveries.attempts',
          'deliveries.draft',
          'events.place_id as from_place_id',
          'events.body',
          'events.received_at',
        ])
        .where('deliveries.state', '=', sql.lit('waiting'))
        .where('deliveries.to_place_id', '=', value('to_place_id'))
        .where('deliveries.id', '>', value('after'))
        .orderBy('deliveries.id')
        .limit(value('limit')),
    ),
    linksOfMessage: db.prepare<LinkRow, { message_id: string; from_place_id: number }>((value) =>
      links()
        .where('message_id', '=', value('message_id'))
        .where('from_place_id', '=', value('from_place_id'))
        .orderBy('part'),
    ),
    linksOfCopy: db.prepare<LinkRow, { copy_id: string; to_place_id: number }>((value) =>
      links().where('copy_id', '=', value('copy_id')).where('to_place_id', '=', value('to_place_id')),
    ),
  };
}
