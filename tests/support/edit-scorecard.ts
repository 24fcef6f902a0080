/** Random changes of a scorecard that its weights, names and lines can take; deterministic by seed. */
import type { Scorecard } from '#lexicons';
import { randomOf } from '../../analyzer/demo/seed/random.ts';

/** The same scorecard weighed otherwise, under another version. */
export function editScorecard(scorecard: Scorecard, seed: number): Scorecard {
  const random = randomOf('card', String(seed));
  const groups = structuredClone(scorecard.groups);
  const weights = [0, 0.5, 1, 1.7, 3, 4, 7.25, 20];
  for (const { criteria } of groups) {
    for (const line of criteria) {
      if (random.whole(0, 2) > 0) continue;
      line.weight = weights[random.whole(0, weights.length - 1)] ?? 1;
      line.title = `${line.title}, «иначе» ${seed}`;
      if (random.whole(0, 4) === 0) line.section = '5.9';
      const fatal = [false, true, 'in_conflict'] as const;
      if (random.whole(0, 3) === 0) line.fatal = fatal[random.whole(0, 2)] ?? false;
    }
  }
  // Lines in another order, one of our own taken out.
  if (seed % 2 === 0) groups.reverse();
  const last = groups.find(({ criteria }) => criteria.some(({ id }) => id === 'dictation.pauses'));
  if (seed % 3 === 0 && last) last.criteria = last.criteria.filter(({ id }) => id !== 'dictation.pauses');
  return { ...scorecard, groups, version: `card ${seed}` };
}
