/** Decisions on findings: where each stands now, and every decision ever made. */
import type { Migration } from 'kysely';

export const reviews: Migration = {
  async up(db) {
    await db.schema
      .createTable('finding_reviews')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('call_id', 'text', (c) => c.notNull())
      .addColumn('day', 'text', (c) => c.notNull())
      .addColumn('operator_id', 'text')
      .addColumn('origin', 'text', (c) => c.notNull())
      .addColumn('rule', 'text', (c) => c.notNull())
      .addColumn('entry', 'text', (c) => c.notNull())
      .addColumn('anchor', 'text', (c) => c.notNull())
      .addColumn('verdict', 'text', (c) => c.notNull())
      .addColumn('range', 'text')
      .addColumn('reason', 'text')
      .addColumn('text', 'text', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('actor', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('lexicon_version', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('finding_reviews_by_call').on('finding_reviews').column('call_id').execute();
    await db.schema
      .createIndex('finding_reviews_by_entry')
      .on('finding_reviews')
      .columns(['entry', 'verdict'])
      .execute();
    await db.schema
      .createTable('review_events')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('finding_id', 'text', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('call_id', 'text', (c) => c.notNull())
      .addColumn('decision', 'text', (c) => c.notNull())
      .addColumn('actor', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('lexicon_version', 'text', (c) => c.notNull())
      .addUniqueConstraint('one_event_a_version', ['finding_id', 'version'])
      .execute();
    await db.schema.createIndex('review_events_by_call').on('review_events').columns(['call_id', 'at']).execute();
  },
};
