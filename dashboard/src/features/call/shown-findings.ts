/** The findings of a call as its page shows them: the machine's, with what people decided, and those that people added. Pure. */
import type {
  CallReview,
  Decide,
  Decision,
  Finding,
  FindingState,
  Person,
  ReviewedFinding,
  ShownFinding,
} from '../../api/shapes.ts';

/** A decision that the server has not taken yet. */
export interface PendingDecision {
  body: Decide & { id: string };
  /** When it was made. */
  at: string;
}

/** In time order. Without a review they are the machine's own. */
export function shownFindings(findings: readonly Finding[], review: CallReview | undefined): ShownFinding[] {
  const shown = review
    ? review.findings.map(shownAsBefore)
    : findings.map((finding) => ({ ...finding, id: null, origin: 'machine' as const, review: null, dispute: null }));
  return shown
    .map((finding, index) => ({ finding, index }))
    .sort((a, b) => a.finding.start - b.finding.start || a.index - b.index)
    .map(({ finding }) => finding);
}

/** The same object as long as nothing is said of the finding anew: what shows it is not drawn again. */
const shownBefore = new WeakMap<ReviewedFinding, ShownFinding>();
function shownAsBefore(finding: ReviewedFinding): ShownFinding {
  const shown = shownBefore.get(finding) ?? asShown(finding);
  shownBefore.set(finding, shown);
  return shown;
}

/** A moved finding stands where it was put; a confirmed one is certain. */
function asShown(finding: ReviewedFinding): ShownFinding {
  const { review } = finding;
  const range = review?.range ?? null;
  return {
    ...finding,
    ...(range && { start: range.start, end: range.end, text: range.quote }),
    certain: finding.certain || review?.verdict === 'confirmed',
  };
}

export const isDismissed = ({ review }: Pick<ShownFinding, 'review'>): boolean => review?.verdict === 'dismissed';

/** True while a person has to decide: nobody has, or the decision was taken back. */
export const isOpen = ({ review }: Pick<ShownFinding, 'review'>): boolean =>
  review === null || review.verdict === 'open';

/** The review as it will be when the server has taken these decisions: shown at once, points are counted by the server. */
export function withPending(review: CallReview, pending: readonly PendingDecision[], by: Person): CallReview {
  return pending.reduce((now, one) => withDecision(now, one, by), review);
}

function withDecision(review: CallReview, { body, at }: PendingDecision, by: Person): CallReview {
  const known = review.findings.some(({ id }) => id === body.findingId);
  if (!known) return body.missed ? { ...review, findings: [...review.findings, addedFinding(body, by, at)] } : review;
  return {
    ...review,
    findings: review.findings.map((finding) =>
      finding.id === body.findingId && (finding.review?.version ?? 0) === body.seenVersion
        ? { ...finding, review: decided(finding.review, body.decision, by, at) }
        : finding,
    ),
  };
}

function decided(before: FindingState | null, decision: Decision, by: Person, at: string): FindingState {
  const verdict = {
    confirm: 'confirmed',
    add: 'confirmed',
    change_range: 'confirmed',
    dismiss: 'dismissed',
    reopen: 'open',
  };
  const range =
    decision.kind === 'change_range'
      ? { start: decision.start, end: decision.end, quote: decision.quote }
      : (before?.range ?? null);
  return {
    verdict: verdict[decision.kind] as FindingState['verdict'],
    range,
    reason: decision.kind === 'dismiss' ? decision.reason : null,
    text: decision.text ?? '',
    version: (before?.version ?? 0) + 1,
    by,
    at,
  };
}

function addedFinding(
  { findingId, missed, decision }: PendingDecision['body'],
  by: Person,
  at: string,
): ReviewedFinding {
  const { rule, segment, start, end, quote } = missed ?? { rule: 'filler', segment: 0, start: 0, end: 0, quote: '' };
  return {
    id: findingId,
    rule,
    segment,
    start,
    end,
    text: quote,
    speaker: 'operator',
    section: '',
    replacement: '',
    entry: '',
    certain: true,
    reason: '',
    origin: 'person',
    counts: true,
    dispute: null,
    review: decided(null, decision, by, at),
  };
}
