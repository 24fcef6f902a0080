/** Puts the calls of drawings made before on their way to the facts store; later drawings do it themselves. */
import type { Migration } from 'kysely';
import { deterministicUuid } from '#platform';

/** SQLite takes 32,766 bound values in a statement. */
const rowsAtOnce = 500;

export const sampledCalls: Migration = {
  async up(db) {
    const rows = await db
      .selectFrom('review_items')
      .innerJoin('audit_samples', 'audit_samples.id', 'review_items.sample_id')
      .where('review_items.kind', '=', 'audit')
      .select(['call_id', 'day', 'sample_id', 'audit_samples.operator_id', 'period_from', 'period_to'])
      .select(['population', 'size', 'drawn_at'])
      .orderBy('drawn_at')
      .orderBy('call_id')
      .execute();
    const waiting = rows.map((row) => {
      const id = deterministicUuid('sampled', row.call_id);
      const fact = {
        day: row.day,
        call_id: row.call_id,
        event_id: id,
        sample_id: row.sample_id,
        operator_id: row.operator_id,
        period_from: row.period_from,
        period_to: row.period_to,
        at: row.drawn_at,
        population: Number(row.population),
        drawn: Math.min(Number(row.population), Number(row.size)),
      };
      return { id, topic: 'sampled_calls', key: row.call_id, payload: JSON.stringify(fact), created_at: row.drawn_at };
    });
    for (let from = 0; from < waiting.length; from += rowsAtOnce) {
      await db
        .insertInto('outbox')
        .values(waiting.slice(from, from + rowsAtOnce))
        .execute();
    }
  },
};
