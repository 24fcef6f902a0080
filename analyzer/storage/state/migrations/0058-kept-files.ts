/** How many files of a source lie in its «done» and «rejected»: copies of recordings that wait there for their last day. */
import type { Migration } from 'kysely';

export const keptFiles: Migration = {
  async up(db) {
    await db.schema.alterTable('ingest_sources').addColumn('kept', 'integer').execute();
  },
};
