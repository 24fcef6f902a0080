/** Reports of trends by e-mail: what is sent to whom and when, and how each sending went. */
import type { Migration } from 'kysely';

export const reports: Migration = {
  async up(db) {
    await db.schema
      .createTable('report_schedules')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('owner', 'text', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('recipients', 'text', (c) => c.notNull())
      .addColumn('every', 'text', (c) => c.notNull())
      .addColumn('on_day', 'integer', (c) => c.notNull())
      .addColumn('at_hour', 'integer', (c) => c.notNull())
      .addColumn('format', 'text', (c) => c.notNull())
      .addColumn('query', 'text', (c) => c.notNull())
      .addColumn('enabled', 'integer', (c) => c.notNull())
      .addColumn('next_at', 'text', (c) => c.notNull())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('report_schedules_due')
      .on('report_schedules')
      .columns(['enabled', 'next_at'])
      .execute();
    await db.schema
      .createTable('report_deliveries')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('schedule_id', 'text', (c) => c.notNull().references('report_schedules.id').onDelete('cascade'))
      .addColumn('due_at', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('next_at', 'text', (c) => c.notNull())
      .addColumn('sent_at', 'text')
      .addColumn('error', 'text')
      .addUniqueConstraint('one_report_delivery_a_time', ['schedule_id', 'due_at'])
      .execute();
    await db.schema
      .createIndex('report_deliveries_due')
      .on('report_deliveries')
      .columns(['state', 'next_at'])
      .execute();
  },
};
