/**
 * Calls that wait for a person. Two kinds of work, kept apart: calls picked by risk, and calls drawn by lot, from which alone
 * rates and rankings are computed. Which calls are put here is decided elsewhere.
 */
import { z } from 'zod';
import type { AtomicStep } from './atomic-steps.ts';
import type { StateDatabase } from './database.ts';
import { type NewReviewItem, type ReviewItem, toItemRow, toReviewItem } from './review-items.ts';
import { orderKey, type ReviewOrder, reviewOrders } from './review-order.ts';
import { unindexed } from './unindexed.ts';

export interface ReviewFilter {
  kind?: ReviewItem['kind'] | undefined;
  state?: ReviewItem['state'] | undefined;
  /** Only calls of these operators (the reader's scope); absent: all. */
  operators?: readonly string[] | undefined;
  /** An account, or null for what is assigned to nobody. */
  assignee?: string | null | undefined;
  /** Only calls that are here for this reason. */
  reason?: string | undefined;
}

/** What a list shows of an item. */
type QueuedItem = Pick<ReviewItem, 'id' | 'callId' | 'reasons' | 'risk' | 'assignee' | 'createdAt'>;

export interface ReviewPage {
  items: QueuedItem[];
  nextCursor: string | null;
  total: number;
}

const rowsAtOnce = 500;

/** Where the next page begins; `at` is the moment of the first page, so that priorities stand still while one turns pages. */
const cursorSchema = z.object({
  order: z.enum(reviewOrders),
  at: z.number(),
  key: z.union([z.number(), z.string()]),
  id: z.string(),
});

/** The step that ends what a call waits for, in the batch of what ended it; what is closed already keeps who closed it. */
export const closeItemsStep = (database: StateDatabase, callId: string, actor: string, at: string): AtomicStep => ({
  query: database
    .updateTable('review_items')
    .set({ state: 'done', closed_at: at, closed_by: actor })
    .where('call_id', '=', callId)
    .where('state', '=', 'open'),
});

export type ReviewQueue = ReturnType<typeof reviewQueue>;

/** The queue over an open state database. */
export function reviewQueue(database: StateDatabase, clock: () => Date = () => new Date()) {
  const filtered = (filter: ReviewFilter) => {
    let query = database.selectFrom('review_items').where('state', '=', filter.state ?? 'open');
    if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
    if (filter.operators !== undefined) query = query.where('operator_id', 'in', filter.operators);
    if (filter.assignee === null) query = query.where('assignee', 'is', null);
    else if (filter.assignee !== undefined) query = query.where('assignee', '=', filter.assignee);
    if (filter.reason !== undefined) query = query.where('reasons', 'like', `%${JSON.stringify(filter.reason)}%`);
    return query;
  };

  return {
    /** Puts calls into the queue; a call that is there already in the same kind stays as it is. Returns how many are new. */
    async add(items: readonly NewReviewItem[]): Promise<number> {
      const now = clock();
      let added = 0;
      for (let from = 0; from < items.length; from += rowsAtOnce) {
        const result = await database
          .insertInto('review_items')
          .values(items.slice(from, from + rowsAtOnce).map((item) => toItemRow(item, now)))
          .onConflict((conflict) => conflict.columns(['kind', 'call_id']).doNothing())
          .executeTakeFirst();
        added += Number(result.numInsertedOrUpdatedRows ?? 0);
      }
      return added;
    },

    /** `cursor` is what the page before gave; one of another order begins anew, as a broken one does. */
    async page(
      filter: ReviewFilter,
      limit: number,
      cursor?: string,
      order: ReviewOrder = 'priority',
    ): Promise<ReviewPage> {
      const read = cursor === undefined ? null : readCursor(cursor);
      const after = read?.order === order ? read : null;
      const at = after?.at ?? clock().getTime();
      const { key, way } = orderKey(order, at);
      const counted = await filtered(filter)
        .select((e) => e.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      // The order is found over narrow rows; the whole ones are then read for the page alone.
      const ranked = database
        .selectFrom(
          filtered(filter)
            .select(['id', key.as('key')])
            .as('ranked'),
        )
        .selectAll();
      const rest = after
        ? ranked.where((e) =>
            e.or([
              e('key', way === 'desc' ? '<' : '>', after.key),
              e.and([e('key', '=', after.key), e('id', '>', after.id)]),
            ]),
          )
        : ranked;
      const rows = await database
        .selectFrom(
          rest
            .orderBy('key', way)
            .orderBy('id')
            .limit(limit + 1)
            .as('place'),
        )
        .innerJoin('review_items', 'review_items.id', 'place.id')
        .select(['place.id', 'place.key', 'call_id', 'reasons', 'risk', 'assignee', 'created_at'])
        .orderBy('place.key', way)
        .orderBy('place.id')
        .execute();
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        items: shown.map((row) => ({
          id: row.id,
          callId: row.call_id,
          reasons: JSON.parse(row.reasons),
          risk: Number(row.risk),
          assignee: row.assignee,
          createdAt: row.created_at,
        })),
        nextCursor: rows.length > limit && last ? writeCursor({ order, at, key: last.key, id: last.id }) : null,
        total: Number(counted.total),
      };
    },

    /** The calls that come first, and whose they are. */
    async first(
      filter: ReviewFilter,
      limit: number,
      order: ReviewOrder = 'priority',
    ): Promise<Pick<ReviewItem, 'callId' | 'assignee'>[]> {
      const { key, way } = orderKey(order, clock().getTime());
      const rows = await filtered(filter)
        .select(['call_id', 'assignee'])
        .orderBy(key, way)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ callId: row.call_id, assignee: row.assignee }));
    },

    /** What a call waits for. */
    async ofCall(callId: string): Promise<ReviewItem[]> {
      const rows = await database.selectFrom('review_items').selectAll().where('call_id', '=', callId).execute();
      return rows.map(toReviewItem);
    },

    /** Gives open items to a reviewer (null: to nobody again). Returns how many were given. */
    async assign(ids: readonly string[], assignee: string | null): Promise<number> {
      const result = await database
        .updateTable('review_items')
        .set({ assignee })
        .where('id', 'in', ids)
        .where(unindexed('state'), '=', 'open')
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },
  };
}

const writeCursor = (place: z.infer<typeof cursorSchema>) => Buffer.from(JSON.stringify(place)).toString('base64url');

/** A broken cursor begins anew. */
function readCursor(text: string): z.infer<typeof cursorSchema> | null {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}
