/** Days that are rolled and those that are not, as a question over them is told: the conditions that all such questions share. */
import { z } from 'zod';
import type { Judge } from './judge.ts';

/** `near` are the UTC days around the local ones that are not rolled (`loose`): they lead the sort key. */
export const heldShape = {
  builds: z.array(z.number()),
  near: z.array(z.string()),
  loose: z.array(z.string()),
};

/** The UTC days of the calls that are read from their own rows, and which of their calls those are. */
export const near = 'day IN {near:Array(Date)}';
export const inLooseDay = `${near} AND toDate(started_at, {zone:String}) IN {loose:Array(Date)}`;

/** Of the parameters those that the text names: where all days hold, nothing is asked of the others. */
export const namedIn = <P extends z.ZodObject>(sql: string, params: P): P => {
  const named = Object.entries(params.shape).filter(([name]) => sql.includes(`{${name}:`));
  return z.object(Object.fromEntries(named)) as unknown as P;
};

/** A question over days: `whole` where every day of the period holds; `mixed` reads the others from their calls. */
export interface ByDays<Q> {
  whole: Q;
  mixed: Q;
}
export type DaysHold = keyof ByDays<unknown>;
export const byDays = <Q>(make: (hold: DaysHold) => Q): ByDays<Q> => ({ whole: make('whole'), mixed: make('mixed') });
/** Rows that are kept, and those of the calls of days that do not hold. */
export const withLoose = (hold: DaysHold, kept: string, loose: string) =>
  hold === 'whole' ? kept : `${kept}\n    UNION ALL\n    ${loose}`;

const buildColumn = { machine: 'build', people: 'people_build' };
/** What is kept under the builds. What a reader was told of may be gone: it is told so. */
export const underBuilds = (judge: Judge) => `build IN {builds:Array(UInt64)}
      AND (SELECT throwIf(count() != length({builds:Array(UInt64)}), 'rolls are gone') FROM day_rolls FINAL
        WHERE ${buildColumn[judge]} IN {builds:Array(UInt64)}) = 0`;
