/** Runs of calls made by hand for tests of the store. */
import { randomUUID } from 'node:crypto';
import type { CallRun } from '../../analyzer/storage/facts/call-facts.ts';
import { makeAnalysis } from './make-analysis.ts';

/** A run of a new call; its analysis is the small complete one unless told. */
export function makeRun(overrides: Partial<CallRun> = {}): CallRun {
  const startedAt = overrides.startedAt ?? '2026-03-11T06:14:05.000Z';
  return {
    day: startedAt.slice(0, 10),
    callId: randomUUID(),
    analysisId: randomUUID(),
    run: 1,
    externalId: 'c01',
    startedAt,
    direction: 'incoming',
    operatorId: 'op-17',
    recordingSha256: '',
    analysis: makeAnalysis('c01'),
    sound: null,
    ...overrides,
  };
}
