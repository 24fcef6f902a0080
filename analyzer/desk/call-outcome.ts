/** What a call comes to as people left it, as the row that screens count. Pure. */
import type { Scorecard } from '#lexicons';
import type { FindingReview } from '../domain/review.ts';
import type { StoredAnalysis } from '../storage/facts/call-facts.ts';
import { type CallOutcome, findingStates } from '../storage/facts/call-outcomes.ts';
import type { CriterionVerdict } from '../storage/state/criterion-verdicts.ts';
import { reviewedCall } from './reviewed-call.ts';

/** Everything that people did about a call. */
export interface PeoplesWork {
  reviews: readonly FindingReview[];
  /** All of them, oldest first. */
  verdicts: readonly CriterionVerdict[];
  /** Finished reviews of the whole call. */
  submitted: number;
}

/** The same figures as on the call's page: both come from `reviewedCall`. */
export function callOutcome(
  call: { id: string; day: string },
  stored: StoredAnalysis,
  { reviews, verdicts, submitted }: PeoplesWork,
  scorecard: Scorecard,
): CallOutcome {
  const { findings, criteria, current, waiting } = reviewedCall(call.id, stored, reviews, verdicts, scorecard);
  const ofMachine = findings.filter(({ origin }) => origin === 'machine');
  const ids = (outcome: 'passed' | 'failed' | 'not_sure') =>
    criteria.flatMap((one) => (one.current.outcome === outcome ? [one.criterion.id] : []));
  return {
    day: call.day,
    callId: call.id,
    analysisId: stored.analysisId,
    steps: reviews.reduce((sum, { version }) => sum + version, 0) + verdicts.length + submitted,
    decisions:
      reviews.filter(({ verdict }) => verdict !== 'open').length +
      criteria.filter(({ verdict }) => verdict !== null).length,
    reviewed: submitted > 0,
    ...current,
    findings: findings.filter(({ counts }) => counts).length,
    unsure: waiting,
    found: ofMachine.map(({ counts, review }) =>
      counts ? findingStates.counts : review?.verdict === 'dismissed' ? findingStates.dismissed : findingStates.waits,
    ),
    addedRules: findings.flatMap(({ origin, counts, rule }) => (origin === 'person' && counts ? [rule] : [])),
    passed: ids('passed'),
    failed: ids('failed'),
    notSure: ids('not_sure'),
  };
}
