/** The interval of a mean, by the table of Student's distribution. */
import { expect, it } from 'vitest';
import { meanInterval } from '../../../analyzer/desk/mean-interval.ts';

it('is mean ± t·s/√n: 16 calls, 80 ± 2.131·8/4 = 80 ± 4.262', () => {
  expect(meanInterval(16, 80, 8)).toEqual({ n: 16, mean: 80, low: 75.7, high: 84.3 });
});

it('is by the normal distribution for many calls: 400 calls, 80 ± 1.96·10/20', () => {
  expect(meanInterval(400, 80, 10)).toEqual({ n: 400, mean: 80, low: 79, high: 81 });
});

it('stays on the scale, and does not exist below two calls', () => {
  expect(meanInterval(2, 98, 5)).toEqual({ n: 2, mean: 98, low: 53.1, high: 100 });
  expect(meanInterval(1, 98, null)).toEqual({ n: 1, mean: 98, low: null, high: null });
  expect(meanInterval(0, null, null)).toEqual({ n: 0, mean: null, low: null, high: null });
});
