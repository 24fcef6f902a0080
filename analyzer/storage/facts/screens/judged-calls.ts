/**
 * The calls that a screen counts: as the machine judged them, or as people left them. Nothing but the text of the table
 * changes; the columns are called the same.
 */
import { inScope } from '../query.ts';
import { type CallFilter, ofCall } from './period.ts';

/** Whose word counts: `people`: their decisions (a dismissed finding does not); `machine`: what the program said. */
export type Judge = 'machine' | 'people';

export type JudgedFilter = CallFilter & { people?: boolean };

export const judgeOf = ({ people = false }: JudgedFilter): Judge => (people ? 'people' : 'machine');

/** What a question is asked once its judge is chosen. */
export function withoutJudge<P extends { people?: boolean }>(params: P): Omit<P, 'people'> {
  const { people: _, ...others } = params;
  return others;
}

/** The same question twice, one for each judge: each reads no more than it needs. */
export const forEachJudge = <Q>(make: (judge: Judge) => Q): Record<Judge, Q> => ({
  machine: make('machine'),
  people: make('people'),
});

/** One state a finding. */
const states = 'arrayResize(o.found, length(c.found_rules), 1)';
const there = (column: string, added: string) =>
  `arrayConcat(arrayFilter((one, state) -> state != 0, c.${column}, ${states}), ${added}) AS ${column}`;
const noWords = "arrayMap(rule -> toLowCardinality(''), o.added_rules)";
const ofOutcome = ['score', 'quality', 'compliance', 'fatal', 'findings', 'unsure', 'passed', 'failed', 'not_sure'];

/**
 * The table of the calls for which `condition` holds (over columns that no decision changes). `checked` is true where a person
 * has decided anything or has finished a review. A finding that people added has a rule, no entry and no phrase. Few calls are
 * decided about: the others pass as they are, without being joined to anything.
 * @param days the UTC days that the condition can hold for, as a condition on `day`
 */
export function judgedBy(judge: Judge, condition: string, days: string): string {
  if (judge === 'machine') return `(SELECT *, false AS checked FROM calls FINAL WHERE ${condition})`;
  const decided = `(day, call_id, analysis_id) IN (SELECT day, call_id, analysis_id FROM call_outcomes FINAL WHERE ${days})`;
  return `(SELECT *, false AS checked FROM calls FINAL WHERE ${condition} AND NOT (${decided})
    UNION ALL
    SELECT c.* REPLACE (${ofOutcome.map((column) => `o.${column} AS ${column}`).join(', ')},
      ${there('found_rules', 'o.added_rules')}, ${there('found_entries', noWords)}, ${there('found_phrases', noWords)},
      CAST(arrayConcat(arrayMap(state -> state = 1, arrayFilter(state -> state != 0, ${states})),
        arrayMap(rule -> true, o.added_rules)), 'Array(Bool)') AS found_certain),
      o.reviewed OR o.decisions > 0 AS checked
    FROM (SELECT * FROM calls FINAL WHERE ${condition} AND ${decided}) AS c
    INNER JOIN (SELECT * FROM call_outcomes FINAL WHERE ${days}) AS o
      ON c.day = o.day AND c.call_id = o.call_id AND c.analysis_id = o.analysis_id)`;
}

const daysOfPeriod = 'day >= {from:Date} - 1 AND day <= {to:Date} + 1';

/** The calls of the filter in the reader's scope; what `ofJudgement` says is still to be asked of them. */
export const judgedCalls = (judge: Judge, more = '') =>
  judgedBy(judge, `${inScope} AND ${ofCall}${more === '' ? '' : ` AND ${more}`}`, daysOfPeriod);
