/** In which orders the queue can be read, and what each goes by. */
import { type RawBuilder, sql } from 'kysely';

/**
 * `priority`: risk × hours of waiting; `gravest`: risk alone; `waiting`: in the queue for longest; `newest`, `oldest`: by when the
 * call came in; `longest`, `shortest`: by its length.
 */
export const reviewOrders = ['priority', 'gravest', 'waiting', 'newest', 'oldest', 'longest', 'shortest'] as const;
export type ReviewOrder = (typeof reviewOrders)[number];

/** The call of an item, as the ledger has it. */
const received = sql<string>`(SELECT received_at FROM calls WHERE calls.id = review_items.call_id)`;
/** Seconds; calls of unknown length count as the shortest. */
const duration = sql<number>`coalesce((SELECT duration FROM calls WHERE calls.id = review_items.call_id), -1)`;

/** Severity × certainty × hours of waiting, at least one hour; `at` in milliseconds. */
const priorityAt = (at: number) =>
  sql<number>`risk * (case when ${at} - created_ms < 3600000 then 1.0 else (${at} - created_ms) / 3600000.0 end)`;

/** What an order compares, and which end comes first. `at`: the moment of the first page, milliseconds. */
export function orderKey(order: ReviewOrder, at: number): { key: RawBuilder<number | string>; way: 'asc' | 'desc' } {
  switch (order) {
    case 'priority':
      return { key: priorityAt(at), way: 'desc' };
    case 'gravest':
      return { key: sql<number>`risk`, way: 'desc' };
    case 'waiting':
      return { key: sql<number>`created_ms`, way: 'asc' };
    case 'newest':
      return { key: received, way: 'desc' };
    case 'oldest':
      return { key: received, way: 'asc' };
    case 'longest':
      return { key: duration, way: 'desc' };
    case 'shortest':
      return { key: duration, way: 'asc' };
  }
}
