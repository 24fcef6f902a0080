/** A judged call together with what people decided about it: which findings count, what each criterion comes to now. Pure. */
import type { Scorecard } from '#lexicons';
import { attachDecisions } from '../domain/attach-decisions.ts';
import type { Segment } from '../domain/call.ts';
import type { Criterion, Outcome } from '../domain/criterion.ts';
import type { Finding } from '../domain/finding.ts';
import { type FindingReview, type IdentifiedFinding, identifyFindings } from '../domain/review.ts';
import type { ScoredCall } from '../domain/scored-call.ts';
import {
  type CurrentCriterion,
  type CurrentScore,
  counts,
  scoreWithDecisions,
  waits,
} from '../scoring/with-decisions.ts';
import type { CriterionVerdict } from '../storage/state/criterion-verdicts.ts';

/** A finding as it counts now. */
export interface ReviewedFinding extends IdentifiedFinding {
  origin: 'machine' | 'person';
  counts: boolean;
  /** Null while nobody has decided. */
  review: FindingReview | null;
}

export interface ReviewedCriterion {
  criterion: Criterion;
  current: CurrentCriterion;
  /** The newest word of a person about it; null while there is none, or it was taken back. */
  verdict: CriterionVerdict | null;
  /** Version to be named by the next verdict. */
  version: number;
}

export interface ReviewedCall {
  /** The machine's findings in their order, then those that people added. */
  findings: ReviewedFinding[];
  orphans: FindingReview[];
  criteria: ReviewedCriterion[];
  current: Omit<CurrentScore, 'criteria'>;
  /** Findings that wait for a person. */
  waiting: number;
}

/** What the store keeps of a judged call. */
type JudgedCall = Pick<ScoredCall, 'score' | 'quality' | 'compliance' | 'fatal' | 'findings' | 'criteria'> & {
  segments: readonly Segment[];
};

/** What judgements that nobody has touched come to; an entry goes with its judgement. */
const untouched = new WeakMap<JudgedCall, { scorecard: Scorecard; whole: ReviewedCall }>();

/**
 * Puts machine and people together. A finding keeps the identity of the decision that was attached to it. A judgement that
 * cannot change (frozen, as those kept in memory are) and that nobody has touched is put together once for all who look at it.
 */
export function reviewedCall(
  callId: string,
  judged: JudgedCall,
  reviews: readonly FindingReview[],
  verdicts: readonly CriterionVerdict[],
  scorecard: Scorecard,
): ReviewedCall {
  if (reviews.length > 0 || verdicts.length > 0 || !Object.isFrozen(judged))
    return putTogether(callId, judged, reviews, verdicts, scorecard);
  const known = untouched.get(judged);
  if (known?.scorecard === scorecard) return known.whole;
  const whole = putTogether(callId, judged, reviews, verdicts, scorecard);
  untouched.set(judged, { scorecard, whole });
  return whole;
}

function putTogether(
  callId: string,
  judged: JudgedCall,
  reviews: readonly FindingReview[],
  verdicts: readonly CriterionVerdict[],
  scorecard: Scorecard,
): ReviewedCall {
  const found = identifyFindings(callId, judged.findings);
  const attached = attachDecisions(found, reviews);
  const machine = found.map((finding, index) => {
    const review = attached.byFinding[index] ?? null;
    return reviewed({ ...finding, id: review?.id ?? finding.id }, 'machine', review);
  });
  // An added finding that was taken back is no finding any more; its history stays.
  const added = attached.added
    .filter(({ verdict }) => verdict !== 'open')
    .map((review) => reviewed(asFinding(review), 'person', review));
  const newest = new Map(verdicts.map((verdict) => [verdict.criterion, verdict]));
  const overrides = new Map<string, Outcome>();
  for (const { criterion, outcome } of newest.values()) if (outcome !== null) overrides.set(criterion, outcome);
  const toCount = ({ rule, certain, review }: ReviewedFinding) => ({ rule, certain, verdict: review?.verdict ?? null });
  const { criteria, ...current } = scoreWithDecisions(
    {
      automatic: judged,
      findings: machine.map(toCount),
      added: added.map(toCount),
      overrides,
      operatorWords: countWords(judged.segments),
    },
    scorecard,
  );
  const findings = [...machine, ...added];
  return {
    findings,
    orphans: attached.orphans,
    criteria: judged.criteria.map((criterion, index) => {
      const verdict = newest.get(criterion.id) ?? null;
      return {
        criterion,
        current: criteria[index] ?? { outcome: criterion.outcome, earned: criterion.earned, from: 'machine' },
        verdict: verdict?.outcome === null ? null : verdict,
        version: verdict?.version ?? 0,
      };
    }),
    current,
    waiting: findings.filter((finding) => waits(toCount(finding))).length,
  };
}

function reviewed(
  finding: IdentifiedFinding,
  origin: ReviewedFinding['origin'],
  review: FindingReview | null,
): ReviewedFinding {
  const verdict = review?.verdict ?? null;
  return { ...finding, origin, review, counts: counts({ certain: origin === 'machine' && finding.certain, verdict }) };
}

/** A finding that a person added, in the shape of the machine's. */
function asFinding({ id, anchor, text }: FindingReview): IdentifiedFinding {
  const place: Finding = { ...anchor, section: '', replacement: '', certain: true, reason: text };
  return { ...place, id };
}

const countWords = (segments: readonly Segment[]): number =>
  segments
    .filter(({ speaker }) => speaker === 'operator' || speaker === 'specialist')
    .reduce((sum, { text }) => sum + text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length, 0);
