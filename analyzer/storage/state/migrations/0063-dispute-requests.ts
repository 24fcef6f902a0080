/** By which request a dispute was decided: sent again after a lost answer, it is the same decision. */
import type { Migration } from 'kysely';

export const disputeRequests: Migration = {
  async up(db) {
    await db.schema.alterTable('disputes').addColumn('resolution_id', 'text').execute();
  },
};
