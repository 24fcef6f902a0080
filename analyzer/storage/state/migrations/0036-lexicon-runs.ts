/** Dry runs, re-scores and suggestions as jobs that outlive processes; who worked on a draft; what a version judges as. */
import type { Migration } from 'kysely';

export const lexiconRuns: Migration = {
  async up(db) {
    await db.schema
      .createTable('lexicon_runs')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('draft_id', 'text')
      .addColumn('version_number', 'integer')
      .addColumn('sha256', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('done', 'integer', (c) => c.notNull())
      .addColumn('total', 'integer', (c) => c.notNull())
      .addColumn('attempt', 'integer', (c) => c.notNull())
      .addColumn('result', 'text')
      .addColumn('checkpoint', 'text')
      .addColumn('error', 'text')
      .addColumn('actor', 'text', (c) => c.notNull())
      .addColumn('asked_at', 'text', (c) => c.notNull())
      .addColumn('ended_at', 'text')
      .execute();
    await db.schema.createIndex('lexicon_runs_by_state').on('lexicon_runs').columns(['state', 'asked_at']).execute();
    await db.schema
      .alterTable('lexicon_drafts')
      .addColumn('editors', 'text', (c) => c.notNull().defaultTo('[]'))
      .execute();
    await db.schema
      .alterTable('lexicon_versions')
      .addColumn('lexicon_version', 'text', (c) => c.notNull().defaultTo(''))
      .execute();
    await db.schema
      .alterTable('lexicon_versions')
      .addColumn('scorecard_version', 'text', (c) => c.notNull().defaultTo(''))
      .execute();
  },
};
