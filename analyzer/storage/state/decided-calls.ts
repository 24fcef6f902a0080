/** Calls that people have decided about: their numbers differ from what the machine's alone say. */
import { sql } from 'kysely';
import type { StateDatabase } from './database.ts';
import { preparedForMany } from './prepared.ts';

export type DecidedCalls = ReturnType<typeof decidedCalls>;

/** Reads them over an open state database. */
export function decidedCalls(database: StateDatabase) {
  const stepsOf = preparedForMany(database, (calls) =>
    database
      .selectFrom('finding_reviews')
      .select(['call_id', sql<string>`'findings'`.as('about'), (e) => e.fn.sum<number>('version').as('steps')])
      .where('call_id', 'in', calls)
      .groupBy('call_id')
      .unionAll(
        database
          .selectFrom('criterion_verdicts')
          .select(['call_id', sql<string>`'criteria'`.as('about'), (e) => e.fn.countAll<number>().as('steps')])
          .where('call_id', 'in', calls)
          .groupBy('call_id'),
      )
      .unionAll(
        database
          .selectFrom('call_events')
          .select(['call_id', sql<string>`'review'`.as('about'), (e) => e.fn.countAll<number>().as('steps')])
          .where('call_id', 'in', calls)
          .where('kind', '=', 'submitted')
          .groupBy('call_id'),
      ),
  );

  return {
    /** Of the given calls those with a decision, each with how many steps people have taken: as many as its outcome has. */
    async stepsOf(ids: readonly string[]): Promise<Map<string, number>> {
      const rows = await stepsOf(ids);
      // A review that is finished without a decision changes no figure.
      const decided = new Set(rows.flatMap(({ about, call_id }) => (about === 'review' ? [] : [call_id])));
      const steps = new Map<string, number>();
      for (const row of rows)
        if (decided.has(row.call_id)) steps.set(row.call_id, (steps.get(row.call_id) ?? 0) + Number(row.steps));
      return steps;
    },

    /** Judged calls with a decision on a finding or a criterion; UTC days, both included; newest first, at most `limit`. */
    async ofOperator(
      operatorId: string,
      period: { from: string; to: string },
      limit: number,
    ): Promise<{ id: string; day: string }[]> {
      return database
        .selectFrom('calls')
        .select(['id', 'day'])
        .where('operator_id', '=', operatorId)
        .where('state', '=', 'done')
        .where('day', '>=', period.from)
        .where('day', '<=', period.to)
        .where((e) =>
          e.or([
            e.exists(e.selectFrom('finding_reviews').select('id').whereRef('finding_reviews.call_id', '=', 'calls.id')),
            e.exists(
              e.selectFrom('criterion_verdicts').select('id').whereRef('criterion_verdicts.call_id', '=', 'calls.id'),
            ),
          ]),
        )
        .orderBy('day', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
    },
  };
}
