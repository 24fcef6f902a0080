/** What a decision of the page means for the store: the finding it stands on, and what an undo restores. */
import {
  anchorOf,
  type Decision,
  type FindingAnchor,
  type FindingReview,
  type NewDecision,
  type ReviewEvent,
} from '#analyzer';
import { KamertonError } from '#platform';
import type { ReviewableCall } from '../../desk/reviewable-call.ts';
import type { Decide } from './reviews.schemas.ts';

/** @throws KamertonError `not_found` for a finding that the call does not have, `bad_input` for a place that it does not have */
export function newDecision(whole: ReviewableCall, body: Decide, actor: string): NewDecision {
  const { call, stored } = whole;
  return {
    call: { id: call.id, day: call.day, operatorId: call.metadata.operator?.id ?? null },
    findingId: body.findingId,
    anchor: body.decision.kind === 'add' ? missedAnchor(whole, body) : anchorIn(whole, body.findingId),
    seenVersion: body.seenVersion,
    decision: body.decision,
    actor,
    lexiconVersion: stored.versions.lexicon,
    requestId: body.id,
  };
}

/** Where a finding stands; also of one that was found before the call was judged anew. */
function anchorIn({ reviewed }: ReviewableCall, findingId: string): FindingAnchor {
  const finding = reviewed.findings.find(({ id }) => id === findingId);
  const anchor = finding?.review?.anchor ?? reviewed.orphans.find(({ id }) => id === findingId)?.anchor;
  if (anchor !== undefined) return anchor;
  if (finding === undefined) throw new KamertonError('not_found', 'такой находки в звонке нет; обновите страницу');
  return anchorOf(finding);
}

function missedAnchor({ stored }: ReviewableCall, { missed }: Decide): FindingAnchor {
  const segment = missed === undefined ? undefined : stored.segments[missed.segment];
  if (missed === undefined || segment === undefined)
    throw new KamertonError('bad_input', 'не указано место пропущенной находки: выделите слова в расшифровке');
  if (segment.speaker !== 'operator' && segment.speaker !== 'specialist')
    throw new KamertonError('bad_input', 'находка может быть только в словах оператора или специалиста');
  if (missed.end <= missed.start || missed.start < segment.start - 1 || missed.end > segment.end + 1)
    throw new KamertonError('bad_input', 'место находки лежит вне выбранной реплики; выделите слова ещё раз');
  const { rule, start, end, quote } = missed;
  return { rule, entry: '', speaker: segment.speaker, segment: missed.segment, start, end, text: quote };
}

/**
 * The decision that brings back what stood before the newest one.
 * @param history every decision about the finding, oldest first
 * @throws KamertonError `conflict` when a newer decision came in between
 */
export function undoing(history: readonly ReviewEvent[], eventId: string, review: FindingReview): Decision {
  const undone = history.at(-1);
  if (undone === undefined || undone.id !== eventId)
    throw new KamertonError('conflict', 'отменить можно только последнее решение; посмотрите историю находки');
  const before = history.at(-2)?.decision;
  const text = '';
  if (before === undefined || before.kind === 'reopen') return { kind: 'reopen', text };
  if (before.kind === 'dismiss' || before.kind === 'change_range') return before;
  if (undone.decision.kind !== 'change_range') return { kind: 'confirm', text: before.text };
  // A confirmed finding was moved: it goes back to where it stood.
  const moved = history.slice(0, -1).findLast(({ decision }) => decision.kind === 'change_range')?.decision;
  if (moved?.kind === 'change_range') return moved;
  const { start, end, text: quote } = review.anchor;
  return { kind: 'change_range', start, end, quote, text };
}
