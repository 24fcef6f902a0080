/** People, their sessions and the ledger of calls. Published: never changed. */
import type { Migration } from 'kysely';

export const accountsAndCalls: Migration = {
  async up(db) {
    await db.schema
      .createTable('users')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('login', 'text', (c) => c.notNull().unique())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('operator_id', 'text')
      .addColumn('password_hash', 'text', (c) => c.notNull())
      .addColumn('disabled', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('created_at', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('sessions')
      .addColumn('token_hash', 'text', (c) => c.primaryKey())
      .addColumn('user_id', 'text', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('last_seen_at', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('calls')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('external_id', 'text', (c) => c.notNull())
      .addColumn('source', 'text', (c) => c.notNull())
      .addColumn('day', 'text', (c) => c.notNull())
      .addColumn('operator_id', 'text')
      .addColumn('operator_name', 'text')
      .addColumn('direction', 'text')
      .addColumn('started_at', 'text')
      .addColumn('received_at', 'text', (c) => c.notNull())
      .addColumn('duration', 'real')
      .addColumn('metadata', 'text', (c) => c.notNull())
      .addColumn('recording', 'text')
      .addColumn('recording_sha256', 'text')
      .addColumn('transcript', 'text')
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('stage', 'text')
      .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('run', 'integer', (c) => c.notNull().defaultTo(1))
      .addColumn('error_code', 'text')
      .addColumn('error_message', 'text')
      .addColumn('updated_at', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('calls_by_receipt').on('calls').columns(['received_at', 'id']).execute();
    await db.schema.createIndex('calls_by_state').on('calls').columns(['state', 'received_at']).execute();
    await db.schema.createIndex('calls_by_operator').on('calls').columns(['operator_id', 'received_at']).execute();
  },
};
