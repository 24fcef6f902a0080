/** What all questions over rolled days share: which countings they read, and the calls of the days that are not rolled. */
import { z } from 'zod';
import { inScope } from '../query.ts';
import { type Judge, judgedBy } from './judged-calls.ts';

export const ofOperators = `${inScope} AND (empty({operators:Array(String)}) OR operator_id IN {operators:Array(String)})`;

/** `near` are the UTC days around the local ones that are not rolled (`loose`): they lead the sort key. */
export const rolledParams = z.object({
  zone: z.string(),
  operators: z.array(z.string()),
  builds: z.array(z.number()),
  near: z.array(z.string()),
  loose: z.array(z.string()),
});

/** The UTC days of the calls that are read from their own rows. */
export const near = 'day IN {near:Array(Date)}';
export const looseCalls = (judge: Judge) =>
  `${judgedBy(judge, `${near} AND toDate(started_at, {zone:String}) IN {loose:Array(Date)} AND ${ofOperators}`, near)} AS calls`;

const buildColumn = { machine: 'build', people: 'people_build' };
/** Counts that a reader was told of may be gone: it is told so. */
export const buildsHold = (
  judge: Judge,
) => `(SELECT throwIf(count() != length({builds:Array(UInt64)}), 'rolls are gone') FROM day_rolls FINAL
        WHERE ${buildColumn[judge]} IN {builds:Array(UInt64)}) = 0`;

/** First local day of the step that a rolled day falls into, as text. */
export const rolledStep = 'toString(toDate(dateTrunc({step:String}, local)))';
