/** Outcomes that people give to criteria, finished reviews, proposals to the trainer; shared filters, edited comments. */
import type { Migration } from 'kysely';

export const verdicts: Migration = {
  async up(db) {
    await db.schema
      .createTable('criterion_verdicts')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('call_id', 'text', (c) => c.notNull())
      .addColumn('day', 'text', (c) => c.notNull())
      .addColumn('criterion', 'text', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('outcome', 'text')
      .addColumn('text', 'text', (c) => c.notNull())
      .addColumn('actor', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addUniqueConstraint('one_criterion_verdict_a_version', ['call_id', 'criterion', 'version'])
      .execute();
    await db.schema
      .createTable('call_events')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('call_id', 'text', (c) => c.notNull())
      .addColumn('day', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('actor', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('call_events_by_call').on('call_events').columns(['call_id', 'at']).execute();
    await db.schema
      .createTable('exception_proposals')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('dispute_id', 'text', (c) => c.notNull().unique())
      .addColumn('call_id', 'text', (c) => c.notNull())
      .addColumn('rule', 'text', (c) => c.notNull())
      .addColumn('entry', 'text', (c) => c.notNull())
      .addColumn('quote', 'text', (c) => c.notNull())
      .addColumn('text', 'text', (c) => c.notNull())
      .addColumn('actor', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('closed_by', 'text')
      .addColumn('closed_at', 'text')
      .execute();
    await db.schema
      .createIndex('exception_proposals_by_state')
      .on('exception_proposals')
      .columns(['state', 'at'])
      .execute();
    await db.schema
      .alterTable('saved_filters')
      .addColumn('shared', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable('comments').addColumn('edited_at', 'text').execute();
    // The queue takes in what was judged since it last looked.
    await db.schema.createIndex('calls_by_change').on('calls').columns(['state', 'updated_at', 'id']).execute();
  },
};
