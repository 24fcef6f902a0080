/** Which rules and entries stopped to count, and which were let count again, by whom and why. */
import type { Migration } from 'kysely';

export const trust: Migration = {
  async up(db) {
    await db.schema
      .createTable('trust_events')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('entry', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('mark', 'text', (c) => c.notNull())
      .addColumn('figures', 'text')
      .addColumn('reason', 'text', (c) => c.notNull())
      .addColumn('version_number', 'integer', (c) => c.notNull())
      .addColumn('actor', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('trust_events_by_entry').on('trust_events').columns(['entry', 'at']).execute();
  },
};
