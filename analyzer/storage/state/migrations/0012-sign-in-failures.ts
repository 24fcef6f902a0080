/** Failed sign-ins by login, device and address: what the back-off is counted from. */
import type { Migration } from 'kysely';

export const signInFailures: Migration = {
  async up(db) {
    await db.schema
      .createTable('sign_in_failures')
      .addColumn('subject', 'text', (c) => c.primaryKey())
      .addColumn('failures', 'integer', (c) => c.notNull())
      .addColumn('last_at', 'text', (c) => c.notNull())
      .addColumn('blocked_until', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('sign_in_failures_by_age').on('sign_in_failures').column('last_at').execute();
  },
};
