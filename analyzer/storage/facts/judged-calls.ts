/** What the queue must know of judged calls: score, outcomes and findings, without their words. */
import { z } from 'zod';
import type { FactsReader } from './client.ts';
import { factsQuery, runFactsQuery } from './query.ts';
import { keysOf, these, theseCalls } from './these-calls.ts';

const judgedCalls = factsQuery({
  name: 'judged_calls',
  sql: `SELECT toString(call_id) AS id, version, round(score, 2) AS shown_score, fatal, failed, not_sure, found_rules, found_certain
        FROM calls FINAL WHERE ${theseCalls}`,
  params: z.object({ these }),
  row: z
    .object({
      id: z.string(),
      version: z.number(),
      shown_score: z.number().nullable(),
      fatal: z.array(z.string()),
      failed: z.array(z.string()),
      not_sure: z.array(z.string()),
      found_rules: z.array(z.string()),
      found_certain: z.array(z.boolean()),
    })
    .transform((row) => ({
      id: row.id,
      run: row.version,
      score: row.shown_score,
      fatal: row.fatal,
      failed: row.failed,
      notSure: row.not_sure,
      rules: row.found_rules,
      certain: row.found_certain,
    })),
  limit: 1_000,
});
export type JudgedCallRow = z.output<typeof judgedCalls.row>;

/** The current judgements of at most 1,000 calls; calls that are not judged are missing. */
export async function readJudgedCalls(
  reader: FactsReader,
  calls: readonly { id: string; day: string }[],
): Promise<JudgedCallRow[]> {
  if (calls.length === 0) return [];
  return runFactsQuery(reader, judgedCalls, { these: keysOf(calls) });
}
