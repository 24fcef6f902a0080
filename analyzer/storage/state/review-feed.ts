/** How the queue of risk follows the ledger: calls that were judged since it last looked, and what they come to. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { StateDatabase } from './database.ts';
import { prepared } from './prepared.ts';
import { type NewReviewItem, toItemRow } from './review-items.ts';
import { settings } from './settings.ts';
import { unindexed } from './unindexed.ts';

/** A judged call of the ledger; `changedAt` is when it was judged last. */
export interface ChangedCall {
  id: string;
  day: string;
  operatorId: string | null;
  receivedAt: string;
  /** The run that the ledger names: the facts may still be those of the one before. */
  run: number;
  changedAt: string;
}

/** Up to where the queue has looked. */
const placeSchema = z.object({ at: z.string(), id: z.string() });
export type FeedPlace = z.infer<typeof placeSchema>;

/** So many calls are looked at at once. */
export const callsAtOnce = 500;

const placeName = 'desk.queue_place';

export type ReviewFeed = ReturnType<typeof reviewFeed>;

/** The feed over an open state database. */
export function reviewFeed(database: StateDatabase, clock: () => Date = () => new Date()) {
  const kept = settings(database, clock);
  // A pair is compared as one: the index leads to the place, every judged call before it is passed over.
  const changed = prepared(database, ['at', 'id'], ({ at, id }) =>
    database
      .selectFrom('calls')
      .select(['id', 'day', 'operator_id', 'received_at', 'run', 'updated_at'])
      .where('state', '=', 'done')
      .where(sql<boolean>`(updated_at, id) > (${at}, ${id})`)
      .orderBy('updated_at')
      .orderBy('id')
      .limit(callsAtOnce),
  );
  return {
    place: async (): Promise<FeedPlace> => (await kept.read(placeName, placeSchema)) ?? { at: '', id: '' },
    keepPlace: (place: FeedPlace): Promise<void> => kept.write(placeName, placeSchema, place),

    /** Judged calls that changed after `place`, in the order of their change, `callsAtOnce` at most. */
    async changedAfter(place: FeedPlace): Promise<ChangedCall[]> {
      const rows = await changed(place);
      return rows.map((row) => ({
        id: row.id,
        day: row.day,
        operatorId: row.operator_id,
        receivedAt: row.received_at,
        run: Number(row.run),
        changedAt: row.updated_at,
      }));
    },

    /**
     * Makes the queue agree with what calls come to now: new items are added, open ones get the new reasons, and what no
     * longer calls for a person leaves (unless somebody has it). Returns the ids of the calls that are new in the queue.
     */
    async settle(items: readonly NewReviewItem[], harmless: readonly string[]): Promise<string[]> {
      const now = clock();
      const ids = items.map(({ callId }) => callId);
      const known = await database
        .selectFrom('review_items')
        .select('call_id')
        .where('kind', '=', 'risk')
        .where('call_id', 'in', ids)
        .execute();
      const there = new Set(known.map((row) => row.call_id));
      if (items.length > 0) {
        await database
          .insertInto('review_items')
          .values(items.map((item) => toItemRow(item, now)))
          .onConflict((conflict) =>
            conflict
              .columns(['kind', 'call_id'])
              .doUpdateSet((e) => ({ risk: e.ref('excluded.risk'), reasons: e.ref('excluded.reasons') }))
              .where('review_items.state', '=', 'open'),
          )
          .execute();
      }
      await database
        .deleteFrom('review_items')
        .where('kind', '=', 'risk')
        .where(unindexed('state'), '=', 'open')
        .where('assignee', 'is', null)
        .where('call_id', 'in', harmless)
        .execute();
      return ids.filter((id) => !there.has(id));
    },
  };
}
