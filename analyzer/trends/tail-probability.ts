/** Two-sided tail probabilities of Student's t and of a 2×2 table, for telling a difference from chance. Pure. */

/** Beyond so many degrees of freedom the distribution hardly changes; fewer have heavier tails, so cutting is cautious. */
const mostDegrees = 1_000;

/**
 * P(|T| ≥ t) of Student's distribution with a whole number of degrees of freedom: the finite sums of Abramowitz and Stegun,
 * 26.7.3 and 26.7.4.
 */
export function studentTail(t: number, degrees: number): number {
  const freedom = Math.min(mostDegrees, Math.floor(degrees));
  if (freedom < 1) return 1;
  const angle = Math.atan(Math.abs(t) / Math.sqrt(freedom));
  const cosine = Math.cos(angle);
  const isOdd = freedom % 2 === 1;
  let term = isOdd ? cosine : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = isOdd ? 3 : 2; k < freedom; k += 2) {
    term *= (cosine * cosine * (k - 1)) / k;
    sum += term;
  }
  const inside = isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  return Math.min(1, Math.max(0, 1 - inside));
}

/**
 * Fisher's exact test: how likely a split at least as unlikely as this one is, when both sides share one rate; the smaller
 * tail doubled, at most 1. It holds for any counts, rare faults too.
 * @param one, rest `hits` of `n` on each side, whole numbers
 */
export function exactTail(one: { hits: number; n: number }, rest: { hits: number; n: number }): number {
  const hits = one.hits + rest.hits;
  const total = one.n + rest.n;
  const least = Math.max(0, hits - rest.n);
  const most = Math.min(hits, one.n);
  if (least === most) return 1;
  const chance = (k: number) => Math.exp(choose(one.n, k) + choose(rest.n, hits - k) - choose(total, hits));
  const sum = (from: number, step: 1 | -1) => {
    let tail = 0;
    for (let k = from; k >= least && k <= most; k += step) {
      const part = chance(k);
      tail += part;
      if (part < tail * 1e-12) break;
    }
    return tail;
  };
  const expected = (hits * one.n) / total;
  const tail = one.hits >= expected ? sum(one.hits, 1) : sum(one.hits, -1);
  return Math.min(1, 2 * tail);
}

/** Logarithm of «n over k». */
const choose = (n: number, k: number) => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

const table = [0];
for (let n = 1; n < 256; n += 1) table.push((table[n - 1] ?? 0) + Math.log(n));

/** Exact sums for small numbers, Stirling's series beyond. */
function logFactorial(n: number): number {
  const known = table[n];
  if (known !== undefined) return known;
  return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + 1 / (12 * n) - 1 / (360 * n ** 3);
}
