/** The review desk: which calls wait for a person, who works on which, and the filters people keep. */
import type { Migration } from 'kysely';

export const reviewDesk: Migration = {
  async up(db) {
    await db.schema
      .createTable('audit_samples')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('seed', 'text', (c) => c.notNull())
      .addColumn('operator_id', 'text', (c) => c.notNull())
      .addColumn('period_from', 'text', (c) => c.notNull())
      .addColumn('period_to', 'text', (c) => c.notNull())
      .addColumn('population', 'integer', (c) => c.notNull())
      .addColumn('population_sha256', 'text', (c) => c.notNull())
      .addColumn('size', 'integer', (c) => c.notNull())
      .addColumn('drawn_by', 'text', (c) => c.notNull())
      .addColumn('drawn_at', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('review_items')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('call_id', 'text', (c) => c.notNull())
      .addColumn('day', 'text', (c) => c.notNull())
      .addColumn('operator_id', 'text')
      .addColumn('reasons', 'text', (c) => c.notNull())
      .addColumn('risk', 'double precision', (c) => c.notNull())
      .addColumn('sample_id', 'text', (c) => c.references('audit_samples.id'))
      .addColumn('assignee', 'text')
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('created_ms', 'bigint', (c) => c.notNull())
      .addColumn('closed_at', 'text')
      .addColumn('closed_by', 'text')
      .addUniqueConstraint('one_item_a_call_and_kind', ['kind', 'call_id'])
      .execute();
    await db.schema
      .createIndex('review_items_open')
      .on('review_items')
      .columns(['state', 'kind', 'created_ms'])
      .execute();
    await db.schema.createIndex('review_items_by_call').on('review_items').column('call_id').execute();
    await db.schema
      .createTable('claims')
      .addColumn('call_id', 'text', (c) => c.primaryKey())
      .addColumn('holder', 'text', (c) => c.notNull())
      .addColumn('claimed_at', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('saved_filters')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('owner', 'text', (c) => c.notNull())
      .addColumn('page', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('query', 'text', (c) => c.notNull())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addUniqueConstraint('one_filter_a_name', ['owner', 'page', 'name'])
      .execute();
  },
};
