/** A call with the score that counts now: the machine's, changed by what people decided. Pure. */
import type { CallDetails, CallReview, Criterion, ReviewedCriterion } from '../../api/shapes.ts';

export function withCurrentScore(call: CallDetails, review: CallReview | undefined): CallDetails {
  if (!review || call.analysis === null) return call;
  const { score, quality, compliance, fatal } = review.totals.current;
  return { ...call, score, fatal: fatal.length > 0, analysis: { ...call.analysis, score, quality, compliance, fatal } };
}

export interface AnsweredCriterion {
  criterion: Criterion;
  reviewed: ReviewedCriterion | null;
}

/** The criteria as they count now, each with its two answers where the review is read. */
export function answeredCriteria(criteria: readonly Criterion[], review: CallReview | undefined): AnsweredCriterion[] {
  const byId = new Map(review?.criteria.map((one) => [one.id, one]));
  return criteria.map((criterion) => {
    const reviewed = byId.get(criterion.id) ?? null;
    const current = reviewed && { outcome: reviewed.current.outcome, earned: reviewed.current.earned };
    return { criterion: { ...criterion, ...current }, reviewed };
  });
}
