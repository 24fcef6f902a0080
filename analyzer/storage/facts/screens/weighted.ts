/**
 * Sums for estimates with intervals: over the audit sample each drawn call carries the weight of the calls it stands for, over
 * all calls every weight is 1.
 */
import { z } from 'zod';
import type { ScopedQuery } from '../query.ts';
import { eachTopic, lastName, outcomeCounts, outcomes, scoreSpread } from './counted.ts';
import {
  forEachTable,
  type JudgedQuestion,
  type JudgedTable,
  judgedCalls,
  judgedQuery,
  type Source,
} from './judged-calls.ts';
import { filterParams, ofJudgement, stepOf, stepParams } from './period.ts';

/** Calls of the filter with their weight `w`. */
const weighed = (table: JudgedTable) =>
  table.basis === 'all'
    ? `(SELECT *, toFloat64(1) AS w FROM ${judgedCalls(table)} AS calls WHERE ${ofJudgement})`
    : `(SELECT * FROM ${judgedCalls(table)} AS calls
      INNER JOIN (
        SELECT call_id AS s_call, any(population / drawn) AS w FROM sampled_calls
        WHERE day >= {from:Date} - 1 AND day <= {to:Date} + 1 GROUP BY s_call
      ) AS s ON call_id = s_call
      WHERE ${ofJudgement})`;

interface Question<P extends z.ZodObject, R extends z.ZodType> {
  name: string;
  /** The text over the table of weighed calls. */
  sql: (weighedCalls: string, source: Source) => string;
  params: P;
  row: R;
  limit: number;
}
const weighedQuery = <P extends z.ZodObject, R extends z.ZodType>({
  sql,
  ...same
}: Question<P, R>): JudgedQuestion<ScopedQuery<P, R>> =>
  forEachTable((table) => judgedQuery(table, { ...same, sql: sql(weighed(table), table.source) }));

const isScored = 'isNotNull(score)';
const sums = `toUInt32(count()) AS calls, toUInt32(countIf(checked)) AS checked_calls, sum(w) AS call_weight, sum(w * w) AS call_weight_squares,
  toUInt32(countIf(${isScored})) AS n, sumIf(w, ${isScored}) AS weight, sumIf(w * w, ${isScored}) AS weight_squares,
  sumIf(w * assumeNotNull(score), ${isScored}) AS scores,
  sumIf(w * assumeNotNull(score) * assumeNotNull(score), ${isScored}) AS score_squares,
  toUInt32(countIf(notEmpty(fatal))) AS fatal_calls, sumIf(w, notEmpty(fatal)) AS fatal_weight,
  ${scoreSpread.both} AS spread`;

export const sumsShape = {
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

export const weighedBySteps = weighedQuery({
  name: 'weighed_by_steps',
  sql: (calls) => `SELECT ${stepOf} AS key, ${sums} FROM ${calls} GROUP BY key ORDER BY key`,
  params: stepParams,
  row: z.object({ key: z.string(), ...sumsShape }),
  limit: 10_000,
});

export const weighedByOperators = weighedQuery({
  name: 'weighed_by_operators',
  sql: (calls) => `SELECT operator_id AS key, ${lastName} AS name, ${sums}
    FROM ${calls} GROUP BY key ORDER BY key`,
  params: filterParams,
  row: z.object({ key: z.string(), name: z.string(), ...sumsShape }),
  limit: 10_000,
});

export const weighedByHours = weighedQuery({
  name: 'weighed_by_hours',
  sql: (calls) =>
    `SELECT toString(toHour(started_at, {zone:String})) AS key, ${sums} FROM ${calls} GROUP BY key ORDER BY toUInt8(key)`,
  params: filterParams,
  row: z.object({ key: z.string(), ...sumsShape }),
  limit: 24,
});

/** Left to itself the server builds the table of the calls, the larger side, and the question costs three times as much. */
const joinsAsWritten = "SETTINGS query_plan_join_swap_table = 'false'";
const topicRows = 'FROM call_topics FINAL WHERE day >= {from:Date} - 1 AND day <= {to:Date} + 1';
const sumOf = (type: string) => (column: string) => `to${type}(sum(s.${column})) AS ${column}`;
const countColumns = ['calls', 'checked_calls', 'n', 'fatal_calls'];
const weightColumns = [
  'call_weight',
  'call_weight_squares',
  'weight',
  'weight_squares',
  'scores',
  'score_squares',
  'fatal_weight',
];

/**
 * Calls without their topics are joined to a number of their set of topics and summed by it: a join that carries lists costs more
 * than the rest of the question, and there are few sets.
 */
const joinedToTopics = (
  calls: string,
) => `SELECT toString(arrayJoin(if(empty(k.set_topics), [toLowCardinality('')], k.set_topics))) AS key,
      ${[...countColumns.map(sumOf('UInt32')), ...weightColumns.map(sumOf('Float64'))].join(', ')},
      sumMap(s.spread.1, s.spread.2) AS spread
    FROM (SELECT topic_set, ${sums} FROM ${calls} AS c
      LEFT ANY JOIN (SELECT call_id AS t_call, cityHash64(topics) AS topic_set ${topicRows}) AS t ON c.call_id = t_call
      GROUP BY topic_set) AS s
    LEFT ANY JOIN (SELECT cityHash64(topics) AS known_set, any(topics) AS set_topics ${topicRows} GROUP BY known_set) AS k
      ON s.topic_set = k.known_set
    GROUP BY key ORDER BY key ${joinsAsWritten}`;

/** A call counts in each of its topics; the empty key are calls without one. */
export const weighedByTopics = weighedQuery({
  name: 'weighed_by_topics',
  sql: (calls, source) =>
    source === 'rows'
      ? joinedToTopics(calls)
      : `SELECT toString(topic) AS key, ${sums} FROM ${calls} ${eachTopic} GROUP BY key ORDER BY key`,
  params: filterParams,
  row: z.object({ key: z.string(), ...sumsShape }),
  limit: 1_000,
});

const outcomeSums = `${outcomeCounts}, sumIf(w, outcome = 1) AS passed_weight, sumIf(w, outcome < 3) AS weight,
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

export const weighedCriteria = weighedQuery({
  name: 'weighed_criteria',
  sql: (calls) =>
    `SELECT criterion, ${outcomeSums} FROM ${calls} ARRAY JOIN ${outcomes} GROUP BY criterion ORDER BY criterion`,
  params: filterParams,
  row: z.object(outcomeShape),
  limit: 10_000,
});

export const weighedCriteriaBySteps = weighedQuery({
  name: 'weighed_criteria_by_steps',
  sql: (calls) => `SELECT criterion, ${stepOf} AS key, ${outcomeSums} FROM ${calls} ARRAY JOIN ${outcomes}
    GROUP BY criterion, key ORDER BY criterion, key`,
  params: stepParams,
  row: z.object({ key: z.string(), ...outcomeShape }),
  limit: 100_000,
});

export const weighedCriteriaByOperators = weighedQuery({
  name: 'weighed_criteria_by_operators',
  sql: (calls) => `SELECT criterion, operator_id AS key, ${outcomeSums} FROM ${calls} ARRAY JOIN ${outcomes}
    GROUP BY criterion, key ORDER BY criterion, key`,
  params: filterParams,
  row: z.object({ key: z.string(), ...outcomeShape }),
  limit: 100_000,
});
