/** Writes what another weighing makes of stored runs: findings and outcomes are copied inside the server under the new runs. */
import type { Versions } from '../../domain/scored-call.ts';
import type { WeighedCall } from './call-rows.ts';
import type { FactsClient } from './client.ts';
import { runColumnsSql } from './run-log.ts';
import { these, theseCalls } from './these-calls.ts';

/** A call whose next run is the current one, weighed otherwise. */
export interface ReweighedRun {
  day: string;
  callId: string;
  /** Of the current run, and of the next one with its number. */
  analysisId: string;
  nextAnalysisId: string;
  run: number;
  inConflict: boolean;
  digest: string;
  weighed: WeighedCall;
}

/** How the lines of the scorecard are weighed, in its order; those that are not among them are left out. */
export interface WeighedLines {
  ids: string[];
  titles: string[];
  sections: string[];
  weights: number[];
  /** What they weighed before. */
  weightsBefore: number[];
  fatal: ('always' | 'in_conflict' | 'never')[];
}

const place = `transform(toString(call_id), {ids:Array(String)}, arrayEnumerate({ids:Array(String)}), 0) AS at`;
const ofRuns = `${theseCalls} AND analysis_id IN {analyses:Array(UUID)}`;
const newRun = 'arrayElement({next:Array(UUID)}, at) AS analysis_id, arrayElement({runs:Array(UInt64)}, at) AS version';

const nextFindings = `SELECT * EXCEPT (at) REPLACE (${newRun})
  FROM (SELECT *, ${place} FROM findings FINAL WHERE ${ofRuns})`;

/** Points as \`earnedOf\` rounds them; where the exact part is not known the weight is what it was. */
const nextCriteria = `SELECT * EXCEPT (at, line, was) REPLACE (${newRun}, toUInt16(line - 1) AS n,
    arrayElement({titles:Array(String)}, line) AS title, arrayElement({sections:Array(String)}, line) AS section,
    multiIf(outcome != 'passed', 0,
      share < 0 AND arrayElement({weights:Array(Float64)}, line) = arrayElement({weights_before:Array(Float64)}, line), was,
      floor(arrayElement({weights:Array(Float64)}, line) * if(share < 0, 1, share) * 100 + 0.5) / 100) AS earned,
    arrayElement({weights:Array(Float64)}, line) AS weight,
    (arrayElement({fatal:Array(String)}, line) = 'always'
      OR (arrayElement({fatal:Array(String)}, line) = 'in_conflict' AND arrayElement({conflicts:Array(Bool)}, at))) AS fatal)
  FROM (SELECT *, ${place}, indexOf({lines:Array(String)}, criterion) AS line, toFloat64(earned) AS was
    FROM criteria FINAL WHERE ${ofRuns})
  WHERE line > 0`;

const ordered = (outcome: string) =>
  `arraySort(id -> indexOf({lines:Array(String)}, id), arrayFilter(id -> has({lines:Array(String)}, id), ${outcome}))`;
const outcomesInOrder = ['passed', 'failed', 'not_sure']
  .map((outcome) => `${ordered(outcome)} AS ${outcome}`)
  .join(', ');
/** Values of one parameter may be long, but not longer than the server takes: what has no bound is counted there. */
const nextCalls = `SELECT * EXCEPT (at, compliance_now) REPLACE (${newRun},
    toLowCardinality({engine:String}) AS engine_version, toLowCardinality({lexicon:String}) AS lexicon_version,
    toLowCardinality({scorecard:String}) AS scorecard_version,
    arrayElement({scores:Array(Nullable(Float64))}, at) AS score,
    arrayElement({qualities:Array(Nullable(Float64))}, at) AS quality,
    compliance_now AS compliance,
    if(isNull(compliance_now), [], arrayFilter(id -> has({always_fatal:Array(String)}, id)
      OR (has({fatal_in_conflict:Array(String)}, id) AND arrayElement({conflicts:Array(Bool)}, at)),
      ${ordered('failed')})) AS fatal,
    arrayElement({digests:Array(String)}, at) AS digest,
    ${outcomesInOrder})
  FROM (SELECT *, ${place}, arrayElement({compliances:Array(Nullable(UInt8))}, at) AS compliance_now
    FROM calls FINAL WHERE ${ofRuns})`;

/**
 * Writes the rows; the earlier ones stay, and the call rows go last. Doing it twice leaves one of each.
 * @param calls at most a page of them
 */
export async function reweighRuns(
  client: FactsClient,
  calls: readonly ReweighedRun[],
  lines: WeighedLines,
  versions: Versions,
): Promise<void> {
  if (calls.length === 0) return;
  const chosen = {
    these: these.parse(calls),
    ids: calls.map(({ callId }) => callId),
    analyses: calls.map(({ analysisId }) => analysisId),
    next: calls.map(({ nextAnalysisId }) => nextAnalysisId),
    runs: calls.map(({ run }) => run),
  };
  const insert = async (query: string, query_params: Record<string, unknown>) => {
    await client.command({
      query,
      query_params: { ...chosen, ...query_params },
      clickhouse_settings: { do_not_merge_across_partitions_select_final: 1 },
    });
  };
  const conflicts = calls.map(({ inConflict }) => inConflict);
  const linesThat = (fatal: string) => lines.ids.filter((_, i) => lines.fatal[i] === fatal);
  await insert(`INSERT INTO findings ${nextFindings}`, {});
  await insert(`INSERT INTO criteria ${nextCriteria}`, {
    lines: lines.ids,
    titles: lines.titles,
    sections: lines.sections,
    weights: lines.weights,
    weights_before: lines.weightsBefore,
    fatal: lines.fatal,
    conflicts,
  });
  const heads = {
    ...versions,
    lines: lines.ids,
    scores: calls.map(({ weighed }) => weighed.score),
    qualities: calls.map(({ weighed }) => weighed.quality),
    compliances: calls.map(({ weighed }) => weighed.compliance),
    always_fatal: linesThat('always'),
    fatal_in_conflict: linesThat('in_conflict'),
    conflicts,
    digests: calls.map(({ digest }) => digest),
  };
  await insert(`INSERT INTO runs (${runColumnsSql}) SELECT ${runColumnsSql} FROM (${nextCalls})`, heads);
  await insert(`INSERT INTO calls ${nextCalls}`, heads);
}
