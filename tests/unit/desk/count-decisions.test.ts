/** The operator's numbers put right by decisions: hand-computed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  entriesNow,
  ratesNow,
  stepStart,
  stepsOf,
  withChanges,
} from '../../../api/features/own-page/count-decisions.ts';

const spreadOf = (values: readonly number[]) => {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const squares = values.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return { mean, deviation: values.length < 2 ? null : Math.sqrt(squares / (values.length - 1)) };
};

describe('a sample with some values replaced', () => {
  it('is what the replaced values give', () => {
    // 80, 90, 100 → 80, 100, 100: mean 93.33, deviation √(400/3) = 11.547
    const now = withChanges({ n: 3, mean: 90, deviation: 10 }, [{ machine: 90, now: 100 }]);
    expect(now.n).toBe(3);
    expect(now.mean).toBeCloseTo(93.333, 3);
    expect(now.deviation).toBeCloseTo(11.547, 3);
  });

  it('gains and loses values, down to nothing', () => {
    expect(withChanges({ n: 1, mean: 50, deviation: null }, [{ machine: null, now: 70 }])).toEqual({
      n: 2,
      mean: 60,
      deviation: Math.sqrt(200),
    });
    expect(withChanges({ n: 1, mean: 50, deviation: null }, [{ machine: 50, now: null }])).toEqual({
      n: 0,
      mean: null,
      deviation: null,
    });
    expect(withChanges({ n: 2, mean: 50, deviation: 1.5 }, [{ machine: 49, now: 49 }])).toEqual({
      n: 2,
      mean: 50,
      deviation: 1.5,
    });
  });

  it('agrees with counting everything anew', () => {
    const scores = fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 })), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(scores, (pairs) => {
        const before = { n: pairs.length, ...spreadOf(pairs.map(([machine]) => machine)) };
        const changes = pairs.map(([machine, now]) => ({ machine, now }));
        const after = withChanges(before, changes);
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
