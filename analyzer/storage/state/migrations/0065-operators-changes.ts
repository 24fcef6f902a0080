/** An operator's judged calls by their last change: whether there is anything new is read from the index alone. */
import type { Migration } from 'kysely';

export const operatorsChanges: Migration = {
  async up(db) {
    await db.schema
      .createIndex('calls_by_operator_and_change')
      .on('calls')
      .columns(['operator_id', 'state', 'updated_at'])
      .execute();
  },
};
