/** Figures of rules and entries from decisions, and when an entry falls under its bar. */
import { describe, expect, it } from 'vitest';
import { type DecidedFinding, trustFigures } from '../../../analyzer/trust/trust-figures.ts';

const bars = { bars: { minor: 0.7, major: 0.8, fatal: 0.9 }, leastDecided: 20, severityOf: () => 'minor' as const };
const found = (entry: string, right: number, wrong: number): DecidedFinding[] => [
  ...Array.from({ length: right }, () => ({ rule: 'filler', entry, confirmed: true })),
  ...Array.from({ length: wrong }, () => ({ rule: 'filler', entry, confirmed: false })),
];
const added = (count: number): DecidedFinding[] =>
  Array.from({ length: count }, () => ({ rule: 'filler', entry: '', confirmed: true }));

describe('trustFigures', () => {
  it('a rule has the sum of its entries, recall from added findings, entries have none', () => {
    const [rule, nu, vot] = trustFigures(
      { findings: [...found('filler/nu', 8, 2), ...found('filler/vot', 1, 4), ...added(3)], disputes: [] },
      bars,
    );
    expect(rule).toMatchObject({ key: 'filler', precision: { hits: 9, n: 15, value: 0.6 } });
    expect(rule?.recall).toMatchObject({ hits: 9, n: 12, value: 0.75 });
    expect(nu).toMatchObject({ key: 'filler/nu', precision: { hits: 8, n: 10 }, recall: null });
    expect(vot).toMatchObject({ key: 'filler/vot', precision: { hits: 1, n: 5 } });
  });

  it('counts what disputes overturned', () => {
    const disputes = [true, true, false].map((accepted) => ({ rule: 'filler', entry: 'filler/nu', accepted }));
    const figures = trustFigures({ findings: [], disputes }, bars);
    expect(figures.map(({ key, overturned }) => [key, overturned.hits, overturned.n])).toEqual([
      ['filler', 2, 3],
      ['filler/nu', 2, 3],
    ]);
  });

  it.each([
    // 10 of 20: 30–70 % (upper end .7009): may still be good enough
    [10, 10, false],
    // 9 of 20: upper end .6579
    [9, 11, true],
    // too few decisions, however bad
    [0, 19, false],
    [0, 20, true],
  ])('%i right, %i wrong: below the bar %s', (right, wrong, below) => {
    const figures = trustFigures({ findings: found('filler/nu', right, wrong), disputes: [] }, bars);
    expect(figures.map(({ belowBar }) => belowBar)).toEqual([below, below]);
  });

  it('the bar goes by severity', () => {
    const strict = { ...bars, severityOf: () => 'fatal' as const };
    // 16 of 20: 58–92 %, 15 of 20: 53–89 %
    const of = (right: number, wrong: number) =>
      trustFigures({ findings: found('filler/nu', right, wrong), disputes: [] }, strict)[1];
    expect(of(16, 4)).toMatchObject({ bar: 0.9, belowBar: false });
    expect(of(15, 5)).toMatchObject({ bar: 0.9, belowBar: true });
  });
});
