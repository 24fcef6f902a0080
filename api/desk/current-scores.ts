/** What calls count for now: the machine's figures, or what people's decisions made of them. */
import type { CallScore, LedgerCall } from '#analyzer';
import type { ApiDeps } from '../deps.ts';

export interface CurrentScore extends Pick<CallScore, 'score' | 'findings' | 'unsure' | 'fatal'> {
  /** The machine's alone. */
  machineScore: number | null;
}

/** Tables of the state that calls and their current scores come from; decisions wait in the last one until the store has them. */
export const scoreTables = [
  'calls',
  'settings',
  'finding_reviews',
  'criterion_verdicts',
  'call_events',
  'outcomes_due',
] as const;

/** By id, of the calls that are judged. A decision counts here a second or two after it was taken: its outcome is put together first. */
export async function currentScores(
  deps: Pick<ApiDeps, 'facts' | 'desk'>,
  calls: readonly LedgerCall[],
): Promise<Map<string, CurrentScore>> {
  const judged = calls.filter(({ state }) => state === 'done');
  const [machine, steps] = await Promise.all([
    deps.facts.scores(judged),
    deps.desk.decidedCalls.stepsOf(judged.map(({ id }) => id)),
  ]);
  const decided = await deps.facts.decidedScores(
    judged.flatMap((call) => {
      const taken = steps.get(call.id);
      return taken === undefined ? [] : [{ ...call, steps: taken }];
    }),
  );
  return new Map(
    [...machine].map(([id, score]) => [id, { ...(decided.get(id) ?? score), machineScore: score.score }] as const),
  );
}
