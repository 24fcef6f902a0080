/** What a score means: where good ends and bad begins. */

/** How good or bad a thing is. */
export type ToneName = 'good' | 'warn' | 'bad' | 'info' | 'neutral';

const good = 85;
const acceptable = 60;

/** A fatal fault is bad whatever the number. */
export function scoreTone(score: number, fatal: boolean): ToneName {
  if (fatal || score < acceptable) return 'bad';
  return score < good ? 'warn' : 'good';
}
