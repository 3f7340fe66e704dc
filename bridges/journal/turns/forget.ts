import type { Database } from '../database.ts';
import { query } from '../database.ts';

/** So long it stays known what was used: the longest month, and the one before it. */
const USAGE_DAYS = 62;

/**
 * Forgets turns that began before a time and are over, with their steps and notes, notes that were ignored, and what
 * was said that no note holds. What was used stays for this month and the last. To be called inside a transaction.
 */
export function forgetTurns(db: Database, before: number): void {
  const turns = query
    .selectFrom('turns')
    .select('id')
    .where('state', '!=', 'open')
    .where('started_at', '<', before);
  db.run(query.deleteFrom('steps').where('turn_id', 'in', turns));
  db.run(query.deleteFrom('heard').where('turn_id', 'in', turns));
  db.run(query.deleteFrom('turns').where('id', 'in', turns));
  db.run(query.deleteFrom('heard').where('state', '=', 'ignored').where('received_at', '<', before));

  const said = query
    .selectFrom('said')
    .select('id')
    .where('received_at', '<', before)
    .where('id', 'not in', query.selectFrom('heard').select('said_id'));
  db.run(query.deleteFrom('said_index').where('rowid', 'in', said));
  db.run(query.deleteFrom('said').where('id', 'in', said));

  const longAgo = Math.min(before, Date.now() - USAGE_DAYS * 86_400_000);
  db.run(query.deleteFrom('usage').where('at', '<', longAgo));
  db.run(query.deleteFrom('usage_people').where('at', '<', longAgo));
  db.run(query.deleteFrom('told').where('at', '<', longAgo));
}
