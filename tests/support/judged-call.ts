/** Judged calls put straight into the stores, for tests of what people do with them. */
import { randomUUID } from 'node:crypto';
import type { Analyzer } from '../../analyzer/analyzer.ts';
import type { CallMetadata } from '../../analyzer/domain/call.ts';
import type { AnalyzedCall } from '../../analyzer/domain/scored-call.ts';
import { makeAnalysis } from './make-analysis.ts';

/** Puts a judged call of an operator into ledger and facts; returns its id. */
export async function addJudgedCall(
  { ledger, facts }: Pick<Analyzer, 'ledger' | 'facts'>,
  call: { operatorId: string; startedAt?: string; metadata?: CallMetadata; analysis?: Partial<AnalyzedCall> },
): Promise<string> {
  const id = randomUUID();
  const { operatorId, startedAt = '2026-03-11T09:14:05+03:00', analysis } = call;
  const utc = new Date(startedAt).toISOString();
  const made = makeAnalysis(id, analysis);
  await ledger.receive({
    id,
    externalId: `call ${id.slice(0, 4)}`,
    source: 'upload',
    recording: null,
    recordingSha256: null,
    metadata: { started_at: startedAt, operator: { id: operatorId, name: operatorId }, ...call.metadata },
    transcript: made.segments,
  });
  await facts.write({
    day: utc.slice(0, 10),
    callId: id,
    analysisId: randomUUID(),
    run: 1,
    externalId: `call ${id.slice(0, 4)}`,
    startedAt: utc,
    direction: 'incoming',
    operatorId,
    recordingSha256: '',
    metadata: { operator: { id: operatorId, name: operatorId } },
    analysis: made,
    sound: null,
  });
  await ledger.settle({ id, run: 1 }, 'done');
  return id;
}
