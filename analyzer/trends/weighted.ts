/**
 * Estimates with their 95 % intervals from weighted sums. The audit sample takes equally many calls of every operator and
 * week, so each drawn call counts for as many as it stands for; over all calls every weight is 1. Pure.
 */
import { wilson } from '../desk/coaching-effect.ts';
import { meanInterval } from '../desk/mean-interval.ts';

/** An estimate; nulls where there is nothing to say. */
export interface Estimate {
  /** Calls it stands on. */
  n: number;
  value: number | null;
  low: number | null;
  high: number | null;
}

/** Sums over calls: how many, their weights and squared weights. */
export interface WeightSums {
  n: number;
  weight: number;
  weight_squares: number;
}

/** The same with weighted scores and their squares. */
export interface ScoreSums extends WeightSums {
  scores: number;
  score_squares: number;
}

/** Mean score 0…100; Student's interval on the effective number of calls (Kish). */
export function meanOf({ n, weight, weight_squares, scores, score_squares }: ScoreSums): Estimate {
  if (n === 0 || weight === 0) return nothing(n);
  const mean = scores / weight;
  const effective = effectiveCalls({ weight, weight_squares });
  const variance = Math.max(0, score_squares / weight - mean ** 2) * (effective / (effective - 1));
  const whole = Math.floor(effective);
  // Spread is of the effective calls; the interval wants a whole number of them, the smaller one.
  const { low, high } =
    whole < 2 ? { low: null, high: null } : meanInterval(whole, mean, Math.sqrt((variance * whole) / effective));
  return { n, value: round(mean, 10), low, high };
}

/** Share 0…1 of the weight; Wilson's interval on the effective number of calls. */
export function shareOf({ n, weight, weight_squares }: WeightSums, hits: number): Estimate {
  if (n === 0 || weight === 0) return nothing(n);
  const value = Math.min(1, hits / weight);
  const effective = effectiveCalls({ weight, weight_squares });
  const interval = wilson({ calls: effective, faulty: value * effective });
  return {
    n,
    value: round(value, 10_000),
    low: interval && round(interval.low, 10_000),
    high: interval && round(interval.high, 10_000),
  };
}

const nothing = (n: number): Estimate => ({ n, value: null, low: null, high: null });
const effectiveCalls = ({ weight, weight_squares }: Pick<WeightSums, 'weight' | 'weight_squares'>) =>
  weight ** 2 / weight_squares;
const round = (value: number, unit: number) => Math.round(value * unit) / unit;
