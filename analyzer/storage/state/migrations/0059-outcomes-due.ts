/** Calls whose outcome after decisions waits to be put together; those decided about before are all there. */
import { type Migration, sql } from 'kysely';

export const outcomesDue: Migration = {
  async up(db) {
    await db.schema
      .createTable('outcomes_due')
      .addColumn('call_id', 'text', (c) => c.primaryKey())
      .addColumn('day', 'text', (c) => c.notNull())
      .addColumn('token', 'text', (c) => c.notNull())
      .execute();
    await sql`INSERT INTO outcomes_due (call_id, day, token)
      SELECT call_id, MIN(day), 'before' FROM (
        SELECT call_id, day FROM finding_reviews
        UNION SELECT call_id, day FROM criterion_verdicts
        UNION SELECT call_id, day FROM call_events WHERE kind = 'submitted') AS decided
      GROUP BY call_id`.execute(db);
  },
};
