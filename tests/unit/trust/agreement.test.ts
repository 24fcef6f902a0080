/** Agreement and intervals against tables computed by hand. */
import { describe, expect, it } from 'vitest';
import { agreementOf } from '../../../analyzer/trust/agreement.ts';
import { provenShare } from '../../../analyzer/trust/trust-figures.ts';

/** Counts of a 2×2 table as pairs: both yes, yes/no, no/yes, both no. */
const table = (a: number, b: number, c: number, d: number): [string, string][] => [
  ...Array.from({ length: a }, (): [string, string] => ['yes', 'yes']),
  ...Array.from({ length: b }, (): [string, string] => ['yes', 'no']),
  ...Array.from({ length: c }, (): [string, string] => ['no', 'yes']),
  ...Array.from({ length: d }, (): [string, string] => ['no', 'no']),
];

describe('agreementOf', () => {
  it('85/5/5/5: 90 % agree, κ says 0.44, AC1 0.88', () => {
    // pe = .9·.9 + .1·.1 = .82, κ = .08/.18; AC1: pe = 2·.9·.1 = .18, .72/.82
    const { n, raw, kappa, ac1, prevalence } = agreementOf(table(85, 5, 5, 5));
    expect(n).toBe(100);
    expect(raw).toBeCloseTo(0.9, 10);
    expect(kappa).toBeCloseTo(0.4444, 4);
    expect(ac1).toBeCloseTo(0.878, 4);
    expect(prevalence.map(({ answer, share }) => [answer, Math.round(share * 100)])).toEqual([
      ['yes', 90],
      ['no', 10],
    ]);
  });

  it('an even table: both measures nearly alike', () => {
    // 40/10/20/30: raw .7; pe = .5·.6 + .5·.4 = .5, κ = .4; mean .55: pe = 2·.55·.45 = .495, AC1 = .205/.505
    const { raw, kappa, ac1 } = agreementOf(table(40, 10, 20, 30));
    expect(raw).toBeCloseTo(0.7, 10);
    expect(kappa).toBeCloseTo(0.4, 10);
    expect(ac1).toBeCloseTo(0.40594, 5);
  });

  it('three answers', () => {
    const pairs: [string, string][] = [
      ...[0, 1, 2].map((): [string, string] => ['a', 'a']),
      ...(['b', 'b', 'c', 'c'] as const).map((answer): [string, string] => [answer, answer]),
      ['a', 'b'],
    ];
    const { raw, kappa } = agreementOf(pairs);
    expect(raw).toBeCloseTo(0.875, 10);
    // pe: a 4·3, b 2·3, c 2·2 of 64
    expect(kappa).toBeCloseTo((0.875 - 22 / 64) / (1 - 22 / 64), 10);
  });

  it('everybody always says the same: raw agreement only', () => {
    expect(agreementOf(table(7, 0, 0, 0))).toMatchObject({ n: 7, raw: 1, kappa: null, ac1: null });
    // With the other answer known to exist AC1 tells that they agree.
    expect(agreementOf(table(7, 0, 0, 0), ['yes', 'no'])).toMatchObject({ kappa: null, ac1: 1 });
    expect(agreementOf([])).toEqual({ n: 0, raw: null, kappa: null, ac1: null, prevalence: [] });
  });
});

describe('provenShare', () => {
  it('4 of 5 is 38 to 96 %', () => {
    const { value, low, high } = provenShare(4, 5);
    expect(value).toBe(0.8);
    expect(low).toBeCloseTo(0.3755, 4);
    expect(high).toBeCloseTo(0.9638, 4);
  });
  it('nothing decided, nothing said', () => {
    expect(provenShare(0, 0)).toEqual({ n: 0, hits: 0, value: null, low: null, high: null });
  });
});
