/**
 * All that an operator's own page asks of the store, in one question: at a few hundred calls a question costs more to plan than
 * to answer, and the page needs the same calls five times over.
 */
import { z } from 'zod';
import type { CallScope } from '../../../domain/call-scope.ts';
import type { FactsReader } from '../client.ts';
import { inScope, runScopedQuery, scopedQuery } from '../query.ts';
import { inPeriod, stepOf, stepParams } from './period.ts';

/** The same number for each element of a list. */
const each = (value: 0 | 1, list: string) => `arrayResize(emptyArrayUInt32(), length(${list}), ${value})`;
const score = 'toFloat64(ifNull(score, 0))';
/** The names of the entries of certain findings, each once. */
const certainEntries = 'arrayDistinct(arrayFilter((entry, sure) -> sure, found_entries, found_certain))';

const texts = z.array(z.string());
const numbers = z.array(z.number());
/** Scores of calls: how many there are, their sum, the sum of their squares. */
export interface ScoreSums {
  n: number;
  sum: number;
  squares: number;
}

const newestCall = z
  .tuple([
    z.string(),
    z.uuid(),
    z.string(),
    z.number().nullable(),
    z.uuid(),
    z.number().nullable(),
    z.number(),
    texts,
    texts,
  ])
  .transform(([at, id, externalId, duration, analysisId, shown, findings, fatal, entries]) => ({
    id,
    externalId,
    startedAt: `${at.replace(' ', 'T')}Z`,
    duration,
    analysisId,
    score: shown,
    /** Certain ones. */
    findings,
    fatal,
    /** Lexicon entries that were surely found. */
    entries: entries.filter((entry) => entry !== ''),
  }));

const ownCallsQuery = scopedQuery({
  name: 'own_calls',
  sql: `SELECT argMax(operator_name, (operator_name != '', started_at)) AS name,
      sumMap([${stepOf}], [toUInt32(isNotNull(score))], [${score}], [${score} * ${score}]) AS steps,
      sumMap(arrayConcat(passed, failed), arrayConcat(${each(1, 'passed')}, ${each(0, 'failed')}),
        arrayConcat(${each(0, 'passed')}, ${each(1, 'failed')})) AS criteria,
      sumMap(arrayMap((rule, entry) -> (rule, entry), found_rules, found_entries),
        arrayMap(sure -> toUInt32(sure), found_certain),
        arrayMap(nth -> toUInt32(nth = 1), arrayEnumerateUniq(found_entries))) AS entries,
      arraySlice(arrayReverseSort(call -> (call.1, call.2), groupArrayIf((started_at, call_id, external_id, duration, analysis_id,
        round(score, 2), findings, fatal, ${certainEntries}), NOT erased)), 1, {most:UInt32}) AS newest
    FROM calls FINAL WHERE ${inScope} AND ${inPeriod}`,
  params: stepParams
    .pick({ from: true, to: true, zone: true, step: true })
    .extend({ most: z.number().int().min(1).max(1_000) }),
  row: z
    .object({
      name: z.string(),
      steps: z.tuple([texts, numbers, numbers, numbers]),
      criteria: z.tuple([texts, numbers, numbers]),
      entries: z.tuple([z.array(z.tuple([z.string(), z.string()])), numbers, numbers]),
      newest: z.array(newestCall),
    })
    .transform(({ name, steps, criteria, entries, newest }) => ({
      /** Empty where no call of the period names the operator. */
      name,
      /** Steps with scored calls, by their first local day. */
      steps: new Map(
        steps[0].map((step, i): [string, ScoreSums] => [
          step,
          { n: steps[1][i] ?? 0, sum: steps[2][i] ?? 0, squares: steps[3][i] ?? 0 },
        ]),
      ),
      /** Calls that passed and failed each criterion. */
      criteria: criteria[0].map((criterion, i) => ({
        criterion,
        passed: criteria[1][i] ?? 0,
        failed: criteria[2][i] ?? 0,
      })),
      /** Lexicon entries: their certain findings, and calls with one at least, certain or not. */
      entries: entries[0].flatMap(([rule, entry], i) =>
        entry === '' ? [] : [{ rule, entry, count: entries[1][i] ?? 0, calls: entries[2][i] ?? 0 }],
      ),
      newest,
    })),
  limit: 1,
});
export type OwnCallsPeriod = z.input<typeof ownCallsQuery.params>;
export type OwnCalls = z.output<typeof ownCallsQuery.row>;

const none: OwnCalls = { name: '', steps: new Map(), criteria: [], entries: [], newest: [] };

/** What the machine says of the scope's calls in a period of local days; `most` of the newest are listed. */
export async function ownCalls(reader: FactsReader, scope: CallScope, period: OwnCallsPeriod): Promise<OwnCalls> {
  const [row] = await runScopedQuery(reader, ownCallsQuery, scope, period);
  return row ?? none;
}
