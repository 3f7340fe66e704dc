import type { CompiledQuery, Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Tables } from '../tables.ts';

/**
 * The tables of bots as they came into the journal; see `migrations`. Ids of turns and notes are never given out twice:
 * ids of messages are made of them, and links outlive turns.
 */
export function createTurnTables(db: Kysely<Tables>): { compile(): CompiledQuery }[] {
  const { schema } = db;
  return [
    schema
      .createTable('said')
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('place_id', 'integer', (c) => c.notNull())
      .addColumn('message_id', 'text', (c) => c.notNull())
      .addColumn('author_id', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('received_at', 'integer', (c) => c.notNull())
      .addColumn('deleted', 'integer', (c) => c.notNull())
      .addUniqueConstraint('said_once', ['place_id', 'message_id']),
    {
      // The words of a message stand in `said` only; contentless_delete lets its row be removed without them.
      compile: () =>
        sql`create virtual table said_index using fts5(text, content = '', contentless_delete = 1,
          tokenize = 'unicode61 remove_diacritics 2')`.compile(db),
    },
    schema
      .createTable('heard')
      .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
      .addColumn('bot', 'text', (c) => c.notNull())
      .addColumn('place_id', 'integer', (c) => c.notNull())
      .addColumn('said_id', 'integer', (c) => c.notNull())
      .addColumn('received_at', 'integer', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('why', 'text')
      .addColumn('turn_id', 'integer')
      .addUniqueConstraint('heard_once', ['said_id', 'bot']),
    schema
      .createIndex('heard_waiting')
      .on('heard')
      .columns(['bot', 'place_id', 'id'])
      .where(sql.ref('state'), '=', sql.lit('waiting')),
    schema.createIndex('heard_turn').on('heard').columns(['turn_id']),
    schema
      .createTable('turns')
      .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
      .addColumn('bot', 'text', (c) => c.notNull())
      .addColumn('place_id', 'integer', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('reason', 'text')
      .addColumn('said', 'integer', (c) => c.notNull())
      .addColumn('began', 'integer', (c) => c.notNull())
      .addColumn('started_at', 'integer', (c) => c.notNull())
      .addColumn('ended_at', 'integer'),
    schema
      .createIndex('turns_open')
      .on('turns')
      .columns(['bot', 'id'])
      .where(sql.ref('state'), '=', sql.lit('open')),
    schema.createIndex('turns_ended').on('turns').columns(['bot', 'place_id', 'ended_at']),
    schema
      .createTable('steps')
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('turn_id', 'integer', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('begun', 'text'),
    schema.createIndex('steps_turn').on('steps').columns(['turn_id', 'id']),
    schema
      .createTable('usage')
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('turn_id', 'integer', (c) => c.notNull())
      .addColumn('bot', 'text', (c) => c.notNull())
      .addColumn('place_id', 'integer', (c) => c.notNull())
      .addColumn('at', 'integer', (c) => c.notNull())
      .addColumn('input', 'integer', (c) => c.notNull())
      .addColumn('output', 'integer', (c) => c.notNull())
      .addColumn('cached', 'integer', (c) => c.notNull())
      .addColumn('money', 'real', (c) => c.notNull()),
    schema.createIndex('usage_bot').on('usage').columns(['bot', 'at']),
    schema.createIndex('usage_place').on('usage').columns(['bot', 'place_id', 'at']),
    schema.createIndex('usage_turn').on('usage').columns(['turn_id']),
    schema
      .createTable('usage_people')
      .addColumn('usage_id', 'integer', (c) => c.notNull())
      .addColumn('account', 'text', (c) => c.notNull())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('at', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('usage_people_key', ['usage_id', 'person']),
    schema.createIndex('usage_person').on('usage_people').columns(['person', 'at']),
    schema
      .createTable('desks')
      .addColumn('bot', 'text', (c) => c.notNull())
      .addColumn('place_id', 'integer', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('wakes_at', 'integer')
      .addPrimaryKeyConstraint('desks_key', ['bot', 'place_id']),
    schema
      .createTable('told')
      .addColumn('bot', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('at', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('told_key', ['bot', 'name']),
  ];
}
