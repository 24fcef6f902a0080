/** From verdicts to the score: weights, what leaves the denominator, and fatal faults. */
import type { Scorecard, ScorecardCriterion } from '#lexicons';
import type { Criterion } from '../domain/criterion.ts';
import type { ScoredCall } from '../domain/scored-call.ts';
import type { Verdict } from './verdict.ts';

/** Points are kept to two decimals, the score to one: finer figures would pretend to an accuracy that is not there. */
const round = (value: number, decimals: number): number => Math.round(value * 10 ** decimals) / 10 ** decimals;

/** Points of a weight for a share of it, 0…1. */
export const earnedOf = (weight: number, share: number): number => round(weight * share, 2);

/** One line of the scorecard for a decided criterion. `inConflict` decides whether a fault «fatal in conflict» is fatal. */
export function weighCriterion(entry: ScorecardCriterion, verdict: Verdict, inConflict: boolean): Criterion {
  return {
    id: entry.id,
    title: entry.title,
    outcome: verdict.outcome,
    section: entry.section,
    weight: entry.weight,
    earned: verdict.outcome === 'passed' ? earnedOf(entry.weight, verdict.share) : 0,
    ...(verdict.outcome === 'passed' && verdict.share < 1 ? { share: verdict.share } : {}),
    findings: verdict.findings,
    evidence: verdict.evidence,
    reason: verdict.reason,
    fatal: entry.fatal === true || (entry.fatal === 'in_conflict' && inConflict),
  };
}

/** What the total is made of. */
type WeighedLine = Pick<Criterion, 'id' | 'outcome' | 'weight' | 'earned' | 'fatal'>;

export type CallScore = Pick<ScoredCall, 'score' | 'quality' | 'compliance' | 'fatal'>;

/** A call that cannot be scored. */
export const unscored: CallScore = { score: null, quality: null, compliance: null, fatal: [] };

/**
 * Quality 0…100: earned points of the weights of the passed and failed criteria; what is not applicable or not sure leaves
 * the denominator. Compliance: 0 when a fatal criterion failed, otherwise 100. The score is the quality unless the
 * compliance is 0. All are null when nothing could be judged.
 */
export function weighCall(criteria: readonly WeighedLine[]): CallScore {
  const judged = criteria.filter(({ outcome }) => outcome === 'passed' || outcome === 'failed');
  if (judged.length === 0) return unscored;
  const fatal = judged.filter((criterion) => criterion.outcome === 'failed' && criterion.fatal).map(({ id }) => id);
  const possible = judged.reduce((sum, { weight }) => sum + weight, 0);
  const earned = judged.reduce((sum, criterion) => sum + criterion.earned, 0);
  const quality = possible === 0 ? null : round((100 * earned) / possible, 1);
  return fatal.length > 0
    ? { score: 0, quality, compliance: 0, fatal }
    : { score: quality, quality, compliance: 100, fatal };
}

/** Every criterion of the scorecard, in its order. */
export const scorecardEntries = (scorecard: Scorecard): ScorecardCriterion[] =>
  scorecard.groups.flatMap((group) => group.criteria);
