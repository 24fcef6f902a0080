/** The row of a call as people left it, by hand on the small call: «секундочку» certain, «ну» unsure, the name given. */
import { describe, expect, it } from 'vitest';
import { callOutcome } from '../../../analyzer/desk/call-outcome.ts';
import { anchorOf, type FindingReview, identifyFindings } from '../../../analyzer/domain/review.ts';
import type { CriterionVerdict } from '../../../analyzer/storage/state/criterion-verdicts.ts';
import { loadScorecard } from '../../../lexicons/index.ts';
import { makeAnalysis } from '../../support/make-analysis.ts';

const call = { id: '2d5d1c1e-32a5-4a4e-9a35-0f4b0d4c0e01', day: '2026-03-11' };
const analysisId = '2d5d1c1e-32a5-4a4e-9a35-0f4b0d4c0e02';
const stored = { ...makeAnalysis('c01'), run: 1, analysisId, transcriptId: analysisId, sound: null, dropped: [] };
const [diminutive, filler] = identifyFindings(call.id, stored.findings);
const scorecard = loadScorecard();

const review = (of: typeof diminutive, verdict: FindingReview['verdict'], version = 1): FindingReview => {
  if (of === undefined) throw new Error('no finding');
  return {
    id: of.id,
    callId: call.id,
    day: call.day,
    operatorId: 'op-1',
    origin: 'machine',
    anchor: anchorOf(of),
    verdict,
    range: null,
    reason: verdict === 'dismissed' ? 'misheard' : null,
    text: '',
    version,
    actor: 'a',
    at: '2026-03-12T00:00:00.000Z',
    lexiconVersion: 'sha256:aa',
  };
};
const outcome = (reviews: FindingReview[], verdicts: CriterionVerdict[] = [], submitted = 0) =>
  callOutcome(call, stored, { reviews, verdicts, submitted }, scorecard);

describe('the outcome of a call', () => {
  it('is the machine’s word while nobody has decided', () => {
    expect(outcome([])).toEqual({
      day: call.day,
      callId: call.id,
      analysisId,
      steps: 0,
      decisions: 0,
      reviewed: false,
      score: 87.5,
      quality: 87.5,
      compliance: 100,
      fatal: [],
      findings: 1,
      unsure: 1,
      found: [1, 2],
      addedRules: [],
      passed: ['greeting.name'],
      failed: ['speech.diminutive'],
      notSure: [],
    });
  });

  it('gives a dismissed finding back and counts a confirmed one', () => {
    // Greeting 4 of 4, diminutive 4 of 4.
    expect(outcome([review(diminutive, 'dismissed'), review(filler, 'confirmed', 3)], [], 1)).toMatchObject({
      steps: 5,
      decisions: 2,
      reviewed: true,
      score: 100,
      findings: 1,
      unsure: 0,
      found: [0, 1],
      passed: ['greeting.name', 'speech.diminutive'],
      failed: [],
    });
  });

  it('has the rule of what a person added, and no decision where one was taken back', () => {
    const added = { ...review(diminutive, 'confirmed'), id: 'added', origin: 'person' as const };
    const missed = { ...added, anchor: { ...added.anchor, rule: 'rude' as const, entry: '', start: 1, end: 2 } };
    expect(outcome([missed])).toMatchObject({ addedRules: ['rude'], findings: 2, found: [1, 2], decisions: 1 });
    expect(outcome([review(diminutive, 'open', 2)])).toMatchObject({
      decisions: 0,
      steps: 2,
      score: 87.5,
      found: [1, 2],
    });
  });

  it('has the answer that a person gave to a criterion', () => {
    const verdict = { id: 'v', callId: call.id, criterion: 'greeting.name', version: 1, text: '', actor: 'a', at: '' };
    // 0 of 4 and 3 of 4: 37.5.
    expect(outcome([], [{ ...verdict, outcome: 'failed' }])).toMatchObject({
      score: 37.5,
      failed: ['greeting.name', 'speech.diminutive'],
      passed: [],
      decisions: 1,
      steps: 1,
    });
  });
});
