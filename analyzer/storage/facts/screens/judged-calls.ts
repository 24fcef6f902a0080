/**
 * The calls that a screen counts: as the machine judged them, or as people left them. Nothing but the text of the table
 * changes; the columns are called the same.
 */
import type { z } from 'zod';
import { inScope, type ScopedQuery, scopedQuery } from '../query.ts';
import { besideTopics } from './counted.ts';
import { byDays, type DaysHold, heldShape, inLooseDay, namedIn, near, underBuilds, withLoose } from './held-days.ts';
import { forEachJudge, type Judge } from './judge.ts';
import {
  type CallFilter,
  daysOfPeriod,
  inPeriod,
  isSampled,
  ofCallWhenever,
  ofTopicsBeside,
  ofTopicsIn,
} from './period.ts';

export type JudgedFilter = CallFilter & { people?: boolean };

export const judgeOf = ({ people = false }: JudgedFilter): Judge => (people ? 'people' : 'machine');

/** All calls of the filter, or those that were drawn for the audit. */
export type Basis = 'all' | 'sample';

/** What a question is asked once its judge is chosen. */
export function withoutJudge<P extends { people?: boolean }>(params: P): Omit<P, 'people'> {
  const { people: _, ...others } = params;
  return others;
}

/** Where they are read: in their own rows, or those of rolled days in the copies under the builds of their days. */
export type Source = 'rows' | DaysHold;
/** A table of judged calls. */
export interface JudgedTable {
  judge: Judge;
  basis: Basis;
  source: Source;
}

/** The same question over each table: they read very different things. */
export type JudgedQuestion<Q> = Record<Judge, Record<Basis, Record<Source, Q>>>;
export const forEachTable = <Q>(make: (table: JudgedTable) => Q): JudgedQuestion<Q> => {
  const ofBasis = (judge: Judge, basis: Basis) => ({
    rows: make({ judge, basis, source: 'rows' }),
    ...byDays((source) => make({ judge, basis, source })),
  });
  return forEachJudge((judge) => ({ all: ofBasis(judge, 'all'), sample: ofBasis(judge, 'sample') }));
};
const placeOf = ({ judge, basis, source }: JudgedTable) =>
  `of_${judge}_over_${basis}${source === 'rows' ? '' : `_by_${source}_days`}`;

/** Declares a query over the table, which is named after it; over copies it is asked which of them hold, too. */
export const judgedQuery = <P extends z.ZodObject, R extends z.ZodType>(
  table: JudgedTable,
  { name, params, ...query }: Parameters<typeof scopedQuery<P, R>>[0],
): ScopedQuery<P, R> =>
  scopedQuery({
    ...query,
    name: `${name}_${placeOf(table)}`,
    params: table.source === 'rows' ? params : (namedIn(query.sql, params.extend(heldShape)) as unknown as P),
  });

/** The ways to answer what a filter asks for. */
export const chosenOf = <Q>(questions: JudgedQuestion<Q>, filter: JudgedFilter): Record<Source, Q> =>
  questions[judgeOf(filter)][filter.sampled === true ? 'sample' : 'all'];

/** One state a finding. */
const states = 'arrayResize(o.found, length(c.found_rules), 1)';
const there = (column: string, added: string) =>
  `arrayConcat(arrayFilter((one, state) -> state != 0, c.${column}, ${states}), ${added})`;
const noWords = "arrayMap(rule -> toLowCardinality(''), o.added_rules)";
const ofOutcome = ['score', 'quality', 'compliance', 'fatal', 'findings', 'unsure', 'passed', 'failed', 'not_sure'];
/** Columns of a call that somebody has decided about. */
const decidedColumns = new Map([
  ...ofOutcome.map((column) => [column, `o.${column}`] as const),
  ['found_rules', there('found_rules', 'o.added_rules')],
  ['found_entries', there('found_entries', noWords)],
  ['found_phrases', there('found_phrases', noWords)],
  [
    'found_certain',
    `CAST(arrayConcat(arrayMap(state -> state = 1, arrayFilter(state -> state != 0, ${states})),
      arrayMap(rule -> true, o.added_rules)), 'Array(Bool)')`,
  ],
]);
const replaced = (value: (decided: string, column: string) => string) =>
  [...decidedColumns].map(([column, decided]) => `${value(decided, column)} AS ${column}`).join(', ');

/**
 * The table of the calls for which `condition` holds (over columns that no decision changes). `checked` is true where a person
 * has decided anything or has finished a review. A finding that people added has a rule, no entry and no phrase. Few calls are
 * decided about: the others pass as they are, without being joined to anything. A run is named by its `analysis_id` alone.
 * @param days the UTC days that the condition can hold for, as a condition on `day`
 */
export function judgedBy(judge: Judge, condition: string, days: string): string {
  if (judge === 'machine') return `(SELECT *, false AS checked FROM calls FINAL WHERE ${condition})`;
  const decided = `analysis_id IN (SELECT analysis_id FROM call_outcomes FINAL WHERE ${days})`;
  return `(SELECT *, false AS checked FROM calls FINAL WHERE ${condition} AND NOT (${decided})
    UNION ALL
    SELECT c.* REPLACE (${replaced((value) => value)}), o.reviewed OR o.decisions > 0 AS checked
    FROM (SELECT * FROM calls FINAL WHERE ${condition} AND ${decided}) AS c
    INNER JOIN (SELECT * FROM call_outcomes FINAL WHERE ${days}) AS o ON c.analysis_id = o.analysis_id)`;
}

/** The same over few calls, those for which `few` holds (over columns of the key): they are read once, and joined. */
function fewJudgedBy(judge: Judge, few: string, condition: string, days: string): string {
  const calls = `SELECT * FROM calls FINAL PREWHERE ${few} WHERE ${condition}`;
  if (judge === 'machine') return `(SELECT *, false AS checked FROM (${calls}))`;
  return `(SELECT c.* REPLACE (${replaced((value, column) => `if(o.version > 0, ${value}, c.${column})`)}),
      o.reviewed OR o.decisions > 0 AS checked
    FROM (${calls}) AS c
    LEFT ANY JOIN (SELECT * FROM call_outcomes FINAL WHERE ${days}) AS o ON c.analysis_id = o.analysis_id)`;
}

/** What is kept of a call beside `calls`: columns of `day_calls`. */
export const copiedColumns = `day, call_id, external_id, analysis_id, started_at, duration, source, direction, operator_id, operator_name, checked, erased,
  score, fatal, findings, unsure, found_rules, found_entries, found_phrases, found_certain, passed, failed, not_sure`;

/**
 * The calls of the filter in the reader's scope; what `ofJudgement` says is still to be asked of them. Copies have their `topics`
 * beside them.
 */
export function judgedCalls({ judge, basis, source }: JudgedTable, more = ''): string {
  const asked = (ofTopics: string) => `${inScope} AND ${ofCallWhenever(ofTopics)}${more === '' ? '' : ` AND ${more}`}`;
  if (source === 'rows')
    return judgedRows(judge, basis, `${inPeriod} AND ${asked(ofTopicsIn(daysOfPeriod))}`, daysOfPeriod);
  const ofBasis = basis === 'sample' ? 'drawn AND {sampled:Bool}' : 'NOT {sampled:Bool}';
  const kept = `SELECT ${copiedColumns}, topics FROM day_calls
    WHERE ${ofBasis} AND ${daysOfPeriod} AND ${asked(ofTopicsBeside)} AND ${underBuilds(judge)}`;
  const rows = judgedRows(judge, basis, `${inLooseDay} AND ${asked(ofTopicsIn(near))}`, near);
  return `(${withLoose(source, kept, `SELECT ${copiedColumns}, topics FROM ${besideTopics(`${rows} AS of_loose_days`, near)}`)})`;
}

const judgedRows = (judge: Judge, basis: Basis, condition: string, days: string) =>
  basis === 'sample'
    ? fewJudgedBy(judge, isSampled, condition, days)
    : judgedBy(judge, `NOT {sampled:Bool} AND ${condition}`, days);
