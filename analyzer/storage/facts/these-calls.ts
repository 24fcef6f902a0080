/** Which calls a question is about: pairs of day and id, the head of the sort key of every table with a row a call or more. */
import { TupleParam } from '@clickhouse/client';
import { z } from 'zod';

/** A call by the head of its rows' sort key. */
export interface CallKey {
  /** UTC, YYYY-MM-DD. */
  day: string;
  callId: string;
}

/**
 * Only in pairs does the server find the rows by its index: with a list of days and a list of ids a page of two hundred calls
 * out of half a year reads nine parts in ten of the table.
 */
export const theseCalls = '(day, call_id) IN {these:Array(Tuple(Date, UUID))}';

/** The parameter of `theseCalls`. */
export const these = z.array(
  z.object({ day: z.string(), callId: z.string() }).transform(({ day, callId }) => new TupleParam([day, callId])),
);

/** Keys of calls that stand under their own id. */
export const keysOf = (calls: readonly { day: string; id: string }[]): CallKey[] =>
  calls.map(({ day, id }) => ({ day, callId: id }));
