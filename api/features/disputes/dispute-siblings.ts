/** Siblings of a disputed finding: what the same lexicon entry found in other calls, and taking them back after an accepted dispute. */
import type { z } from 'zod';
import { type Account, anchorOf, type Dispute, localDay } from '#analyzer';
import { deterministicUuid, KamertonError } from '#platform';
import { scopeOf } from '../../access/scope.ts';
import type { DeskDeps } from '../../deps.ts';
import { foundExamples } from '../../desk/found-examples.ts';
import { hasSound, reviewableCall } from '../../desk/reviewable-call.ts';
import { pushReviewChange } from '../../desk/tell.ts';
import { defectLine } from '../../plugins/errors.ts';
import type { repairAnswerSchema, repairSchema, siblingSchema } from './disputes.schemas.ts';

type Sibling = z.infer<typeof siblingSchema>;
type Place = z.output<typeof repairSchema>['findings'][number];

/** How far back siblings are looked for. */
const siblingDays = 180;
const mostSiblings = 100;

/** Findings of the same entry in the reader's calls that count and nobody has decided about, newest first. */
export async function siblingsOf(deps: DeskDeps, dispute: Dispute, account: Account): Promise<Sibling[]> {
  if (dispute.anchor.entry === '') return [];
  const now = new Date();
  const period = {
    from: localDay(new Date(now.getTime() - siblingDays * 86_400_000), deps.timeZone),
    to: localDay(now, deps.timeZone),
    zone: deps.timeZone,
  };
  const found = await foundExamples(deps, scopeOf(account), period, [dispute.anchor.entry]);
  const reviews = await deps.desk.reviews.ofCalls([...new Set(found.map(({ callId }) => callId))]);
  const decided = new Set([...reviews.values()].flat().map(({ id }) => id));
  const left = found
    .filter(({ finding }) => finding.id !== dispute.findingId && !decided.has(finding.id))
    .slice(0, mostSiblings);
  const calls = await deps.ledger.findMany([...new Set(left.map(({ callId }) => callId))]);
  const known = new Map(calls.map((call) => [call.id, call]));
  return left.map(({ finding: { id, rule, entry, start, end, text }, ...place }) => {
    const call = known.get(place.callId);
    return {
      id,
      rule,
      entry,
      start,
      end,
      text,
      ...place,
      operatorName: call?.metadata.operator?.name ?? null,
      hasRecording: call !== undefined && hasSound(call),
    };
  });
}

/** Dismisses siblings one by one: what cannot be dismissed is named, the rest is done. */
export async function dismissSiblings(
  deps: DeskDeps,
  dispute: Dispute,
  places: readonly Place[],
  account: Account,
): Promise<z.infer<typeof repairAnswerSchema>> {
  const answer: z.infer<typeof repairAnswerSchema> = { dismissed: 0, failed: [] };
  for (const place of places) {
    try {
      await dismiss(deps, dispute, place, account);
      answer.dismissed += 1;
    } catch (error) {
      const isRefusal = error instanceof KamertonError;
      if (!isRefusal) deps.logger.error({ err: error }, 'sibling not dismissed');
      const { code, message } = isRefusal ? error : { code: 'internal', message: defectLine };
      answer.failed.push({ id: place.findingId, code, message });
    }
  }
  return answer;
}

async function dismiss(
  deps: DeskDeps,
  dispute: Dispute,
  { callId, findingId }: Place,
  account: Account,
): Promise<void> {
  const { call, stored, reviewed } = await reviewableCall(deps, callId, scopeOf(account));
  const finding = reviewed.findings.find(({ id }) => id === findingId);
  if (finding === undefined || finding.entry !== dispute.anchor.entry)
    throw new KamertonError('not_found', 'такой похожей находки в звонке нет');
  await deps.desk.reviews.decide({
    call: { id: callId, day: call.day, operatorId: call.metadata.operator?.id ?? null },
    findingId,
    anchor: finding.review?.anchor ?? anchorOf(finding),
    // Somebody who has looked at this very finding knows better: what is decided stays.
    seenVersion: 0,
    decision: { kind: 'dismiss', reason: 'dispute_accepted', text: dispute.resolution ?? '' },
    actor: account.id,
    lexiconVersion: stored.versions.lexicon,
    requestId: deterministicUuid('repair', dispute.id, findingId),
  });
  pushReviewChange(deps, account, callId, 'decision', findingId);
}
