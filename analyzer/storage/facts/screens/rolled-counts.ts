/** Criteria and findings of a period, put together from the counts of its days. */
import { z } from 'zod';
import { inScope } from '../query.ts';
import { findingCounts, outcomeCounts, outcomes } from './counted.ts';
import { type DaysHold, underBuilds, withLoose } from './held-days.ts';
import type { Judge } from './judge.ts';
import { stepParams } from './period.ts';
import { countedQuery, forEachHeld, looseCalls, ofOperators, rolledParams, rolledStep } from './rolled-days.ts';

type Kind = 'criterion' | 'rule' | 'entry' | 'phrase';

const local = 'toDate(started_at, {zone:String}) AS local';
const looseCriteria = (judge: Judge) => `SELECT ${local}, operator_id, '', criterion, '', ${outcomeCounts}
    FROM ${looseCalls(judge)} ARRAY JOIN ${outcomes} GROUP BY local, operator_id, criterion`;
const looseFindings = (judge: Judge, kind: Exclude<Kind, 'criterion'>) => `SELECT ${local}, operator_id, rule,
      ${kind === 'rule' ? "''" : 'entry'}, ${kind === 'phrase' ? 'phrase' : "''"}, ${findingCounts.columns}
    FROM ${looseCalls(judge)} ARRAY JOIN ${findingCounts.each(kind)}
    GROUP BY local, operator_id, rule, ${kind === 'rule' ? '' : 'entry, '}${kind}`;

/** Rows of `day_counts` of one kind, and the same made of calls. */
const countedRows = (judge: Judge, hold: DaysHold, kind: Kind) =>
  `(${withLoose(
    hold,
    `SELECT day AS local, operator_id, rule, entry, phrase, first, second, third FROM day_counts
    WHERE kind = '${kind}' AND ${kind === 'phrase' ? `${inScope} AND {scope_all:Bool}` : ofOperators} AND ${underBuilds(judge)}`,
    kind === 'criterion' ? looseCriteria(judge) : looseFindings(judge, kind),
  )})`;

/** One question over the counts: over which of them, grouped by what, with which sums. */
interface Counting<P extends z.ZodObject, R extends z.ZodRawShape> {
  name: string;
  kind: Kind;
  /** Columns of the groups, as they are chosen. */
  groups: string;
  /** The names of the groups, by which the rows are put together. */
  groupedBy: string;
  where?: string;
  sums: string;
  order?: string;
  params: P;
  row: R;
  limit: number;
}

const counted = <P extends z.ZodObject, R extends z.ZodRawShape>({ sums, ...counting }: Counting<P, R>) =>
  forEachHeld((judge, hold) => {
    const { name, kind, groups, groupedBy, where = '', order = groupedBy, params, row, limit } = counting;
    return countedQuery({
      name: `counted_${name}_of_${judge}_by_${hold}_days`,
      sql: `SELECT ${groups}, ${sums} FROM ${countedRows(judge, hold, kind)} ${where} GROUP BY ${groupedBy} ORDER BY ${order}`,
      params,
      row: z.object(row),
      limit,
    });
  });

const stepped = rolledParams.extend({ step: stepParams.shape.step });
const mostFirst = rolledParams.extend({ most: z.number() });

/** Of each criterion; over all calls every weight is 1. */
const criteria = {
  kind: 'criterion',
  sums: `toUInt32(sum(first)) AS passed_calls, toUInt32(sum(second)) AS failed_calls, toUInt32(sum(third)) AS not_sure_calls,
  toFloat64(sum(first)) AS passed_weight, toFloat64(sum(first) + sum(second)) AS weight, weight AS weight_squares`,
} as const;
const criterionShape = {
  criterion: z.string(),
  passed_calls: z.number(),
  failed_calls: z.number(),
  not_sure_calls: z.number(),
  passed_weight: z.number(),
  weight: z.number(),
  weight_squares: z.number(),
};

const findingSums = `toUInt32(sum(first)) AS certain_count, toUInt32(sum(second)) AS unsure_count,
  toUInt32(sum(third)) AS in_calls`;
const findingShape = { certain_count: z.number(), unsure_count: z.number(), in_calls: z.number() };

/** The questions over criteria and findings that are answered this way; rows as those of the question over the calls. */
export const rolledCounts = {
  weighedCriteria: counted({
    ...criteria,
    name: 'weighed_criteria',
    groups: 'entry AS criterion',
    groupedBy: 'criterion',
    params: rolledParams,
    row: criterionShape,
    limit: 10_000,
  }),
  weighedCriteriaBySteps: counted({
    ...criteria,
    name: 'weighed_criteria_by_steps',
    groups: `entry AS criterion, ${rolledStep} AS key`,
    groupedBy: 'criterion, key',
    params: stepped,
    row: { key: z.string(), ...criterionShape },
    limit: 100_000,
  }),
  weighedCriteriaByOperators: counted({
    ...criteria,
    name: 'weighed_criteria_by_operators',
    groups: 'entry AS criterion, operator_id AS key',
    groupedBy: 'criterion, key',
    params: rolledParams,
    row: { key: z.string(), ...criterionShape },
    limit: 100_000,
  }),
  findingsByRule: counted({
    name: 'findings_by_rule',
    kind: 'rule',
    groups: 'rule',
    groupedBy: 'rule',
    sums: findingSums,
    order: 'in_calls DESC, rule',
    params: rolledParams,
    row: { rule: z.string(), ...findingShape },
    limit: 1_000,
  }),
  findingsByEntry: counted({
    name: 'findings_by_entry',
    kind: 'entry',
    groups: 'rule, entry',
    groupedBy: 'rule, entry',
    where: "WHERE entry != ''",
    sums: findingSums,
    order: 'in_calls DESC, entry LIMIT {most:UInt32}',
    params: mostFirst,
    row: { rule: z.string(), entry: z.string(), ...findingShape },
    limit: 10_000,
  }),
  topPhrases: counted({
    name: 'top_phrases',
    kind: 'phrase',
    groups: 'phrase, min((rule, entry)).1 AS any_rule, min((rule, entry)).2 AS any_entry',
    groupedBy: 'phrase',
    where: "WHERE phrase != ''",
    sums: findingSums,
    order: 'in_calls DESC, phrase LIMIT {most:UInt32}',
    params: mostFirst,
    row: { phrase: z.string(), any_rule: z.string(), any_entry: z.string(), ...findingShape },
    limit: 1_000,
  }),
};
