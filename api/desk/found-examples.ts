/** Findings of lexicon entries with their identity, in the newest calls that have them. */
import { type CallScope, type IdentifiedFinding, identifyFindings } from '#analyzer';
import type { ApiDeps } from '../deps.ts';

export interface FoundExample {
  callId: string;
  callName: string;
  startedAt: string;
  operatorId: string | null;
  finding: IdentifiedFinding;
}

/**
 * Certain findings of the operator's and the specialist's words in the newest 200 calls at most, newest first.
 * @param period local days, both included, in the zone
 */
export async function foundExamples(
  deps: Pick<ApiDeps, 'desk'>,
  scope: CallScope,
  period: { from: string; to: string; zone: string },
  entries: readonly string[],
): Promise<FoundExample[]> {
  if (entries.length === 0) return [];
  const filter = { ...period, entries: [...entries] };
  const { items } = await deps.desk.screens.examples(scope, filter, { order: 'newest', limit: 200 });
  return items.flatMap(({ id: callId, externalId: callName, startedAt, operatorId, examples }) => {
    const judged = examples.flatMap(({ id: _, n: __, speaker, ...finding }) =>
      speaker === 'operator' || speaker === 'specialist' ? [{ ...finding, speaker } as const] : [],
    );
    return identifyFindings(callId, judged)
      .filter(({ certain }) => certain)
      .map((finding) => ({ callId, callName, startedAt, operatorId, finding }));
  });
}
