/**
 * Which groups (operators, teams, topics, hours) differ from all the others by more than chance, with the number of groups
 * taken into account. Where nothing does, nobody may be ranked. Pure.
 */
import { z } from 'zod';
import { exactTail, studentTail } from './tail-probability.ts';

/** Whether a group differs from the rest: `none` is «нет надёжной разницы», `few` that its calls are too few to ask. */
export const standingSchema = z.enum(['above', 'below', 'none', 'few']);
export type Standing = z.infer<typeof standingSchema>;

/** Scores of one group: each different whole score with how many calls have it. */
export type ScoreCounts = readonly { score: number; calls: number }[];

/** A share of one group: `hits` of `n`. */
export interface CountedGroup {
  hits: number;
  n: number;
}

/** Chance that shuffled labels make any group of one table stand out. Smaller than the usual 5 %: people are judged by it. */
const family = 0.01;
/** Calls below which a group is asked nothing. */
const leastCalls = 8;

/**
 * Scores of groups, each against all the others: the rank sum test of Mann and Whitney with ties, Holm's correction over the
 * groups. Ranks, because scores are skewed: one nought for a gross fault moves the mean of ten calls, not their order.
 */
export function standingsOfScores(groups: readonly ScoreCounts[]): Standing[] {
  const all = new Map<number, number>();
  for (const { score, calls } of groups.flat()) all.set(score, (all.get(score) ?? 0) + calls);
  const ranks = midRanks(all);
  const total = sumOf([...all.values()]);
  // Equal scores make ranks vary less.
  const ties = sumOf([...all.values()].map((calls) => calls ** 3 - calls));
  return standings(groups.map((group) => rankDifference(group, { ranks, total, ties })));
}

/** Shares of groups, each against all the others (Fisher's exact test; Holm's correction over the groups). */
export function standingsOfShares(groups: readonly CountedGroup[]): Standing[] {
  const all = { hits: sumOf(groups.map(({ hits }) => hits)), n: sumOf(groups.map(({ n }) => n)) };
  return standings(groups.map((group) => shareDifference(group, all)));
}

/** The same for a table of several criteria: one correction over all its cells. A cell is compared within its column. */
export function standingsOfTable(columns: readonly (readonly CountedGroup[])[]): Standing[][] {
  const differences = columns.map((groups) => {
    const all = { hits: sumOf(groups.map(({ hits }) => hits)), n: sumOf(groups.map(({ n }) => n)) };
    return groups.map((group) => shareDifference(group, all));
  });
  const flat = standings(differences.flat());
  let from = 0;
  return differences.map(({ length }) => {
    from += length;
    return flat.slice(from - length, from);
  });
}

/** How unlikely a difference is by chance, and which way it goes. */
interface Difference {
  chance: number;
  isAbove: boolean;
}

/** Holm's step-down correction: the smallest probability must pass the strictest bar, and the first that fails ends it. */
function standings(differences: readonly (Difference | null)[]): Standing[] {
  const asked = differences.flatMap((difference, i) => (difference === null ? [] : [{ ...difference, i }]));
  const result: Standing[] = differences.map((difference) => (difference === null ? 'few' : 'none'));
  const sorted = asked.toSorted((a, b) => a.chance - b.chance);
  for (const [rank, { chance, isAbove, i }] of sorted.entries()) {
    if (chance > family / (asked.length - rank)) break;
    result[i] = isAbove ? 'above' : 'below';
  }
  return result;
}

function shareDifference(group: CountedGroup, all: CountedGroup): Difference | null {
  const rest = { hits: all.hits - group.hits, n: all.n - group.n };
  if (group.n < leastCalls || rest.n < leastCalls) return null;
  return { chance: exactTail(group, rest), isAbove: group.hits / group.n > rest.hits / rest.n };
}

function rankDifference(
  group: ScoreCounts,
  { ranks, total, ties }: { ranks: ReadonlyMap<number, number>; total: number; ties: number },
): Difference | null {
  const n = sumOf(group.map(({ calls }) => calls));
  const rest = total - n;
  if (n < leastCalls || rest < leastCalls) return null;
  const sum = sumOf(group.map(({ score, calls }) => calls * (ranks.get(score) ?? 0)));
  const expected = (n * (total + 1)) / 2;
  const variance = ((n * rest) / 12) * (total + 1 - ties / (total * (total - 1)));
  // Half a rank towards the middle: ranks are whole, the normal distribution is not.
  const distance = Math.max(0, Math.abs(sum - expected) - 0.5);
  const chance = variance === 0 ? 1 : studentTail(distance / Math.sqrt(variance), Number.POSITIVE_INFINITY);
  return { chance, isAbove: sum > expected };
}

/** Rank of each score among all calls; equal scores share the middle of their ranks. */
function midRanks(counts: ReadonlyMap<number, number>): Map<number, number> {
  const ranks = new Map<number, number>();
  let before = 0;
  for (const [score, calls] of [...counts].sort(([a], [b]) => a - b)) {
    ranks.set(score, before + (calls + 1) / 2);
    before += calls;
  }
  return ranks;
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
