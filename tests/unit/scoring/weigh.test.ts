/** Weights, ranges, fatal faults: figures computed by hand. */
import { describe, expect, it } from 'vitest';
import { shareOf } from '../../../analyzer/scoring/ranges.ts';
import { failed, notApplicable, notSure, passed, type Verdict } from '../../../analyzer/scoring/verdict.ts';
import { weighCall, weighCriterion } from '../../../analyzer/scoring/weigh.ts';
import type { ScorecardCriterion } from '../../../lexicons/index.ts';

const line = (weight: number, fatal: ScorecardCriterion['fatal'] = false): ScorecardCriterion => ({
  id: 'greeting.name',
  title: 'Название',
  section: '5.6.4',
  kind: 'binary',
  weight,
  fatal,
});
const score = (...lines: [number, Verdict, ScorecardCriterion['fatal']?][]) =>
  weighCall(lines.map(([weight, verdict, fatal]) => weighCriterion(line(weight, fatal), verdict, false)));

describe('weighCall', () => {
  it('divides earned points by the weights of what was judged', () => {
    // (3 + 0) / (3 + 5)
    expect(score([3, passed('да')], [5, failed('нет')])).toEqual({
      score: 37.5,
      quality: 37.5,
      compliance: 100,
      fatal: [],
    });
  });
  it('takes a part of the weight for an acceptable value', () => {
    // (4 × 0.5 + 4) / 8
    expect(score([4, passed('да', { share: 0.5 })], [4, passed('да')]).score).toBe(75);
  });
  it('leaves not applicable and not sure out of the denominator', () => {
    expect(score([3, passed('да')], [90, notApplicable('нет')], [90, notSure('?')]).score).toBe(100);
  });
  it('is null when nothing was judged', () => {
    expect(score([3, notApplicable('нет')], [4, notSure('?')])).toEqual({
      score: null,
      quality: null,
      compliance: null,
      fatal: [],
    });
  });
  it('is 0 for a failed fatal criterion, and only for a failed one; the quality stays visible', () => {
    // quality 3 / (3 + 5)
    expect(score([3, passed('да')], [5, failed('нет'), true])).toEqual({
      score: 0,
      quality: 37.5,
      compliance: 0,
      fatal: ['greeting.name'],
    });
    expect(score([3, passed('да')], [5, notSure('?'), true])).toMatchObject({ score: 100, compliance: 100 });
    expect(score([3, passed('да')], [5, passed('да'), true])).toMatchObject({ score: 100, compliance: 100 });
  });
  it('is 0 for a fatal fault of weight 0, of which no quality is left', () => {
    expect(score([0, failed('нет'), true])).toMatchObject({ score: 0, quality: null, compliance: 0 });
  });
  it('shows a criterion of weight 0 without counting it', () => {
    expect(score([0, failed('нет')], [5, passed('да')]).score).toBe(100);
  });
});

describe('weighCriterion', () => {
  it('makes «in_conflict» fatal only in a conflict', () => {
    expect(weighCriterion(line(5, 'in_conflict'), failed('ты'), false).fatal).toBe(false);
    expect(weighCriterion(line(5, 'in_conflict'), failed('ты'), true).fatal).toBe(true);
  });
  it('earns nothing unless passed', () => {
    expect(weighCriterion(line(5), failed('нет'), false).earned).toBe(0);
    expect(weighCriterion(line(5), passed('да'), false).earned).toBe(5);
  });
});

describe('shareOf', () => {
  const limits = { good: 25, acceptable: 45 };
  it.each([
    [0, 1],
    [25, 1],
    [35, 0.75],
    [45, 0.5],
    [45.01, null],
  ])('%d of 25–45 earns %s', (value, share) => expect(shareOf(value, limits)).toBe(share));
  it('knows plain limits', () => {
    expect(shareOf(0, { good: 0, acceptable: 0 })).toBe(1);
    expect(shareOf(1, { good: 0, acceptable: 0 })).toBeNull();
  });
});
