/** Estimates from weighted sums, counted by hand. */
import { describe, expect, it } from 'vitest';
import { meanOf, shareOf } from '../../../analyzer/trends/weighted.ts';

const sums = (calls: readonly { score: number; weight: number }[]) => ({
  n: calls.length,
  weight: calls.reduce((sum, { weight }) => sum + weight, 0),
  weight_squares: calls.reduce((sum, { weight }) => sum + weight ** 2, 0),
  scores: calls.reduce((sum, { score, weight }) => sum + weight * score, 0),
  score_squares: calls.reduce((sum, { score, weight }) => sum + weight * score ** 2, 0),
});
const plain = (n: number) => ({ n, weight: n, weight_squares: n });

describe('the mean', () => {
  it('of equal weights is Student’s: 77, 80, 83 are 80 ± 4.303 × 3 / √3', () => {
    const calls = [77, 80, 83].map((score) => ({ score, weight: 1 }));
    expect(meanOf(sums(calls))).toEqual({ n: 3, value: 80, low: 72.5, high: 87.5 });
  });

  it('does not change with the unit of the weights', () => {
    const calls = [77, 80, 83].map((score) => ({ score, weight: 12 }));
    expect(meanOf(sums(calls))).toEqual({ n: 3, value: 80, low: 72.5, high: 87.5 });
  });

  it('counts a call for as many as it stands for: 90 with weight 3 and 70 with weight 1 make 85', () => {
    expect(
      meanOf(
        sums([
          { score: 90, weight: 3 },
          { score: 70, weight: 1 },
        ]),
      ),
    ).toEqual({ n: 2, value: 85, low: null, high: null });
  });

  it('of one call has no interval, of none is nothing', () => {
    expect(meanOf(sums([{ score: 80, weight: 1 }]))).toEqual({ n: 1, value: 80, low: null, high: null });
    expect(meanOf(sums([]))).toEqual({ n: 0, value: null, low: null, high: null });
  });
});

describe('the share', () => {
  it('of 4 out of 5 is 38–96 %', () => {
    expect(shareOf(plain(5), 4)).toEqual({ n: 5, value: 0.8, low: 0.3755, high: 0.9638 });
  });

  it('stands on fewer calls where weights differ: 5 of weight 30 and 5 of weight 10 are worth 8', () => {
    // 200² / (5·900 + 5·100) = 8; 150 of 200 are 75 %.
    const estimate = shareOf({ n: 10, weight: 200, weight_squares: 5_000 }, 150);
    expect(estimate).toEqual({ ...shareOf(plain(8), 6), n: 10 });
  });

  it('of nothing is nothing', () => {
    expect(shareOf(plain(0), 0)).toEqual({ n: 0, value: null, low: null, high: null });
  });
});
