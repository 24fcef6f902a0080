/** A judged call with decisions: what nobody has touched is put together once, what somebody has touched each time. */
import { expect, it } from 'vitest';
import { reviewedCall } from '../../../analyzer/desk/reviewed-call.ts';
import type { CriterionVerdict } from '../../../analyzer/storage/state/criterion-verdicts.ts';
import { loadScorecard } from '../../../lexicons/index.ts';
import { makeAnalysis } from '../../support/make-analysis.ts';

const scorecard = loadScorecard();
const verdict: CriterionVerdict = {
  id: 'v',
  callId: 'c',
  criterion: 'greeting.name',
  version: 1,
  outcome: 'failed',
  text: 'имени не слышно',
  actor: 'a',
  at: '2026-03-12T00:00:00.000Z',
};

it('puts a judgement that cannot change together once a scorecard', () => {
  const judged = Object.freeze(makeAnalysis('c01'));
  const whole = reviewedCall('c', judged, [], [], scorecard);
  expect(whole.current.score).toBe(87.5);
  expect(reviewedCall('c', judged, [], [], scorecard)).toBe(whole);
  expect(reviewedCall('c', judged, [], [], { ...scorecard })).not.toBe(whole);
});

it('counts decisions the moment they are there, and not when they are gone', () => {
  const judged = Object.freeze(makeAnalysis('c01'));
  const before = reviewedCall('c', judged, [], [], scorecard);
  const after = reviewedCall('c', judged, [], [verdict], scorecard);
  expect(after.current.score).not.toBe(before.current.score);
  expect(reviewedCall('c', judged, [], [], scorecard).current.score).toBe(before.current.score);
});

it('remembers nothing of a judgement that may change', () => {
  const judged = makeAnalysis('c01');
  const before = reviewedCall('c', judged, [], [], scorecard);
  judged.findings.length = 0;
  expect(before.findings).toHaveLength(2);
  expect(reviewedCall('c', judged, [], [], scorecard).findings).toHaveLength(0);
});
