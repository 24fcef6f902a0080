/** Questions that every request asks: built and compiled once, asked again with other values. */
import type { Compilable } from 'kysely';
import type { StateDatabase } from './database.ts';

/** No text of ours begins so: a marked place of the compiled statement takes a value. */
const mark = '\u0000';

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
  const marks = Object.fromEntries(names.map((name) => [name, `${mark}${name}`])) as Record<N, string>;
  const compiled = build(marks).compile();
  const places = compiled.parameters.map((value) => names.find((name) => value === marks[name]) ?? null);
  return async (values) => {
    const parameters = compiled.parameters.map((value, n) => {
      const name = places[n];
      return name ? values[name] : value;
    });
    return (await database.executeQuery<R>({ ...compiled, parameters })).rows;
  };
}
