/** Questions that every request asks, and what it writes: built and compiled once, used again with other values. */
import type { Compilable, CompiledQuery } from 'kysely';
import { boundedMap } from '#platform';
import type { AtomicStep } from './atomic-steps.ts';
import type { StateDatabase } from './database.ts';

/** No text of ours begins so: a marked place of the compiled statement takes a value. */
const mark = '\u0000';

/** Lists of so many lengths have their statements at once. */
const mostLengths = 100;

/**
 * @param names of the values that differ from one asking to the next
 * @param build the query over marks in place of those values, which must be texts
 * @returns asks with the values and gives the rows
 */
export function prepared<N extends string, R>(
  database: StateDatabase,
  names: readonly N[],
  build: (marks: Record<N, string>) => Compilable<R>,
): (values: Record<N, string>) => Promise<R[]> {
  const ask = compiledOnce(database, names.length, (marks) => build(named(names, marks)));
  return (values) => ask(names.map((name) => values[name]));
}

/**
 * The same for questions about a list: compiled once for each length. About an empty list nothing is asked.
 * @param build the query over marks of the list's values, and those of the names
 */
export function preparedForMany<R, N extends string = never>(
  database: StateDatabase,
  build: (list: readonly string[], marks: Record<N, string>) => Compilable<R>,
  names: readonly N[] = [],
): (list: readonly string[], values?: Record<N, string>) => Promise<R[]> {
  const byLength = boundedMap<(values: readonly string[]) => Promise<R[]>>(mostLengths);
  return async (list, values) => {
    if (list.length === 0) return [];
    const length = String(list.length);
    const ask =
      byLength.get(length) ??
      compiledOnce(database, names.length + list.length, (marks) =>
        build(marks.slice(names.length), named(names, marks)),
      );
    byLength.set(length, ask);
    return ask([...names.map((name) => values?.[name] ?? ''), ...list]);
  };
}

const named = <N extends string>(names: readonly N[], marks: readonly string[]) =>
  Object.fromEntries(names.map((name, n) => [name, marks[n]])) as Record<N, string>;

/**
 * A statement of a batch, compiled once.
 * @param build the statement over marks in place of the values that differ, whatever they are
 */
export function preparedStep<N extends string>(
  names: readonly N[],
  build: (marks: Record<N, never>) => Compilable<unknown>,
): (values: Record<N, string | number | null>) => AtomicStep['query'] {
  const compile = withValues(names.length, (marks) => build(named(names, marks) as Record<N, never>));
  return (values) => ({ compile: () => compile(names.map((name) => values[name])) });
}

function compiledOnce<R>(
  database: StateDatabase,
  count: number,
  build: (marks: readonly string[]) => Compilable<R>,
): (values: readonly string[]) => Promise<R[]> {
  const compile = withValues(count, build);
  return (values) => database.read(compile(values));
}

function withValues<R>(
  count: number,
  build: (marks: readonly string[]) => Compilable<R>,
): (values: readonly unknown[]) => CompiledQuery<R> {
  const marks = Array.from({ length: count }, (_, n) => `${mark}${n}`);
  const compiled = build(marks).compile();
  const placeOf = new Map<unknown, number>(marks.map((value, n) => [value, n]));
  const places = compiled.parameters.map((value) => placeOf.get(value));
  return (values) => {
    const parameters = compiled.parameters.map((value, n) => {
      const place = places[n];
      return place === undefined ? value : values[place];
    });
    return { ...compiled, parameters };
  };
}
