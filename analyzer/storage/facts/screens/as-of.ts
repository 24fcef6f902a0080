/** Dashboards as they were: scores counted over the runs that stood at a moment of the past. */
import { z } from 'zod';
import { inScope, scopedQuery } from '../query.ts';
import { inFilter, stepOf, stepParams } from './period.ts';
import { scoreColumns, scoreShape } from './trends.ts';

/** What `scoresByStep` answered at `as_of` (ISO 8601): of each call the newest run that had been written by then. */
export const scoresByStepAsOf = scopedQuery({
  name: 'scores_by_step_as_of',
  sql: `SELECT ${stepOf} AS step, ${scoreColumns} FROM (
      SELECT * FROM runs FINAL
      WHERE day >= {from:Date} - 1 AND day <= {to:Date} + 1 AND written_at <= parseDateTime64BestEffort({as_of:String}, 3, 'UTC')
      ORDER BY day, call_id, version DESC LIMIT 1 BY day, call_id)
    WHERE ${inScope} AND ${inFilter} GROUP BY step ORDER BY step`,
  params: stepParams.extend({ as_of: z.iso.datetime() }),
  row: z.object({ step: z.string(), ...scoreShape }),
  limit: 10_000,
});
