/** The effect of coaching: intervals against published figures, verdicts by hand. */
import { describe, expect, it } from 'vitest';
import { coachingEffect, effectOfCalls, wilson } from '../../../analyzer/desk/coaching-effect.ts';

describe('the interval of a share', () => {
  it('is Wilson’s: 81 of 263 is 0.2553–0.3662, 0 of 20 is 0–0.1611 (Newcombe 1998, table I)', () => {
    expect(wilson({ calls: 263, faulty: 81 })?.low).toBeCloseTo(0.2553, 4);
    expect(wilson({ calls: 263, faulty: 81 })?.high).toBeCloseTo(0.3662, 4);
    expect(wilson({ calls: 20, faulty: 0 })?.low).toBe(0);
    expect(wilson({ calls: 20, faulty: 0 })?.high).toBeCloseTo(0.1611, 4);
    expect(wilson({ calls: 0, faulty: 0 })).toBeNull();
  });
});

describe('coaching', () => {
  it('compares by Newcombe’s method 10: 56 of 70 against 48 of 80 differ by 0.2 (0.0524–0.3339)', () => {
    const { difference } = coachingEffect({ calls: 80, faulty: 48 }, { calls: 70, faulty: 56 }, 'all');
    expect(difference?.value).toBe(0.2);
    expect(difference?.low).toBeCloseTo(0.0524, 4);
    expect(difference?.high).toBeCloseTo(0.3339, 4);
  });

  it('says «улучшилось» only when the whole interval is below 0', () => {
    expect(coachingEffect({ calls: 40, faulty: 30 }, { calls: 40, faulty: 8 }, 'all').verdict).toBe('improved');
    expect(coachingEffect({ calls: 40, faulty: 20 }, { calls: 40, faulty: 16 }, 'all').verdict).toBe('unchanged');
    expect(coachingEffect({ calls: 40, faulty: 8 }, { calls: 40, faulty: 30 }, 'all').verdict).toBe('worse');
  });

  it('says «мало звонков» below ten on a side, however clear it looks', () => {
    expect(coachingEffect({ calls: 9, faulty: 9 }, { calls: 50, faulty: 0 }, 'sample').verdict).toBe('too_few');
    expect(coachingEffect({ calls: 10, faulty: 10 }, { calls: 50, faulty: 0 }, 'sample').verdict).toBe('improved');
    expect(coachingEffect({ calls: 0, faulty: 0 }, { calls: 50, faulty: 0 }, 'sample')).toMatchObject({
      difference: null,
      verdict: 'too_few',
      before: { rate: null, low: null, high: null },
    });
  });

  it('looks at the calls drawn by lot alone as soon as there are ten on each side', () => {
    const calls = (n: number, after: boolean, drawn: boolean, faulty: boolean) =>
      Array.from({ length: n }, () => ({ after, drawn, faulty }));
    const drawn = [...calls(10, false, true, true), ...calls(10, true, true, false)];
    const picked = [...calls(40, false, false, false), ...calls(40, true, false, true)];
    expect(effectOfCalls([...drawn, ...picked])).toMatchObject({ basis: 'sample', verdict: 'improved' });
    expect(effectOfCalls([...drawn.slice(1), ...picked])).toMatchObject({ basis: 'all', verdict: 'worse' });
  });
});
