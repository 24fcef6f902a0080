/** Reading a call for the review desk: in the reader's scope, judged, with everything people decided about it. */
import { type CallScope, type LedgerCall, type ReviewedCall, reviewedCall, type StoredAnalysis } from '#analyzer';
import { KamertonError } from '#platform';
import type { ApiDeps } from '../deps.ts';
import type { Person } from '../shapes/people.ts';

export interface ReviewableCall {
  call: LedgerCall;
  stored: StoredAnalysis;
  reviewed: ReviewedCall;
}

type Needed = Pick<ApiDeps, 'ledger' | 'facts' | 'desk'>;

/** A call out of scope is answered exactly like one that does not exist. */
export async function findCall(deps: Pick<ApiDeps, 'ledger'>, id: string, scope: CallScope): Promise<LedgerCall> {
  const call = await deps.ledger.find(id, scope);
  if (call === null) throw new KamertonError('not_found', 'такого звонка нет');
  return call;
}

/** @throws KamertonError `not_found`, or `conflict` while the call is not judged */
export async function reviewableCall(deps: Needed, id: string, scope: CallScope): Promise<ReviewableCall> {
  const call = await findCall(deps, id, scope);
  const stored = call.state === 'done' ? await deps.facts.read(call) : null;
  if (stored === null) throw new KamertonError('conflict', 'звонок ещё не оценён; откройте его, когда он будет готов');
  const [reviews, verdicts] = await Promise.all([deps.desk.reviews.ofCall(id), deps.desk.criterionVerdicts.ofCall(id)]);
  return { call, stored, reviewed: reviewedCall(id, stored, reviews, verdicts, deps.desk.scorecard) };
}

/** Names for account ids; somebody without an account any more keeps the id for a name. */
export async function personNamer(
  deps: Pick<ApiDeps, 'desk'>,
  ids: readonly string[],
): Promise<(id: string) => Person> {
  const names = await deps.desk.people.names(ids);
  return (id) => ({ id, name: names.get(id) ?? id });
}

/** True while the sound of a call is there to be heard. */
export const hasSound = ({ recording, recordingDeletedAt }: LedgerCall): boolean =>
  recording !== null && recordingDeletedAt === null;

/** Path of the dashboard to a moment of a call. */
export const momentLink = (callId: string, second: number, findingId?: string): string =>
  `/calls/${callId}?t=${Math.max(0, Math.round(second * 10) / 10)}${findingId === undefined ? '' : `&flag=${findingId}`}`;
