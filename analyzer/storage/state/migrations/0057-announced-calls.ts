/** What telephony services told of calls and their recordings, until the recordings were fetched, and two days more. */
import type { Migration } from 'kysely';

export const announcedCalls: Migration = {
  async up(db) {
    await db.schema
      .createTable('announced_calls')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('service', 'text', (c) => c.notNull())
      .addColumn('entry', 'text', (c) => c.notNull())
      .addColumn('recording', 'text')
      .addColumn('metadata', 'text')
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('next_try_at', 'text')
      .addColumn('error', 'text')
      .addColumn('at', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('announced_calls_due').on('announced_calls').columns(['next_try_at', 'id']).execute();
  },
};
