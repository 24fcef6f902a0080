/** Figures of a whole from equal samples of unequal operators, counted by hand. */
import { describe, expect, it } from 'vitest';
import { weightedMean, weightedShare } from '../../../analyzer/trends/stratified.ts';

describe('the mean', () => {
  it('weights operators by their calls: 300 calls at 90 and 100 at 70 make 85', () => {
    const estimate = weightedMean([
      { calls: 300, n: 5, mean: 90, deviation: 4 },
      { calls: 100, n: 5, mean: 70, deviation: 8 },
    ]);
    expect(estimate).toMatchObject({ n: 10, value: 85 });
    // Error: √((¾·4)²/5 + (¼·8)²/5) = √2.6 = 1.6125; 8 degrees of freedom: 2.306 × 1.6125 = 3.718.
    expect(estimate.low).toBeCloseTo(81.3, 1);
    expect(estimate.high).toBeCloseTo(88.7, 1);
  });

  it('of one operator is Student’s interval', () => {
    // 4.303 × 3 / √3 = 7.453
    expect(weightedMean([{ calls: 9, n: 3, mean: 80, deviation: 3 }])).toEqual({
      n: 3,
      value: 80,
      low: 72.5,
      high: 87.5,
    });
  });

  it('has no interval from single calls, and nothing from none', () => {
    expect(weightedMean([{ calls: 9, n: 1, mean: 80, deviation: null }])).toEqual({
      n: 1,
      value: 80,
      low: null,
      high: null,
    });
    expect(weightedMean([{ calls: 9, n: 0, mean: null, deviation: null }])).toEqual({
      n: 0,
      value: null,
      low: null,
      high: null,
    });
  });
});

describe('the share', () => {
  it('of 4 out of 5 is 38–96 %', () => {
    expect(weightedShare([{ hits: 4, n: 5, weight: 1 }])).toEqual({ n: 5, value: 0.8, low: 0.3755, high: 0.9638 });
  });

  it('weights calls: 5 of 5 that stand for 30 each and 0 of 5 for 10 each make 75 %', () => {
    const estimate = weightedShare([
      { hits: 5, n: 5, weight: 30 },
      { hits: 0, n: 5, weight: 10 },
    ]);
    // Effective calls: 200² / (5·900 + 5·100) = 8.
    const plain = weightedShare([{ hits: 6, n: 8, weight: 1 }]);
    expect(estimate).toEqual({ ...plain, n: 10 });
  });

  it('of nothing is nothing', () => {
    expect(weightedShare([])).toEqual({ n: 0, value: null, low: null, high: null });
  });
});
