/** What a sample tells of all calls, on hand-computed figures. */
import { expect, it } from 'vitest';
import { estimateFrom } from '../../../analyzer/rescore/estimate-summary.ts';
import { countRescore } from '../../../analyzer/rescore/rescore-summary.ts';

const versions = { engine: '1', lexicon: 'b', scorecard: 'c' };
const told = {
  ...countRescore(versions, 360_000, []).summary({ dryRun: true, interrupted: true }),
  calls: { seen: 360_000, rescored: 3_000, judged: 900, changed: 371, skipped: 0 },
  findings: { added: 417, removed: 3 },
  entries: [{ entry: 'filler/nu', added: 417, removed: 3 }],
  criteria: [{ id: 'speech.filler', changed: 360, failed: -60, points: -180.5 }],
  operators: [{ id: 'a', name: 'A', n: 5, before: 80, after: 70 }],
};
const scores = { n: 360_000, before: 360_000 * 8_500, after: 360_000 * 8_500 - 371 * 300 };

it('is carried over to all calls with two digits, and the share of changed calls has its interval', () => {
  const estimate = estimateFrom(told, scores, { sampled: 3_000, of: 360_000 });
  // 371 / 3,000 = 12.37 %; Wilson: 11.24 … 13.59 % of 360,000
  expect(estimate.calls).toEqual({ ...told.calls, changed: 45_000 });
  expect(estimate.estimate).toEqual({ sampled: 3_000, of: 360_000, from: 40_000, to: 49_000 });
  // 417 × 120 = 50,040; 3 × 120 = 360
  expect(estimate.findings).toEqual({ added: 50_000, removed: 360 });
  expect(estimate.entries).toEqual([{ entry: 'filler/nu', added: 50_000, removed: 360 }]);
  // 360 × 120 = 43,200; −60 × 120 = −7,200; −180.5 × 120 = −21,660
  expect(estimate.criteria).toEqual([{ id: 'speech.filler', changed: 43_000, failed: -7_200, points: -22_000 }]);
  // 371 calls lose 3 points: 0.371 points a call on the mean of 3,000, and so on the mean of all.
  expect(estimate.score).toEqual({ n: 360_000, before: 85, after: 84.63 });
  expect(estimate.operators).toEqual([]);
});

it('of a sample without a change names how many may change all the same', () => {
  const nothing = { ...told, calls: { ...told.calls, changed: 0 }, findings: { added: 0, removed: 0 } };
  const estimate = estimateFrom(nothing, scores, { sampled: 3_000, of: 360_000 });
  expect(estimate.calls.changed).toBe(0);
  // Wilson of 0 of 3,000: z² / (n + z²) = 3.8415 / 3,003.84 = 0.128 %, 460 calls
  expect(estimate.estimate).toMatchObject({ from: 0, to: 460 });
});

it('never tells fewer changed calls than the sample has', () => {
  const all = { ...told, calls: { ...told.calls, changed: 3_000 } };
  expect(estimateFrom(all, scores, { sampled: 3_000, of: 3_001 }).estimate?.from).toBeGreaterThanOrEqual(3_000);
});
