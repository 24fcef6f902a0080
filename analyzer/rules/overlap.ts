/** One place, one finding: of findings that overlap, which one stays. */
import type { RuleName } from '../domain/finding.ts';
import type { Violation } from './finding-of.ts';

/** Rules that take the same words from other rules: «Говорите» as an answer to a call is an opener and nothing else. */
const strongerThan: Partial<Record<RuleName, readonly RuleName[]>> = {
  banned_opener: ['imperative', 'ask_repeat', 'filler', 'rude', 'colloquial'],
  ask_repeat: ['colloquial'],
  rude: ['colloquial', 'indifference', 'blame'],
  diminutive: ['colloquial', 'filler'],
  irritant: ['indifference', 'blame'],
  indifference: ['colloquial'],
  filler: ['colloquial'],
};

/** Drops findings inside longer ones of the same rule, and those whose words belong to a stronger rule. */
export function keepStrongest(violations: readonly Violation[]): Violation[] {
  const sorted = violations.toSorted((a, b) => a.from - b.from || b.to - a.to || (a.entry < b.entry ? -1 : 1));
  const dropped = new Set<Violation>();
  sorted.forEach((violation, index) => {
    for (let next = index + 1; next < sorted.length; next += 1) {
      const other = sorted[next];
      if (!other || other.from > violation.to) break;
      if (strongerThan[violation.rule]?.includes(other.rule)) dropped.add(other);
      else if (strongerThan[other.rule]?.includes(violation.rule)) dropped.add(violation);
      // Of the same rule the longer one stays; of equally long ones the first.
      else if (other.rule === violation.rule) {
        dropped.add(other.to - other.from > violation.to - violation.from ? violation : other);
      }
    }
  });
  return sorted.filter((violation) => !dropped.has(violation));
}
