/** The current analyses of calls, read whole: two questions, whatever a call is made of. */
import { z } from 'zod';
import type { Segment } from '../../domain/call.ts';
import type { Criterion } from '../../domain/criterion.ts';
import type { Finding } from '../../domain/finding.ts';
import { callRowSchema, criterionRowSchema, findingRowSchema, segmentRowSchema } from './call-rows.ts';
import type { FactsReader } from './client.ts';
import { factsQuery, runFactsQuery } from './query.ts';
import { keysOf, these, theseCalls } from './these-calls.ts';

/** The current analysis of a call as the store gives it back. */
export type StoredAnalysis = z.output<typeof callRowSchema> & {
  segments: Segment[];
  findings: Finding[];
  criteria: Criterion[];
};

/** Calls that are read by one pair of questions. */
const callsAtOnce = 50;

/** The columns that a row's schema reads, and no others: the tables hold more than a page shows. */
const columnsOf = (row: { in: { shape: object } }): string => Object.keys(row.in.shape).join(', ');

const callsParams = z.object({ these });

const currentRuns = factsQuery({
  name: 'current_runs',
  sql: `SELECT call_id, ${columnsOf(callRowSchema)} FROM calls FINAL WHERE ${theseCalls}`,
  params: callsParams,
  row: z
    .looseObject({ call_id: z.string() })
    .transform((row) => ({ callId: row.call_id, head: callRowSchema.parse(row) })),
  limit: callsAtOnce,
});

/**
 * Rows of different tables in one answer: each as its own JSON. A question costs both sides about as much as the rows of a call,
 * and three of them at once are not cheaper than one after another.
 */
const partOf = (part: string, table: string, place: string, row: { in: { shape: object } }, runs: string) =>
  `SELECT '${part}' AS part, call_id, toUInt32(${place}) AS n, formatRowNoNewline('JSONEachRow', ${columnsOf(row)}) AS fields
   FROM ${table} FINAL WHERE ${theseCalls} AND analysis_id IN {${runs}:Array(UUID)}`;

const placed = { call_id: z.string(), n: z.number() };
const fieldsOf = <T extends z.ZodType>(row: T) => z.string().transform((text) => row.parse(JSON.parse(text)));
const partsOfRuns = factsQuery({
  name: 'parts_of_runs',
  sql: [
    partOf('segment', 'segments', 'seq', segmentRowSchema, 'transcripts'),
    partOf('finding', 'findings', 'n', findingRowSchema, 'analyses'),
    partOf('criterion', 'criteria', 'n', criterionRowSchema, 'analyses'),
  ].join('\nUNION ALL\n'),
  params: callsParams.extend({ analyses: z.array(z.string()), transcripts: z.array(z.string()) }),
  row: z.discriminatedUnion('part', [
    z.object({ part: z.literal('segment'), ...placed, fields: fieldsOf(segmentRowSchema) }),
    z.object({ part: z.literal('finding'), ...placed, fields: fieldsOf(findingRowSchema) }),
    z.object({ part: z.literal('criterion'), ...placed, fields: fieldsOf(criterionRowSchema) }),
  ]),
  limit: 1_000_000,
});

/** The current analyses of calls of the given days, by id; calls that are not scored are missing in the answer. */
export async function readWholeCalls(
  reader: FactsReader,
  calls: readonly { id: string; day: string }[],
): Promise<Map<string, StoredAnalysis>> {
  const whole = new Map<string, StoredAnalysis>();
  for (let first = 0; first < calls.length; first += callsAtOnce) {
    const asked = keysOf(calls.slice(first, first + callsAtOnce));
    const heads = await runFactsQuery(reader, currentRuns, { these: asked });
    if (heads.length === 0) continue;
    for (const { callId, head } of heads) whole.set(callId, { ...head, segments: [], findings: [], criteria: [] });
    const parts = await runFactsQuery(reader, partsOfRuns, {
      these: asked.filter(({ callId }) => whole.has(callId)),
      analyses: heads.map(({ head }) => head.analysisId),
      transcripts: heads.map(({ head }) => head.transcriptId),
    });
    // The tables are answered in no order.
    for (const row of parts.sort((a, b) => a.n - b.n)) {
      const call = whole.get(row.call_id);
      if (row.part === 'segment') call?.segments.push(row.fields);
      else if (row.part === 'finding') call?.findings.push(row.fields);
      else call?.criteria.push(row.fields);
    }
  }
  return whole;
}
