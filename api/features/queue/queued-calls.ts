/** What the queue shows of its calls: names, score, who holds and who finished them. */

import type { z } from 'zod';
import type { CallScope } from '#analyzer';
import type { ApiDeps } from '../../deps.ts';
import { currentScores } from '../../desk/current-scores.ts';
import { personNamer } from '../../desk/reviewable-call.ts';
import type { queuePageSchema, sampleSchema } from './queue.schemas.ts';

type Code = z.infer<typeof queuePageSchema>['items'][number]['reasons'][number]['code'];

export interface QueuedCall {
  call: z.infer<typeof sampleSchema>['operators'][number]['calls'][number];
  /** How many findings or criteria a reason stands for; null where nothing is counted. */
  countOf(code: Code): number | null;
}

/** A call for one reader: whether the claim on it is the reader's own. */
export const asSeenBy = <C extends Pick<QueuedCall['call'], 'claim'>>(reader: string, call: C): C =>
  call.claim === null ? call : { ...call, claim: { ...call.claim, mine: call.claim.by.id === reader } };

/** By id, for nobody in particular (`asSeenBy`); calls out of the scope are missing. */
export async function queuedCalls(
  deps: Pick<ApiDeps, 'ledger' | 'facts' | 'desk'>,
  places: readonly { callId: string; assignee?: string | null }[],
  scope: CallScope,
): Promise<Map<string, QueuedCall>> {
  const { desk } = deps;
  const ids = [...new Set(places.map(({ callId }) => callId))];
  if (ids.length === 0) return new Map();
  const calls = await deps.ledger.findMany(ids, scope);
  const [scores, claims, events, items] = await Promise.all([
    currentScores(deps, calls),
    desk.claims.of(ids),
    desk.callEvents.ofCalls(ids),
    Promise.resolve(new Map(places.map((place) => [place.callId, place.assignee ?? null]))),
  ]);
  const submissions = new Map(events.filter(({ kind }) => kind === 'submitted').map((event) => [event.callId, event]));
  const people = [...claims.values()].map(({ holder }) => holder);
  people.push(...[...items.values()].flatMap((id) => id ?? []), ...[...submissions.values()].map(({ actor }) => actor));
  const person = await personNamer(deps, people);
  return new Map(
    calls.map((call) => {
      const score = scores.get(call.id);
      const claim = claims.get(call.id);
      const assignee = items.get(call.id) ?? null;
      const submitted = submissions.get(call.id);
      const counts: Partial<Record<Code, number>> = {
        fatal: score?.fatal.length,
        findings: score?.findings,
        unsure: score?.unsure,
      };
      return [
        call.id,
        {
          call: {
            callId: call.id,
            externalId: call.externalId,
            operatorId: call.metadata.operator?.id ?? null,
            operatorName: call.metadata.operator?.name ?? null,
            startedAt: call.metadata.started_at ?? null,
            duration: call.duration,
            score: score?.score ?? null,
            machineScore: score?.machineScore ?? null,
            claim: claim ? { by: person(claim.holder), until: claim.expiresAt, mine: false } : null,
            assignee: assignee === null ? null : person(assignee),
            submitted: submitted ? { by: person(submitted.actor), at: submitted.at } : null,
          },
          countOf: (code: Code) => counts[code] ?? null,
        },
      ];
    }),
  );
}
