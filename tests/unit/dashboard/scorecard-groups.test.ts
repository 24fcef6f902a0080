/** Criteria in groups, and the place in the transcript at a moment. */
import { describe, expect, it } from 'vitest';
import type { Criterion, Segment } from '../../../dashboard/src/api/shapes.ts';
import { groupCriteria, isPartly } from '../../../dashboard/src/features/call/criteria-groups.ts';
import { segmentAt, segmentNear, wordAt } from '../../../dashboard/src/features/call/current-place.ts';

const criterion = (id: string, outcome: Criterion['outcome'], section: string): Criterion => ({
  id,
  title: id,
  outcome,
  section,
  weight: 2,
  earned: outcome === 'passed' ? 2 : 0,
  findings: [],
  evidence: [],
  reason: '',
  fatal: false,
});

describe('groupCriteria', () => {
  const criteria = [
    criterion('a', 'passed', '5.6.4'),
    criterion('b', 'failed', '5.6.10'),
    criterion('c', 'not_sure', '5.6.4'),
    criterion('d', 'failed', '5.5.2'),
  ];
  const shape = (grouping: 'outcome' | 'section') =>
    groupCriteria(criteria, grouping).map(({ key, criteria: group }) => [key, group.map(({ id }) => id).join('')]);

  it('puts failures first and leaves empty groups out', () => {
    expect(shape('outcome')).toEqual([
      ['failed', 'bd'],
      ['not_sure', 'c'],
      ['passed', 'a'],
    ]);
  });

  it('orders sections by their numbers', () => {
    expect(shape('section')).toEqual([
      ['5.5.2', 'd'],
      ['5.6.4', 'ac'],
      ['5.6.10', 'b'],
    ]);
  });

  it('knows a part of the points', () => {
    expect(isPartly({ outcome: 'passed', earned: 1.5, weight: 2 })).toBe(true);
    expect(isPartly({ outcome: 'passed', earned: 2, weight: 2 })).toBe(false);
    expect(isPartly({ outcome: 'failed', earned: 0, weight: 2 })).toBe(false);
  });
});

describe('the current place', () => {
  const said = (start: number, end: number, words?: Segment['words']): Segment => ({
    speaker: 'operator',
    start,
    end,
    text: '',
    words,
  });
  const segments = [said(1, 4), said(3, 6), said(8, 9)];

  it('is the latest segment to start where two overlap, none in silence', () => {
    expect([0, 1, 3.5, 5.9, 6, 7, 8.5].map((time) => segmentAt(segments, time))).toEqual([-1, 0, 1, 1, -1, -1, 2]);
  });

  it('stays in view through a silence', () => {
    expect([0, 3.5, 7, 20].map((time) => segmentNear(segments, time))).toEqual([0, 1, 1, 2]);
  });

  it('is a word from its start up to, not including, its end', () => {
    const spoken = said(1, 4, [
      { text: 'да', start: 1, end: 1.5 },
      { text: 'нет', start: 2, end: 2.5 },
    ]);
    expect([1, 1.49, 1.5, 2.2, 3].map((time) => wordAt(spoken, time))).toEqual([0, 0, -1, 1, -1]);
    expect(wordAt(undefined, 1)).toBe(-1);
    expect(wordAt(said(1, 2), 1)).toBe(-1);
  });
});
