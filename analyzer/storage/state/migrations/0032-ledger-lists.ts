/** The list of calls of an operator in a state, newest first: read in its order, counted without the rows. */
import type { Migration } from 'kysely';

export const ledgerLists: Migration = {
  async up(db) {
    await db.schema
      .createIndex('calls_by_operator_and_state')
      .on('calls')
      .columns(['operator_id', 'state', 'received_at', 'id'])
      .execute();
  },
};
