/** Criteria and findings of a period, put together from the counts of its days. */
import { z } from 'zod';
import { scopedQuery } from '../query.ts';
import { findingCounts, outcomeCounts, outcomes } from './counted.ts';
import { forEachJudge, type Judge } from './judged-calls.ts';
import { stepParams } from './period.ts';
import { buildsHold, looseCalls, ofOperators, rolledParams, rolledStep } from './rolled-days.ts';

type Kind = 'criterion' | 'rule' | 'entry' | 'phrase';

const local = 'toDate(started_at, {zone:String}) AS local';
const looseCriteria = (judge: Judge) => `SELECT ${local}, operator_id, '', criterion, '', ${outcomeCounts}
    FROM ${looseCalls(judge)} ARRAY JOIN ${outcomes} GROUP BY local, operator_id, criterion`;
const looseFindings = (judge: Judge, kind: Exclude<Kind, 'criterion'>) => `SELECT ${local}, operator_id, rule,
      ${kind === 'rule' ? "''" : 'entry'}, ${kind === 'phrase' ? 'phrase' : "''"}, ${findingCounts.columns}
    FROM ${looseCalls(judge)} ARRAY JOIN ${findingCounts.each(kind)}
    GROUP BY local, operator_id, rule, ${kind === 'rule' ? '' : 'entry, '}${kind}`;

/** Rows of `day_counts` of one kind, and the same made of calls. */
const countedRows = (judge: Judge, kind: Kind) => `(
    SELECT day AS local, operator_id, rule, entry, phrase, first, second, third FROM day_counts
    WHERE kind = '${kind}' AND build IN {builds:Array(UInt64)} AND ${kind === 'phrase' ? '{scope_all:Bool}' : ofOperators}
      AND ${buildsHold(judge)}
    UNION ALL
    ${kind === 'criterion' ? looseCriteria(judge) : looseFindings(judge, kind)})`;

const stepParam = { step: stepParams.shape.step };
const mostParam = { most: z.number() };

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

/** The questions over criteria and findings that are answered this way; rows as those of the question over the calls. */
export const rolledCounts = {
  criteriaRates: forEachJudge((judge) =>
    scopedQuery({
      name: `rolled_criteria_rates_of_${judge}`,
      sql: `SELECT entry AS criterion, ${outcomeSums} FROM ${countedRows(judge, 'criterion')} GROUP BY criterion ORDER BY criterion`,
      params: rolledParams,
      row: z.object(outcomeShape),
      limit: 10_000,
    }),
  ),
  criteriaRatesByStep: forEachJudge((judge) =>
    scopedQuery({
      name: `rolled_criteria_rates_by_step_of_${judge}`,
      sql: `SELECT entry AS criterion, ${rolledStep} AS step, ${outcomeSums} FROM ${countedRows(judge, 'criterion')}
      GROUP BY criterion, step ORDER BY criterion, step`,
      params: rolledParams.extend(stepParam),
      row: z.object({ step: z.string(), ...outcomeShape }),
      limit: 100_000,
    }),
  ),
  criteriaHeatMap: forEachJudge((judge) =>
    scopedQuery({
      name: `rolled_criteria_heat_map_of_${judge}`,
      sql: `SELECT operator_id, entry AS criterion, ${outcomeSums} FROM ${countedRows(judge, 'criterion')}
      GROUP BY operator_id, criterion ORDER BY operator_id, criterion`,
      params: rolledParams,
      row: z.object({ operator_id: z.string(), ...outcomeShape }),
      limit: 100_000,
    }),
  ),
  weighedCriteria: forEachJudge((judge) =>
    scopedQuery({
      name: `rolled_weighed_criteria_of_${judge}`,
      sql: `SELECT entry AS criterion, ${weighedSums} FROM ${countedRows(judge, 'criterion')} GROUP BY criterion ORDER BY criterion`,
      params: rolledParams,
      row: z.object(weighedShape),
      limit: 10_000,
    }),
  ),
  weighedCriteriaBySteps: forEachJudge((judge) =>
    scopedQuery({
      name: `rolled_weighed_criteria_by_steps_of_${judge}`,
      sql: `SELECT entry AS criterion, ${rolledStep} AS key, ${weighedSums} FROM ${countedRows(judge, 'criterion')}
      GROUP BY criterion, key ORDER BY criterion, key`,
      params: rolledParams.extend(stepParam),
      row: z.object({ key: z.string(), ...weighedShape }),
      limit: 100_000,
    }),
  ),
  weighedCriteriaByOperators: forEachJudge((judge) =>
    scopedQuery({
      name: `rolled_weighed_criteria_by_operators_of_${judge}`,
      sql: `SELECT entry AS criterion, operator_id AS key, ${weighedSums} FROM ${countedRows(judge, 'criterion')}
      GROUP BY criterion, key ORDER BY criterion, key`,
      params: rolledParams,
      row: z.object({ key: z.string(), ...weighedShape }),
      limit: 100_000,
    }),
  ),
  findingsByRule: forEachJudge((judge) =>
    scopedQuery({
      name: `rolled_findings_by_rule_of_${judge}`,
      sql: `SELECT rule, ${findingSums} FROM ${countedRows(judge, 'rule')} GROUP BY rule ORDER BY in_calls DESC, rule`,
      params: rolledParams,
      row: z.object({ rule: z.string(), ...findingShape }),
      limit: 1_000,
    }),
  ),
  findingsByRuleAndStep: forEachJudge((judge) =>
    scopedQuery({
      name: `rolled_findings_by_rule_and_step_of_${judge}`,
      sql: `SELECT rule, ${rolledStep} AS step, ${findingSums} FROM ${countedRows(judge, 'rule')}
      GROUP BY rule, step ORDER BY rule, step`,
      params: rolledParams.extend(stepParam),
      row: z.object({ rule: z.string(), step: z.string(), ...findingShape }),
      limit: 100_000,
    }),
  ),
  findingsByEntry: forEachJudge((judge) =>
    scopedQuery({
      name: `rolled_findings_by_entry_of_${judge}`,
      sql: `SELECT rule, entry, ${findingSums} FROM ${countedRows(judge, 'entry')} WHERE entry != '' GROUP BY rule, entry
      ORDER BY in_calls DESC, entry LIMIT {most:UInt32}`,
      params: rolledParams.extend(mostParam),
      row: z.object({ rule: z.string(), entry: z.string(), ...findingShape }),
      limit: 10_000,
    }),
  ),
  topPhrases: forEachJudge((judge) =>
    scopedQuery({
      name: `rolled_top_phrases_of_${judge}`,
      sql: `SELECT phrase, min((rule, entry)).1 AS any_rule, min((rule, entry)).2 AS any_entry, ${findingSums}
      FROM ${countedRows(judge, 'phrase')} WHERE phrase != '' GROUP BY phrase ORDER BY in_calls DESC, phrase LIMIT {most:UInt32}`,
      params: rolledParams.extend(mostParam),
      row: z.object({ phrase: z.string(), any_rule: z.string(), any_entry: z.string(), ...findingShape }),
      limit: 1_000,
    }),
  ),
};
