/** The operators that the list can be narrowed to. */
import type { Operator } from '../../api/shapes.ts';

interface Option {
  value: string;
  label: string;
}

/** By name in the order of the language; one who is chosen but not known comes first, under the id. */
export function operatorOptions(
  operators: readonly Operator[],
  chosen: string | undefined,
  language: string,
): Option[] {
  const { compare } = new Intl.Collator(language);
  const options = operators
    .map(({ id, name }) => ({ value: id, label: name ?? id }))
    .sort((a, b) => compare(a.label, b.label));
  const known = chosen === undefined || options.some(({ value }) => value === chosen);
  return known ? options : [{ value: chosen, label: chosen }, ...options];
}
