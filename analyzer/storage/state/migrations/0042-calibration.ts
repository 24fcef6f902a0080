/** Calibration: several people and the machine judge the same calls without seeing each other, and what they agree on is kept. */
import type { Migration } from 'kysely';

export const calibration: Migration = {
  async up(db) {
    await db.schema
      .createTable('calibration_sessions')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('owner', 'text', (c) => c.notNull())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('opened_at', 'text')
      .addColumn('ended_at', 'text')
      .execute();
    await db.schema
      .createTable('calibration_members')
      .addColumn('session_id', 'text', (c) => c.notNull().references('calibration_sessions.id'))
      .addColumn('account', 'text', (c) => c.notNull())
      .addColumn('done_at', 'text')
      .addPrimaryKeyConstraint('one_member_a_session', ['session_id', 'account'])
      .execute();
    await db.schema
      .createTable('calibration_calls')
      .addColumn('session_id', 'text', (c) => c.notNull().references('calibration_sessions.id'))
      .addColumn('call_id', 'text', (c) => c.notNull())
      .addColumn('day', 'text', (c) => c.notNull())
      .addColumn('place', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('one_call_a_session', ['session_id', 'call_id'])
      .execute();
    // What quotes the call stands in columns called `body`: deleting the words of a call empties them.
    await db.schema
      .createTable('calibration_answers')
      .addColumn('session_id', 'text', (c) => c.notNull().references('calibration_sessions.id'))
      .addColumn('call_id', 'text', (c) => c.notNull())
      .addColumn('rater', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('actor', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('one_answer_a_rater', ['session_id', 'call_id', 'rater'])
      .execute();
    await db.schema
      .createTable('gold_calls')
      .addColumn('call_id', 'text', (c) => c.primaryKey())
      .addColumn('session_id', 'text', (c) => c.notNull().references('calibration_sessions.id'))
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('actor', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .execute();
  },
};
