/** Retention: settings that people change, deletions on their way, holds, and what of a call is gone already. */
import type { Migration } from 'kysely';

export const retention: Migration = {
  async up(db) {
    await db.schema
      .createTable('settings')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('value', 'text', (c) => c.notNull())
      .addColumn('updated_at', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('deletions')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('ground', 'text', (c) => c.notNull())
      .addColumn('subject', 'text')
      .addColumn('requested_by', 'text', (c) => c.notNull())
      .addColumn('requested_login', 'text', (c) => c.notNull())
      .addColumn('requested_at', 'text', (c) => c.notNull())
      .addColumn('approved_by', 'text')
      .addColumn('approved_login', 'text')
      .addColumn('started_at', 'text')
      .addColumn('finished_at', 'text')
      .addColumn('calls', 'integer', (c) => c.notNull())
      .addColumn('act', 'text')
      .execute();
    await db.schema.createIndex('deletions_by_time').on('deletions').columns(['requested_at', 'id']).execute();
    await db.schema
      .createTable('deletion_items')
      .addColumn('deletion_id', 'text', (c) => c.notNull().references('deletions.id'))
      .addColumn('call_id', 'text', (c) => c.notNull())
      .addColumn('level', 'text', (c) => c.notNull())
      .addColumn('day', 'text', (c) => c.notNull())
      .addColumn('recording', 'text')
      .addColumn('new_id', 'text', (c) => c.notNull())
      .addColumn('object', 'text')
      .addColumn('done', 'integer', (c) => c.notNull().defaultTo(0))
      .addPrimaryKeyConstraint('deletion_items_once', ['deletion_id', 'call_id'])
      .execute();
    await db.schema
      .createTable('legal_holds')
      .addColumn('call_id', 'text', (c) => c.primaryKey())
      .addColumn('reason', 'text', (c) => c.notNull())
      .addColumn('set_by', 'text', (c) => c.notNull())
      .addColumn('set_login', 'text', (c) => c.notNull())
      .addColumn('set_at', 'text', (c) => c.notNull())
      .execute();
    await db.schema.alterTable('calls').addColumn('recording_deleted_at', 'text').execute();
    await db.schema.alterTable('calls').addColumn('words_deleted_at', 'text').execute();
    await db.schema.createIndex('calls_by_day').on('calls').columns(['day', 'id']).execute();
  },
};
