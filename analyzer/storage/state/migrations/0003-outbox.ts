/** Rows on their way to the facts store, and leases: what only one process may do at a time. */
import { type Migration, PostgresAdapter, sql } from 'kysely';

export const outbox: Migration = {
  async up(db) {
    const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
    await db.schema
      .createTable('outbox')
      // A number is never given twice: the order of the numbers is the order of the rows of a key.
      .addColumn('seq', postgres ? sql`bigserial` : 'integer', (c) => (postgres ? c : c.autoIncrement()).primaryKey())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('topic', 'text', (c) => c.notNull())
      .addColumn('key', 'text', (c) => c.notNull())
      .addColumn('payload', 'text', (c) => c.notNull())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('next_try_at', 'text')
      .addColumn('failed_at', 'text')
      .addColumn('error', 'text')
      .addUniqueConstraint('outbox_once', ['topic', 'id'])
      .execute();
    await db.schema.createIndex('outbox_by_key').on('outbox').columns(['key', 'seq']).execute();
    await db.schema
      .createTable('leases')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('holder', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'text', (c) => c.notNull())
      .execute();
  },
};
