/** How sure a mean is: its 95 % interval by Student's distribution. Pure. */

/** 97.5 % points for 1…30 degrees of freedom; beyond, the normal distribution is near enough. */
const points = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];
const normalPoint = 1.96;

/**
 * @param deviation of the sample; null below two values, and then there is no interval
 * @param limits of the scale: the interval is cut off at them
 */
export function meanInterval(
  n: number,
  mean: number | null,
  deviation: number | null,
  limits: { low: number; high: number } = { low: 0, high: 100 },
): { n: number; mean: number | null; low: number | null; high: number | null } {
  if (mean === null || deviation === null || n < 2) return { n, mean: mean && round(mean), low: null, high: null };
  const half = ((points[n - 2] ?? normalPoint) * deviation) / Math.sqrt(n);
  const low = Math.max(limits.low, mean - half);
  const high = Math.min(limits.high, mean + half);
  return { n, mean: round(mean), low: round(low), high: round(high) };
}

const round = (value: number) => Math.round(value * 10) / 10;
