/** Who stands out: never by chance (shuffled labels), always when the difference is there. */
import { describe, expect, it } from 'vitest';
import { randomOf } from '../../../analyzer/demo/seed/random.ts';
import {
  standingsOfScores,
  standingsOfShares,
  standingsOfTable,
} from '../../../analyzer/trends/reliable-difference.ts';

const random = randomOf('shuffle');
const runs = 200;
const operators = 18;

/** Scores of a week as they are: most near 85, some poor, one in fifty a nought for a gross fault. */
const scores = Array.from({ length: operators * 25 }, () =>
  random.chance(0.02) ? 0 : Math.min(100, 85 + (random.chance(0.2) ? -30 : 10) * random.next()),
);

function shuffled<T>(items: readonly T[]): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i -= 1) {
    const k = random.whole(0, i);
    const [a, b] = [result[i], result[k]];
    if (a !== undefined && b !== undefined) [result[i], result[k]] = [b, a];
  }
  return result;
}

/** Deals the calls out to operators with unequal numbers of calls. */
function dealt<T>(items: readonly T[]): T[][] {
  const starts = Array.from({ length: operators }, (_, i) => 7 * i + i * i);
  return starts.map((start, i) => items.slice(start, starts[i + 1] ?? items.length));
}

const counted = (values: readonly number[]) => values.map((score) => ({ score: Math.round(score), calls: 1 }));
const quiet = (list: readonly string[]) => list.every((standing) => standing === 'none');
const quietRuns = (run: () => boolean) => Array.from({ length: runs }, run).filter(Boolean).length;

describe('shuffled labels', () => {
  it('give no reliable difference of scores in at least 95 % of 200 runs', () => {
    const calm = quietRuns(() => quiet(standingsOfScores(dealt(shuffled(scores)).map(counted))));
    expect(calm).toBeGreaterThanOrEqual(0.95 * runs);
  });

  it('give no reliable difference of rates in a heat map of 30 criteria, rare faults among them', () => {
    const criteria = Array.from({ length: 30 }, (_, i) => scores.map(() => random.chance((i + 1) / 40)));
    const calm = quietRuns(() => {
      const columns = criteria.map((passed) =>
        dealt(shuffled(passed)).map((group) => ({ hits: group.filter(Boolean).length, n: group.length })),
      );
      return quiet(standingsOfTable(columns).flat());
    });
    expect(calm).toBeGreaterThanOrEqual(0.95 * runs);
  });
});

describe('a difference that is there', () => {
  it('is found, and only there', () => {
    const groups = dealt(shuffled(scores)).map(counted);
    const worse = (groups.at(-1) ?? []).map(({ score }) => ({ score: score - 25, calls: 1 }));
    const found = standingsOfScores([...groups.slice(0, -1), worse]);
    expect(found.at(-1)).toBe('below');
    expect(found.slice(0, -1)).not.toContain('below');
  });

  it('of scores is counted by hand', () => {
    const eight = (from: number) => Array.from({ length: 8 }, (_, i) => ({ score: from + i, calls: 1 }));
    // Rank sums 36 and 100 of 16 calls: expected 68, variance 8·8·17/12 = 90.67, z = 31.5/9.52 = 3.31, chance 0.0009 < 0.005.
    expect(standingsOfScores([eight(0), eight(50)])).toEqual(['below', 'above']);
    // One pair swapped: rank sums 44 and 92, z = 23.5/9.52 = 2.47, chance 0.014.
    const mixed = [
      [...eight(0).slice(1), { score: 58, calls: 1 }],
      [...eight(50).slice(1), { score: -1, calls: 1 }],
    ];
    expect(standingsOfScores(mixed)).toEqual(['none', 'none']);
  });

  it('of rates goes both ways', () => {
    expect(
      standingsOfShares([
        { hits: 99, n: 100 },
        { hits: 40, n: 100 },
        { hits: 70, n: 100 },
      ]),
    ).toEqual(['above', 'below', 'none']);
  });

  it('is not asked about where the calls are few', () => {
    expect(
      standingsOfShares([
        { hits: 7, n: 7 },
        { hits: 0, n: 100 },
      ]),
    ).toEqual(['few', 'few']);
    expect(
      standingsOfScores([[{ score: 0, calls: 7 }], [{ score: 90, calls: 50 }], [{ score: 90, calls: 50 }]]),
    ).toEqual([...['few', 'none', 'none']]);
  });

  it('is not seen in scores that are all the same', () => {
    const same = [{ score: 100, calls: 20 }];
    expect(standingsOfScores([same, same])).toEqual(['none', 'none']);
    expect(standingsOfScores([same, [{ score: 50, calls: 20 }]])).toEqual(['above', 'below']);
  });
});
