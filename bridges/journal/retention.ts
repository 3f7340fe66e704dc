import type { Database } from './database.ts';
import { query } from './database.ts';
import { forgetTurns } from './turns/forget.ts';

/**
 * Forgets settled deliveries that were taken in before a time, and their events, and what bots did. To be called inside a transaction.
 * @returns how many deliveries
 */
export function forgetBefore(db: Database, before: number): number {
  const old = query
    .selectFrom('events')
    .select('id')
    .where('received_at', '<', before)
    // The newest id stays, so that no id is ever given out twice.
    .where(
      'id',
      '<',
      query.selectFrom('events').select((e) => e.fn.max('id').as('id')),
    );
  const count = db.run(
    query
      .deleteFrom('deliveries')
      .where('state', 'in', ['done', 'skipped'])
      .where('event_id', 'in', old)
      .where(
        'id',
        '<',
        query.selectFrom('deliveries').select((e) => e.fn.max('id').as('id')),
      ),
  );
  db.run(
    query
      .deleteFrom('events')
      .where('id', 'in', old)
      .where('id', 'not in', query.selectFrom('deliveries').select('event_id')),
  );
  forgetTurns(db, before);
  return count;
}
