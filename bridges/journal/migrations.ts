import type { CompiledQuery, Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Tables } from './tables.ts';
import { createTurnTables } from './turns/schema.ts';

type Migration = (db: Kysely<Tables>) => { compile(): CompiledQuery }[];

/**
 * The journal's schema, step by step: number n (from 1) brings a journal from version n − 1 to n. A step that was
 * released is never changed.
 */
export const migrations: readonly Migration[] = [
  ({ schema }) => [
    schema
      .createTable('places')
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('account', 'text', (c) => c.notNull())
      .addColumn('conversation', 'text', (c) => c.notNull())
      .addUniqueConstraint('places_name', ['account', 'conversation']),
    schema
      .createTable('events')
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('place_id', 'integer', (c) => c.notNull().references('places.id'))
      .addColumn('key', 'text', (c) => c.notNull())
      .addColumn('type', 'text', (c) => c.notNull())
      .addColumn('message_id', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('received_at', 'integer', (c) => c.notNull())
      .addUniqueConstraint('events_once', ['place_id', 'key']),
    schema
      .createTable('deliveries')
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('event_id', 'integer', (c) => c.notNull())
      .addColumn('route', 'text', (c) => c.notNull())
      .addColumn('to_place_id', 'integer', (c) => c.notNull().references('places.id'))
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('reason', 'text')
      .addColumn('settled_at', 'integer'),
    schema
      .createIndex('deliveries_waiting')
      .on('deliveries')
      .columns(['to_place_id', 'id'])
      .where(sql.ref('state'), '=', sql.lit('waiting')),
    schema
      .createIndex('deliveries_failed')
      .on('deliveries')
      .columns(['id'])
      .where(sql.ref('state'), '=', sql.lit('failed')),
    schema
      .createTable('links')
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('delivery_id', 'integer', (c) => c.notNull())
      .addColumn('from_place_id', 'integer', (c) => c.notNull())
      .addColumn('message_id', 'text', (c) => c.notNull())
      .addColumn('to_place_id', 'integer', (c) => c.notNull())
      .addColumn('copy_id', 'text', (c) => c.notNull())
      .addColumn('part', 'integer', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull()),
    schema.createIndex('links_message').on('links').columns(['from_place_id', 'message_id']),
    schema.createIndex('links_copy').on('links').columns(['to_place_id', 'copy_id']),
    schema
      .createTable('cursors')
      .addColumn('account', 'text', (c) => c.primaryKey())
      .addColumn('value', 'text', (c) => c.notNull()),
    schema
      .createTable('secrets')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('value', 'text', (c) => c.notNull()),
  ],
  ({ schema }) => [
    schema
      .createTable('reactions')
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('place_id', 'integer', (c) => c.notNull())
      .addColumn('message_id', 'text', (c) => c.notNull())
      .addColumn('emoji', 'text', (c) => c.notNull())
      .addColumn('who', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('in_words', 'integer', (c) => c.notNull())
      .addUniqueConstraint('reactions_once', ['place_id', 'message_id', 'emoji', 'who']),
    schema
      .createTable('memories')
      .addColumn('account', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('value', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('memories_key', ['account', 'name']),
    schema.createIndex('deliveries_event').on('deliveries').columns(['event_id']),
    schema
      .createIndex('events_changes')
      .on('events')
      .columns(['place_id', 'message_id'])
      .where(sql.ref('type'), 'in', [sql.lit('message.edited'), sql.lit('message.deleted')]),
  ],
  ({ schema }) => [schema.alterTable('deliveries').addColumn('draft', 'text')],
  createTurnTables,
];
