/**
 * Sums for estimates with intervals: over the audit sample each drawn call carries the weight of the calls it stands for, over
 * all calls every weight is 1.
 */
import { z } from 'zod';
import { inScope, scopedQuery } from '../query.ts';
import { judgedCalls, judgedParams, judgedStepParams } from './judged-calls.ts';
import { inFilter, stepOf } from './period.ts';

/** Calls of the filter with their weight `w`. */
const weighed = `(SELECT *, if({sampled:Bool}, s_weight, 1) AS w
    FROM ${judgedCalls} AS calls
    LEFT JOIN (
      SELECT day AS s_day, call_id AS s_call, any(population / drawn) AS s_weight FROM sampled_calls
      WHERE {sampled:Bool} AND day >= {from:Date} - 1 AND day <= {to:Date} + 1 GROUP BY s_day, s_call
    ) AS s ON day = s_day AND call_id = s_call
    WHERE ${inScope} AND ${inFilter})`;

const isScored = 'isNotNull(score)';
const sums = `toUInt32(count()) AS calls, toUInt32(countIf(checked)) AS checked_calls, sum(w) AS call_weight, sum(w * w) AS call_weight_squares,
  toUInt32(countIf(${isScored})) AS n, sumIf(w, ${isScored}) AS weight, sumIf(w * w, ${isScored}) AS weight_squares,
  sumIf(w * assumeNotNull(score), ${isScored}) AS scores,
  sumIf(w * assumeNotNull(score) * assumeNotNull(score), ${isScored}) AS score_squares,
  toUInt32(countIf(notEmpty(fatal))) AS fatal_calls, sumIf(w, notEmpty(fatal)) AS fatal_weight,
  sumMapIf([toUInt8(round(assumeNotNull(score)))], [toUInt32(1)], ${isScored}) AS spread`;

const sumsShape = {
  calls: z.number(),
  /** Calls that a person has checked; none when only the machine is asked. */
  checked_calls: z.number(),
  call_weight: z.number(),
  call_weight_squares: z.number(),
  /** Calls with a score. */
  n: z.number(),
  weight: z.number(),
  weight_squares: z.number(),
  scores: z.number(),
  score_squares: z.number(),
  fatal_calls: z.number(),
  fatal_weight: z.number(),
  /** Whole scores and how many calls have each. */
  spread: z
    .tuple([z.array(z.number()), z.array(z.number())])
    .transform(([scores, calls]) => scores.map((score, i) => ({ score, calls: calls[i] ?? 0 }))),
};
export type WeighedSums = z.output<z.ZodObject<typeof sumsShape>>;

export const weighedBySteps = scopedQuery({
  name: 'weighed_by_steps',
  sql: `SELECT ${stepOf} AS key, ${sums} FROM ${weighed} GROUP BY key ORDER BY key`,
  params: judgedStepParams,
  row: z.object({ key: z.string(), ...sumsShape }),
  limit: 10_000,
});

export const weighedByOperators = scopedQuery({
  name: 'weighed_by_operators',
  sql: `SELECT operator_id AS key, argMax(operator_name, (operator_name != '', started_at)) AS name, ${sums}
    FROM ${weighed} GROUP BY key ORDER BY key`,
  params: judgedParams,
  row: z.object({ key: z.string(), name: z.string(), ...sumsShape }),
  limit: 10_000,
});

export const weighedByHours = scopedQuery({
  name: 'weighed_by_hours',
  sql: `SELECT toString(toHour(started_at, {zone:String})) AS key, ${sums} FROM ${weighed} GROUP BY key ORDER BY toUInt8(key)`,
  params: judgedParams,
  row: z.object({ key: z.string(), ...sumsShape }),
  limit: 24,
});

/** A call counts in each of its topics; the empty key are calls without one. */
export const weighedByTopics = scopedQuery({
  name: 'weighed_by_topics',
  sql: `SELECT arrayJoin(if(empty(topics), [''], topics)) AS key, ${sums}
    FROM ${weighed} AS c
    LEFT JOIN (
      SELECT day AS t_day, call_id AS t_call, arrayMap(x -> toString(x), topics) AS topics FROM call_topics FINAL
      WHERE day >= {from:Date} - 1 AND day <= {to:Date} + 1
    ) AS t ON c.day = t_day AND c.call_id = t_call
    GROUP BY key ORDER BY key`,
  params: judgedParams,
  row: z.object({ key: z.string(), ...sumsShape }),
  limit: 1_000,
});

/** A call counts once in each criterion: 1 passed, 2 failed, 3 not sure; not applicable ones are in no list. */
const outcomes = `arrayConcat(passed, failed, not_sure) AS criterion,
  arrayConcat(arrayResize(emptyArrayUInt8(), length(passed), 1), arrayResize(emptyArrayUInt8(), length(failed), 2),
    arrayResize(emptyArrayUInt8(), length(not_sure), 3)) AS outcome`;
const outcomeSums = `toUInt32(countIf(outcome = 1)) AS passed_calls, toUInt32(countIf(outcome = 2)) AS failed_calls,
  toUInt32(countIf(outcome = 3)) AS not_sure_calls, sumIf(w, outcome = 1) AS passed_weight, sumIf(w, outcome < 3) AS weight,
  sumIf(w * w, outcome < 3) AS weight_squares`;
const outcomeShape = {
  criterion: z.string(),
  passed_calls: z.number(),
  failed_calls: z.number(),
  not_sure_calls: z.number(),
  passed_weight: z.number(),
  /** Of calls that passed or failed. */
  weight: z.number(),
  weight_squares: z.number(),
};
export type WeighedOutcomes = z.output<z.ZodObject<typeof outcomeShape>>;

export const weighedCriteria = scopedQuery({
  name: 'weighed_criteria',
  sql: `SELECT criterion, ${outcomeSums} FROM ${weighed} ARRAY JOIN ${outcomes} GROUP BY criterion ORDER BY criterion`,
  params: judgedParams,
  row: z.object(outcomeShape),
  limit: 10_000,
});

export const weighedCriteriaBySteps = scopedQuery({
  name: 'weighed_criteria_by_steps',
  sql: `SELECT criterion, ${stepOf} AS key, ${outcomeSums} FROM ${weighed} ARRAY JOIN ${outcomes}
    GROUP BY criterion, key ORDER BY criterion, key`,
  params: judgedStepParams,
  row: z.object({ key: z.string(), ...outcomeShape }),
  limit: 100_000,
});

export const weighedCriteriaByOperators = scopedQuery({
  name: 'weighed_criteria_by_operators',
  sql: `SELECT criterion, operator_id AS key, ${outcomeSums} FROM ${weighed} ARRAY JOIN ${outcomes}
    GROUP BY criterion, key ORDER BY criterion, key`,
  params: judgedParams,
  row: z.object({ key: z.string(), ...outcomeShape }),
  limit: 100_000,
});
