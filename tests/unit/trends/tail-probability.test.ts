/** Tail probabilities against printed tables and tables counted by hand. */
import { describe, expect, it } from 'vitest';
import { exactTail, studentTail } from '../../../analyzer/trends/tail-probability.ts';

describe('Student', () => {
  // The 97.5 % points of the printed table: 5 % lie outside.
  it.each([
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [10, 2.228],
    [17, 2.11],
    [30, 2.042],
  ])('with %i degrees of freedom leaves 5 %% beyond ±%f', (degrees, point) => {
    expect(studentTail(point, degrees)).toBeCloseTo(0.05, 4);
    expect(studentTail(-point, degrees)).toBeCloseTo(0.05, 4);
  });

  it('is near the normal distribution for many degrees, and certain at nought', () => {
    expect(studentTail(1.959964, 1e6)).toBeCloseTo(0.05, 3);
    expect(studentTail(0, 7)).toBe(1);
    expect(studentTail(5, 0)).toBe(1);
  });
});

describe('the exact test', () => {
  it('counts by hand: 3 of 3 against 0 of 3 has 2 × 1/20', () => {
    expect(exactTail({ hits: 3, n: 3 }, { hits: 0, n: 3 })).toBeCloseTo(0.1, 10);
    expect(exactTail({ hits: 0, n: 3 }, { hits: 3, n: 3 })).toBeCloseTo(0.1, 10);
  });

  it('counts by hand: 1 of 8 against 7 of 8', () => {
    // (C(8,0)·C(8,8) + C(8,1)·C(8,7)) / C(16,8) = 65 / 12870, doubled.
    expect(exactTail({ hits: 1, n: 8 }, { hits: 7, n: 8 })).toBeCloseTo(130 / 12_870, 10);
  });

  it('says nothing where every call or none has it, and stays a probability for thousands', () => {
    expect(exactTail({ hits: 0, n: 10 }, { hits: 0, n: 20 })).toBe(1);
    expect(exactTail({ hits: 10, n: 10 }, { hits: 20, n: 20 })).toBe(1);
    expect(exactTail({ hits: 500, n: 1_000 }, { hits: 5_000, n: 10_000 })).toBeGreaterThan(0.9);
    expect(exactTail({ hits: 600, n: 1_000 }, { hits: 5_000, n: 10_000 })).toBeLessThan(1e-8);
  });
});
