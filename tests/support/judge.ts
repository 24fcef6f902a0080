/** The judge of the shipped lexicons and scorecard, loaded once a test file, and short questions to it. */
import type { Call } from '../../analyzer/domain/call.ts';
import type { Criterion, CriterionId } from '../../analyzer/domain/criterion.ts';
import type { ScoredCall } from '../../analyzer/domain/scored-call.ts';
import type { SoundReport } from '../../analyzer/domain/sound-report.ts';
import { judgeCall, loadJudge } from '../../analyzer/scoring/judge-call.ts';

const judge = await loadJudge();

export const judged = (call: Call, sound: SoundReport | null = null): ScoredCall => judgeCall(call, sound, judge);

export function criterionOf(scored: ScoredCall, id: CriterionId): Criterion {
  const found = scored.criteria.find((criterion) => criterion.id === id);
  if (!found) throw new Error(`no criterion ${id}`);
  return found;
}

/** Outcomes of the asked criteria of a call. */
export function outcomes(call: Call, ids: readonly CriterionId[], sound: SoundReport | null = null) {
  const scored = judged(call, sound);
  return Object.fromEntries(ids.map((id) => [id, criterionOf(scored, id).outcome]));
}
