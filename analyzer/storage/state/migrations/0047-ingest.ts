/** What was taken from sources that are watched, what was refused and why; how each source fared when it was last looked at. */
import type { Migration } from 'kysely';

export const ingest: Migration = {
  async up(db) {
    await db.schema
      .createTable('ingest_files')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('source', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('reason', 'text')
      .addColumn('at', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('ingest_files_by_state').on('ingest_files').columns(['state', 'at', 'id']).execute();
    await db.schema
      .createTable('ingest_sources')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('looked_at', 'text', (c) => c.notNull())
      .addColumn('waiting', 'integer', (c) => c.notNull())
      .addColumn('cdr_calls', 'integer')
      .addColumn('problem', 'text')
      .execute();
  },
};
