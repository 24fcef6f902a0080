/** Calls of an operator as people left them, and the moment of a call that is worth hearing. */
import { type LedgerCall, type ReviewedCall, reviewedCall, type StoredAnalysis } from '#analyzer';
import type { ApiDeps } from '../../deps.ts';
import type { Change } from './count-decisions.ts';

/** A call with a decision in it. */
export interface DecidedCall {
  id: string;
  /** When it began, or came in. ISO 8601. */
  at: string;
  reviewed: ReviewedCall;
  /** The score by the machine alone, and now. */
  change: Change;
}

type Needed = Pick<ApiDeps, 'desk' | 'facts' | 'ledger'>;

/** Beyond these, the machine's word stands: nobody reviews as many calls of one person in a quarter. */
const mostDecided = 300;
const dayMs = 86_400_000;

/** Every decided call of an operator that began in the period (local days; the UTC days around them are looked through). */
export async function readDecided(
  deps: Needed,
  operatorId: string,
  { from, to, zone }: { from: string; to: string; zone: string },
): Promise<DecidedCall[]> {
  const utc = { from: dayAfter(from, -1), to: dayAfter(to, 1) };
  const found = await deps.desk.decidedCalls.ofOperator(operatorId, utc, mostDecided);
  const calls = await deps.ledger.findMany(found.map(({ id }) => id));
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  const atOf = ({ metadata, receivedAt }: (typeof calls)[number]) => metadata.started_at ?? receivedAt;
  const inPeriod = calls.filter((call) => {
    const localDay = local.format(new Date(atOf(call)));
    return localDay >= from && localDay <= to;
  });
  const reviewed = await readReviewed(deps, inPeriod);
  return inPeriod.flatMap((call) => {
    const whole = reviewed.get(call.id);
    if (whole === undefined) return [];
    const change = { machine: whole.stored.score, now: whole.reviewed.current.score };
    return [{ id: call.id, at: atOf(call), reviewed: whole.reviewed, change }];
  });
}

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

/** Moments of a call by what one may want to hear: the best of it, the worst of it; null where there is no such place. */
export type Moments = Record<'best' | 'worst', Moment | null>;

/** Where to listen in, for each of the calls that are judged: all of them are read at once. */
export async function momentsOf(deps: Needed, calls: readonly LedgerCall[]): Promise<Map<string, Moments>> {
  const reviewed = await readReviewed(deps, calls);
  return new Map(
    [...reviewed].map(([id, whole]) => [id, { best: bestOf(whole.reviewed), worst: worstOf(whole.reviewed) }]),
  );
}

/** The first finding that counts. */
function worstOf({ findings }: ReviewedCall): Moment | null {
  const fault = findings.find(({ counts }) => counts);
  if (fault === undefined) return null;
  const { start, end, text, rule, id } = fault;
  return { start, end, text, about: rule, findingId: id };
}

/** The first proof of something done well. */
function bestOf({ criteria }: ReviewedCall): Moment | null {
  const done = criteria.find(({ criterion, current }) => current.outcome === 'passed' && criterion.evidence.length > 0);
  const proof = done?.criterion.evidence[0];
  return done && proof
    ? { start: proof.start, end: proof.end, text: proof.text, about: done.criterion.title, findingId: null }
    : null;
}

async function readReviewed(
  { desk, facts }: Needed,
  calls: readonly LedgerCall[],
): Promise<Map<string, { stored: StoredAnalysis; reviewed: ReviewedCall }>> {
  const ids = calls.map(({ id }) => id);
  const [analyses, reviews, verdicts] = await Promise.all([
    facts.readMany(calls),
    desk.reviews.ofCalls(ids),
    desk.criterionVerdicts.ofCalls(ids),
  ]);
  return new Map(
    [...analyses].map(([id, stored]) => {
      const judged = reviewedCall(id, stored, reviews.get(id) ?? [], verdicts.get(id) ?? [], desk.scorecard);
      return [id, { stored, reviewed: judged }];
    }),
  );
}

const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
