/** What a number of findings comes to in a criterion that counts them: so many in the call, or so many per 100 words. */
import type { ScorecardCriterion, ScorecardSettings } from '#lexicons';
import { shareOf } from './ranges.ts';

/** A line of the scorecard that counts. */
export type CountingCriterion = Extract<ScorecardCriterion, { kind: 'count' | 'density' }>;

/** How many: in the call, or per 100 operator words (of at least `density_min_words`). */
export function countedMeasure(
  entry: CountingCriterion,
  count: number,
  operatorWords: number,
  settings: Pick<ScorecardSettings, 'density_min_words'>,
): number {
  return entry.kind === 'count' ? count : (100 * count) / Math.max(operatorWords, settings.density_min_words);
}

/** Share of the weight that so many findings leave, 0…1; null when they are too many. */
export function countedShare(
  entry: CountingCriterion,
  count: number,
  operatorWords: number,
  settings: Pick<ScorecardSettings, 'density_min_words'>,
): number | null {
  return shareOf(countedMeasure(entry, count, operatorWords, settings), entry.limits);
}
