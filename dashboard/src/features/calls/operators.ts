/** The operators that a list of calls knows. */
import type { CallSummary } from '../../api/shapes.ts';

export interface Operator {
  id: string;
  name: string;
}

/** Each operator once, by name in the order of the language. */
export function operatorsOf(calls: readonly CallSummary[], language: string): Operator[] {
  const byId = new Map<string, string>();
  for (const { operatorId, operatorName } of calls) {
    if (operatorId !== null && !byId.has(operatorId)) byId.set(operatorId, operatorName ?? operatorId);
  }
  const { compare } = new Intl.Collator(language);
  return [...byId].map(([id, name]) => ({ id, name })).sort((a, b) => compare(a.name, b.name));
}
