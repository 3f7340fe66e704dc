import type { DeliveryQuery, DeliveryReport, DeliveryState } from './contract.ts';
import type { Database } from './database.ts';
import { query } from './database.ts';
import type { Places } from './places.ts';
import { excerpt } from '../../src/text/index.ts';
import type { ParleyEvent } from '../../src/model/index.ts';

const EXCERPT_LENGTH = 80;

/** Deliveries for people to read, newest first. */
export function listDeliveries(db: Database, places: Places, filter: DeliveryQuery): DeliveryReport[] {
  let rows = query
    .selectFrom('deliveries')
    .innerJoin('events', 'events.id', 'deliveries.event_id')
    .innerJoin('places as from', 'from.id', 'events.place_id')
    .innerJoin('places as to', 'to.id', 'deliveries.to_place_id')
    .select([
      'deliveries.id',
      'deliveries.state',
      'deliveries.route',
      'deliveries.attempts',
      'deliveries.reason',
      'deliveries.settled_at',
      'deliveries.to_place_id',
      'events.place_id',
      'events.body',
      'events.message_id',
      'events.received_at',
    ])
    .orderBy('deliveries.id', 'desc')
    .limit(filter.limit ?? 100);
  const { state, account, conversation, messageId } = filter;
  if (state !== undefined) rows = rows.where('deliveries.state', '=', state);
  if (account !== undefined)
    rows = rows.where((e) => e.or([e('from.account', '=', account), e('to.account', '=', account)]));
  if (conversation !== undefined) {
    rows = rows.where((e) =>
      e.or([e('from.conversation', '=', conversation), e('to.conversation', '=', conversation)]),
    );
  }
  if (messageId !== undefined) {
    const ofCopy = query.selectFrom('links').select('delivery_id').where('copy_id', '=', messageId);
    rows = rows.where((e) =>
      e.or([e('events.message_id', '=', messageId), e('deliveries.id', 'in', ofCopy)]),
    );
  }
  return db.all(rows).map((row) => {
    const event = JSON.parse(row.body) as ParleyEvent;
    return {
      id: row.id,
      state: row.state as DeliveryState,
      route: row.route,
      from: places.place(row.place_id),
      to: places.place(row.to_place_id),
      type: event.type,
      messageId: row.message_id,
      copies: copiesOf(db, row.id),
      excerpt: 'message' in event ? excerpt(event.message.text, EXCERPT_LENGTH) : '',
      attempts: row.attempts,
      ...(row.reason === null ? {} : { reason: row.reason }),
      receivedAt: new Date(row.received_at).toISOString(),
      ...(row.settled_at === null ? {} : { settledAt: new Date(row.settled_at).toISOString() }),
    };
  });
}

/** How many deliveries are in each state. */
export function countDeliveries(db: Database): Record<DeliveryState, number> {
  const counts: Record<DeliveryState, number> = { waiting: 0, done: 0, failed: 0, skipped: 0 };
  const rows = db.all(
    query
      .selectFrom('deliveries')
      .select(['state', (e) => e.fn.countAll<number>().as('count')])
      .groupBy('state'),
  );
  for (const row of rows) counts[row.state as DeliveryState] = row.count;
  return counts;
}

function copiesOf(db: Database, deliveryId: number): string[] {
  return db
    .all(query.selectFrom('links').select('copy_id').where('delivery_id', '=', deliveryId).orderBy('part'))
    .map((row) => row.copy_id);
}
