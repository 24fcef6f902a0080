/**
 * Figures of a whole (a team, a week) from a sample that holds equally many calls of each operator: operators count by how
 * many calls they really had, not by how many were drawn. Pure.
 */
import { wilson } from '../desk/coaching-effect.ts';
import { meanInterval } from '../desk/mean-interval.ts';

/** An estimate with its 95 % interval; nulls where there is nothing to say. */
export interface Estimate {
  /** Calls it stands on. */
  n: number;
  value: number | null;
  low: number | null;
  high: number | null;
}

/** Scores of one operator: `n` of `calls` looked at. */
export interface ScoreStratum {
  calls: number;
  n: number;
  mean: number | null;
  deviation: number | null;
}

/** A share of one operator: `hits` of `n` looked at, out of a population with weight `weight` for each of them. */
export interface ShareStratum {
  hits: number;
  n: number;
  weight: number;
}

/** Mean score 0…100 over operators, weighted by their calls. One operator with one drawn call has no spread and no interval. */
export function weightedMean(strata: readonly ScoreStratum[]): Estimate {
  const used = strata.flatMap(({ mean, ...rest }) => (mean === null || rest.n === 0 ? [] : [{ mean, ...rest }]));
  const n = sumOf(used.map((one) => one.n));
  const calls = sumOf(used.map((one) => one.calls));
  if (n === 0 || calls === 0) return { n, value: null, low: null, high: null };
  const value = sumOf(used.map((one) => (one.calls / calls) * one.mean));
  // Spread of operators with a single drawn call is taken from the others.
  const known = used.filter((one) => one.deviation !== null && one.n > 1);
  const degrees = sumOf(known.map((one) => one.n - 1));
  if (degrees === 0) return { n, value: round(value, 10), low: null, high: null };
  const common = Math.sqrt(sumOf(known.map((one) => (one.n - 1) * (one.deviation ?? 0) ** 2)) / degrees);
  const variance = sumOf(
    used.map((one) => ((one.calls / calls) * (one.n > 1 ? (one.deviation ?? common) : common)) ** 2 / one.n),
  );
  // A mean of n calls with this error: its spread is the error × √n, its freedom that of the spreads it was made of.
  const { low, high } = meanInterval(degrees + 1, value, Math.sqrt(variance * (degrees + 1)));
  return { n, value: round(value, 10), low, high };
}

/** Share 0…1 over operators, each call weighted; the interval is Wilson's on the effective number of calls (Kish). */
export function weightedShare(strata: readonly ShareStratum[]): Estimate {
  const used = strata.filter(({ n }) => n > 0);
  const n = sumOf(used.map((one) => one.n));
  const weight = sumOf(used.map((one) => one.weight * one.n));
  if (n === 0 || weight === 0) return { n, value: null, low: null, high: null };
  const value = sumOf(used.map((one) => one.weight * one.hits)) / weight;
  const effective = weight ** 2 / sumOf(used.map((one) => one.weight ** 2 * one.n));
  const interval = wilson({ calls: effective, faulty: value * effective });
  return {
    n,
    value: round(value, 10_000),
    low: interval && round(interval.low, 10_000),
    high: interval && round(interval.high, 10_000),
  };
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const round = (value: number, unit: number) => Math.round(value * unit) / unit;
