/** Webhooks out: who is told of what, and every message with what became of it. */
import type { Migration } from 'kysely';

export const webhooks: Migration = {
  async up(db) {
    await db.schema
      .createTable('webhooks')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('url', 'text', (c) => c.notNull())
      .addColumn('secret', 'text', (c) => c.notNull())
      .addColumn('events', 'text', (c) => c.notNull())
      .addColumn('details', 'integer', (c) => c.notNull())
      .addColumn('active', 'integer', (c) => c.notNull())
      .addColumn('created_by', 'text', (c) => c.notNull())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('webhook_messages')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('webhook_id', 'text', (c) => c.notNull())
      .addColumn('event', 'text', (c) => c.notNull())
      .addColumn('call_id', 'text', (c) => c.notNull())
      .addColumn('payload', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('next_try_at', 'text')
      .addColumn('delivered_at', 'text')
      .addColumn('status', 'integer')
      .addColumn('error', 'text')
      .execute();
    await db.schema.createIndex('webhook_messages_due').on('webhook_messages').columns(['next_try_at', 'at']).execute();
    await db.schema
      .createIndex('webhook_messages_by_hook')
      .on('webhook_messages')
      .columns(['webhook_id', 'at'])
      .execute();
  },
};
