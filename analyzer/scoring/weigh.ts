/** From verdicts to the score: weights, what leaves the denominator, and fatal faults. */
import type { Scorecard, ScorecardCriterion } from '#lexicons';
import type { Criterion } from '../domain/criterion.ts';
import type { Verdict } from './verdict.ts';

/** Points are kept to two decimals, the score to one: finer figures would pretend to an accuracy that is not there. */
const round = (value: number, decimals: number): number => Math.round(value * 10 ** decimals) / 10 ** decimals;

/** One line of the scorecard for a decided criterion. `inConflict` decides whether a fault «fatal in conflict» is fatal. */
export function weighCriterion(entry: ScorecardCriterion, verdict: Verdict, inConflict: boolean): Criterion {
  return {
    id: entry.id,
    title: entry.title,
    outcome: verdict.outcome,
    section: entry.section,
    weight: entry.weight,
    earned: verdict.outcome === 'passed' ? round(entry.weight * verdict.share, 2) : 0,
    findings: verdict.findings,
    evidence: verdict.evidence,
    reason: verdict.reason,
    fatal: entry.fatal === true || (entry.fatal === 'in_conflict' && inConflict),
  };
}

/**
 * Score 0…100: earned points of the weights of the passed and failed criteria. What is not applicable or not sure leaves
 * the denominator; a failed fatal criterion makes the score 0; null when nothing could be judged.
 */
export function weighCall(criteria: readonly Criterion[]): { score: number | null; fatal: string[] } {
  const judged = criteria.filter(({ outcome }) => outcome === 'passed' || outcome === 'failed');
  const fatal = judged.filter((criterion) => criterion.outcome === 'failed' && criterion.fatal).map(({ id }) => id);
  const possible = judged.reduce((sum, { weight }) => sum + weight, 0);
  if (possible === 0) return { score: fatal.length > 0 ? 0 : null, fatal };
  const earned = judged.reduce((sum, criterion) => sum + criterion.earned, 0);
  return { score: fatal.length > 0 ? 0 : round((100 * earned) / possible, 1), fatal };
}

/** Every criterion of the scorecard, in its order. */
export const scorecardEntries = (scorecard: Scorecard): ScorecardCriterion[] =>
  scorecard.groups.flatMap((group) => group.criteria);
