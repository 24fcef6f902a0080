/** Questions of a period read from the days that are rolled, and from the calls of those that are not: exact at any moment. */
import type { z } from 'zod';
import type { CallScope } from '../../../domain/call-scope.ts';
import type { FactsReader } from '../client.ts';
import { runScopedQuery, type ScopedQuery } from '../query.ts';
import { serverCode } from '../store-error.ts';
import type { ByDays } from './held-days.ts';
import type { Judge } from './judge.ts';
import type { CallFilter } from './period.ts';
import { rolledCounts } from './rolled-counts.ts';
import { sharedDayStates } from './shared-day-states.ts';

/** A question over the calls of a period, and what answers it by days with the same rows. */
export interface DayQuestion<P extends z.ZodObject, Q extends z.ZodObject, R extends z.ZodType> {
  /** For whose word the days are to hold. */
  judge: Judge;
  /** Over the calls themselves. */
  direct: ScopedQuery<P, R>;
  /** Over the copies of the calls: whatever the filter. */
  copies?: ByDays<ScopedQuery<P, R>>;
  /** Over the counts: for all calls of the period, as a whole or by operator. */
  counts?: ByDays<ScopedQuery<Q, R>>;
}

/** A reader that knows which days hold. */
export type DayReader = ReturnType<typeof dayReader>;
export const dayReader = (reader: FactsReader) => ({ reader, dayStates: sharedDayStates(reader) });

/** Counted are all calls of a period, as a whole or by operator; every other filter asks for the calls. */
function isCounted(filter: CallFilter, scope: CallScope, byOperator: boolean): boolean {
  const { from: _, to: __, zone: ___, operators = [], ...others } = filter;
  const isNarrowed = (value: unknown) =>
    Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== false;
  if (Object.entries(others).some(([name, value]) => !['step', 'most'].includes(name) && isNarrowed(value)))
    return false;
  return byOperator || (scope.kind === 'all' && operators.length === 0);
}

/** The answer by days where something answers that way, else by the calls. Either gives the same rows. */
export async function answerByDays<P extends z.ZodObject, Q extends z.ZodObject, R extends z.ZodType>(
  { reader, dayStates }: DayReader,
  { judge, direct, copies, counts }: DayQuestion<P, Q, R>,
  scope: CallScope,
  params: z.input<P> & CallFilter,
): Promise<z.output<R>[]> {
  const byOperator = counts?.whole.name !== rolledCounts.topPhrases[judge].whole.name;
  const counted = isCounted(params, scope, byOperator) ? counts : undefined;
  const byDays: ByDays<ScopedQuery<z.ZodObject, R>> | undefined = counted ?? copies;
  if (scope.kind === 'none' || byDays === undefined) return runScopedQuery(reader, direct, scope, params);
  const states = await dayStates({ zone: params.zone, from: params.from, to: params.to });
  const builds = states.flatMap((state) => state.builds[judge] ?? []);
  // No day holds: the question over the calls is the shorter one.
  if (builds.length === 0) return runScopedQuery(reader, direct, scope, params);
  const loose = states.filter((state) => state.builds[judge] === null).map(({ day }) => day);
  const held = { builds, loose, near: [...new Set(loose.flatMap(daysAround))] };
  const query = loose.length === 0 ? byDays.whole : byDays.mixed;
  const known: Record<string, unknown> = { ...params, operators: params.operators ?? [], ...held };
  const asked = Object.fromEntries(Object.keys(query.params.shape).map((name) => [name, known[name]]));
  try {
    return await runScopedQuery(reader, query, scope, asked);
  } catch (error) {
    // They were forgotten between the two questions.
    if (!isGone(error)) throw error;
    return runScopedQuery(reader, direct, scope, params);
  }
}

const dayMs = 86_400_000;
const daysAround = (day: string) =>
  [-1, 0, 1].map((shift) => new Date(Date.parse(day) + shift * dayMs).toISOString().slice(0, 10));

/** The server's code of `throwIf`. */
const isGone = (error: unknown) => serverCode(error) === '395';
