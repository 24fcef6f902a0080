/** Counts of a period read from the days that are rolled, and from the calls of those that are not: exact at any moment. */
import { z } from 'zod';
import type { CallScope } from '../../../domain/call-scope.ts';
import type { FactsReader } from '../client.ts';
import { readDayStates } from '../day-rolls.ts';
import { inScope, runScopedQuery, type ScopedQuery, scopedQuery } from '../query.ts';
import { findingCounts, outcomeCounts, outcomes } from './counted.ts';
import { type CallFilter, stepParams } from './period.ts';

const ofOperators = `${inScope} AND (empty({operators:Array(String)}) OR operator_id IN {operators:Array(String)})`;
const localDay = 'toDate(started_at, {zone:String})';
/** `near` are the UTC days around the local ones: they lead the sort key. */
const inLooseDays = `WHERE calls.day IN {near:Array(Date)} AND ${localDay} IN {loose:Array(Date)} AND ${ofOperators}`;

type Kind = 'criterion' | 'rule' | 'entry' | 'phrase';

const looseCriteria = `SELECT ${localDay} AS local, operator_id, '', criterion, '', ${outcomeCounts}
    FROM calls FINAL ARRAY JOIN ${outcomes} ${inLooseDays} GROUP BY local, operator_id, criterion`;
const looseFindings = (kind: Exclude<Kind, 'criterion'>) => `SELECT ${localDay} AS local, operator_id, rule,
      ${kind === 'rule' ? "''" : 'entry'}, ${kind === 'phrase' ? 'phrase' : "''"}, ${findingCounts.columns}
    FROM calls FINAL ARRAY JOIN ${findingCounts.each(kind)} ${inLooseDays}
    GROUP BY local, operator_id, rule, ${kind === 'rule' ? '' : 'entry, '}${kind}`;

/** Rows of `day_counts` of one kind, and the same made of calls. Counts that a reader was told of may be gone: it is told so. */
const countedRows = (kind: Kind) => `(
    SELECT day AS local, operator_id, rule, entry, phrase, first, second, third FROM day_counts
    WHERE kind = '${kind}' AND build IN {builds:Array(UInt64)} AND ${kind === 'phrase' ? '{scope_all:Bool}' : ofOperators}
      AND (SELECT throwIf(count() != length({builds:Array(UInt64)}), 'rolls are gone') FROM day_rolls FINAL
        WHERE build IN {builds:Array(UInt64)}) = 0
    UNION ALL
    ${kind === 'criterion' ? looseCriteria : looseFindings(kind)})`;

const rolledParams = z.object({
  zone: z.string(),
  operators: z.array(z.string()),
  builds: z.array(z.number()),
  near: z.array(z.string()),
  loose: z.array(z.string()),
});
const stepParam = { step: stepParams.shape.step };
const mostParam = { most: z.number() };
const rolledStep = 'toString(toDate(dateTrunc({step:String}, local)))';

const outcomeSums = `toUInt32(sum(first)) AS passed_calls, toUInt32(sum(second)) AS failed_calls,
  toUInt32(sum(third)) AS not_sure_calls`;
const outcomeShape = {
  criterion: z.string(),
  passed_calls: z.number(),
  failed_calls: z.number(),
  not_sure_calls: z.number(),
};
/** Over all calls every weight is 1. */
const weighedSums = `${outcomeSums}, toFloat64(sum(first)) AS passed_weight, toFloat64(sum(first) + sum(second)) AS weight,
  weight AS weight_squares`;
const weighedShape = { ...outcomeShape, passed_weight: z.number(), weight: z.number(), weight_squares: z.number() };
const findingSums = `toUInt32(sum(first)) AS certain_count, toUInt32(sum(second)) AS unsure_count,
  toUInt32(sum(third)) AS in_calls`;
const findingShape = { certain_count: z.number(), unsure_count: z.number(), in_calls: z.number() };

/** The questions that are answered this way; rows as those of the question over the calls. */
export const rolledQueries = {
  criteriaRates: scopedQuery({
    name: 'rolled_criteria_rates',
    sql: `SELECT entry AS criterion, ${outcomeSums} FROM ${countedRows('criterion')} GROUP BY criterion ORDER BY criterion`,
    params: rolledParams,
    row: z.object(outcomeShape),
    limit: 10_000,
  }),
  criteriaRatesByStep: scopedQuery({
    name: 'rolled_criteria_rates_by_step',
    sql: `SELECT entry AS criterion, ${rolledStep} AS step, ${outcomeSums} FROM ${countedRows('criterion')}
      GROUP BY criterion, step ORDER BY criterion, step`,
    params: rolledParams.extend(stepParam),
    row: z.object({ step: z.string(), ...outcomeShape }),
    limit: 100_000,
  }),
  criteriaHeatMap: scopedQuery({
    name: 'rolled_criteria_heat_map',
    sql: `SELECT operator_id, entry AS criterion, ${outcomeSums} FROM ${countedRows('criterion')}
      GROUP BY operator_id, criterion ORDER BY operator_id, criterion`,
    params: rolledParams,
    row: z.object({ operator_id: z.string(), ...outcomeShape }),
    limit: 100_000,
  }),
  weighedCriteria: scopedQuery({
    name: 'rolled_weighed_criteria',
    sql: `SELECT entry AS criterion, ${weighedSums} FROM ${countedRows('criterion')} GROUP BY criterion ORDER BY criterion`,
    params: rolledParams,
    row: z.object(weighedShape),
    limit: 10_000,
  }),
  weighedCriteriaBySteps: scopedQuery({
    name: 'rolled_weighed_criteria_by_steps',
    sql: `SELECT entry AS criterion, ${rolledStep} AS key, ${weighedSums} FROM ${countedRows('criterion')}
      GROUP BY criterion, key ORDER BY criterion, key`,
    params: rolledParams.extend(stepParam),
    row: z.object({ key: z.string(), ...weighedShape }),
    limit: 100_000,
  }),
  weighedCriteriaByOperators: scopedQuery({
    name: 'rolled_weighed_criteria_by_operators',
    sql: `SELECT entry AS criterion, operator_id AS key, ${weighedSums} FROM ${countedRows('criterion')}
      GROUP BY criterion, key ORDER BY criterion, key`,
    params: rolledParams,
    row: z.object({ key: z.string(), ...weighedShape }),
    limit: 100_000,
  }),
  findingsByRule: scopedQuery({
    name: 'rolled_findings_by_rule',
    sql: `SELECT rule, ${findingSums} FROM ${countedRows('rule')} GROUP BY rule ORDER BY in_calls DESC, rule`,
    params: rolledParams,
    row: z.object({ rule: z.string(), ...findingShape }),
    limit: 1_000,
  }),
  findingsByRuleAndStep: scopedQuery({
    name: 'rolled_findings_by_rule_and_step',
    sql: `SELECT rule, ${rolledStep} AS step, ${findingSums} FROM ${countedRows('rule')}
      GROUP BY rule, step ORDER BY rule, step`,
    params: rolledParams.extend(stepParam),
    row: z.object({ rule: z.string(), step: z.string(), ...findingShape }),
    limit: 100_000,
  }),
  findingsByEntry: scopedQuery({
    name: 'rolled_findings_by_entry',
    sql: `SELECT rule, entry, ${findingSums} FROM ${countedRows('entry')} WHERE entry != '' GROUP BY rule, entry
      ORDER BY in_calls DESC, entry LIMIT {most:UInt32}`,
    params: rolledParams.extend(mostParam),
    row: z.object({ rule: z.string(), entry: z.string(), ...findingShape }),
    limit: 10_000,
  }),
  topPhrases: scopedQuery({
    name: 'rolled_top_phrases',
    sql: `SELECT phrase, min((rule, entry)).1 AS any_rule, min((rule, entry)).2 AS any_entry, ${findingSums}
      FROM ${countedRows('phrase')} WHERE phrase != '' GROUP BY phrase ORDER BY in_calls DESC, phrase LIMIT {most:UInt32}`,
    params: rolledParams.extend(mostParam),
    row: z.object({ phrase: z.string(), any_rule: z.string(), any_entry: z.string(), ...findingShape }),
    limit: 1_000,
  }),
};

/** Rolled are counts of all calls of a period, as a whole or by operator; every other filter asks the calls. */
function canBeRolled(filter: CallFilter, scope: CallScope, byOperator: boolean): boolean {
  const { from: _, to: __, zone: ___, operators = [], ...others } = filter;
  const isNarrowed = (value: unknown) =>
    Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== false;
  if (Object.entries(others).some(([name, value]) => !['step', 'most'].includes(name) && isNarrowed(value)))
    return false;
  return byOperator || (scope.kind === 'all' && operators.length === 0);
}

/**
 * The answer of `query` by days where the filter allows it, else that of `direct` over the calls. Both give the same rows.
 */
export async function rolledAnswer<P extends z.ZodObject, Q extends z.ZodObject, R extends z.ZodType>(
  reader: FactsReader,
  queries: { direct: ScopedQuery<P, R>; rolled: ScopedQuery<Q, R> },
  scope: CallScope,
  params: z.input<P> & CallFilter,
): Promise<z.output<R>[]> {
  const { direct, rolled } = queries;
  const byOperator = rolled.name !== rolledQueries.topPhrases.name;
  if (scope.kind === 'none' || !canBeRolled(params, scope, byOperator))
    return runScopedQuery(reader, direct, scope, params);
  const states = await readDayStates(reader, { zone: params.zone, from: params.from, to: params.to });
  const builds = states.flatMap(({ build }) => build ?? []);
  // Nothing is rolled: the question over the calls is the shorter one.
  if (builds.length === 0) return runScopedQuery(reader, direct, scope, params);
  const loose = states.filter(({ build }) => build === null).map(({ day }) => day);
  const near = [...new Set(loose.flatMap(daysAround))];
  const own = Object.fromEntries(
    ['step', 'most'].flatMap((name) => (name in rolled.params.shape ? [[name, Reflect.get(params, name)]] : [])),
  );
  const asked = { zone: params.zone, operators: params.operators ?? [], builds, near, loose, ...own };
  try {
    return await runScopedQuery(reader, rolled, scope, asked as z.input<Q>);
  } catch (error) {
    // They were forgotten between the two questions.
    if (!isGone(error)) throw error;
    return runScopedQuery(reader, direct, scope, params);
  }
}

const dayMs = 86_400_000;
const daysAround = (day: string) =>
  [-1, 0, 1].map((shift) => new Date(Date.parse(day) + shift * dayMs).toISOString().slice(0, 10));

/** The server's code of `throwIf`. */
const isGone = (error: unknown) =>
  error instanceof Error && error.cause instanceof Error && Reflect.get(error.cause, 'code') === '395';
