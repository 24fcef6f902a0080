/** What calls come to as people left them, beside the machine's judgement: written whole, replaced by later steps. */
import { z } from 'zod';
import type { FactsClient } from './client.ts';
import { factsQuery, runFactsQuery } from './query.ts';

/** How a finding of the machine stands: it does not count, it counts, it waits for a person. */
export const findingStates = { dismissed: 0, counts: 1, waits: 2 } as const;

export interface CallOutcome {
  day: string;
  callId: string;
  /** The run that people decided about. */
  analysisId: string;
  /** Steps that people had taken; a row of more steps replaces one of fewer. */
  steps: number;
  /** Findings and criteria that somebody has decided about. */
  decisions: number;
  /** A review of the whole call was finished. */
  reviewed: boolean;
  score: number | null;
  quality: number | null;
  compliance: number | null;
  fatal: readonly string[];
  findings: number;
  unsure: number;
  /** One a finding of the machine, in their order: `findingStates`. */
  found: readonly number[];
  /** Rules of the findings that people added. */
  addedRules: readonly string[];
  passed: readonly string[];
  failed: readonly string[];
  notSure: readonly string[];
}

const staleRows = factsQuery({
  name: 'stale_outcomes',
  sql: `SELECT toString(o.day) AS utc_day, toString(o.call_id) AS id FROM (
      SELECT day, call_id, analysis_id FROM call_outcomes FINAL) AS o
    INNER JOIN (SELECT day, call_id, analysis_id FROM calls FINAL
      WHERE (day, call_id) IN (SELECT day, call_id FROM call_outcomes)) AS c ON c.day = o.day AND c.call_id = o.call_id
    WHERE c.analysis_id != o.analysis_id LIMIT {most:UInt32}`,
  params: z.object({ most: z.number() }),
  row: z.object({ utc_day: z.string(), id: z.string() }).transform(({ utc_day: day, id }) => ({ id, day })),
  limit: 10_000,
});

/** The outcomes over an open client. */
export function callOutcomes(client: FactsClient) {
  return {
    async write(outcomes: readonly CallOutcome[]): Promise<void> {
      if (outcomes.length === 0) return;
      const values = outcomes.map(({ callId, analysisId, steps, addedRules, notSure, ...same }) => ({
        ...same,
        call_id: callId,
        analysis_id: analysisId,
        version: steps,
        added_rules: addedRules,
        not_sure: notSure,
      }));
      await client.insert({ table: 'call_outcomes', values, format: 'JSONEachRow' });
    },

    /** Calls that were judged anew since: what people decided has to be put together with the new findings. */
    stale: (most: number): Promise<{ id: string; day: string }[]> => runFactsQuery(client, staleRows, { most }),
  };
}
