/** Scores of a period, put together from the sums of its days. */
import { z } from 'zod';
import { lastName, scoreSpread, scoreSums, withTopics } from './counted.ts';
import { byDays, type DaysHold, near, underBuilds, withLoose } from './held-days.ts';
import type { Judge } from './judge.ts';
import { stepParams } from './period.ts';
import { countedQuery, forEachHeld, looseCalls, ofOperators, rolledParams, rolledStep } from './rolled-days.ts';
import { scoreShape } from './trends.ts';
import { sumsShape } from './weighted.ts';

const hourOf = { day: 'toUInt8(0)', hour: 'toHour(started_at, {zone:String})' };

/** Rows of `day_scores` of one kind, and the same made of calls. */
const scoredRows = (judge: Judge, hold: DaysHold, kind: 'day' | 'hour') =>
  `(${withLoose(
    hold,
    `SELECT day AS local, operator_id, hour, operator_name, named_at, calls, checked, scored, scores, score_squares, fatal,
      findings, spread_scores, spread_calls
    FROM day_scores WHERE kind = '${kind}' AND ${ofOperators} AND ${underBuilds(judge)}`,
    `SELECT toDate(started_at, {zone:String}) AS local, operator_id, ${hourOf[kind]} AS at_hour, ${lastName},
      max((operator_name != '', started_at)).2, ${scoreSums}, toUInt32(sum(findings)), ${scoreSpread.scores}, ${scoreSpread.calls}
    FROM ${looseCalls(judge)} GROUP BY local, operator_id, at_hour`,
  )}) AS d`;

/** Rows of `day_topics`, and the same made of calls. */
const topicRows = (judge: Judge, hold: DaysHold) =>
  `(${withLoose(
    hold,
    `SELECT day AS local, operator_id, topic, calls, checked, scored, scores, score_squares, fatal, spread_scores, spread_calls
    FROM day_topics WHERE ${ofOperators} AND ${underBuilds(judge)}`,
    `SELECT toDate(started_at, {zone:String}) AS local, operator_id, topic, ${scoreSums}, ${scoreSpread.scores}, ${scoreSpread.calls}
    FROM ${withTopics(looseCalls(judge), near)} GROUP BY local, operator_id, topic`,
  )}) AS d`;

/** Over all calls every weight is 1. */
const weighedSums = `toUInt32(sum(d.calls)) AS calls, toUInt32(sum(d.checked)) AS checked_calls,
  toFloat64(sum(d.calls)) AS call_weight, call_weight AS call_weight_squares,
  toUInt32(sum(d.scored)) AS n, toFloat64(n) AS weight, weight AS weight_squares,
  sum(d.scores) AS scores, sum(d.score_squares) AS score_squares,
  toUInt32(sum(d.fatal)) AS fatal_calls, toFloat64(fatal_calls) AS fatal_weight,
  sumMap(d.spread_scores, d.spread_calls) AS spread`;
const plainSums = `toUInt32(sum(d.calls)) AS calls, toUInt32(sum(d.scored)) AS n,
  if(n > 0, round(sum(d.scores) / n, 3), NULL) AS mean,
  if(n > 1, round(sqrt(greatest(0, (sum(d.score_squares) - sum(d.scores) * sum(d.scores) / n) / (n - 1))), 3), NULL) AS deviation,
  toUInt32(sum(d.findings)) AS finding_count, toUInt32(sum(d.fatal)) AS fatal_calls`;
const name = "argMax(d.operator_name, (d.operator_name != '', d.named_at))";
const stepParam = { step: stepParams.shape.step };

/** The questions over scores that are answered this way; rows as those of the question over the calls. */
export const rolledScores = {
  weighedBySteps: forEachHeld((judge, hold) =>
    countedQuery({
      name: `counted_weighed_by_steps_of_${judge}_by_${hold}_days`,
      sql: `SELECT ${rolledStep} AS key, ${weighedSums} FROM ${scoredRows(judge, hold, 'day')} GROUP BY key ORDER BY key`,
      params: rolledParams.extend(stepParam),
      row: z.object({ key: z.string(), ...sumsShape }),
      limit: 10_000,
    }),
  ),
  weighedByOperators: forEachHeld((judge, hold) =>
    countedQuery({
      name: `counted_weighed_by_operators_of_${judge}_by_${hold}_days`,
      sql: `SELECT operator_id AS key, ${name} AS name, ${weighedSums} FROM ${scoredRows(judge, hold, 'day')}
        GROUP BY key ORDER BY key`,
      params: rolledParams,
      row: z.object({ key: z.string(), name: z.string(), ...sumsShape }),
      limit: 10_000,
    }),
  ),
  weighedByHours: forEachHeld((judge, hold) =>
    countedQuery({
      name: `counted_weighed_by_hours_of_${judge}_by_${hold}_days`,
      sql: `SELECT toString(hour) AS key, ${weighedSums} FROM ${scoredRows(judge, hold, 'hour')} GROUP BY key ORDER BY toUInt8(key)`,
      params: rolledParams,
      row: z.object({ key: z.string(), ...sumsShape }),
      limit: 24,
    }),
  ),
  weighedByTopics: forEachHeld((judge, hold) =>
    countedQuery({
      name: `counted_weighed_by_topics_of_${judge}_by_${hold}_days`,
      sql: `SELECT toString(topic) AS key, ${weighedSums} FROM ${topicRows(judge, hold)} GROUP BY key ORDER BY key`,
      params: rolledParams,
      row: z.object({ key: z.string(), ...sumsShape }),
      limit: 1_000,
    }),
  ),
  scoresByOperator: byDays((hold) =>
    countedQuery({
      name: `counted_scores_by_operator_by_${hold}_days`,
      sql: `SELECT operator_id, ${name} AS operator_name, ${plainSums} FROM ${scoredRows('machine', hold, 'day')}
      GROUP BY operator_id ORDER BY operator_id`,
      params: rolledParams,
      row: z.object({ operator_id: z.string(), operator_name: z.string(), ...scoreShape }),
      limit: 10_000,
    }),
  ),
};
