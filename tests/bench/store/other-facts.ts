/** What stands beside the calls of the bench: decisions of people, the audit sample, topics. Made inside the server, once. */
import { rowsOf, type StoreBench } from './bench.ts';

const outcome = 'score, quality, compliance, fatal, findings, unsure, passed, failed, not_sure';
/** By the table that it fills. */
export const otherFacts: Record<string, string> = {
  // One call in twenty was decided about: questions were taken off, what was certain stays.
  call_outcomes: `INSERT INTO call_outcomes (day, call_id, analysis_id, version, decisions, reviewed, found, ${outcome})
    SELECT day, call_id, analysis_id, 1, 1, true, arrayMap(sure -> if(sure, 1, 0), found_certain), ${outcome}
    FROM calls FINAL WHERE cityHash64(call_id) % 20 = 0`,
  // Three calls of each operator and week.
  sampled_calls: `INSERT INTO sampled_calls (day, call_id, event_id, sample_id, operator_id, period_from, period_to, population, drawn, at)
    SELECT day, call_id, call_id, call_id, operator_id, toMonday(day), addDays(toMonday(day), 6),
      toUInt32(count() OVER week), 3, now64(3, 'UTC')
    FROM calls FINAL WINDOW week AS (PARTITION BY operator_id, toMonday(day))
    QUALIFY row_number() OVER (PARTITION BY operator_id, toMonday(day) ORDER BY cityHash64(call_id)) <= 3`,
  call_topics: `INSERT INTO call_topics (day, call_id, analysis_id, topics, lists)
    SELECT day, call_id, transcript_id, [['debt', 'meters', 'repair', 'tariff'][1 + cityHash64(call_id) % 4]], 'bench'
    FROM calls FINAL WHERE cityHash64(call_id) % 10 > 0`,
};

/** Writes what is not there yet. */
export async function makeOtherFacts(bench: StoreBench): Promise<void> {
  for (const [table, query] of Object.entries(otherFacts)) {
    const [known] = await rowsOf<{ n: number }>(bench, `SELECT count() AS n FROM ${table}`);
    if (known?.n !== 0) continue;
    const clickhouse_settings = { max_execution_time: 0, max_partitions_per_insert_block: '0' } as const;
    await bench.history.client.command({ query, clickhouse_settings });
    await bench.history.client.command({ query: `OPTIMIZE TABLE ${table} FINAL`, clickhouse_settings });
  }
}
