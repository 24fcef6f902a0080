/** How far two raters agree: raw share, and what is left of it beyond chance. Pure. */

export interface Agreement {
  /** Items that both have rated. */
  n: number;
  /** Share of items with the same answer; null without items, like the others. */
  raw: number | null;
  /** Cohen's κ (1960): each rater's own distribution is taken for chance. Null where both give one answer only. */
  kappa: number | null;
  /** Gwet's AC1 (2008): stays meaningful when nearly all items have the same answer. Null where only one answer exists. */
  ac1: number | null;
  /** Mean share of each answer over the two raters, the most frequent first. */
  prevalence: { answer: string; share: number }[];
}

/**
 * Agreement over items that two raters have put into categories.
 * @param pairs answers of the first and of the second rater to the same items
 * @param answers all categories that may be given; those that occur are added
 */
export function agreementOf(pairs: readonly (readonly [string, string])[], answers: readonly string[] = []): Agreement {
  const n = pairs.length;
  const categories = [...new Set([...answers, ...pairs.flat()])];
  if (n === 0) return { n, raw: null, kappa: null, ac1: null, prevalence: [] };
  const shares = categories.map((answer) => {
    const [first, second] = [0, 1].map((rater) => pairs.filter((pair) => pair[rater] === answer).length / n);
    return { answer, first: first ?? 0, second: second ?? 0 };
  });
  const raw = pairs.filter(([first, second]) => first === second).length / n;
  const byChance = sumOf(shares.map(({ first, second }) => first * second));
  const mean = shares.map(({ first, second }) => (first + second) / 2);
  const byGwet = sumOf(mean.map((share) => share * (1 - share))) / (categories.length - 1);
  return {
    n,
    raw,
    kappa: byChance === 1 ? null : beyond(raw, byChance),
    ac1: categories.length < 2 ? null : beyond(raw, byGwet),
    prevalence: shares
      .map(({ answer, first, second }) => ({ answer, share: (first + second) / 2 }))
      .filter(({ share }) => share > 0)
      .sort((a, b) => b.share - a.share || (a.answer < b.answer ? -1 : 1)),
  };
}

const beyond = (seen: number, chance: number): number => (seen - chance) / (1 - chance);
const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
