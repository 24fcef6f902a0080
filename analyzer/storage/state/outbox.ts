/**
 * The outbox: facts of people's work, written with the decision itself and taken to the facts store afterwards. A row is
 * deleted when the store has acknowledged it; until then it outlives every crash.
 */
import { type OutboxFact, type OutboxTopic, outboxTopics } from '../facts/people-rows.ts';
import type { AtomicStep } from './atomic-steps.ts';
import type { StateDatabase } from './database.ts';

/** A row that waits. */
export interface OutboxRow {
  seq: number;
  id: string;
  topic: OutboxTopic;
  key: string;
  payload: unknown;
  attempts: number;
}

export interface OutboxDepth {
  waiting: number;
  /** Rows that the store refused again and again; they lie aside. */
  failed: number;
  /** When the oldest waiting row was written; null when none waits. */
  oldest: string | null;
}

/** After so many refusals a row is laid aside and those behind it go on. */
export const outboxAttempts = 8;
/** First pause after a refusal, doubled each time. */
const firstPauseMs = 1_000;
const longestPauseMs = firstPauseMs * 2 ** outboxAttempts;

/**
 * The step that writes a fact into the outbox in the batch of what it tells of. `event_id` makes it one however often it is
 * written or delivered; rows of one `key` are delivered in the order of their batches (pass the key as `inOrderOf`).
 */
export function outboxStep<T extends OutboxTopic>(
  database: StateDatabase,
  topic: T,
  key: string,
  fact: OutboxFact<T>,
): AtomicStep {
  const valid = outboxTopics[topic].parse(fact) as OutboxFact<T>;
  return {
    query: database
      .insertInto('outbox')
      .values({
        id: valid.event_id,
        topic,
        key,
        payload: JSON.stringify(valid),
        created_at: valid.at,
        next_try_at: null,
        failed_at: null,
        error: null,
      })
      .onConflict((conflict) => conflict.columns(['topic', 'id']).doNothing()),
  };
}

export type Outbox = ReturnType<typeof outbox>;

/** The outbox over an open state database. */
export function outbox(database: StateDatabase, clock: () => Date = () => new Date()) {
  return {
    /**
     * The oldest rows that may be delivered now. A row behind one of its own key that waits for another attempt is left
     * out; rows of other keys are not held up.
     */
    async due(limit: number): Promise<OutboxRow[]> {
      const now = clock().toISOString();
      const latest = new Date(clock().getTime() + longestPauseMs).toISOString();
      const rows = await database
        .selectFrom('outbox as row')
        .select(['seq', 'id', 'topic', 'key', 'payload', 'attempts'])
        .where('failed_at', 'is', null)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('outbox as earlier')
                .select('earlier.seq')
                .whereRef('earlier.key', '=', 'row.key')
                .whereRef('earlier.seq', '<=', 'row.seq')
                .where('earlier.failed_at', 'is', null)
                .where('earlier.next_try_at', '>', now)
                // Later than any pause: written before the clock went back.
                .where('earlier.next_try_at', '<=', latest),
            ),
          ),
        )
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ ...row, topic: row.topic as OutboxTopic, payload: JSON.parse(row.payload) }));
    },

    /** The store has them. */
    async delivered(rows: readonly OutboxRow[]): Promise<void> {
      const seqs = rows.map(({ seq }) => seq);
      await database.deleteFrom('outbox').where('seq', 'in', seqs).execute();
    },

    /** The store refuses this row: it is tried again later, and after the last attempt laid aside. True when laid aside. */
    async refused(row: OutboxRow, error: string): Promise<boolean> {
      const now = clock().getTime();
      const attempts = row.attempts + 1;
      const over = attempts >= outboxAttempts;
      await database
        .updateTable('outbox')
        .set({
          attempts,
          error: error.slice(0, 500),
          next_try_at: new Date(now + firstPauseMs * 2 ** (attempts - 1)).toISOString(),
          failed_at: over ? new Date(now).toISOString() : null,
        })
        .where('seq', '=', row.seq)
        .execute();
      return over;
    },

    /** Takes rows that were laid aside up again, once their cause is removed. Returns how many. */
    async retryFailed(): Promise<number> {
      const result = await database
        .updateTable('outbox')
        .set({ failed_at: null, attempts: 0, next_try_at: null })
        .where('failed_at', 'is not', null)
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },

    async depth(): Promise<OutboxDepth> {
      const row = await database
        .selectFrom('outbox')
        .select((e) => [
          e.fn.countAll<number>().as('all'),
          e.fn.count<number>('failed_at').as('failed'),
          e.fn.min('created_at').filterWhere('failed_at', 'is', null).as('oldest'),
        ])
        .executeTakeFirstOrThrow();
      return { waiting: Number(row.all) - Number(row.failed), failed: Number(row.failed), oldest: row.oldest ?? null };
    },
  };
}
