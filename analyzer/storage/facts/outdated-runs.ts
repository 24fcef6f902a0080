/** Finds runs that were judged by other versions, and among them those that a change of lexicons can touch. */
import { z } from 'zod';
import type { Versions } from '../../domain/scored-call.ts';
import { factsQuery } from './query.ts';
import { these, theseCalls } from './these-calls.ts';

/** What a change can touch. */
export interface Narrowing {
  /** The versions that the change starts from: runs of others are touched whatever they hold. */
  base: Versions;
  /**
   * What a call must hold to be touched: one word of `any`, or a word of each list of one of `all`; numbers of word forms (see
   * `wordNumber`). Null: no words matter.
   */
  words: { any: number[]; all: number[][][] } | null;
}

const versionParams = z.object({ engine: z.string(), lexicon: z.string(), scorecard: z.string() });
/** Calls whose words are deleted keep the judgement they have. */
const outdated = `(NOT words_erased AND (engine_version, lexicon_version, scorecard_version)
  != ({engine:String}, {lexicon:String}, {scorecard:String}))`;

export const daysOfRuns = factsQuery({
  name: 'days_of_runs',
  sql: `SELECT day, toUInt32(count()) AS calls, toUInt32(countIf(${outdated})) AS outdated
        FROM calls FINAL WHERE day >= {since:Date} GROUP BY day ORDER BY day`,
  params: versionParams.extend({ since: z.iso.date() }),
  row: z.object({ day: z.string(), calls: z.number(), outdated: z.number() }),
  limit: 100_000,
});
export type DayOfRuns = z.infer<typeof daysOfRuns.row>;

const rangeParams = versionParams.extend({
  from: z.string(),
  to: z.string(),
  after: z.string(),
  size: z.number(),
});
const outdatedInRange = `day >= {from:Date} AND day <= {to:Date} AND (day > {from:Date} OR call_id > {after:UUID})
  AND ${outdated}`;
const rowSchema = z
  .object({ day: z.string(), call_id: z.string(), version: z.number(), touched: z.boolean() })
  .transform(({ call_id, version, ...row }) => ({ ...row, callId: call_id, run: version }));
/** A run to be judged again. `touched`: the change may alter what it says. */
export type RunToJudge = z.output<typeof rowSchema>;

/** Keys only: the wide columns are read for one page, not for the rest of the days. */
export const keysOfRuns = factsQuery({
  name: 'keys_of_runs',
  sql: `SELECT day, call_id, version, true AS touched FROM calls FINAL
        WHERE ${outdatedInRange} ORDER BY day, call_id LIMIT {size:UInt32}`,
  params: rangeParams,
  row: rowSchema,
  limit: 100_000,
});

const baseParams = rangeParams.extend({
  base_engine: z.string(),
  base_lexicon: z.string(),
  base_scorecard: z.string(),
});
const ofOtherBase = `(engine_version, lexicon_version, scorecard_version)
            != ({base_engine:String}, {base_lexicon:String}, {base_scorecard:String})`;
export const keysOfRunsBesideBase = factsQuery({
  name: 'keys_of_runs_beside_base',
  sql: `SELECT day, call_id, version, toBool(${ofOtherBase}) AS touched FROM calls FINAL
        WHERE ${outdatedInRange} ORDER BY day, call_id LIMIT {size:UInt32}`,
  params: baseParams,
  row: rowSchema,
  limit: 100_000,
});

const holdsTouchedWords = `hasAny(words, {any:Array(UInt32)})
  OR arrayExists(phrase -> arrayAll(word -> hasAny(words, word), phrase), {all:Array(Array(Array(UInt32)))})`;
export const keysOfTouchedRuns = factsQuery({
  name: 'keys_of_touched_runs',
  sql: `SELECT day, call_id, version,
          toBool(${ofOtherBase}
          OR transcript_id NOT IN (
            SELECT analysis_id FROM call_words
            WHERE call_words.day >= {from:Date} AND call_words.day <= {to:Date} AND NOT (${holdsTouchedWords}))) AS touched
        FROM calls FINAL
        WHERE ${outdatedInRange} AND (touched OR NOT {only_touched:Bool})
        ORDER BY day, call_id LIMIT {size:UInt32}`,
  params: baseParams.extend({
    any: z.array(z.number()),
    all: z.array(z.array(z.array(z.number()))),
    only_touched: z.boolean(),
  }),
  row: rowSchema,
  limit: 100_000,
});

/** Every `every`-th block of so many neighbours. */
export const sampleOfRuns = factsQuery({
  name: 'sample_of_runs',
  sql: `SELECT day, call_id, version, true AS touched
        FROM (SELECT day, call_id, version, row_number() OVER (ORDER BY day, call_id) - 1 AS place
          FROM calls FINAL WHERE day >= {since:Date} AND ${outdated})
        WHERE intDiv(place, {block:UInt32}) % {every:UInt32} = 0 ORDER BY day, call_id`,
  params: versionParams.extend({
    since: z.iso.date(),
    every: z.number().int().positive(),
    block: z.number().int().positive(),
  }),
  row: rowSchema,
  limit: 1_000_000,
});

export const touchedOfPage = factsQuery({
  name: 'touched_of_page',
  sql: `SELECT day, call_id, version,
          toBool(${ofOtherBase}
          OR transcript_id NOT IN (
            SELECT analysis_id FROM call_words WHERE ${theseCalls} AND NOT (${holdsTouchedWords}))) AS touched
        FROM calls FINAL WHERE ${theseCalls} ORDER BY day, call_id`,
  params: z.object({
    ...{ base_engine: z.string(), base_lexicon: z.string(), base_scorecard: z.string() },
    these,
    ...{ any: z.array(z.number()), all: z.array(z.array(z.array(z.number()))) },
  }),
  row: rowSchema,
  limit: 1_000,
});

const sinceParams = versionParams.extend({ since: z.iso.date() });
export const versionsOfRuns = factsQuery({
  name: 'versions_of_runs',
  sql: `SELECT engine_version, lexicon_version, scorecard_version, toUInt32(count()) AS calls FROM calls FINAL
        WHERE day >= {since:Date} AND ${outdated} GROUP BY ALL ORDER BY calls DESC, lexicon_version`,
  params: sinceParams,
  row: z
    .object({
      engine_version: z.string(),
      lexicon_version: z.string(),
      scorecard_version: z.string(),
      calls: z.number(),
    })
    .transform((row) => ({
      engine: row.engine_version,
      lexicon: row.lexicon_version,
      scorecard: row.scorecard_version,
    })),
  limit: 100_000,
});

/** Hundredths of points, whole: sums of them do not depend on the order. */
export const scoresOfOperators = factsQuery({
  name: 'scores_of_operators',
  sql: `SELECT operator_id AS id, toUInt32(count()) AS n, toUInt64(sum(toUInt32(round(score * 100)))) AS hundredths
        FROM calls FINAL WHERE day >= {since:Date} AND ${outdated} AND score IS NOT NULL GROUP BY id ORDER BY id`,
  params: sinceParams,
  row: z.object({ id: z.string(), n: z.number(), hundredths: z.number() }),
  limit: 1_000_000,
});
export type OperatorScores = z.infer<typeof scoresOfOperators.row>;
