/** A stage that the ledger could not take down costs the call nothing: it is for the eye. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Segment } from '../../../analyzer/domain/call.ts';
import { type AnalyzeCallDeps, handleAnalyzeCall } from '../../../analyzer/jobs/analyze-call.handler.ts';
import { openKeyRing } from '../../../analyzer/platform/index.ts';
import { createLogger } from '../../../analyzer/platform/logger.ts';
import { compileJudge, readJudgeSource } from '../../../analyzer/scoring/judge-call.ts';
import type { LedgerCall } from '../../../analyzer/storage/state/ledger-call.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const call: LedgerCall = {
  id: randomUUID(),
  externalId: 'c01',
  source: 'import',
  metadata: {},
  recording: null,
  recordingSha256: null,
  day: '2026-03-11',
  receivedAt: '2026-03-11T06:14:05.000Z',
  recordingDeletedAt: null,
  wordsDeletedAt: null,
  duration: null,
  state: 'waiting',
  stage: null,
  attempts: 0,
  run: 1,
  error: null,
};
const transcript: Segment[] = [{ speaker: 'operator', start: 0, end: 2, text: 'Здравствуйте, слушаю Вас.' }];

it('goes on when a stage cannot be written, and ends the call', async () => {
  const folder = tempFolder();
  const settled: string[] = [];
  const judge = await compileJudge(readJudgeSource());
  const ledger: Partial<AnalyzeCallDeps['ledger']> = {
    find: async () => call,
    begin: async () => 1,
    transcriptOf: async () => transcript,
    enterStage: async () => {
      throw new Error('the state database is away');
    },
    settle: async (_id, state) => void settled.push(state),
  };
  const facts: Partial<AnalyzeCallDeps['facts']> = { write: async () => {} };
  const recordings: Partial<AnalyzeCallDeps['recordings']> = {};
  await handleAnalyzeCall(
    { callId: call.id, run: 1 },
    {
      ledger: ledger as AnalyzeCallDeps['ledger'],
      facts: facts as AnalyzeCallDeps['facts'],
      recordings: recordings as AnalyzeCallDeps['recordings'],
      privacyKeys: openKeyRing(join(folder, 'privacy.json')),
      tempFolder: folder,
      pipeline: async () => ({ judge: async () => judge, recognizer: null, tempFolder: folder }),
      logger: createLogger('silent'),
    },
    { signal: new AbortController().signal, publish: () => {} },
  );
  expect(settled).toEqual(['done']);
});
