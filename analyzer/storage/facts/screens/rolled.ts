/** Questions of a period read from the days that are rolled, and from the calls of those that are not: exact at any moment. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { z } from 'zod';
import type { CallScope } from '../../../domain/call-scope.ts';
import type { FactsReader } from '../client.ts';
import { type DayState, readDayStates } from '../day-rolls.ts';
import { runScopedQuery, type ScopedQuery } from '../query.ts';
import type { Judge } from './judged-calls.ts';
import type { CallFilter } from './period.ts';
import { rolledCounts } from './rolled-counts.ts';

/** A question over the calls, and the same over days; for whose word they are. */
export interface RolledQuestion<P extends z.ZodObject, Q extends z.ZodObject, R extends z.ZodType> {
  judge: Judge;
  direct: ScopedQuery<P, R>;
  rolled: ScopedQuery<Q, R>;
}

type Period = Parameters<typeof readDayStates>[1];

/**
 * Reads day states once for all who ask in one turn of the event loop, as a page does with its questions: only after the last of
 * them has asked, so that nobody is told of less than what stood when they did.
 */
export function sharedDayStates(reader: FactsReader): (period: Period) => Promise<DayState[]> {
  const waiting = new Map<string, Promise<DayState[]>>();
  return (period) => {
    const key = JSON.stringify(period);
    const asked =
      waiting.get(key) ??
      nextTurn().then(() => {
        waiting.delete(key);
        return readDayStates(reader, period);
      });
    waiting.set(key, asked);
    return asked;
  };
}

/** Rolled are counts of all calls of a period, as a whole or by operator; every other filter asks the calls. */
function canBeRolled(filter: CallFilter, scope: CallScope, byOperator: boolean): boolean {
  const { from: _, to: __, zone: ___, operators = [], ...others } = filter;
  const isNarrowed = (value: unknown) =>
    Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== false;
  if (Object.entries(others).some(([name, value]) => !['step', 'most'].includes(name) && isNarrowed(value)))
    return false;
  return byOperator || (scope.kind === 'all' && operators.length === 0);
}

/**
 * The answer of `rolled` by days where the filter allows it, else that of `direct` over the calls. Both give the same rows.
 */
export async function rolledAnswer<P extends z.ZodObject, Q extends z.ZodObject, R extends z.ZodType>(
  reader: FactsReader,
  dayStates: ReturnType<typeof sharedDayStates>,
  { judge, direct, rolled }: RolledQuestion<P, Q, R>,
  scope: CallScope,
  params: z.input<P> & CallFilter,
): Promise<z.output<R>[]> {
  const byOperator = rolled.name !== rolledCounts.topPhrases[judge].name;
  if (scope.kind === 'none' || !canBeRolled(params, scope, byOperator))
    return runScopedQuery(reader, direct, scope, params);
  const states = await dayStates({ zone: params.zone, from: params.from, to: params.to });
  const builds = states.flatMap((state) => state.builds[judge] ?? []);
  // Nothing is rolled: the question over the calls is the shorter one.
  if (builds.length === 0) return runScopedQuery(reader, direct, scope, params);
  const loose = states.filter((state) => state.builds[judge] === null).map(({ day }) => day);
  const near = [...new Set(loose.flatMap(daysAround))];
  const own = Object.fromEntries(
    ['step', 'most'].flatMap((name) => (name in rolled.params.shape ? [[name, Reflect.get(params, name)]] : [])),
  );
  const asked = { zone: params.zone, operators: params.operators ?? [], builds, near, loose, ...own };
  try {
    return await runScopedQuery(reader, rolled, scope, asked as z.input<Q>);
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
const isGone = (error: unknown) =>
  error instanceof Error && error.cause instanceof Error && Reflect.get(error.cause, 'code') === '395';
