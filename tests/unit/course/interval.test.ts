/** Arithmetic of intervals. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  intersectIntervals,
  joinIntervals,
  subtractIntervals,
  totalLength,
} from '../../../analyzer/domain/interval.ts';

const at = (start: number, end: number) => ({ start, end });
const list = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 20 }))
    .map(([start, length]) => at(start, start + length)),
);

describe('intervals', () => {
  it('join, intersect, subtract', () => {
    expect(joinIntervals([at(5, 6), at(0, 2), at(1, 3), at(3, 4), at(9, 9)])).toEqual([at(0, 4), at(5, 6)]);
    expect(joinIntervals([at(5, 6), at(0, 2), at(3, 4), at(9, 9)], 1)).toEqual([at(0, 2), at(3, 4), at(5, 6)]);
    expect(joinIntervals([at(5, 6), at(0, 2), at(3, 4), at(9, 9)], 1.5)).toEqual([at(0, 6)]);
    expect(intersectIntervals([at(0, 4), at(6, 9)], [at(3, 7)])).toEqual([at(3, 4), at(6, 7)]);
    expect(subtractIntervals([at(0, 10)], [at(-1, 1), at(4, 5), at(9, 12)])).toEqual([at(1, 4), at(5, 9)]);
  });
  it('whole = common part + rest', () => {
    fc.assert(
      fc.property(list, list, (a, b) => {
        expect(totalLength(intersectIntervals(a, b)) + totalLength(subtractIntervals(a, b))).toBe(
          totalLength(joinIntervals(a)),
        );
      }),
    );
  });
});
