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
  filler: ['colloquial'],
};

/** Drops findings inside longer ones of the same rule, and those whose words belong to a stronger rule. */
export function keepStrongest(violations: readonly Violation[]): Violation[] {
  return violations.filter(
    (violation, index) =>
      !violations.some((other, otherIndex) => {
        if (other === violation || other.from > violation.to || violation.from > other.to) return false;
        if (other.rule !== violation.rule) return strongerThan[other.rule]?.includes(violation.rule) ?? false;
        const longer = other.to - other.from - (violation.to - violation.from);
        return (
          longer > 0 ||
          (longer === 0 && (other.from < violation.from || (other.from === violation.from && otherIndex < index)))
        );
      }),
  );
}
