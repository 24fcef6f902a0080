/** What webhooks tell of is found by its time. */
import type { Migration } from 'kysely';

export const webhookFeeds: Migration = {
  async up(db) {
    await db.schema.createIndex('review_events_by_time').on('review_events').column('at').execute();
    await db.schema.createIndex('disputes_by_opening').on('disputes').column('opened_at').execute();
  },
};
