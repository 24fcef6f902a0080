/** The operator's numbers put right by decisions: hand-computed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  entriesNow,
  ratesNow,
  sampleNow,
  stepStart,
  stepsOf,
  sumOf,
} from '../../../api/features/own-page/count-decisions.ts';

const spreadOf = (values: readonly number[]) => {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const squares = values.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return { mean, deviation: values.length < 2 ? null : Math.sqrt(squares / (values.length - 1)) };
};

const sumsOf = (values: readonly number[]) => ({
  n: values.length,
  sum: values.reduce((sum, one) => sum + one, 0),
  squares: values.reduce((sum, one) => sum + one ** 2, 0),
});

describe('a sample with some values replaced', () => {
  it('is what the replaced values give', () => {
    // 80, 90, 100 → 80, 100, 100: mean 93.33, deviation √(400/3) = 11.547
    const now = sampleNow({ n: 3, sum: 270, squares: 24_500 }, [{ machine: 90, now: 100 }]);
    expect(now.n).toBe(3);
    expect(now.mean).toBeCloseTo(93.333, 3);
    expect(now.deviation).toBeCloseTo(11.547, 3);
  });

  it('gains and loses values, down to nothing', () => {
    const one = { n: 1, sum: 50, squares: 2_500 };
    // 50 and 70: mean 60, deviation √200
    expect(sampleNow(one, [{ machine: null, now: 70 }])).toEqual({ n: 2, mean: 60, deviation: Math.sqrt(200) });
    expect(sampleNow(one, [{ machine: 50, now: null }])).toEqual({ n: 0, mean: null, deviation: null });
    expect(sampleNow(one, [{ machine: 49, now: 49 }])).toEqual({ n: 1, mean: 50, deviation: null });
  });

  it('agrees with counting everything anew, in parts too', () => {
    const scores = fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 })), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(scores, fc.nat(20), (pairs, cut) => {
        const machine = pairs.map(([one]) => one);
        const whole = sumOf([sumsOf(machine.slice(0, cut)), sumsOf(machine.slice(cut))]);
        const after = sampleNow(
          whole,
          pairs.map(([before, now]) => ({ machine: before, now })),
        );
        const wanted = spreadOf(pairs.map(([, now]) => now));
        expect(after.mean).toBeCloseTo(wanted.mean, 6);
        // Near zero the root of a difference of squares is coarse.
        expect(after.deviation ?? 0).toBeCloseTo(wanted.deviation ?? 0, 3);
      }),
    );
  });
});

describe('rates and entries', () => {
  const criterion = (id: string, machine: string, now: string) =>
    ({ criterion: { id, outcome: machine }, current: { outcome: now } }) as never;
  it('moves a call from failed to passed, and takes in what was not sure', () => {
    const decided = [
      { criteria: [criterion('greeting', 'failed', 'passed'), criterion('lexis', 'not_sure', 'failed')] },
    ];
    expect(ratesNow([{ criterion: 'greeting', passed: 4, failed: 3 }], decided)).toEqual([
      { criterion: 'greeting', passed: 5, failed: 2 },
      { criterion: 'lexis', passed: 0, failed: 1 },
    ]);
  });

  const finding = (entry: string, certain: boolean, verdict: 'confirmed' | 'dismissed' | null) =>
    ({
      origin: 'machine',
      entry,
      certain,
      counts: verdict === 'confirmed' || (certain && verdict === null),
      review: verdict === null ? null : { verdict },
    }) as never;
  it('leaves out what was dismissed and counts what was confirmed', () => {
    const decided = [
      {
        findings: [finding('a', true, 'dismissed'), finding('b', true, 'dismissed'), finding('b', false, 'confirmed')],
      },
    ];
    const rows = [
      { rule: 'filler', entry: 'a', count: 3, calls: 2 },
      { rule: 'filler', entry: 'b', count: 1, calls: 1 },
    ];
    expect(entriesNow(rows, decided)).toEqual([
      { rule: 'filler', entry: 'a', count: 2, calls: 1 },
      { rule: 'filler', entry: 'b', count: 1, calls: 1 },
    ]);
  });
});

it('a week begins on Monday, a month on its first day', () => {
  expect(stepStart('2026-11-22', 'week')).toBe('2026-11-16');
  expect(stepStart('2026-11-23', 'week')).toBe('2026-11-23');
  expect(stepStart('2026-11-22', 'month')).toBe('2026-11-01');
  expect(stepStart('2026-11-22', 'day')).toBe('2026-11-22');
  // 30 October 2026 is a Friday.
  expect(stepsOf('2026-10-30', '2026-11-09', 'week')).toEqual(['2026-10-26', '2026-11-02', '2026-11-09']);
  expect(stepsOf('2026-10-30', '2026-11-09', 'month')).toEqual(['2026-10-01', '2026-11-01']);
  expect(stepsOf('2026-10-30', '2026-10-31', 'day')).toEqual(['2026-10-30', '2026-10-31']);
});
