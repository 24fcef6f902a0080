/** Calls of an operator as people left them, and the moments of a call that are worth hearing. */
import { type LedgerCall, localDay, type ReviewedCall, reviewedCall } from '#analyzer';
import type { ApiDeps } from '../../deps.ts';
import type { ReviewableCall } from '../../desk/reviewable-call.ts';
import { dayMs, dayOf, timeOf } from '../../trends/local-days.ts';
import type { Change } from './count-decisions.ts';

/** A call with a decision in it. */
export interface DecidedCall extends ReviewableCall {
  /** When it began, or came in. ISO 8601. */
  at: string;
  /** The score by the machine alone, and now. */
  change: Change;
}

type Needed = Pick<ApiDeps, 'desk' | 'facts' | 'ledger'>;

/** Beyond these, the machine's word stands: nobody reviews as many calls of one person in a quarter. */
const mostDecided = 300;

/** Every decided call of an operator that began in the period (local days; the UTC days around them are looked through). */
export async function openDecided(
  deps: Needed,
  operatorId: string,
  { from, to, zone }: { from: string; to: string; zone: string },
): Promise<DecidedCall[]> {
  const utc = { from: dayOf(timeOf(from) - dayMs), to: dayOf(timeOf(to) + dayMs) };
  const found = await deps.desk.decidedCalls.ofOperator(operatorId, utc, mostDecided);
  if (found.length === 0) return [];
  const calls = await deps.ledger.findMany(found.map(({ id }) => id));
  const inPeriod = calls.filter((call) => {
    const day = localDay(new Date(atOf(call)), zone);
    return day >= from && day <= to;
  });
  const opened = await openAll(deps, inPeriod);
  return opened.map((one) => ({
    ...one,
    at: atOf(one.call),
    change: { machine: one.stored.score, now: one.reviewed.current.score },
  }));
}

/** The calls that are judged, each with what people decided about it; all are read at once. */
export async function openCalls(deps: Needed, ids: readonly string[]): Promise<ReviewableCall[]> {
  return ids.length === 0 ? [] : openAll(deps, await deps.ledger.findMany(ids));
}

async function openAll({ desk, facts }: Needed, calls: readonly LedgerCall[]): Promise<ReviewableCall[]> {
  const ids = calls.map(({ id }) => id);
  const [analyses, reviews, verdicts] = await Promise.all([
    facts.readMany(calls),
    desk.reviews.ofCalls(ids),
    desk.criterionVerdicts.ofCalls(ids),
  ]);
  return calls.flatMap((call) => {
    const stored = analyses.get(call.id);
    if (stored === undefined) return [];
    const decisions = [reviews.get(call.id) ?? [], verdicts.get(call.id) ?? []] as const;
    return [{ call, stored, reviewed: reviewedCall(call.id, stored, ...decisions, desk.scorecard) }];
  });
}

const atOf = ({ metadata, receivedAt }: LedgerCall) => metadata.started_at ?? receivedAt;

/** A place in a call to hear. */
export interface Moment {
  start: number;
  end: number;
  text: string;
  /** The rule that was broken, or the title of the criterion that was met. */
  about: string;
  /** Null where something was done well. */
  findingId: string | null;
}

/** Places of a call by what one may want to hear: the best of it, the worst of it; null where there is no such place. */
export const momentOf = {
  /** The first finding that counts. */
  worst({ findings }: ReviewedCall): Moment | null {
    const fault = findings.find(({ counts }) => counts);
    if (fault === undefined) return null;
    const { start, end, text, rule, id } = fault;
    return { start, end, text, about: rule, findingId: id };
  },

  /** The first proof of something done well. */
  best({ criteria }: ReviewedCall): Moment | null {
    const done = criteria.find(
      ({ criterion, current }) => current.outcome === 'passed' && criterion.evidence.length > 0,
    );
    const proof = done?.criterion.evidence[0];
    return done && proof
      ? { start: proof.start, end: proof.end, text: proof.text, about: done.criterion.title, findingId: null }
      : null;
  },
};
