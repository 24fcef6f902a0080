/**
 * The calls that a screen counts: as the machine judged them, or as people left them. Nothing but the text of the table
 * changes; the columns are called the same.
 */
import { z } from 'zod';
import { inScope } from '../query.ts';
import { filterParams, stepParams } from './period.ts';

/** `people`: decisions of people count (a dismissed finding does not); otherwise the machine's word alone. */
export const judgedShape = { people: z.boolean().default(false) };
export const judgedParams = filterParams.extend(judgedShape);
export const judgedStepParams = stepParams.extend(judgedShape);
export type JudgedFilter = z.input<typeof judgedParams>;

const now = (column: string) => `if(o.version > 0, o.${column}, c.${column}) AS ${column}`;
/** One state a finding; of a call that nobody has decided about all are there. */
const states = 'arrayResize(o.found, length(c.found_rules), 1)';
const there = (column: string, added: string) =>
  `arrayConcat(arrayFilter((one, state) -> state != 0, c.${column}, ${states}), ${added}) AS ${column}`;
const noWords = "arrayMap(rule -> toLowCardinality(''), o.added_rules)";

/**
 * The table of the calls of the period and the reader's scope. `checked` is true where a person has decided anything or has
 * finished a review. A finding that people added has a rule, no entry and no phrase.
 */
export const judgedCalls = `(SELECT c.* REPLACE (${['score', 'quality', 'compliance', 'fatal', 'findings', 'unsure']
  .map(now)
  .join(', ')},
      ${['passed', 'failed', 'not_sure'].map(now).join(', ')},
      ${there('found_rules', 'o.added_rules')}, ${there('found_entries', noWords)}, ${there('found_phrases', noWords)},
      if(o.version > 0,
        CAST(arrayConcat(arrayMap(state -> state = 1, arrayFilter(state -> state != 0, o.found)),
          arrayMap(rule -> true, o.added_rules)), 'Array(Bool)'), c.found_certain) AS found_certain),
    o.reviewed OR o.decisions > 0 AS checked
  FROM (SELECT * FROM calls FINAL
    WHERE day >= {from:Date} - 1 AND day <= {to:Date} + 1 AND ${inScope}) AS c
  LEFT JOIN (SELECT * FROM call_outcomes FINAL
    WHERE {people:Bool} AND day >= {from:Date} - 1 AND day <= {to:Date} + 1) AS o
    ON c.day = o.day AND c.call_id = o.call_id AND c.analysis_id = o.analysis_id)`;
