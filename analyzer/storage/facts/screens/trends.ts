/** Numbers of management's and the operator's screens: scores and times over time and by operator. */
import { z } from 'zod';
import { inScope, scopedQuery } from '../query.ts';
import { lastName } from './counted.ts';
import { filterParams, inFilter, stepOf, stepParams } from './period.ts';

const filtered = `${inScope} AND ${inFilter}`;
/** Operators × steps: 1,000 people for a year of weeks fit. */
const largestTable = 100_000;

/** `n` calls have a score; mean and spread are over those, so that an interval can be drawn. */
export const scoreColumns = `toUInt32(count()) AS calls, toUInt32(countIf(isNotNull(score))) AS n,
  round(avg(score), 3) AS mean, if(n > 1, round(stddevSamp(toFloat64(score)), 3), NULL) AS deviation,
  toUInt32(sum(findings)) AS finding_count, toUInt32(countIf(notEmpty(fatal))) AS fatal_calls`;
export const scoreShape = {
  calls: z.number(),
  n: z.number(),
  mean: z.number().nullable(),
  deviation: z.number().nullable(),
  /** Certain findings of all these calls. */
  finding_count: z.number(),
  fatal_calls: z.number(),
};

export const scoresByStep = scopedQuery({
  name: 'scores_by_step',
  sql: `SELECT ${stepOf} AS step, ${scoreColumns} FROM calls FINAL WHERE ${filtered} GROUP BY step ORDER BY step`,
  params: stepParams,
  row: z.object({ step: z.string(), ...scoreShape }),
  limit: 10_000,
});

export const scoresByOperator = scopedQuery({
  name: 'scores_by_operator',
  sql: `SELECT operator_id, ${lastName} AS operator_name, ${scoreColumns}
    FROM calls FINAL WHERE ${filtered} GROUP BY operator_id ORDER BY operator_id`,
  params: filterParams,
  row: z.object({ operator_id: z.string(), operator_name: z.string(), ...scoreShape }),
  limit: 10_000,
});

export const scoresByOperatorAndStep = scopedQuery({
  name: 'scores_by_operator_and_step',
  sql: `SELECT operator_id, ${stepOf} AS step, ${scoreColumns}
    FROM calls FINAL WHERE ${filtered} GROUP BY operator_id, step ORDER BY operator_id, step`,
  params: stepParams,
  row: z.object({ operator_id: z.string(), step: z.string(), ...scoreShape }),
  limit: largestTable,
});

/** A tenth take longer. Exact: an estimate would differ from one asking to the next, as the server's threads happen to meet. */
const slow = (column: string) => `round(quantileExactWeighted(0.9)(${column}, 1), 2)`;
/** Seconds; null where no call of the group carries the measure. Talk share: operator ÷ (operator + client). */
const timeColumns = `toUInt32(count()) AS calls, toUInt32(countIf(isNotNull(ring_seconds))) AS ring_n,
  round(avg(ring_seconds), 2) AS ring, ${slow('ring_seconds')} AS ring_p90,
  round(avg(queue_seconds), 2) AS queue, ${slow('queue_seconds')} AS queue_p90,
  round(avg(wrap_up_seconds), 2) AS wrap_up, round(avg(duration), 2) AS mean_duration,
  round(avg(hold), 2) AS mean_hold, round(avg(silence), 2) AS mean_silence,
  toUInt32(sum(dead_air_over_20s)) AS dead_air_places, toUInt32(countIf(dead_air_over_20s > 0)) AS dead_air_calls,
  toUInt32(sum(interruptions)) AS interruption_count,
  if(sum(operator_talk) + sum(client_talk) > 0,
    round(sum(operator_talk) / (sum(operator_talk) + sum(client_talk)), 4), NULL) AS talk_share`;
const timeShape = {
  calls: z.number(),
  /** Calls with a known time of ringing. */
  ring_n: z.number(),
  ring: z.number().nullable(),
  ring_p90: z.number().nullable(),
  queue: z.number().nullable(),
  queue_p90: z.number().nullable(),
  wrap_up: z.number().nullable(),
  mean_duration: z.number().nullable(),
  mean_hold: z.number(),
  mean_silence: z.number(),
  /** Silences over 20 s, and calls that have one. */
  dead_air_places: z.number(),
  dead_air_calls: z.number(),
  interruption_count: z.number(),
  talk_share: z.number().nullable(),
};

export const timesByStep = scopedQuery({
  name: 'times_by_step',
  sql: `SELECT ${stepOf} AS step, ${timeColumns} FROM calls FINAL WHERE ${filtered} GROUP BY step ORDER BY step`,
  params: stepParams,
  row: z.object({ step: z.string(), ...timeShape }),
  limit: 10_000,
});

export const timesByOperator = scopedQuery({
  name: 'times_by_operator',
  sql: `SELECT operator_id, ${timeColumns} FROM calls FINAL WHERE ${filtered} GROUP BY operator_id ORDER BY operator_id`,
  params: filterParams,
  row: z.object({ operator_id: z.string(), ...timeShape }),
  limit: 10_000,
});

/** What judged and recognised the calls of the period: a change of rule must not be read as a change of people. */
export const versionMarks = scopedQuery({
  name: 'version_marks',
  sql: `SELECT toString(min(toDate(started_at, {zone:String}))) AS first_day,
      toString(max(toDate(started_at, {zone:String}))) AS last_day, toUInt32(count()) AS calls,
      lexicon_version, scorecard_version, engine_version, engine_name, engine_model
    FROM calls FINAL WHERE ${filtered}
    GROUP BY lexicon_version, scorecard_version, engine_version, engine_name, engine_model ORDER BY first_day, last_day`,
  params: filterParams,
  row: z.object({
    first_day: z.string(),
    last_day: z.string(),
    calls: z.number(),
    lexicon_version: z.string(),
    scorecard_version: z.string(),
    engine_version: z.string(),
    engine_name: z.string(),
    engine_model: z.string(),
  }),
  limit: 10_000,
});
