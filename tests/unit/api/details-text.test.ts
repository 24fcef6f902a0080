/** The text of a call's details is the JSON of the schema, whether it was written before or not. */
import { expect, test } from 'vitest';
import { type CallDetails, callDetailsSchema } from '../../../api/features/calls/calls.schemas.ts';
import { detailsText } from '../../../api/features/calls/details-text.ts';
import { makeAnalysis } from '../../support/make-analysis.ts';

const head: Omit<CallDetails, 'analysis'> = {
  id: '2d5d1c1e-32a5-4a4e-9a35-0f4b0d4c0e02',
  externalId: 'звонок "1"',
  operatorId: 'op-1',
  operatorName: null,
  direction: 'incoming',
  startedAt: null,
  receivedAt: '2026-09-01T10:00:00.000Z',
  duration: 12.5,
  state: 'done',
  stage: null,
  error: null,
  hasRecording: false,
  score: 70,
  machineScore: 70,
  findings: 1,
  unsure: 0,
  fatal: false,
  hasPeaks: false,
  recordingDeleted: false,
};

test('is what the schema makes of the details, other fields left out', () => {
  const analysis = { ...makeAnalysis('c01'), sound: null, dropped: [], secret: 'x' };
  const whole = { ...head, analysis };
  const expected = callDetailsSchema.parse(whole);
  expect(JSON.parse(detailsText(whole))).toEqual(expected);
  expect(JSON.parse(detailsText({ ...whole, score: 40 }))).toEqual({ ...expected, score: 40 });
  expect(JSON.parse(detailsText({ ...head, analysis: null }))).toEqual({ ...head, analysis: null });
});

test('another analysis of the same call is written anew', () => {
  const first = { ...makeAnalysis('c01'), sound: null, dropped: [] };
  const second = { ...makeAnalysis('c01'), sound: null, dropped: [], score: 12 };
  detailsText({ ...head, analysis: first });
  expect(JSON.parse(detailsText({ ...head, analysis: second })).analysis.score).toBe(12);
});
