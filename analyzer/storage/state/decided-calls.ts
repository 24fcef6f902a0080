/** Calls of an operator that people have decided about: their numbers differ from what the machine's alone say. */
import type { StateDatabase } from './database.ts';

export type DecidedCalls = ReturnType<typeof decidedCalls>;

/** Reads them over an open state database. */
export function decidedCalls(database: StateDatabase) {
  return {
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
