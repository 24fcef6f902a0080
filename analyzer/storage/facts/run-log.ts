/** The log of runs: each run of a call as the dashboards count it, kept when the call's own row is replaced. */
import type { callRow } from './call-rows.ts';

/** Columns of `calls` that a run keeps, in the table's names. */
const runColumns = [
  ...(['day', 'call_id', 'version', 'analysis_id', 'started_at', 'source', 'direction', 'operator_id'] as const),
  ...(['engine_version', 'lexicon_version', 'scorecard_version', 'score', 'quality', 'compliance', 'fatal'] as const),
  ...(['findings', 'unsure', 'found_rules', 'found_entries', 'passed', 'failed', 'not_sure'] as const),
] satisfies (keyof ReturnType<typeof callRow>)[];

export const runColumnsSql = runColumns.join(', ');

/** The row of the log; the server adds when it was written. */
export const runRow = (call: ReturnType<typeof callRow>): object =>
  Object.fromEntries(runColumns.map((column) => [column, call[column]]));
