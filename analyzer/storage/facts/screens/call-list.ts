/** The list (queue) of scored calls: filters, newest or worst first, pages by the last row seen, no counting of the rest. */
import { z } from 'zod';
import { KamertonError } from '#platform';
import type { CallScope } from '../../../domain/call-scope.ts';
import { runScopedQuery } from '../query.ts';
import { answerByDays, type DayReader } from './by-days.ts';
import {
  chosenOf,
  forEachTable,
  type JudgedFilter,
  type JudgedTable,
  judgedCalls,
  judgedQuery,
  judgeOf,
  withoutJudge,
} from './judged-calls.ts';
import { type CallFilter, filterParams, ofJudgement } from './period.ts';
import { fromNewest, oneStretch, stretchesOfLists } from './stretches.ts';

export const largestPage = 200;

/** In double precision: the number that a cursor gives back is then the one that it was written from. */
const shownScore = 'round(toFloat64(score), 2)';
export const listedColumns = `toString(day) AS utc_day, toString(call_id) AS id, external_id, started_at, operator_id, operator_name,
  duration, ${shownScore} AS shown_score, findings, unsure, fatal, failed, toString(analysis_id) AS analysis`;

export const listedCall = z
  .object({
    utc_day: z.string(),
    id: z.string(),
    external_id: z.string(),
    started_at: z.string(),
    operator_id: z.string(),
    operator_name: z.string(),
    duration: z.number().nullable(),
    shown_score: z.number().nullable(),
    findings: z.number(),
    unsure: z.number(),
    fatal: z.array(z.string()),
    failed: z.array(z.string()),
    analysis: z.string(),
  })
  .transform((row) => ({
    id: row.id,
    /** UTC day: goes with the id into every question about the call. */
    day: row.utc_day,
    externalId: row.external_id,
    startedAt: `${row.started_at.replace(' ', 'T')}Z`,
    operatorId: row.operator_id === '' ? null : row.operator_id,
    operatorName: row.operator_name === '' ? null : row.operator_name,
    duration: row.duration,
    score: row.shown_score,
    findings: row.findings,
    unsure: row.unsure,
    fatal: row.fatal,
    failed: row.failed,
    analysisId: row.analysis,
  }));
export type ListedCall = z.output<typeof listedCall>;

export const newestParams = filterParams.extend({
  after_at: z.string(),
  after_id: z.string(),
  size: z.number().int(),
  /** UTC days that are looked through. */
  since: z.string(),
  until: z.string(),
});
/** What stands behind the place of the page, in the days that are looked through. */
export const afterPlace = `day >= {since:Date} AND day <= {until:Date} AND day <= toDate({after_at:DateTime64(3, 'UTC')})
      AND (started_at, call_id) < ({after_at:DateTime64(3, 'UTC')}, {after_id:UUID})`;
const worstParams = filterParams.extend({ after_score: z.number(), after_id: z.string(), size: z.number().int() });
const countParams = filterParams.extend({ most: z.number().int() });

const listQueries = (table: JudgedTable) => ({
  // By a bare column the engine would filter first what is older than the page so far, and read every column of the question's own
  // filter for all other rows.
  newest: judgedQuery(table, {
    name: 'calls_newest',
    sql: `SELECT ${listedColumns}
      FROM ${judgedCalls(table, `NOT erased AND ${afterPlace}`)} AS calls WHERE ${ofJudgement}
      ORDER BY identity(day) DESC, started_at DESC, call_id DESC LIMIT {size:UInt32}`,
    params: newestParams,
    row: listedCall,
    limit: largestPage + 1,
    seconds: 10,
  }),
  worst: judgedQuery(table, {
    name: 'calls_worst',
    sql: `SELECT ${listedColumns}
      FROM ${judgedCalls(table, 'NOT erased')} AS calls
      WHERE score IS NOT NULL AND ${shownScore} >= {after_score:Float64}
        AND (${shownScore} > {after_score:Float64} OR call_id > {after_id:UUID}) AND ${ofJudgement}
      ORDER BY ${shownScore}, call_id LIMIT {size:UInt32}`,
    params: worstParams,
    row: listedCall,
    limit: largestPage + 1,
    seconds: 10,
  }),
  counted: judgedQuery(table, {
    name: 'calls_counted',
    sql: `SELECT toUInt32(count()) AS calls FROM (
        SELECT 1 FROM ${judgedCalls(table, 'NOT erased')} AS calls WHERE ${ofJudgement} LIMIT {most:UInt32})`,
    params: countParams,
    row: z.object({ calls: z.number() }),
    limit: 1,
    seconds: 10,
  }),
});
const queries = forEachTable(listQueries);
type ListQueries = ReturnType<typeof listQueries>;
const listQuestion = <N extends keyof ListQueries>(name: N, judged: JudgedFilter) => {
  const { rows, whole, mixed } = chosenOf(queries, judged);
  return { judge: judgeOf(judged), direct: rows[name], copies: { whole: whole[name], mixed: mixed[name] } };
};

const lastUuid = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const firstUuid = '00000000-0000-0000-0000-000000000000';
const end = { after_at: '2290-01-01 00:00:00.000', after_id: lastUuid };
const beginning = { after_score: -1, after_id: firstUuid };

const newestCursor = newestParams.pick({ after_at: true, after_id: true }).extend({
  after_at: z.iso.datetime({ local: true }).transform((at) => at.replace('T', ' ')),
  after_id: z.uuid(),
});
const worstCursor = worstParams.pick({ after_score: true }).extend({ after_id: z.uuid() });

/** Where a page of the newest begins, as bound values. */
export const newestPlace = (cursor: string | undefined) => readCursor(newestCursor, cursor, end);

/** The cursor behind the last call of a page of the newest. */
export const newestCursorAfter = (last: Pick<ListedCall, 'startedAt' | 'id'>): string =>
  writeCursor({ after_at: last.startedAt.slice(0, -1), after_id: last.id });

export interface CallPage {
  items: ListedCall[];
  /** To be given back for the next page; null on the last one. */
  nextCursor: string | null;
}

export interface PageOptions {
  order: 'newest' | 'worst';
  /** Calls of a page, 1…200. */
  limit: number;
  cursor?: string | undefined;
}

/**
 * One page of the calls of the filter. `worst`: lowest score first, calls without a score are left out.
 * @throws KamertonError `bad_input` for a cursor that is not one of ours
 */
export async function callPage(
  days: DayReader,
  scope: CallScope,
  judged: JudgedFilter,
  { order, limit, cursor }: PageOptions,
): Promise<CallPage> {
  const filter: CallFilter = withoutJudge(judged);
  const size = Math.min(limit, largestPage);
  const found = await (order === 'newest' ? newestPage() : worstPage());
  const items = found.slice(0, size);
  const last = items.at(-1);
  if (found.length <= size || last === undefined) return { items, nextCursor: null };
  const nextCursor =
    order === 'newest' ? newestCursorAfter(last) : writeCursor({ after_score: last.score, after_id: last.id });
  return { items, nextCursor };

  function newestPage(): Promise<ListedCall[]> {
    const place = newestPlace(cursor);
    const question = listQuestion('newest', judged);
    const stretches = filter.sampled === true ? oneStretch : stretchesOfLists;
    return fromNewest(filter, place.after_at.slice(0, 10), size + 1, stretches, (part, isLast) => {
      const asked = { ...filter, ...place, ...part };
      // What is frequent is found in the last days, sooner than it is known which days hold.
      return isLast
        ? answerByDays(days, question, scope, asked)
        : runScopedQuery(days.reader, question.direct, scope, asked);
    });
  }

  function worstPage(): Promise<ListedCall[]> {
    const place = readCursor(worstCursor, cursor, beginning);
    return answerByDays(days, listQuestion('worst', judged), scope, { ...filter, ...place, size: size + 1 });
  }
}

/** How many calls the filter has, counted up to `most` (10,000 unless told): «больше 10 000» needs no exact number. */
export async function countCalls(
  days: DayReader,
  scope: CallScope,
  judged: JudgedFilter,
  most = 10_000,
): Promise<{ calls: number; more: boolean }> {
  const filter: CallFilter = withoutJudge(judged);
  const [row] = await answerByDays(days, listQuestion('counted', judged), scope, { ...filter, most: most + 1 });
  const calls = row?.calls ?? 0;
  return { calls: Math.min(calls, most), more: calls > most };
}

const writeCursor = (place: object): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** A cursor as bound values; `start` without one. */
function readCursor<S extends z.ZodType>(schema: S, cursor: string | undefined, start: z.output<S>): z.output<S> {
  if (cursor === undefined) return start;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new KamertonError('bad_input', 'место в списке не читается: откройте список сначала', { cause });
  }
}
