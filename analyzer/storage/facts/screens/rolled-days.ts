/** What all questions over the counts of days share: which of them they read, and the calls of the days that are not rolled. */
import { z } from 'zod';
import { inScope, type ScopedQuery, scopedQuery } from '../query.ts';
import { byDays, type DaysHold, heldShape, inLooseDay, namedIn, near } from './held-days.ts';
import { forEachJudge, type Judge } from './judge.ts';
import { judgedBy } from './judged-calls.ts';

export const ofOperators = `${inScope} AND (empty({operators:Array(String)}) OR operator_id IN {operators:Array(String)})`;

export const rolledParams = z.object({ zone: z.string(), operators: z.array(z.string()), ...heldShape });

export const looseCalls = (judge: Judge) => `${judgedBy(judge, `${inLooseDay} AND ${ofOperators}`, near)} AS calls`;

/** The same question for each judge, for days that all hold and for others. */
export const forEachHeld = <Q>(make: (judge: Judge, hold: DaysHold) => Q) =>
  forEachJudge((judge) => byDays((hold) => make(judge, hold)));

/** Declares a query over counts; of the parameters it is asked those that its text names. */
export const countedQuery = <P extends z.ZodObject, R extends z.ZodType>(
  query: Parameters<typeof scopedQuery<P, R>>[0],
): ScopedQuery<P, R> => scopedQuery({ ...query, params: namedIn(query.sql, query.params) });

/** First local day of the step that a rolled day falls into, as text. */
export const rolledStep = 'toString(toDate(dateTrunc({step:String}, local)))';
