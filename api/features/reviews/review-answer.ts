/** The answer about a reviewed call: what the machine said, what people decided, what counts now. */
import type { Dispute, FindingReview } from '#analyzer';
import type { ApiDeps } from '../../deps.ts';
import { personNamer, type ReviewableCall } from '../../desk/reviewable-call.ts';
import { disputeUntil } from '../../desk/settings.ts';
import type { Person } from '../../shapes/people.ts';
import type { CallReview } from './reviews.schemas.ts';

/** Reads what else belongs to the call and puts the answer together. */
export async function reviewAnswer(deps: Pick<ApiDeps, 'desk'>, whole: ReviewableCall): Promise<CallReview> {
  const { call, stored, reviewed } = whole;
  const { desk } = deps;
  const [decisions, verdicts, events, acknowledged, disputes] = await Promise.all([
    desk.reviews.history(call.id),
    desk.criterionVerdicts.ofCall(call.id),
    desk.callEvents.ofCalls([call.id]),
    desk.acknowledgements.ofCall(call.id),
    desk.disputes.ofCall(call.id),
  ]);
  const actors = [...decisions, ...verdicts, ...events].map(({ actor }) => actor);
  const person = await personNamer(deps, [
    ...actors,
    ...acknowledged.map(({ account }) => account),
    ...disputes.flatMap(({ resolvedBy }) => resolvedBy ?? []),
  ]);
  const disputeOf = new Map(disputes.map((dispute) => [dispute.findingId, disputeMark(dispute, person)]));
  const submitted = events.findLast(({ kind }) => kind === 'submitted') ?? null;
  const { score, quality, compliance, fatal } = stored;
  return {
    callId: call.id,
    findings: reviewed.findings.map((finding) => ({
      ...finding,
      review: finding.review && stateOf(finding.review, person),
      dispute: disputeOf.get(finding.id) ?? null,
    })),
    orphans: reviewed.orphans.map((review) => orphan(review, person)),
    criteria: reviewed.criteria.map(({ criterion, current, verdict, version }) => ({
      id: criterion.id,
      automatic: { outcome: criterion.outcome, earned: criterion.earned },
      current,
      weight: criterion.weight,
      fatal: criterion.fatal,
      override:
        verdict === null || verdict.outcome === null
          ? null
          : { outcome: verdict.outcome, text: verdict.text, by: person(verdict.actor), at: verdict.at },
      version,
    })),
    totals: { automatic: { score, quality, compliance, fatal }, current: reviewed.current },
    waiting: reviewed.waiting,
    history: [
      ...decisions.map(({ id, at, actor, findingId, version, decision }) => ({
        id,
        at,
        by: person(actor),
        subject: { kind: 'finding' as const, findingId, version, decision },
      })),
      ...verdicts.map(({ id, at, actor, criterion, version, outcome, text }) => ({
        id,
        at,
        by: person(actor),
        subject: { kind: 'criterion' as const, criterion, version, outcome, text },
      })),
      ...events.map(({ id, at, actor, kind }) => ({ id, at, by: person(actor), subject: { kind } })),
      ...acknowledged.map(({ analysisId, at, account }) => ({
        id: `${analysisId}:${account}`,
        at,
        by: person(account),
        subject: { kind: 'acknowledged' as const },
      })),
    ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    submitted: submitted && { by: person(submitted.actor), at: submitted.at },
    acknowledgedAt: acknowledged.findLast(({ analysisId }) => analysisId === stored.analysisId)?.at ?? null,
    disputeUntil: await disputeUntil(deps, call, submitted?.at ?? null),
  };
}

const stateOf = (
  { verdict, range, reason, text, version, actor, at }: FindingReview,
  person: (id: string) => Person,
) => ({
  verdict,
  range,
  reason,
  text,
  version,
  by: person(actor),
  at,
});

const disputeMark = (
  { id, state, text, openedAt, resolvedBy, resolvedAt, resolution }: Dispute,
  person: (id: string) => Person,
): NonNullable<CallReview['findings'][number]['dispute']> => ({
  id,
  state,
  text,
  at: openedAt,
  resolution:
    resolvedBy === null || resolvedAt === null
      ? null
      : { by: person(resolvedBy), at: resolvedAt, text: resolution ?? '' },
});

const orphan = (review: FindingReview, person: (id: string) => Person): CallReview['orphans'][number] => {
  const { rule, entry, start, end, text } = review.anchor;
  return { id: review.id, rule, entry, start, end, text, review: stateOf(review, person) };
};
